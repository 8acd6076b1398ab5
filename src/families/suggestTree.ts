import type { Page } from '../model/page.ts'
import { columnName } from './column.ts'
import type { Suggestion } from './family.ts'
import { isReportColumn, subColumnsOf } from './subColumns.ts'

/** Options of a column that may have columns below it: its address, and one level down where it links any. */
export function suggestTree(page: Page, isColumn: (url: string) => boolean): Suggestion {
  const above = { inReports: isReportColumn(columnName(page.text), page.url), depth: 0 }
  const [first, ...others] = subColumnsOf(page, above, isColumn)
  if (first === undefined) return { options: { list: page.url }, guessed: {} }
  const below = others.length === 0 ? first.name : `${first.name} and ${others.length} more`
  return { options: { list: page.url, descend: 1 }, guessed: { descend: `it links ${below} below it` } }
}
