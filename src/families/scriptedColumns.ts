import { load, type CheerioAPI } from 'cheerio/slim'
import type { Page } from '../model/page.ts'
import { isReportsOfPart } from './columnsBeside.ts'
import { dropElements } from './dropElements.ts'
import { baseOf, resolveLink } from './links.ts'
import { scriptedAddress } from './scriptedAddress.ts'
import { shortText } from './shortText.ts'
import { isCurrent, LEVEL, YEAR } from './subColumns.ts'

/** A column that a page shows: its name, and where it leads, if anybody can tell. */
export interface ShownColumn {
  readonly name: string
  readonly url: string | null
  /** Name of the part that the page shows in its place, where it marks one. */
  readonly current: string | null
}

type Element = ReturnType<CheerioAPI>

/** A tab, a choice or a node of a tree that is named as a part of the reports. */
interface Part {
  readonly name: string
  readonly url: string | null
  /** What holds it and its neighbours. */
  readonly bar: unknown
  readonly isCurrent: boolean
  /** Whether it says by itself that pressing it does something. */
  readonly opens: boolean
}

/** Names of parts of one list: 街道（一）, 街道（二）. */
export const PART = /\s*[（(【[]?(?:第?[一二三四五六七八九十\d]{1,2}(?:批|页|部分)?)[）)】\]]\s*$/u
const CALL = /(?<!\bvoid)\s{0,9}\(\s{0,9}[^)\s]/u
const PRESSED =
  'a, area, button, li, dd, td, span, div, p, label, select option, input[type=radio], input[type=button]'
/** Data of a layout, which tell nothing of what is opened. */
const OF_LAYOUT = /^data-(?:v-|toggle|aos|wow|animate|spm|role|index$)/u

/**
 * Tabs (页签), choices and tree nodes of a page that are named as a level, a year or a column of reports and that no plain link opens.
 * One that is dead by itself (`#`, `javascript:;`, a bare `li`) counts where a neighbour is marked as the one that is open.
 */
export function scriptedColumns({ text, url }: Page): readonly ShownColumn[] {
  const $ = load(text)
  const base = baseOf($, url)
  dropElements($, 'nav, header, footer')
  const parts = $(PRESSED)
    .toArray()
    .flatMap((element) => partOf($(element), base) ?? [])
    .slice(0, MOST)
  const open = new Map(parts.flatMap((one) => (one.isCurrent ? [[one.bar, one.name] as const] : [])))
  return parts.flatMap(({ name, url: leads, bar, isCurrent: isOpen, opens }) => {
    const current = open.get(bar) ?? null
    return isOpen || !(opens || current !== null) ? [] : [{ name, url: leads, current }]
  })
}

/** A tree of all units of a district has fewer. */
const MOST = 2000

function partOf(element: Element, base: string): Part | null {
  const name = nameOf(element).replace(/\s/gu, '')
  const bare = name.replace(PART, '')
  if (!LEVEL.test(bare) && !YEAR.test(bare) && !isReportsOfPart(bare)) return null
  if (!element.is('a') && element.find('a, [onclick], option').length > 0) return null
  const isChoice = element.is('option, input[type=radio]')
  if (isChoice && isOfDates(element)) return null
  const { onclick = '', href = '', value = '', ...others } = element.attr() ?? {}
  const isLink = element.is('a') && resolveLink(href, base) !== null
  if (isLink) return null
  const printed = others['data-url'] ?? others['data-href'] ?? ''
  const address = element.is('option') ? addressOf(value) : element.is('area') ? href : printed
  const url = resolveLink(address, base) ?? scriptedAddress(`${href} ${onclick}`, base)
  const hasData = Object.keys(others).some((one) => one.startsWith('data-') && !OF_LAYOUT.test(one))
  return {
    ...{ name, url, bar: barOf(element), isCurrent: isOpen(element) },
    opens: url !== null || printed !== '' || CALL.test(onclick) || CALL.test(href) || isChoice || hasData,
  }
}

const addressOf = (value: string): string => (/[/.?]/u.test(value) ? value : '')

function nameOf(element: Element): string {
  if (element.is('area')) return element.attr('title') ?? element.attr('alt') ?? ''
  if (!element.is('input')) return shortText(element, 30) ?? ''
  const next = element.get(0)?.next
  if (element.attr('type') === 'button') return element.attr('value') ?? ''
  return next && 'data' in next ? next.data : (shortText(element.parent(), 30) ?? '')
}

/** A box of one part alone is its wrapper, and its neighbours stand around it. */
function barOf(element: Element): unknown {
  const parent = element.parent()
  return parent.is('li, dd, td, span') && parent.children().length === 1
    ? parent.parent().get(0)
    : parent.get(0)
}

function isOpen(element: Element): boolean {
  if (element.attr('selected') !== undefined || element.attr('checked') !== undefined) return true
  if (element.is('option'))
    return element.is(':first-child') && element.parent().find('[selected]').length === 0
  const parent = element.parent()
  return isCurrent(element) || (parent.is('li, dd, span') && isCurrent(parent))
}

/** Whether a choice belongs to a date (年月日) or a calendar. */
function isOfDates(element: Element): boolean {
  const box = element.closest('select').parent()
  return box.length > 0 && /\d{1,2}月|月份|日期/u.test(shortText(box, 2000) ?? '')
}
