import type { Document } from '../model/document.ts'
import { foldTitle, printedYears } from '../model/reportTitleYear.ts'

/**
 * The year of the 统计期限 sentence (platforms.md §7.2): 统计期限自2022年1月1日起至2022年12月31日止 and its variants, also
 * `从2022年1月1日到12月31日`. Null when there is none, when it spans two years, or when two such sentences disagree.
 */
export function periodYear(document: Document): number | null {
  const years = new Set<number | null>()
  for (const block of document.blocks) {
    if (block.kind === 'table') continue
    for (const sentence of foldTitle(block.text).split(/[。；]/u)) {
      const period =
        /(?:统计|期限|期间|时限|数据|时间|起止)[^。；]{0,30}?(?<from>20\d{2})年度?0?1月0?1日[^\d]{0,8}(?:(?<to>20\d{2})年)?12月3[01]日/u.exec(
          sentence,
        )?.groups
      if (period === undefined) continue
      const from = Number(period['from'])
      const to = period['to'] === undefined ? from : Number(period['to'])
      years.add(from === to ? from : null)
    }
  }
  const [only] = years
  return years.size === 1 && only !== undefined ? only : null
}

/**
 * The year that a column (2022年) names, if the date of publication supports it: reports appear in the year after.
 * Columns are filed by either year, so one alone says nothing.
 */
export function columnYear(column: string | null, published: string | null): number | null {
  const years = printedYears(foldTitle(column ?? ''))
  const [only] = years
  if (only === undefined || years.length !== 1 || published === null) return null
  return Number(published.slice(0, 4)) - 1 === only.year ? only.year : null
}

const publishedMetas = ['pubdate', 'publishdate', 'maketime', 'date'] as const

/** The ISO date of publication as metas, the page's own line (发布日期：2023-01-13) or the listing say; null if none does. */
export function publicationDate(document: Document, listDate: string | null): string | null {
  for (const name of publishedMetas) {
    const date = isoDate(document.metas[name] ?? '')
    if (date !== null) return date
  }
  for (const block of document.blocks.slice(0, 60)) {
    if (block.kind === 'table') continue
    const label =
      /(?:发布(?:日期|时间)|发文日期|公开日期|日期|时间)\s*[：:]\s*(?<date>20\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2})/u.exec(
        block.text.slice(0, 400),
      )
    const date = isoDate(label?.groups?.['date'] ?? '')
    if (date !== null) return date
  }
  return isoDate(listDate ?? '')
}

function isoDate(text: string): string | null {
  const parts = /^\s*(?<year>20\d{2})[-/.年](?<month>\d{1,2})[-/.月](?<day>\d{1,2})/u.exec(text)?.groups
  if (parts === undefined) return null
  const [month, day] = [Number(parts['month']), Number(parts['day'])]
  if (month < 1 || month > 12 || day < 1 || day > 31) return null
  return `${parts['year'] ?? ''}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
