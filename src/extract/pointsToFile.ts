import type { Document } from '../model/document.ts'
import type { Bundle, Original } from '../model/original.ts'

const POINTING = /附件|附后|(?:详见|请见|见)附|(?:点击|请)下载|全文下载/u

/**
 * What to add to why a page is no report, where its text points to a file (见附件) of which none is archived with it: a link may
 * be one that nothing here knows for a file, and the report behind it is missing. Else nothing.
 */
export function pointsToFile(original: Original, document: Document, { originals }: Bundle): string {
  const isAlone = original.role === 'page' && originals.every(({ role }) => role !== 'attachment')
  const isPointing = document.blocks.some((block) => block.kind === 'paragraph' && POINTING.test(block.text))
  return isAlone && isPointing
    ? '; its text points to a file (附件) and none is archived with it, look at the page'
    : ''
}
