import { REPORT_COLUMN } from '../families/column.ts'
import type { ReportAddress } from '../families/family.ts'
import { isCut } from '../families/links.ts'
import { parseReportTitle } from '../model/reportTitle.ts'
import { foldTitle, printedYears } from '../model/reportTitleYear.ts'
import type { Candidate, IgnoredReason } from './discovery.ts'

/** Raise when a rule here or in model/reportTitle.ts changes: unchanged listings are then judged anew. */
export const JUDGEMENT = 4

/** Whether a column (栏目) is one of annual reports, as far as it says what it is: whatever stands in it may be one. */
export const isOfReports = (column: string | null): boolean => column === null || REPORT_COLUMN.test(column)

type Judgement =
  | (Pick<Candidate, 'verdict' | 'unit' | 'year'> & { readonly kind: 'candidate' })
  | { readonly kind: 'ignored'; readonly reason: IgnoredReason }

/**
 * Whether a link of a listing is an annual report, by its title and the column that it stands in.
 * A trap is named and left; a title that says too little is looked at wherever the report could hide: in a column of
 * annual reports (or one without a name), when it speaks of disclosure or of a yearly report, and when it is cut off. Where the address alone says
 * that it is a report, also a title that speaks of nothing (查看, 全文) is looked at.
 */
export function judgeLink(
  title: string,
  column: string | null,
  address: ReportAddress | null = null,
): Judgement {
  const verdict = parseReportTitle(title)
  if (verdict.kind === 'report') {
    const year = verdict.year ?? address?.year ?? null
    return { kind: 'candidate', verdict: 'report', unit: verdict.unit, year }
  }
  if (verdict.kind === 'trap' && !(address !== null && verdict.reason === 'unrelated'))
    return { kind: 'ignored', reason: verdict.reason }
  if (address !== null) {
    const [year, ...others] = new Set(printedYears(foldTitle(title)).map((printed) => printed.year))
    const one = year !== undefined && others.length === 0 ? year : address.year
    return { kind: 'candidate', verdict: 'unclear', unit: null, year: one }
  }
  const promising =
    isOfReports(column) || /公开|20\d{2}年?度?\s*(?:年报|年?度?报告)/u.test(title) || isCut(title)
  return promising
    ? { kind: 'candidate', verdict: 'unclear', unit: null, year: null }
    : { kind: 'ignored', reason: 'unclear-title' }
}
