import { load, type CheerioAPI } from 'cheerio/slim'
import type { Link } from '../model/listing.ts'
import { NianbaoError } from '../errors.ts'
import { parseReportTitle } from '../model/reportTitle.ts'
import { holdsOneTitle } from './companions.ts'
import { deadLink, leadsNowhere } from './deadLink.ts'
import { dropElements } from './dropElements.ts'

const DATE = /((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})/u
const TRAILING_DATE =
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

type Selection = ReturnType<CheerioAPI>

/**
 * The date printed beside a link: in its row (li, tr, dd), or in the nearest box that holds no other title. `known`: what was
 * counted for the links before.
 */
function dateBeside(anchor: Selection, known: Map<unknown, number>): string | null {
  let box = anchor.parent()
  for (let height = 0; height < 4 && box.length > 0; height += 1) {
    const isRow = box.is('li, tr, dd, dt')
    const links = linksOf(box, known)
    if (links > (isRow ? MOST_IN_A_ROW : 1) && !holdsOneTitle(box, links)) break
    const found = dateIn(textBeside(box))
    if (found !== null || isRow) return found ?? dateOf(anchor)
    box = box.parent()
  }
  return dateOf(anchor)
}

/** A row with more links is a list, and reading it anew for each of them would take time without end. */
const MOST_IN_A_ROW = 20

/** What a box prints outside its links; walked here, since Cheerio takes time by the square to remove links among many boxes. */
function textBeside(box: Selection): string {
  const [top] = box.get()
  const waiting = top !== undefined && 'firstChild' in top ? [top.firstChild] : []
  const words: string[] = []
  while (waiting.length > 0) {
    const node = waiting.pop() ?? null
    if (node === null) continue
    waiting.push(node.next)
    if (node.nodeType === TEXT && 'data' in node) words.push(node.data)
    if ('firstChild' in node && !('name' in node && node.name === 'a')) waiting.push(node.firstChild)
  }
  return words.join('')
}

const TEXT = 3

/** How many links a box holds; it is not looked at further than for one more than a row has, and once for all its links. */
function linksOf(box: Selection, known: Map<unknown, number>): number {
  const [top] = box.get()
  const before = known.get(top)
  if (before !== undefined) return before
  const waiting = top !== undefined && 'firstChild' in top ? [top.firstChild] : []
  let links = 0
  while (waiting.length > 0 && links <= MOST_IN_A_ROW) {
    const node = waiting.pop() ?? null
    if (node === null) continue
    waiting.push(node.next)
    if (!('attribs' in node)) continue
    if (node.name === 'a' && node.attribs['href'] !== undefined) links += 1
    waiting.push(node.firstChild)
  }
  known.set(top, links)
  return links
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
  dropElements($, 'script, style, nav, header, footer')
  const anchors = within === undefined ? $('a[href]') : $(within).find('a[href]').addBack('a[href]')
  if (anchors.length > MOST_LINKS)
    throw new NianbaoError(
      'listing-partial',
      `${base}: ${anchors.length} links on one page; no list has so many`,
    )
  const known = new Map<unknown, number>()
  const boxes = makeBoxes()
  const boxed = anchors.toArray().flatMap((element): BoxedLink[] => {
    const anchor = $(element)
    const href = anchor.attr('href') ?? ''
    const url = resolveLink(href, base)
    const title = fullerTitle(anchor.attr('title') ?? '', anchor.text())
    const date = dateBeside(anchor, known)
    const link = url === null ? deadLink(href, title, date) : { url, title, date }
    if (link === null) return []
    return [{ link, box: boxes(element.parent) }]
  })
  const alive = new Set(boxed.flatMap(({ link }) => (leadsNowhere(link) ? [] : link.title)))
  return boxed.filter(({ link }) => !leadsNowhere(link) || !alive.has(link.title))
}

/** What wraps a link: an element, or the document, which has no name. */
interface Wrapper {
  readonly parent: Wrapper | null
  readonly name?: string
  readonly attribs?: Readonly<Record<string, string>>
}
const LISTS: ReadonlySet<string> = new Set(['ul', 'ol', 'dl', 'table'])

/**
 * Numbers of boxes by their innermost element: a list is a box of its own with all in it; elsewhere rows that are wrapped
 * alike, up to the root, stand in one. Every element is looked at once, however many links it holds.
 */
function makeBoxes(): (wrapper: Wrapper | null) => number {
  interface Box {
    readonly number: number
    readonly isList: boolean
  }
  const ofElement = new Map<Wrapper, Box>()
  const ofMake = new Map<string, Box>()
  const boxOf = (element: Wrapper | null): Box => {
    if (element?.name === undefined) return { number: 0, isList: false }
    const before = ofElement.get(element)
    if (before !== undefined) return before
    const outer = boxOf(element.parent)
    const make = `${outer.number} ${element.name}.${element.attribs?.['class'] ?? ''}`
    const number = ofElement.size + 1
    const box = LISTS.has(element.name)
      ? { number, isList: true }
      : outer.isList
        ? outer
        : (ofMake.get(make) ?? { number, isList: false })
    ofMake.set(make, box)
    ofElement.set(element, box)
    return box
  }
  return (wrapper) => boxOf(wrapper).number
}
