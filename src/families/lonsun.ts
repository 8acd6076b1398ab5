import { z } from 'zod'
import type { Link } from '../model/listing.ts'
import type { Page } from '../model/page.ts'
import { isArticleLink } from './articleAddress.ts'
import { REPORT_COLUMN } from './column.ts'
import { walkTree, type TreeStyle } from './columnTree.ts'
import type { Progress } from './columnWalk.ts'
import type { Family } from './family.ts'
import {
  articleIdentity,
  isColumnPage,
  isDisclosureArticle,
  isReportList,
  reportAt,
  unitsAt,
} from './lonsunAddress.ts'
import { resolveLink } from './links.ts'
import { pageAddresses } from './pageAddresses.ts'
import { asConfigured } from './subColumns.ts'
import { suggestUnits } from './suggestUnits.ts'
import { SECTION, unitsOf } from './unitLists.ts'

const Options = z.strictObject({
  /**
   * URL of a unit's list of annual reports (`/public/column/<unit>?type=3&action=list&nav=4&isNianbao=1`), of a class
   * (`?type=4&catId=<n>&action=list`), of an ordinary column (`/content/column/<id>`), or with `units` of any page that names
   * the units of the site.
   */
  list: z.url({ protocol: /^https?$/u }),
  /** Whether the reports of every unit that the page names (信息公开目录, 部门、街道、乡镇) are listed too, each as an endpoint of its own. */
  units: z.boolean().default(false),
  /** CSS selector of the rows, where a page holds other lists beside the one. */
  rows: z.string().min(1).optional(),
})
type Options = z.infer<typeof Options>

/** The vendor's list links its own columns by number, which are no articles; reports may be linked by a picture alone. */
const isArticle = (link: Link): boolean =>
  URL.canParse(link.url) && isDisclosureArticle(link.url)
    ? link.title !== '' || reportAt(link.url) !== null
    : !(URL.canParse(link.url) && isColumnPage(link.url)) && isArticleLink(link)

/**
 * Page 2 is `pageIndex=2`: of the address that the paging script goes to, which may be the column's number where page 1 has a
 * path of words (`/zwdt/gsgg/index.html`), else of the list's own.
 */
function nextPages(progress: Progress): readonly string[] {
  const { url, text } = progress.first.page
  const scripted = /location\.href\s*=\s*(["'])([^"']*[?&]pageIndex=)\1/u.exec(text)?.[2]
  const places = [asConfigured(resolveLink(scripted ?? '', url), url), firstPage(url)].flatMap(
    (place) => place ?? [],
  )
  return pageAddresses(progress, places.map(numbered))
}

/** The list's own address without the number of a page. */
function firstPage(list: string): string {
  const url = new URL(list)
  url.searchParams.delete('pageIndex')
  return url.href
}

function numbered(place: string): string {
  const first = firstPage(place)
  return `${first}${first.includes('?') ? '&' : '?'}pageIndex={n}`
}

const styleOf = (options: Options): TreeStyle => ({
  rows: options.rows,
  isArticle,
  reportAt,
  isColumn: isColumnPage,
  addresses: nextPages,
  identity: articleIdentity,
  nameOf: ({ name }, url) => (isReportList(url) && !REPORT_COLUMN.test(name ?? '') ? named(name) : name),
  ...(options.units && { below: (page: Page) => unitsOf(page, unitsAt(unitQuery(options))) }),
})

/** The reports of the other units are asked for as those of the one that the site file names. */
const unitQuery = ({ list }: Options): string =>
  isReportList(list) ? new URL(firstPage(list)).search : '?type=3&action=list&nav=4&isNianbao=1'

const named = (name: string | null): string => (name === null ? SECTION : `${name} > ${SECTION}`)

/**
 * 龙讯 Lonsun (安徽; also parts of 江西, 湖北, 湖南, 青海). Every unit has a number, and its disclosure pages are one path whose
 * query says which: `/public/column/<unit>?type=4&catId=<n>&action=list` is a class of documents, `type=3` its annual
 * reports, with `isNianbao=1` on some hosts. Reports stand at `…?type=3&action=detail&nav=3&title=2023`, an
 * address that alone says what it is (`reportAt`), or as articles `/public/<unit>/<n>.html`. Rows are `ul.xxgk_nav_list > li > a.title + span.date`, the pager is
 * `Ls.pagination("#page_<id>", function (pageIndex) {…}, {currPage: 1, pageCount: 3})`; `pageIndex=2` on the list's own address
 * answers with whole pages. Attachments are `/group<n>/M00/….docx`. Seen in public crawlers' code of 2019–2026 and in the
 * vendor's own, none of it live; which page of a site names all of its units is not known.
 */
export const lonsun = {
  name: 'lonsun',
  options: Options,
  detect: ({ url, text }) => [url, text].some((one) => /\/public\/column\/\d+|\bLs\.pagination\(/u.test(one)),
  suggest: (page) => suggestUnits(page, unitsOf(page, unitsAt(unitQuery({ list: page.url, units: true })))),
  list: (options, tools) =>
    walkTree({ list: options.list, descend: options.units ? 1 : 0 }, styleOf(options), tools),
  identity: articleIdentity,
  reportAt,
} satisfies Family<Options>
