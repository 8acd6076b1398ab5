import { z } from 'zod'
import type { Link } from '../model/listing.ts'
import type { Page } from '../model/page.ts'
import { isArticleLink } from './articleAddress.ts'
import { REPORT_COLUMN } from './column.ts'
import { walkTree, type TreeStyle } from './columnTree.ts'
import type { Progress } from './columnWalk.ts'
import type { Family, ReportAddress } from './family.ts'
import { pageAddresses } from './pageAddresses.ts'
import { suggestUnits } from './suggestUnits.ts'
import { SECTION, unitsOf, type UnitStyle } from './unitLists.ts'

const Options = z.strictObject({
  /** URL of a list (`/XxgkAnnualReport/showList/<unit>/page_1.html`), or with `units` of any page that names the units of the site. */
  list: z.url({ protocol: /^https?$/u }),
  /** Whether the reports of every unit that the page names are listed too, each as an endpoint of its own. */
  units: z.boolean().default(false),
  /** CSS selector of the rows, where a page holds other lists beside the one. */
  rows: z.string().min(1).optional(),
})
type Options = z.infer<typeof Options>

/** `/OpennessAnnualReport/show/5843.html` (广德), `/XxgkAnnualReport/show/5848.html` (利辛): nothing but reports stands there. */
const REPORT = /\/\w*AnnualReport\/show\/\w+(?:\.html?)?$/iu
const LIST = /\/\w+\/showList\/\d/iu
const REPORT_LIST = /\/\w*AnnualReport\/showList\/\d/iu
/** A list of a unit's disclosure pages: the unit's number comes first, then that of the class. */
const UNIT_LIST = /^(.*\/)\w*?(Openness|Xxgk)[A-Z]\w*\/showList\/(\d+)(?:\/|$)/u

const reportAt = (url: string): ReportAddress | null =>
  REPORT.test(new URL(url).pathname) ? { year: null } : null

const isColumn = (url: string): boolean => LIST.test(new URL(url).pathname)

/** Reports may be linked by a picture alone; lists have numbers as articles do and are none. */
const isArticle = (link: Link): boolean =>
  URL.canParse(link.url) && reportAt(link.url) !== null
    ? true
    : !(URL.canParse(link.url) && isColumn(link.url)) && isArticleLink(link)

const units: UnitStyle = {
  listOf(address) {
    const { origin, pathname } = new URL(address)
    const [, folder, name, unit] = UNIT_LIST.exec(pathname) ?? []
    if (folder === undefined || name === undefined || unit === undefined) return null
    return `${origin}${folder}${name}AnnualReport/showList/${unit}/page_1.html`
  },
  scripted: /(?:https?:)?(?:\/\/[\w.:-]{1,99})?(?:\/[\w-]{1,40}){0,4}?\/\w{4,40}\/showList\/\d[\d/]*/gu,
}

/** `…/page_1.html`, `…/page_2.html`; a list may be named without its page. */
function nextPages(progress: Progress): readonly string[] {
  const { origin, pathname, search } = new URL(progress.first.page.url)
  const folder = pathname.replace(/\/(?:page_\d+\.html?)?$/iu, '')
  return pageAddresses(progress, [`${origin}${folder}/page_{n}.html${search}`])
}

const styleOf = (options: Options): TreeStyle => ({
  rows: options.rows,
  isArticle,
  reportAt,
  isColumn,
  addresses: nextPages,
  nameOf: ({ name }, url) => (REPORT_LIST.test(url) && !REPORT_COLUMN.test(name ?? '') ? named(name) : name),
  ...(options.units && { below: (page: Page) => unitsOf(page, units) }),
})

const named = (name: string | null): string => (name === null ? SECTION : `${name} > ${SECTION}`)

/**
 * The platform of many portals in 亳州, 池州, 宣城, 黄山 (安徽) and 呼伦贝尔 (内蒙古); its maker is not known. Every kind of page has a
 * route: `/<kind>/show/<n>.html` and `/<kind>/showList/<numbers>/page_<n>.html`, with the kinds `News`, and for disclosure
 * `OpennessContent` or, on other hosts, `XxgkContent`, whose lists name unit and class (`/XxgkContent/showList/174/105276/page_1.html`).
 * Those routes were seen in public crawlers' code of 2019–2026, the kinds `OpennessAnnualReport` and `XxgkAnnualReport` in
 * addresses of reports; an older version of the vendor's own code links them by unit alone, so that
 * `/XxgkAnnualReport/showList/<unit>/page_1.html` is inferred. None of it was seen live.
 */
export const openness = {
  name: 'openness',
  options: Options,
  detect: ({ url, text }) =>
    [url, text].some((one) => /\/(?:\w*Openness|\w*Xxgk)[A-Z]\w*\/show(?:List)?\/\d/u.test(one)),
  suggest: (page) => suggestUnits(page, unitsOf(page, units)),
  list: (options, tools) =>
    walkTree({ list: options.list, descend: options.units ? 1 : 0 }, styleOf(options), tools),
  reportAt,
} satisfies Family<Options>
