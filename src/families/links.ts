import { load, type CheerioAPI } from 'cheerio/slim'
import { parseReportTitle } from '../model/reportTitle.ts'
import { dropElements } from './dropElements.ts'

const DATE = /((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})/u
export const TRAILING_DATE =
  /\s*[[(（【]?\s*(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?\s*(?:\d{1,2}:\d{2}(?::\d{2})?)?\s*[\])）】]?\s*$/u
/** Marks that templates print before a title, and that are none of it. */
const BULLET = /^[·•●○◆◇■□▪►▶*]\s*/u
const CUT = /(?:…|\.\.|。。)$/u
const CUT_MARKS: ReadonlySet<string | undefined> = new Set(['…', '.', '。', ' '])

/** White space of any kind, also between lines, as one space. */
export function fold(text: string): string {
  return text.replace(/[\s\u00a0\u3000\u200b\ufeff]+/gu, ' ').trim()
}

/** What a page prints, without scripts; a space between all that stands in boxes of its own. */
export function printedText(html: string): string {
  const $ = load(html.replaceAll('<', ' <'))
  dropElements($, 'script, style')
  return fold($.root().text())
}

/** First date in a text as ISO date, or null. */
export function dateIn(text: string): string | null {
  const [, year, month, day] = DATE.exec(text) ?? []
  if (year === undefined || month === undefined || day === undefined) return null
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** Whether a title ends in the … with which listings cut it. */
export function isCut(title: string): boolean {
  return CUT.test(title.trimEnd())
}

/** A title without the … that listings cut it with. */
export function withoutCut(title: string): string {
  let end = title.length
  while (end > 0 && CUT_MARKS.has(title[end - 1])) end -= 1
  return title.slice(0, end)
}

/** Absolute http(s) address without fragment and credentials, or null for script links, mail and what is no address. */
export function resolveLink(href: string, base: string): string | null {
  const trimmed = href.trim()
  if (trimmed === '' || trimmed.startsWith('#') || !URL.canParse(trimmed, base)) return null
  const url = new URL(trimmed, base)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  url.hash = ''
  url.username = ''
  url.password = ''
  return url.href
}

/** What the addresses of a page are relative to: its `<base href>` where it has one (HTML, 4.2.3), else its own URL. */
export function baseOf($: CheerioAPI, url: string): string {
  return resolveLink($('base[href]').first().attr('href') ?? '', url) ?? url
}

/** The fuller of the `title` attribute and the text: one that is not cut before one that is, then the longer. */
export function fullerTitle(attribute: string, text: string): string {
  const named = fold(attribute)
  const shown = fold(text).replace(BULLET, '').replace(TRAILING_DATE, '')
  if (named === '' || shown === '') return named || shown
  if (isCut(named) !== isCut(shown)) return isCut(named) ? shown : named
  // what the attribute tells its reader to do (点击在新窗口中打开链接) names nothing, however long it is
  if (isUnrelated(named) && !isUnrelated(shown)) return shown
  return shown.length > named.length ? shown : named
}

const isUnrelated = (title: string): boolean => {
  const said = parseReportTitle(title)
  return said.kind === 'trap' && said.reason === 'unrelated'
}
