import { decode } from '../model/decodeText.ts'
import type { Wanted } from './capturePage.ts'
import { filesOf } from './filesOf.ts'
import { markupFault } from '../model/markupFault.ts'
import type { SiteWorks } from './works.ts'

/**
 * Files that were linked by pages of these bundles and never asked for: a run that was killed had the page and not yet its
 * files. The page itself is safe and is not asked for again; its links are read from what is archived.
 */
export async function missingAttachments(
  works: SiteWorks,
  keys: readonly string[],
): Promise<readonly Wanted[]> {
  const { shelf } = works
  const missing: Wanted[] = []
  for (const key of keys) {
    const last = await shelf.lastCapture({ url: key })
    if (last?.role !== 'page' || last.capture.extension !== 'html') continue
    const { seq, final_url, status, response_headers, sha256, source, division, title, date, column } =
      last.capture
    const body = await shelf.original(last.capture)
    const { text } = decode(body)
    if (markupFault(text) !== null) continue
    const page = { url: final_url, status, headers: response_headers, body, text, sha256 }
    for (const { url, name } of filesOf(page).files) {
      if (shelf.lastLook({ url }) !== null) continue
      missing.push({
        request: { url, referer: final_url },
        expect: 'attachment',
        facts: { role: 'attachment', source, parent: seq, division, title, date, column, name, given: null },
        bundle: key,
      })
    }
  }
  return missing
}
