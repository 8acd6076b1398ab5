import { load, type CheerioAPI } from 'cheerio/slim'
import { NianbaoError } from '../errors.ts'
import type { Link } from '../model/listing.ts'
import { makeBoxes, type Place } from './boxes.ts'
import { holdsOneTitle, isCompanion } from './companions.ts'
import { deadLink, leadsNowhere } from './deadLink.ts'
import { dropElements } from './dropElements.ts'
import { baseOf, dateIn, fold, fullerTitle, resolveLink, TRAILING_DATE } from './links.ts'
import { shortText } from './shortText.ts'

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

/** A link with where it stands in its page. */
export interface BoxedLink extends Place {
  readonly link: Link
}

/** What looks like a row and has no address: a script opens it, or nothing does. */
export interface BoxedTitle extends Place {
  readonly title: string
}

/**
 * Every link of a piece of HTML in order, repeats included: absolute URL, fullest title, date printed beside it.
 * `within` narrows to links inside elements of this CSS selector; site navigation is left out. A report's title behind an
 * address that leads nowhere is given too (`deadLink`), unless another link of the piece has the same title.
 */
export function linksIn(html: string, base: string, within?: string): readonly Link[] {
  return boxedLinksIn(html, base, within).links.map(({ link }) => link)
}

/** More than any page of a list was seen to have, many times over: what has more is no list, and none of it is taken. */
const MOST_LINKS = 20_000

/** Every link with its box, and what can be pressed beside. */
export interface BoxedPage {
  readonly links: readonly BoxedLink[]
  readonly pressed: readonly BoxedTitle[]
}

/** The same links with their places, and what a script opens. `listing-partial` for more links than a list has. */
export function boxedLinksIn(html: string, url: string, within?: string): BoxedPage {
  const $ = load(html)
  const base = baseOf($, url)
  dropElements($, 'script, style, nav, header, footer')
  const found = within === undefined ? $(PRESSED) : $(within).find(PRESSED).addBack(PRESSED)
  if (found.length > MOST_LINKS)
    throw new NianbaoError(
      'listing-partial',
      `${url}: ${found.length} links on one page; no list has so many`,
    )
  const known = new Map<unknown, number>()
  const boxes = makeBoxes()
  const links: BoxedLink[] = []
  const pressed: BoxedTitle[] = []
  for (const element of found.toArray()) {
    const anchor = $(element)
    if (!anchor.is('a')) {
      pressed.push({
        ...boxes(element),
        title: fullerTitle(anchor.attr('title') ?? '', shortText(anchor, LONGEST_TITLE) ?? ''),
      })
      continue
    }
    const place = boxes(element.parent)
    const href = anchor.attr('href')
    const title = titleOf(anchor)
    const link = href === undefined ? null : linkTo(href, base, title, () => dateBeside(anchor, known))
    if (link === null) pressed.push({ ...place, title })
    else links.push({ ...place, link })
  }
  const alive = new Set(links.flatMap(({ link }) => (leadsNowhere(link) ? [] : link.title)))
  return { links: links.filter(({ link }) => !leadsNowhere(link) || !alive.has(link.title)), pressed }
}

function linkTo(href: string, base: string, title: string, date: () => string | null): Link | null {
  const url = resolveLink(href, base)
  return url === null ? deadLink(href, title, date()) : { url, title, date: date() }
}

/** Its fullest words; where they only say what pressing it does (下载), those of the row that holds nothing else to press. */
function titleOf(anchor: Selection): string {
  const title = fullerTitle(anchor.attr('title') ?? '', anchor.text())
  if (!isCompanion(title)) return title
  const row = anchor.closest('li, tr, dd')
  if (row.length === 0 || row.find('a').length > 1) return title
  const words = (shortText(row, LONGEST_TITLE) ?? '').replace(fold(anchor.text()), '').trim()
  return fullerTitle('', words) || title
}

const PRESSED = 'a, [onclick], [data-url], [data-href], [data-id]'
/** Characters of a title; a box with more that can be pressed is no row. */
const LONGEST_TITLE = 120
