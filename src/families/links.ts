import { load, type CheerioAPI } from 'cheerio/slim'
import type { Link } from '../model/listing.ts'
import { NianbaoError } from '../errors.ts'
import { deadLink, leadsNowhere } from './deadLink.ts'

const DATE = /((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})/u
const TRAILING_DATE =
  /\s*[[(（【]?\s*(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?\s*(?:\d{1,2}:\d{2}(?::\d{2})?)?\s*[\])）】]?\s*$/u
/** Marks that templates print before a title, and that are none of it. */
const BULLET = /^[·•●○◆◇■□▪►▶*]\s*/u
const CUT = /(?:…+|\.{2,}|。{2,})\s*$/u

/** White space of any kind, also between lines, as one space. */
export function fold(text: string): string {
  return text.replace(/[\s\u00a0\u3000\u200b\ufeff]+/gu, ' ').trim()
}

/** What a page prints, without scripts; a space between all that stands in boxes of its own. */
export function printedText(html: string): string {
  const $ = load(html.replaceAll('<', ' <'))
  $('script, style').remove()
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
  return CUT.test(title)
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

/** The fuller of the `title` attribute and the text: one that is not cut before one that is, then the longer. */
export function fullerTitle(attribute: string, text: string): string {
  const named = fold(attribute)
  const shown = fold(text).replace(BULLET, '').replace(TRAILING_DATE, '')
  if (named === '' || shown === '') return named || shown
  if (isCut(named) !== isCut(shown)) return isCut(named) ? shown : named
  return shown.length > named.length ? shown : named
}

type Selection = ReturnType<CheerioAPI>

/** The date printed beside a link: in its row (li, tr, dd), or in the nearest box that holds no other link. */
function dateBeside(anchor: Selection): string | null {
  let box = anchor.parent()
  for (let height = 0; height < 4 && box.length > 0; height += 1) {
    const isRow = box.is('li, tr, dd, dt')
    if (holdsLinks(box, isRow ? MOST_IN_A_ROW : 1)) break
    const found = dateIn(box.clone().find('a').remove().end().text())
    if (found !== null || isRow) return found ?? dateOf(anchor)
    box = box.parent()
  }
  return dateOf(anchor)
}

/** A row with more links is a list, and reading it anew for each of them would take time without end. */
const MOST_IN_A_ROW = 20

/** Whether a box holds more than so many links; it is not looked at further than that. */
function holdsLinks(box: Selection, most: number): boolean {
  const [top] = box.get()
  const waiting = top !== undefined && 'firstChild' in top ? [top.firstChild] : []
  let links = 0
  while (waiting.length > 0 && links <= most) {
    const node = waiting.pop() ?? null
    if (node === null) continue
    waiting.push(node.next)
    if (!('attribs' in node)) continue
    if (node.name === 'a' && node.attribs['href'] !== undefined) links += 1
    waiting.push(node.firstChild)
  }
  return links > most
}

/** A date inside the link, in a box of its own or at the end of its text. */
function dateOf(anchor: Selection): string | null {
  const boxed = anchor.find('span, i, em, time, small').last().text()
  return dateIn(boxed) ?? dateIn(TRAILING_DATE.exec(fold(anchor.text()))?.[0] ?? '')
}

/** A link with the number of the box (list, table, or boxes of the same make) that it stands in. */
export interface BoxedLink {
  readonly link: Link
  readonly box: number
}

/**
 * Every link of a piece of HTML in order, repeats included: absolute URL, fullest title, date printed beside it.
 * `within` narrows to links inside elements of this CSS selector; site navigation is left out. A report's title behind an
 * address that leads nowhere is given too (`deadLink`), unless another link of the piece has the same title.
 */
export function linksIn(html: string, base: string, within?: string): readonly Link[] {
  return boxedLinksIn(html, base, within).map(({ link }) => link)
}

/** More than any page of a list was seen to have, many times over: what has more is no list, and none of it is taken. */
const MOST_LINKS = 20_000

/** The same links with their boxes. `listing-partial` for more links than a list has. */
export function boxedLinksIn(html: string, base: string, within?: string): readonly BoxedLink[] {
  const $ = load(html)
  $('script, style, nav, header, footer').remove()
  const anchors = within === undefined ? $('a[href]') : $(within).find('a[href]').addBack('a[href]')
  if (anchors.length > MOST_LINKS)
    throw new NianbaoError(
      'listing-partial',
      `${base}: ${anchors.length} links on one page; no list has so many`,
    )
  const boxes = new Map<unknown, number>()
  const boxed = anchors.toArray().flatMap((element): BoxedLink[] => {
    const anchor = $(element)
    const href = anchor.attr('href') ?? ''
    const url = resolveLink(href, base)
    const title = fullerTitle(anchor.attr('title') ?? '', anchor.text())
    const date = dateBeside(anchor)
    const link = url === null ? deadLink(href, title, date) : { url, title, date }
    if (link === null) return []
    const list = anchor.closest('ul, ol, dl, table').get(0) ?? makeOf($, anchor)
    const box = boxes.get(list) ?? boxes.size
    boxes.set(list, box)
    return [{ link, box }]
  })
  const alive = new Set(boxed.flatMap(({ link }) => (leadsNowhere(link) ? [] : link.title)))
  return boxed.filter(({ link }) => !leadsNowhere(link) || !alive.has(link.title))
}

/** How a link is wrapped: rows of one list that is no list element are wrapped alike. */
function makeOf($: CheerioAPI, anchor: Selection): string {
  const wrappers = anchor.parents().toArray()
  return wrappers.map((wrapper) => `${wrapper.name}.${$(wrapper).attr('class') ?? ''}`).join(' ')
}
