import { attachmentsOf, type AttachmentLink } from '../discover/attachments.ts'
import { NianbaoError } from '../errors.ts'
import { exhaustionFault } from '../model/exhaustion.ts'
import type { Page } from '../model/page.ts'

/** A page for all units of a district links some sixty files for each of a few years; no page seen comes near this. */
const mostFiles = 500

/** The files to fetch of a page, and what is wrong with it where they are not all. */
export interface FilesOfPage {
  readonly files: readonly AttachmentLink[]
  readonly fault: NianbaoError | null
}

/**
 * The files that a page links, in order; the first 500 of more, none of a page beyond reading, all but those whose addresses are too
 * long: each with a fault that names the page.
 */
export function filesOf(page: Page): FilesOfPage {
  try {
    const overlong = new Set<string>()
    const all = attachmentsOf(page, (address) => overlong.add(address))
    const files = all.slice(0, mostFiles)
    if (files.length === all.length) return { files, fault: overlongFault(page, overlong) }
    const message = `${page.url} links ${all.length} files; the first ${mostFiles} were asked for, the others not`
    return { files, fault: new NianbaoError('too-many', message) }
  } catch (error) {
    const fault = error instanceof NianbaoError ? error : exhaustionFault(error)
    if (fault === null) throw error
    return { files: [], fault }
  }
}

function overlongFault({ url }: Page, overlong: ReadonlySet<string>): NianbaoError | null {
  const [first] = overlong
  if (first === undefined) return null
  const named = `${first.slice(0, shown)}… (${first.length} characters)`
  return new NianbaoError(
    'too-large',
    `${url} links ${overlong.size} files by addresses too long to ask for: ${named}`,
  )
}

/** As much of an address as a person needs to find it in the page. */
const shown = 100
