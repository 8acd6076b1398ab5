import { load, type CheerioAPI } from 'cheerio/slim'
import type { Page } from '../model/page.ts'
import { folderOf, isBelow } from './articleAddress.ts'
import { REPORT_COLUMN } from './column.ts'
import { baseOf, fold, resolveLink } from './links.ts'
import { pageKey } from './pagerOffer.ts'
import { scriptedAddress } from './scriptedAddress.ts'

/** A column (子栏目) that a column page links below itself. */
export interface SubColumn {
  readonly url: string
  readonly name: string
  /** Whether it belongs to a column of annual reports, by its own name, its address, or the column above it. */
  readonly inReports: boolean
  /** Its whole name, where that does not follow from the column above. */
  readonly column?: string
}

/** Last folder of report columns in pinyin: zfxxgknb, xxgknb_9490, gknb2017, bmxxgkndbg, jdbsczfxxgkgzndbg. */
const REPORT_SLUG = /\/[a-z]*gk(?:gz)?n(?:b|db)(?:g|gao)?(?:[_-]?\d+n?)?\/$/iu
export const YEAR = /^20\d{2}(?:年度?)?(?:[（(].*[)）])?$/u
export const LEVEL =
  /^(?:各?(?:市|区|县|旗|州)?(?:本级|级|直|直属)?(?:政府)?(?:部门|单位|街道?|镇|乡|办(?:事处)?|委办局|本级)+)$/u
/** Words that end as the name of a unit does. */
export const UNIT =
  /[\p{Script=Han}]{2,}(?:局|委|办|办公室|委员会|厅|院|站|所|队|处|会|中心|公司|街道|镇|乡|苏木|办事处|政府|管委会)$/u
/** What stands beside annual reports and is none. */
const OTHER = /指南|目录|制度|办法|规定|依申请|解读|网站|首页|机构职能|搜索/u
/** Words that lead to a column and do not name it. */
const BARE = /^(?:更多.*|more.*|[>»›+\s.…]*|查看.*|进入.*|点击.*)$/iu

/**
 * The columns that a column page leads down to, in order, each once: addresses below its own folder that `isColumn` takes
 * for columns. Below a column of annual reports every one counts; elsewhere those that are named by a year, a level
 * (部门、街道), a unit, or as a column of annual reports. 指南、目录、制度 and their like never do. Beside its own folder
 * the topmost column may link columns that are named as annual reports of a year.
 */
export function subColumnsOf(
  page: Page,
  above: { readonly inReports: boolean; readonly depth: number },
  isColumn: (url: string) => boolean,
): readonly SubColumn[] {
  const $ = load(page.text)
  const base = baseOf($, page.url)
  const byKey = new Map<string, SubColumn>()
  for (const element of $('a[href], area[href]').toArray()) {
    const anchor = $(element)
    const href = anchor.attr('href') ?? ''
    const address =
      resolveLink(href, base) ?? scriptedAddress(`${href} ${anchor.attr('onclick') ?? ''}`, base)
    const url = asConfigured(address, page.url)
    if (url === null || isFile(url) || !isColumn(url)) continue
    const name = linkName(anchor)
    const isOfFolder = folderOf(url) === folderOf(page.url)
    if (isOfFolder && !(isPartOf(url, page.url) && isPart(name) && !isCurrent(anchor))) continue
    const key = isOfFolder ? pageKey(url) : folderOf(url)
    const isOther = OTHER.test(name) && !UNIT.test(name)
    const counts = isBelow(url, page.url)
      ? above.inReports || namesColumn(name, url)
      : above.depth === 0 && /20\d{2}/u.test(name) && isReportColumn(name, url)
    const known = byKey.get(key)
    if (!counts || isOther || (known !== undefined && !BARE.test(known.name))) continue
    byKey.set(key, { url, name, inReports: above.inReports || isReportColumn(name, url) })
  }
  return [...byKey.values()].map((one) => (BARE.test(one.name) ? { ...one, name: slugOf(one.url) } : one))
}

const CURRENT = /^(?:on|cur|current|active|selected|hover|this)$|(?:^|-)(?:on|active|selected|current)$/iu

/** Whether a tab is marked as the one that is open. */
export const isCurrent = (element: ReturnType<CheerioAPI>): boolean =>
  (element.attr('class') ?? '').split(/\s+/u).some((one) => CURRENT.test(one))

/** What a link calls itself: its title, its words, those of its picture. */
export const linkName = (anchor: ReturnType<CheerioAPI>): string =>
  fold(anchor.attr('title') ?? '') ||
  fold(anchor.text()) ||
  fold(anchor.attr('alt') ?? anchor.find('img').attr('alt') ?? '')

/** Whether a name is that of a part of the reports: a level, a year, a unit. */
export const isPart = (name: string): boolean => LEVEL.test(name) || YEAR.test(name) || UNIT.test(name)

/** Whether an address in the column's own folder is another view of it (`?lb=xz`), which its name then says. */
const isPartOf = (url: string, column: string): boolean => pageKey(url) !== pageKey(column)

/** The address on the host and scheme that the page came from, which the site file names; null for other hosts. */
export function asConfigured(url: string | null, page: string): string | null {
  if (url === null) return null
  const [one, other] = [new URL(url), new URL(page)]
  const isSame = one.host.replace(/^www\./u, '') === other.host.replace(/^www\./u, '')
  return isSame ? `${other.origin}${one.pathname}${one.search}` : null
}

/** Whether an address is that of a document. */
export const isFile = (url: string): boolean =>
  /\.(?:pdf|docx?|wps|xlsx?|ofd|zip|rar)$/iu.test(new URL(url).pathname)

/** Whether a column says what of the reports it holds: a year, a level, a unit, or that it holds them. */
export const namesColumn = (name: string, url: string): boolean =>
  YEAR.test(name) || LEVEL.test(name) || UNIT.test(name) || isReportColumn(name, url)

/** Whether a column is one of annual reports, by its name or its address. */
export function isReportColumn(name: string | null, url: string): boolean {
  return (
    REPORT_COLUMN.test(name ?? '') ||
    /^(?:年报|年度报告)$/u.test(name ?? '') ||
    REPORT_SLUG.test(folderOf(url))
  )
}

const slugOf = (url: string): string => folderOf(url).split('/').at(-2) ?? ''
