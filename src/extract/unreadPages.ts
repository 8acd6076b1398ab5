import type { Document } from '../model/document.ts'
import type { Finding } from '../model/finding.ts'
import type { Original } from '../model/original.ts'

/** The finding of a document some of whose pages OCR could not read whole; no other part of the report says what is missing there. */
export function unreadPages({ unread = [] }: Document): readonly Finding[] {
  if (unread.length === 0) return []
  const message = `page ${unread.join(', ')} shows something like words in which OCR reads none (a photograph, a stamp, print beside a table); what stands there is missing: look at the original`
  return [{ code: 'unread-text', severity: 'warning', metrics: [], message }]
}

/** The finding of a report in pictures of its pages of which some are not there. */
export function absentPages({ pages }: Original): readonly Finding[] {
  if (pages === undefined || pages.absent === 0) return []
  const { images, absent } = pages
  const message = `${absent} of ${images.length + absent} page images are not there: what they show is missing`
  return [{ code: 'missing-table', severity: 'warning', metrics: [], message }]
}

/** The finding of a web page that lacks tables and holds pictures within itself which gave none. `why`: what kept them from being read. */
export function unreadPictures(why = 'the pictures inside the page gave no figure'): readonly Finding[] {
  const message = `${why}; what they show is missing: look at the original`
  return [{ code: 'unread-text', severity: 'warning', metrics: [], message }]
}
