import type { ReportAddress } from './family.ts'
import type { UnitStyle } from './unitLists.ts'

/** A unit's disclosure pages (信息公开) or an ordinary column (栏目): one path for every list, told apart by the query alone. */
const COLUMN = /\/(?:public|content)\/column\/\d+\/?$/iu
/** `/public/<unit>/<n>.html` and `/public/content/<n>`. */
const ARTICLE = /^(.*)\/public\/(?:\d+|content)\/(\d+)(?:\.html?)?$/iu

/** A unit's annual report by its address, as a page of the section of reports, where `title` is its year. */
export function reportAt(url: string): ReportAddress | null {
  const { searchParams } = new URL(url)
  if (!isDetail(url) || !isReportSection(searchParams)) return null
  const title = searchParams.get('title') ?? ''
  return { year: /^20\d{2}$/u.test(title) ? Number(title) : null }
}

/** Whether an address is the list of a unit's annual reports: section 3 of its pages, marked `isNianbao=1` on some hosts. */
export function isReportList(url: string): boolean {
  const { pathname, searchParams } = new URL(url)
  return COLUMN.test(pathname) && !isDetail(url) && isReportSection(searchParams)
}

/** Whether an address is a page of lists and no article: `action=detail` makes an article of it. */
export const isColumnPage = (url: string): boolean => COLUMN.test(new URL(url).pathname) && !isDetail(url)

/** Whether an address is an article of the vendor's disclosure pages. */
export const isDisclosureArticle = (url: string): boolean =>
  isDetail(url) || ARTICLE.test(new URL(url).pathname)

const isReportSection = (query: URLSearchParams): boolean =>
  query.get('type') === '3' || query.get('isNianbao') === '1'

const isDetail = (url: string): boolean => {
  const { pathname, searchParams } = new URL(url)
  return COLUMN.test(pathname) && searchParams.get('action') === 'detail'
}

/**
 * One text for every address of an article: the number alone names what stands at `/public/<unit>/<n>.html` and at
 * `/public/content/<n>` (inferred); in a query only order and empty members do not count (`title=2023` is the report).
 */
export function articleIdentity(address: string): string {
  const url = new URL(address)
  const [, site, number] = ARTICLE.exec(url.pathname) ?? []
  if (site !== undefined && number !== undefined) return `${url.origin}${site}/public/content/${number}`
  if (!isDetail(address)) return address
  const members = [...url.searchParams].filter(([, value]) => value !== '').sort(byName)
  return `${url.origin}${url.pathname}?${new URLSearchParams(members).toString()}`
}

const byName = ([one]: readonly [string, string], [other]: readonly [string, string]): number =>
  one < other ? -1 : one > other ? 1 : 0

const UNIT = /^(.*\/public\/column\/\d+)(?:\/|$)/iu

/** The units of a site: everything below `/public/column/<number>` is a unit's, whatever section it is; `query` is that of reports. */
export const unitsAt = (query: string): UnitStyle => ({
  listOf(address) {
    const { origin, pathname } = new URL(address)
    const unit = UNIT.exec(pathname)?.[1]
    return unit === undefined ? null : `${origin}${unit}${query}`
  },
  scripted: /(?:https?:)?(?:\/\/[\w.:-]{1,99})?(?:\/[\w-]{1,40}){0,4}?\/public\/column\/\d+/giu,
})
