import type { SiteReader } from '../../archive/siteReader.ts'
import type { FailureCode } from '../../errors.ts'
import type { Capture } from '../../model/capture.ts'
import { parseReportTitle } from '../../model/reportTitle.ts'
import type { Withheld } from '../../model/withholding.ts'
import { withheldAddresses, withoutQuotationOf } from '../withheldAddresses.ts'

/** An original that gave no report with an id (未归档的原件), as the ledger last spoke of its address. */
export interface UnfiledOriginal {
  readonly url: string
  readonly code: FailureCode
  readonly message: string
  readonly capture: Capture
  /** Whether the list called it a report and nothing else of its page is one. */
  readonly isListed: boolean
  /** Something that its address gave is withheld: what was said of it may quote that. */
  readonly isWithheld: boolean
}

/** The originals of a site that gave no report, each address and code once. Reads the ledger only where there are any. */
export async function unfiledOriginals(
  shelf: SiteReader,
  withheld: Withheld,
): Promise<readonly UnfiledOriginal[]> {
  const left = shelf.bundleKeys().flatMap((key) => {
    const outcome = shelf.outcome(key)
    const isAlone = outcome?.ids.length === 0
    return (outcome?.left ?? []).map((each) => ({ ...each, isAlone }))
  })
  if (left.length === 0) return []
  const captures = await newestOf(shelf, new Set(left.map(({ url }) => url)))
  const hidden = await withheldAddresses(shelf, withheld)
  const found = new Map<string, UnfiledOriginal>()
  for (const { url, code, message, isAlone } of left) {
    const capture = captures.get(url)
    if (capture === undefined) continue
    const isListed = isAlone && parseReportTitle(capture.title ?? '').kind === 'report'
    const told = withoutQuotationOf({ url, code, message }, hidden)
    found.set(`${code} ${url}`, { ...told, capture, isListed, isWithheld: hidden.has(url) })
  }
  return [...found.values()]
}

/** The last line that brought or confirmed content, by address. */
async function newestOf(
  shelf: SiteReader,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Capture>> {
  const newest = new Map<string, Capture>()
  for await (const capture of shelf.captures())
    if (wanted.has(capture.url) && capture.role !== 'picture' && capture.role !== 'conversion')
      newest.set(capture.url, capture)
  return newest
}
