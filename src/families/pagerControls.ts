import { load, type CheerioAPI } from 'cheerio/slim'
import { baseOf, fold, resolveLink } from './links.ts'
import { scriptedAddress } from './scriptedAddress.ts'
import { shortText } from './shortText.ts'

/** What can be pressed in a pager (翻页). */
export interface PageControl {
  readonly kind: 'first' | 'previous' | 'next' | 'last' | 'more' | 'number'
  readonly words: string
  /** The page that its words name, of `number`. */
  readonly names: number | null
  /** The page that its script is told, as that script counts. */
  readonly target: number | null
  /** Where it leads, by its link, its script or its data; null when only a script knows. */
  readonly address: string | null
  /** `call`: a script is called; `dead`: nothing shows what pressing it does, a script may be bound to it. */
  readonly works: 'address' | 'call' | 'dead'
  /** Numbers printed beside it as pages; and the last page that `1/3` beside it tells. */
  readonly beside: { readonly numbers: readonly number[]; readonly pages: number | null }
}

const KINDS: readonly (readonly [PageControl['kind'], RegExp])[] = [
  ['next', /^(?:下一?[页頁]|后一?[页頁]|next(?: ?page)?)$/iu],
  ['previous', /^(?:上一?[页頁]|前一?[页頁]|prev(?:ious)?(?: ?page)?)$/iu],
  ['last', /^(?:尾[页頁]|末[页頁]|最后一?[页頁]|last)$/iu],
  ['first', /^(?:首[页頁]|第一[页頁]|first)$/iu],
  ['more', /^(?:点击)?(?:加载|载入|显示)(?:更多.{0,4}|下一?页)$|^(?:更多加载|点击加载|load ?more)$/iu],
  ['number', /^(?:第?\d{1,4}页?|\[\d{1,4}\])$/u],
]
const ARROWS = /^[\s<‹«＜…>›»＞.]+|[\s<‹«＜…>›»＞.]+$/gu
const PRESSED =
  'a, button, input[type=button], [onclick], [data-url], [data-href], [data-page], select option'
const OFF =
  /disab|unable|noclick|no-?link|inactive|^(?:no|none|off|hide|hidden|gr[ae]y|dis)$|[-_](?:none|off|hide|hidden|gr[ae]y|d)$/iu
const HIDDEN = /display\s*:\s*none|visibility\s*:\s*hidden|pointer-events\s*:\s*none/iu
const CALENDAR = /calendar|rili|datepick/iu
const OF_PAGER = /pag(?:e|er|ing|ination)|fenye|fanye|turn/iu
const TURNS = /pag|go|turn|jump|list|query|search|load|next|fy/iu
/** No pager has more; what has is something else, and is not looked at further. */
const MOST = 300
/** Characters of a pager: a box with more is the page around it. */
const LONGEST = 200

type Element = ReturnType<CheerioAPI>

/** Every control of the pagers of a page that can be pressed: what is disabled, hidden or leads to the page itself is left out. */
export function pageControls(html: string, base: string): readonly PageControl[] {
  const $ = load(html)
  const from = baseOf($, base)
  const pressed = $(PRESSED)
    .toArray()
    .filter((one) => kindOf(wordsOf($(one))) !== undefined)
  return pressed.slice(0, MOST).flatMap((one) => controlOf($(one), from, $) ?? [])
}

const kindOf = (words: string): PageControl['kind'] | undefined =>
  KINDS.find(([, pattern]) => pattern.test(words))?.[0]

function controlOf(element: Element, base: string, $: CheerioAPI): PageControl | null {
  const words = wordsOf(element)
  const kind = kindOf(words)
  if (kind === undefined || isOff(element, $)) return null
  if (element.is('option') ? !isPageChoice(element) : element.find('a').length > 0) return null
  const script = `${element.attr('href') ?? ''} ${element.attr('onclick') ?? ''}`.replace(
    /\bvoid\s*\(?\s*0?\s*\)?/giu,
    '',
  )
  const address = addressOf(element, script, base)
  const target = targetOf(element, script)
  const calls = target !== null || /[\w$]\s{0,9}\(/u.test(script)
  const works = address !== null ? 'address' : calls ? 'call' : 'dead'
  const names = kind === 'number' ? Number(/\d+/u.exec(words)?.[0]) : null
  const control = { kind, words, names, target, address, works, beside: besideOf(element, $) } as const
  return kind === 'number' && !isOfPager(element, control, script, $) ? null : control
}

function wordsOf(element: Element): string {
  const shown = element.is('input') ? fold(element.attr('value') ?? '') : shortText(element, 20)
  if (shown === null) return ''
  const words = shown === '' ? fold(element.attr('title') ?? element.attr('aria-label') ?? '') : shown
  return words.length > 20 ? '' : words.replace(ARROWS, '').replace(/\s/gu, '')
}

function isOff(element: Element, $: CheerioAPI): boolean {
  if (element.attr('disabled') !== undefined || element.attr('aria-disabled') === 'true') return true
  const around = element.parents().toArray()
  const near = [element, ...around.slice(0, 2).map((one) => $(one))]
  const isNamedOff = near.some(
    (one, height) =>
      (height === 0 || shortText(one, 20) === shortText(element, 20)) &&
      (one.attr('class') ?? '').split(/\s+/u).some((name) => OFF.test(name)),
  )
  const isHidden = [element.get(0), ...around].some((one) => {
    const { style, hidden } = one === undefined || !('attribs' in one) ? {} : one.attribs
    return hidden !== undefined || HIDDEN.test(style ?? '')
  })
  return isNamedOff || isHidden
}

/** Whether a choice belongs to a list of pages (跳到第 N 页), and not of months or days. */
function isPageChoice(option: Element): boolean {
  const select = option.closest('select')
  const [node] = select.get()
  const texts = [node?.prev, node?.next].map((one) => (one && 'data' in one ? one.data : ''))
  const boxes = [select.prev(), select.next()]
    .map((one) => fold(one.text()))
    .filter(({ length }) => length < 20)
  const around = [...texts, ...boxes].join(' ')
  const named = ['name', 'id', 'class', 'onchange'].map((name) => select.attr(name) ?? '').join(' ')
  return !/[年月日]/u.test(around) && (/[页跳]/u.test(around) || /page|go|jump/iu.test(named))
}

function addressOf(element: Element, script: string, base: string): string | null {
  const attributes = ['href', 'data-url', 'data-href', 'data-src', 'data-link']
  for (const name of element.is('option') ? ['value'] : attributes) {
    const printed = element.attr(name) ?? ''
    if (name === 'value' && !/[/.?]/u.test(printed)) continue
    const url = resolveLink(printed, base)
    if (url !== null) return url
  }
  return scriptedAddress(script, base)
}

function targetOf(element: Element, script: string): number | null {
  const told = ['data-page', 'data-pageno', 'data-pagenum', 'data-num', 'data-index']
    .map((name) => element.attr(name))
    .find((value) => value !== undefined && /^\d+$/u.test(value))
  if (told !== undefined) return Number(told)
  const inCall = /\((?:[^()]{0,60},)?\s{0,9}['"]?(\d{1,4})['"]?\s{0,9}[,)]/u.exec(script)?.[1]
  return inCall === undefined ? null : Number(inCall)
}

/** Numbers are everywhere (slides, calendars, tabs): those of a pager tell their page, or stand in a box called so. */
function isOfPager(element: Element, control: PageControl, script: string, $: CheerioAPI): boolean {
  const boxes = element
    .parents()
    .toArray()
    .slice(0, 4)
    .map((one) => ({
      name: `${one.attribs['class'] ?? ''} ${one.attribs['id'] ?? ''}`,
      isShort: shortText($(one), LONGEST) !== null,
    }))
  if (boxes.some(({ name }) => CALENDAR.test(name))) return false
  if (element.is('option') || element.attr('data-page') !== undefined) return true
  if (boxes.some(({ name, isShort }) => isShort && OF_PAGER.test(name))) return true
  const { names, target, address } = control
  const tells = (value: number): boolean => value === names || value === (names ?? 0) - 1
  if (address !== null) {
    const last = /[^/]*$/u.exec(address)?.[0] ?? ''
    return (
      /[_=-]\d{1,4}(?:\D|$)/u.test(last) &&
      [...last.matchAll(/\d+/gu)].some(([digits]) => tells(Number(digits)))
    )
  }
  return target !== null && tells(target) && TURNS.test(script)
}

/** The smallest box with more than the control in it is the pager. */
function besideOf(element: Element, $: CheerioAPI): PageControl['beside'] {
  const own = shortText(element, LONGEST)
  const box = element
    .parents()
    .toArray()
    .slice(0, 3)
    .map((one) => $(one))
    .find((one) => shortText(one, LONGEST) !== own)
  const text = box === undefined ? null : shortText(box, LONGEST)
  if (box === undefined || text === null) return { numbers: [], pages: null }
  const numbers = box
    .find('*')
    .toArray()
    .flatMap((one) => {
      const before = one.prev !== null && 'data' in one.prev ? one.prev.data : ''
      const digits = /^\d{1,4}$/u.exec(fold($(one).text()))?.[0]
      return digits === undefined || /[第前]\s*$/u.test(before) ? [] : [Number(digits)]
    })
  const pages = /(?:^|\D)\d{1,4}\s*\/\s*(\d{1,4})(?![\d/])/u.exec(text)?.[1]
  return { numbers, pages: pages === undefined ? null : Number(pages) }
}
