import { load } from 'cheerio/slim'
import type { Page } from '../model/page.ts'
import { parseReportTitle } from '../model/reportTitle.ts'
import { scriptsOf } from '../model/scripts.ts'
import { isReportsOfPart } from './columnsBeside.ts'
import { fold, resolveLink } from './links.ts'
import { scriptedAddress } from './scriptedAddress.ts'
import { LEVEL, UNIT, YEAR } from './subColumns.ts'

/** A column that a page shows: its name, and where it leads, if anybody can tell. */
export interface ShownColumn {
  readonly name: string
  readonly url: string | null
}

/** Names of parts of one list: 街道（一）, 街道（二）. */
const PART = /\s*[（(【[]?(?:第?[一二三四五六七八九十\d]{1,2}(?:批|页|部分)?)[）)】\]]\s*$/u
const CURRENT = /^(?:on|cur|current|active|selected|hover|this)$|(?:^|-)(?:on|active|selected|current)$/iu
const CALL = /(?<!\bvoid)\s{0,9}\(\s{0,9}[^)\s]/u

/** Tabs and tree nodes that are named as a level, a year or a column of reports, and that only a script opens (页签). */
export function scriptedColumns({ text, url: base }: Page): readonly ShownColumn[] {
  const $ = load(text)
  $('nav, header, footer').remove()
  const shown = $('[onclick], [data-url], [data-href], a[href^="javascript:"]').toArray().slice(0, MOST)
  return shown.flatMap((element) => {
    const { class: names = '', onclick = '', href = '', ...others } = element.attribs
    const printed = others['data-url'] ?? others['data-href'] ?? ''
    const url = resolveLink(printed, base) ?? scriptedAddress(`${href} ${onclick}`, base)
    const name = fold($(element).text())
    const opens = url !== null || printed !== '' || CALL.test(onclick) || CALL.test(href)
    if (!opens || name.length > 30 || names.split(/\s+/u).some((one) => CURRENT.test(one))) return []
    const bare = name.replace(PART, '')
    return LEVEL.test(bare) || YEAR.test(bare) || isReportsOfPart(bare) ? [{ name, url }] : []
  })
}

/** A tree of all units of a district has fewer. */
const MOST = 2000

/**
 * Whether rows of a list already give what a column would: two reports of its year, its unit, or some of its level. A list often
 * shows everything and links the same by year and level.
 */
export function isCovered(name: string, titles: readonly string[]): boolean {
  if (PART.test(name)) return false
  const count = (fits: (title: string) => boolean): number => titles.filter(fits).length
  const year = /20\d{2}/u.exec(name)?.[0]
  if (year !== undefined) return count((title) => title.includes(year)) >= 2
  if (name.includes('本级')) return titles.length > 0
  if (/街道|乡|镇|办事处/u.test(name)) return count((title) => /街道|乡|镇|办事处/u.test(title)) >= 3
  if (/部门|单位|局/u.test(name)) return count((title) => /局|委|办|院|中心/u.test(title)) >= 3
  return UNIT.test(name) && titles.some((title) => title.includes(name))
}

/** What is said of columns that nobody walks. */
export function namedColumns(columns: readonly ShownColumn[], titles: readonly string[]): readonly string[] {
  const left = columns.filter(({ name }) => !isCovered(name, titles))
  const named = left.slice(0, NAMED).map(({ name, url }) => (url === null ? name : `${name} ${url}`))
  const more = left.length > NAMED ? ` and ${left.length - NAMED} more` : ''
  return left.length === 0 ? [] : [`columns that were not walked: ${named.join(', ')}${more}`]
}

const NAMED = 5
const QUOTED = /(["'])((?:\\.|[^"'\\\n<>]){8,160})\1/gu

/** What is said of titles of reports that stand in scripts of a page (脚本里的列表) and are none of its rows. */
export function scriptedReports(html: string): (titles: readonly string[]) => readonly string[] {
  const told = new Set<string>()
  for (const script of scriptsOf(html)) {
    if (!/年|\\u5e74/iu.test(script)) continue
    for (const [, , quoted = ''] of script.slice(0, LONGEST).matchAll(QUOTED)) {
      const title = fold(
        quoted.replace(/\\u([\da-f]{4})/giu, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16))),
      )
      const said = /年报|报告/u.test(title) ? parseReportTitle(title) : null
      if (said?.kind === 'report' && said.unit !== null && said.year !== null) told.add(title)
    }
  }
  if (told.size === 0) return () => []
  return (titles) => {
    const listed = titles.map((title) => title.replace(/(?:…|\.{2,}|\s)+$/u, ''))
    const left = [...told].filter((title) => !listed.some((one) => one !== '' && title.startsWith(one)))
    const [first] = left
    return first === undefined ? [] : [`${left.length} titles of reports in a script, ${first} the first`]
  }
}

/** A script with more holds data of a whole site. */
const LONGEST = 500_000

/** A page that holds no row because a script is to fetch them: it asks an address for them, and does not count visits by it. */
export function isFilledByScript(html: string): boolean {
  const asks =
    /\b(?:ajax|fetch|axios(?:\.\w+)?|getJSON|post|get|load\w{0,20}|open|query\w{0,20})\s{0,9}\(\s{0,9}(?:\{[^}]{0,200}?url['"]?\s{0,9}:\s{0,9})?(?:['"](?:get|post)['"]\s{0,9},\s{0,9})?(["'`])([^"'`\n]{1,300})\1/giu
  return scriptsOf(html).some((script) =>
    [...script.slice(0, LONGEST).matchAll(asks)].some(
      ([, , address = '']) =>
        /[/?]/u.test(address) &&
        !/count|click|hit|visit|tongji|stat|weather|search|login|\.(?:js|css|png|gif|jpe?g)\b/iu.test(
          address,
        ),
    ),
  )
}
