import { NianbaoError } from '../../errors.ts'
import { looksLikeArticle, mayBeColumn } from '../../families/articleAddress.ts'
import { metasOf } from '../../families/column.ts'
import { familyNames, familyOf } from '../../families/families.ts'
import { linksIn } from '../../families/listLinks.ts'
import { isReportColumn } from '../../families/subColumns.ts'
import type { Page } from '../../model/page.ts'
import { parseReportTitle } from '../../model/reportTitle.ts'
import { pageOf } from '../pageOf.ts'
import type { Ask } from './askOnce.ts'

export interface FoundColumn {
  readonly page: Page
  /** The report that was given in place of its column; null where a column was given. */
  readonly report: string | null
}

/**
 * The column page behind an address that a person gave: the page itself, or, where that is a report, the column of annual reports
 * that it links (面包屑).
 * @throws NianbaoError the network's refusal, or `usage` for a report that links no such column
 */
export async function findColumn(url: string, ask: Ask): Promise<FoundColumn> {
  const page = await openPage(url, ask)
  if (!isReportPage(page)) return { page, report: null }
  const column = linksIn(page.text, page.url).find(
    (link) => isReportColumn(link.title, link.url) && mayBeColumn(link.url) && link.url !== page.url,
  )
  if (column === undefined) {
    const message = `${url}: this is a report, not a column, and it links no column of annual reports; give the address of the column`
    throw new NianbaoError('usage', message)
  }
  return { page: await openPage(column.url, ask), report: url }
}

async function openPage(url: string, ask: Ask): Promise<Page> {
  const outcome = await ask({ url }, 'listing')
  if (outcome.kind !== 'refused') return pageOf(outcome.exchange)
  const { code, message, cause } = outcome
  throw new NianbaoError(code, `${url}: ${message}`, { cause })
}

/**
 * A report's page calls itself the report of a unit and a year, where a column may name a year, but no unit with it; or its
 * address can be nothing else.
 */
function isReportPage({ text, url }: Page): boolean {
  if (familyNames.some((name) => familyOf(name).reportAt(url) !== null)) return true
  const said = parseReportTitle(metasOf(text)['articletitle'] ?? /<title>([^<]*)</iu.exec(text)?.[1] ?? '')
  const named = said.kind === 'report' && said.year !== null && said.unit !== null
  return named && (looksLikeArticle(url) || metasOf(text)['articletitle'] !== undefined)
}
