import { load } from 'cheerio/slim'
import type { Page } from '../model/page.ts'
import { folderOf, isBelow, mayBeColumn } from './articleAddress.ts'
import { dropElements } from './dropElements.ts'
import { baseOf, resolveLink } from './links.ts'
import {
  asConfigured,
  isFile,
  isPart,
  isReportColumn,
  LEVEL,
  linkName,
  UNIT,
  YEAR,
  type SubColumn,
} from './subColumns.ts'

/** 街道政府信息公开年报, 2019年公开年报, 部门年报: whose or which reports a column holds, and that it holds reports. */
const OF_REPORTS =
  /^(.{2,20}?)[\s\-—:：]*(?:(?:政府|政务)?信息公开(?:工作)?(?:年报|年度报告)|(?:信息|政务)?公开(?:年报|年度报告)|(年报|年度报告))(?:专栏|栏目|汇总)?$/u
const PAST = /^(?:历年|往年|以往年度)$/u
/** Bodies above a district, whose columns its pages link for courtesy. */
const ABOVE = /省|自治区|国务院|^市/u

/**
 * Columns of annual reports that a column page links beside its own folder, or on other hosts: named as those of a level
 * (部门、街道), a unit or a year, or named by one of these and kept in a folder of the same name elsewhere on the host.
 * Addresses on the page's own host are as configured; what site navigation links does not count.
 */
export function columnsBeside(page: Page, isColumn: (url: string) => boolean): readonly SubColumn[] {
  const $ = load(page.text)
  const base = baseOf($, page.url)
  dropElements($, 'nav, header, footer')
  const found = new Map<string, SubColumn>()
  for (const element of $('a[href], area[href]').toArray()) {
    const anchor = $(element)
    const printed = resolveLink(anchor.attr('href') ?? '', base)
    if (printed === null || isBelow(printed, page.url) || isFile(printed)) continue
    const own = asConfigured(printed, page.url)
    const url = own ?? printed
    if (found.has(url) || (own === null ? !mayBeColumn(url) : !isColumn(url))) continue
    const name = linkName(anchor)
    const isTwin = own !== null && slugOf(own) === slugOf(page.url) && isPart(name)
    if (!isTwin && !isReportsOfPart(name)) continue
    found.set(url, { url, name, inReports: isTwin || isReportColumn(name, url) || isReportsOfPart(name) })
  }
  return [...found.values()]
}

/** Whether a name says both: a column of reports, and of which part. */
export function isReportsOfPart(name: string): boolean {
  const [, part = '', bare] = OF_REPORTS.exec(name) ?? []
  if (LEVEL.test(part) || PAST.test(part)) return true
  return bare === undefined && (YEAR.test(part) || (UNIT.test(part) && !ABOVE.test(part)))
}

const slugOf = (url: string): string => folderOf(url).split('/').at(-2) ?? ''
