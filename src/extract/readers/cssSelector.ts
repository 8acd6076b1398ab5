import type { Attributes } from './htmlTags.ts'

/** What an element must be for a part of a selector without blanks, `td.note#a`. */
export interface Compound {
  readonly name: string | null
  readonly classes: readonly string[]
  readonly id: string | null
  readonly attributes: readonly AttributeTest[]
}

interface AttributeTest {
  readonly name: string
  readonly how: string
  readonly value: string
  /** `[type="a" i]`: upper and lower case are the same. */
  readonly anyCase: boolean
}

/** A selector (选择器): what the element must be, and what must stand around it, outermost first. */
export interface Selector {
  readonly own: Compound
  readonly around: readonly Compound[]
  /** Whether it asks for nothing that only a browser knows: what stands beside it, `:not(…)`, `:nth-child(…)`. */
  readonly isPlain: boolean
  /** It excludes some of what it would mean: `:not(.a)`. */
  readonly excludes: boolean
  /** It speaks of what is added before or behind the words of the element. */
  readonly adds: boolean
  /** As CSS weighs selectors (Selectors level 4, §17): ids before classes before names. */
  readonly weight: number
}

/** States that nobody brings about who only reads the page. */
const states = /:(?:hover|focus|focus-within|focus-visible|active|target|checked|disabled|fullscreen)\b/u
const added = /::?(?:before|after)$/iu
/** Parts of an element and things of the browser's own: what is said of them hides no words. */
const ofBrowser = /::(?!before|after|first-l)[\w-]+/iu
const compounds = /(?:\[[^\]]*(?:\]|$)|\([^)]*(?:\)|$)|[^\s>+~[(])+/gu
const pieces =
  /(?<mark>[.#])(?<word>(?:[\w\u0080-\uFFFF-]|\\.)+)|\[\s*(?<attribute>[\w-]+)\s*(?:(?<how>[~|^$*]?=)\s*(?<value>"[^"]*"|'[^']*'|[^\]\s]*)\s*(?<flag>[^\]]*))?\]|(?<pseudo>::?[\w-]+(?:\(.*\))?)|(?<name>\*|[a-z][\w-]*)/giu

/** A list of which one is enough: `:is(.a, .b)`, without lists in it. */
const anyOf = /:(?:is|where|matches|-webkit-any|-moz-any)\(([^()]*)\)/iu
const mostOfList = 50
/** Characters of one selector; no page's is as long, and what only a program writes must not cost the square of its length. */
const longest = 10_000

/**
 * The selectors of a rule, one by one; a list in one of them is written out, behind a sign that a browser must be asked
 * (`.a :is(.b, i)` gives `.a .b` and `.a i`).
 */
export function selectorsOf(text: string): readonly string[] {
  return parted(text).flatMap((selector) => {
    if (selector.length > longest) return []
    let written = [selector]
    while (written.length <= mostOfList && written.some((one) => anyOf.test(one)))
      written = written.flatMap((one) => writtenOut(one))
    return written
  })
}

/** Parts at each comma that stands in no brackets: the next bracket behind it, if any, is one that opens. */
function parted(text: string): readonly string[] {
  const parts: string[] = []
  let from = 0
  let waiting: number[] = []
  const part = (): void => {
    for (const comma of waiting) {
      parts.push(text.slice(from, comma).trim())
      from = comma + 1
    }
  }
  for (const { 0: sign, index } of text.matchAll(/[,()[\]]/gu)) {
    if (sign === ',') waiting.push(index)
    else {
      if (sign === '(' || sign === '[') part()
      waiting = []
    }
  }
  part()
  return [...parts, text.slice(from).trim()]
}

function writtenOut(selector: string): readonly string[] {
  const list = anyOf.exec(selector)
  if (list === null) return [selector]
  const before = selector.slice(0, list.index)
  const behind = selector.slice(list.index + list[0].length)
  return (list[1] ?? '').split(',').map((one) => {
    const part = one.trim()
    // `i:is(b)` is no element at all, `i:is(i)` is an i
    const joins = /[\w*\])-]$/u.test(before) && /^[\w*]/u.test(part) ? before : before + part
    return `${joins}${maybe}${behind}`
  })
}

/** Makes a selector one of which only a browser knows whether it holds. */
const maybe = ':is'

/** Reads one selector (Selectors level 4); null for what holds for no words of a page that nobody touches. */
export function cssSelector(text: string): Selector | null {
  if (states.test(text) || ofBrowser.test(text)) return null
  const found = (text.replace(added, '').match(compounds) ?? []).map(compoundOf)
  const own = found.at(-1)
  if (own === undefined) return null
  const bare = text.replace(/\[[^\]]*(?:\]|$)|\([^)]*(?:\)|$)/gu, '')
  return {
    own,
    around: /[+~]/u.test(bare) ? [] : found.slice(0, -1),
    isPlain: !/[+~]|:(?!:?(?:before|after)$)/u.test(bare),
    excludes: /:not\(\s*[.#[]/u.test(text),
    adds: added.test(text),
    weight: found.reduce((sum, one) => sum + weightOf(one), 0),
  }
}

function compoundOf(text: string): Compound {
  const classes: string[] = []
  const attributes: AttributeTest[] = []
  let name: string | null = null
  let id: string | null = null
  for (const { groups = {} } of text.matchAll(pieces)) {
    const word = (groups['word'] ?? '').replaceAll(/\\(.)/gu, '$1')
    if (groups['mark'] === '.') classes.push(word)
    else if (groups['mark'] === '#') id = word
    else if (groups['attribute'] !== undefined)
      attributes.push({
        name: groups['attribute'].toLowerCase(),
        how: groups['how'] ?? '',
        value: (groups['value'] ?? '').replaceAll(/^["']|["']$/gu, ''),
        anyCase: groups['flag']?.trim().toLowerCase() === 'i',
      })
    else if (groups['name'] !== undefined && groups['name'] !== '*') name = groups['name'].toLowerCase()
  }
  return { name, classes, id, attributes }
}

const weightOf = ({ name, classes, id, attributes }: Compound): number =>
  (id === null ? 0 : 10_000) + 100 * (classes.length + attributes.length) + (name === null ? 0 : 1)

/** An element as selectors see it. */
export interface Selectable {
  readonly name: string
  readonly attributes: Attributes
  readonly classes: ReadonlySet<string>
}

export const selectable = (name: string, attributes: Attributes): Selectable => ({
  name,
  attributes,
  classes: new Set((attributes.get('class') ?? '').split(/\s+/u)),
})

export const isCompound = (one: Compound, { name, attributes, classes }: Selectable): boolean =>
  (one.name === null || one.name === name) &&
  (one.id === null || one.id === attributes.get('id')) &&
  one.classes.every((wanted) => classes.has(wanted)) &&
  one.attributes.every((test) => hasAttribute(test, attributes))

function hasAttribute(test: AttributeTest, attributes: Attributes): boolean {
  const { name, how, anyCase } = test
  const [own, value] = [attributes.get(name), test.value].map((text) =>
    anyCase ? text?.toLowerCase() : text,
  )
  if (own === undefined || value === undefined) return false
  switch (how) {
    case '=':
      return own === value
    case '~=':
      return own.split(/\s+/u).includes(value)
    case '|=':
      return own === value || own.startsWith(`${value}-`)
    case '^=':
      return own.startsWith(value)
    case '$=':
      return own.endsWith(value)
    case '*=':
      return own.includes(value)
    default:
      return true
  }
}

/** Whether the elements around, outermost first, hold those that are asked for in this order. */
export function areAround(asked: readonly Compound[], open: readonly Selectable[]): boolean {
  let at = 0
  for (const element of open) {
    const next = asked[at]
    if (next === undefined) return true
    if (isCompound(next, element)) at += 1
  }
  return at >= asked.length
}
