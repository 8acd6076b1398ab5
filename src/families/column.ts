import { load } from 'cheerio/slim'
import { fold } from './links.ts'

/** Names under which columns carry annual reports (platforms seen: 政府信息公开年报, 公开年报, 政务公开年报…). */
export const REPORT_COLUMN =
  /(?:政府|政务)?信息公开(?:工作)?(?:年报|年度报告)|公开年报|政务公开年报|公开年度报告/u

/**
 * The `<meta>` tags of a page by lower-cased name (国办发〔2017〕47号, 政府网站发展指引, 网页标签).
 * The first that is not empty counts.
 */
export function metasOf(html: string): Readonly<Record<string, string>> {
  const $ = load(html)
  const metas: Record<string, string> = {}
  for (const element of $('meta[name]').toArray()) {
    const name = ($(element).attr('name') ?? '').trim().toLowerCase()
    const content = fold($(element).attr('content') ?? '')
    if (content !== '') metas[name] ??= content
  }
  return metas
}

/**
 * Column name (栏目名称) of a listing page: `ColumnName`, or `ColumnType` where only that speaks of annual reports;
 * null when the page has neither.
 */
export function columnName(html: string): string | null {
  const metas = metasOf(html)
  const name = metas['columnname'] ?? null
  const type = metas['columntype'] ?? null
  if (type !== null && REPORT_COLUMN.test(type) && !(name !== null && REPORT_COLUMN.test(name))) return type
  return name ?? type
}
