import { attachmentsOf, type AttachmentLink } from '../discover/attachments.ts'
import { NianbaoError } from '../errors.ts'
import type { Page } from '../model/page.ts'

/** A page for all units of a district links some sixty files for each of a few years; no page seen comes near this. */
const mostFiles = 500

/** The files to fetch of a page, and what is wrong with it where they are not all. */
export interface FilesOfPage {
  readonly files: readonly AttachmentLink[]
  readonly fault: NianbaoError | null
}

/** The files that a page links, in order; the first 500 of more, none of a page beyond reading, both with a fault that names the page. */
export function filesOf(page: Page): FilesOfPage {
  try {
    const all = attachmentsOf(page)
    const files = all.slice(0, mostFiles)
    if (files.length === all.length) return { files, fault: null }
    const message = `${page.url} links ${all.length} files; the first ${mostFiles} were asked for, the others not`
    return { files, fault: new NianbaoError('too-many', message) }
  } catch (error) {
    if (!(error instanceof NianbaoError)) throw error
    return { files: [], fault: error }
  }
}
