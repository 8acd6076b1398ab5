import { cssRules } from './cssRules.ts'
import { CssVariables } from './cssVariables.ts'
import {
  areAround,
  cssSelector,
  selectable,
  selectorsOf,
  type Selectable,
  type Selector,
} from './cssSelector.ts'
import { found, keyOf, keysOf, lookOfRules, type Found, type Rule } from './htmlSheetRules.ts'
import type { Attributes } from './htmlTags.ts'
import { hides, lookOfStyle, type Look } from './htmlStyle.ts'

/** What sheets say of an element: `important` counts more than its own style. */
export interface SheetLook {
  readonly usual: Look
  readonly important: Look
}

interface FoundTwice {
  readonly usual: Found
  readonly important: Found
}

/** More rules that matter than any page has, and elements deeper in each other than on any page. */
const most = { rules: 5000, depth: 200 } as const
/** Of the whole page: scripts take them back when they have run. */
const ofPage: ReadonlySet<string> = new Set(['html', 'body'])

/**
 * The style sheets (样式表) in a page, as far as they hide, strike or raise words. A rule holds surely whose selector is one
 * compound (`.hide`, `span.x`, `td#a`) and which counts on every desktop screen. Where it asks for more (`.a .b`,
 * `:not(…)`, `@supports`), nobody knows without a browser whether it holds here: such words are `white`, which keeps digits
 * from being read and says nothing of labels. Where no class and no id names the element itself, what stands around it must.
 * Sheets that the page only links are not known.
 */
export class HtmlSheet {
  /** By the id, the class or the name that the element must have, '' for any. */
  readonly #rules = new Map<string, Rule[]>()
  readonly #important = new Map<string, Rule[]>()
  readonly #variables: CssVariables
  readonly #open: Selectable[] = []
  /** Keys of the elements that are open; null where they have changed. */
  #openKeys: ReadonlySet<string> | null = null
  readonly #known = new Map<string, FoundTwice>()
  readonly #asked = new Set<string>()
  #count = 0
  #asksAround = false

  constructor(sheets: readonly string[]) {
    this.#variables = new CssVariables(sheets)
    for (const sheet of sheets)
      for (const { selectors, body, counts } of cssRules(sheet)) {
        const [important, usual] = parted(body)
        this.#addRules(this.#rules, selectors, usual, counts)
        this.#addRules(this.#important, selectors, important, counts)
      }
  }

  /** The names of the attributes that rules ask for. */
  get asked(): ReadonlySet<string> {
    return this.#asked
  }

  /** The look of a `style`, or of what a rule declares: in doubt where a value in it is one that the sheets give to a name. */
  lookOfStyle(style: string): Look {
    if (!style.includes('var(')) return lookOfStyle(style)
    if (this.#variables.areTooMany) return { unsure: 'all' }
    const looks = [...this.#variables.of(style)].map((text) => lookOfStyle(text))
    const unseen = looks.find((look) => hides(look) || look.ink === 'white')
    return unseen === undefined ? (looks[0] ?? {}) : { unsure: 'all' }
  }

  /** Null where no rule speaks of the element. */
  lookOf(name: string, attributes: Attributes): SheetLook | null {
    if (this.#count === 0 || !this.#mayBeNamed(name, attributes)) return byCustom(attributes)
    const { usual, important } = this.#foundFor(name, attributes)
    const looks = { usual: this.#lookOf(usual), important: this.#lookOf(important) }
    if (looks.usual === null && looks.important === null) return byCustom(attributes)
    return { usual: looks.usual ?? {}, important: looks.important ?? {} }
  }

  /** A page gives the same names and classes to thousands of elements. */
  #foundFor(name: string, attributes: Attributes): FoundTwice {
    const said = [...attributes].filter(([one]) => one === 'class' || one === 'id' || this.#asked.has(one))
    const sign = JSON.stringify([name, said])
    const known = this.#known.get(sign)
    if (known !== undefined) return known
    const keys = keysOf(name, attributes)
    const element = selectable(name, attributes)
    const fresh = {
      usual: found(this.#rules, keys, element),
      important: found(this.#important, keys, element),
    }
    this.#known.set(sign, fresh)
    return fresh
  }

  #lookOf({ alone, asking }: Found): Look | null {
    if (asking.size === 0) return alone.look
    this.#openKeys ??= new Set(this.#open.flatMap(({ name, attributes }) => keysOf(name, attributes)))
    const held = [...this.#openKeys]
      .flatMap((key) => asking.get(key) ?? [])
      .filter(({ around }) => areAround(around, this.#open))
    return held.length === 0 ? alone.look : lookOfRules([...alone.rules, ...held])
  }

  /** Seen at once of the many without a class: no rule has their name. */
  #mayBeNamed(name: string, attributes: Attributes): boolean {
    if (attributes.has('class') || attributes.has('id')) return true
    const has = (rules: ReadonlyMap<string, unknown>): boolean => rules.has(name) || rules.has('')
    return has(this.#rules) || has(this.#important)
  }

  /** The element is open from now on. */
  open(name: string, attributes: Attributes): void {
    if (!this.#asksAround || this.#open.length >= most.depth) return
    this.#open.push(selectable(name, attributes))
    this.#openKeys = null
  }

  close(name: string): void {
    if (!this.#asksAround) return
    const at = this.#open.findLastIndex((one) => one.name === name)
    if (at < 0) return
    this.#open.length = at
    this.#openKeys = null
  }

  #addRules(rules: Map<string, Rule[]>, selectors: string, body: string, counts: Rule['holds']): void {
    const words = this.lookOfStyle(body)
    const adds = addsFigures(body)
    if (!matters(words) && !adds) return
    for (const text of selectorsOf(selectors)) {
      const selector = cssSelector(text)
      if (selector === null || !speaks(selector) || !(selector.adds ? adds : matters(words))) continue
      const look: Look = selector.adds ? { adds: true } : words
      const holds: Rule['holds'] =
        counts === 'surely' && selector.isPlain && selector.around.length === 0 ? 'surely' : 'perhaps'
      if ((this.#count += 1) > most.rules) return
      const key = keyOf(selector.own)
      const rule = { ...selector, holds, look, order: this.#count }
      const others = rules.get(key)
      if (others) others.push(rule)
      else rules.set(key, [rule])
      this.#asksAround ||= selector.around.length > 0
      for (const { attributes } of [selector.own, ...selector.around])
        for (const asked of attributes) this.#asked.add(asked.name)
    }
  }
}

/**
 * Classes that hide in the sheets that most sites share (Bootstrap 3 to 5, Layui, UIkit, WordPress, AngularJS). Pages link those sheets, and
 * we do not see them.
 */
const customary =
  /(?:^|\s)(?:hidden|hide|ng-hide|d-none|sr-only|visually-hidden|invisible|layui-hide|uk-hidden|screen-reader-text)(?:\s|$)/u

function byCustom(attributes: Attributes): SheetLook | null {
  const classes = attributes.get('class')
  return classes !== undefined && customary.test(classes)
    ? { usual: { unsure: 'display' }, important: {} }
    : null
}

/** Declarations that are `!important`, and the others. */
function parted(body: string): readonly [string, string] {
  if (!body.includes('!')) return ['', body]
  const declarations = body.split(';')
  const isImportant = (text: string): boolean => /!\s*important/iu.test(text)
  return [
    declarations.filter(isImportant).join(';'),
    declarations.filter((text) => !isImportant(text)).join(';'),
  ]
}

/** Whether `content` has figures, or what only a browser knows; characters may be written by their number (`\31` is 1). */
function addsFigures(body: string): boolean {
  const content = /(?:^|[;\s])content\s*:([^;]*)/iu.exec(body)?.[1] ?? ''
  const words = content.replaceAll(/\\([0-9a-f]{1,6})\s?/giu, (_, hex: string) =>
    String.fromCodePoint(Math.min(parseInt(hex, 16), 0x10ffff)),
  )
  return /[\d０-９]|\b(?:attr|counters?)\(/iu.test(words)
}

/**
 * Whether a selector names elements: not all of them, not the page, not what waits for a script (`[v-cloak]`, `[ng-cloak]`). All
 * elements are meant with what stands around them (`td *`), and with what they are not (`:not(.a)`).
 */
const speaks = ({ own: { name, classes, id, attributes }, around, excludes }: Selector): boolean =>
  !ofPage.has(name ?? '') &&
  !attributes.some((test) => test.name.endsWith('cloak')) &&
  (name !== null ||
    classes.length > 0 ||
    id !== null ||
    attributes.length > 0 ||
    around.length > 0 ||
    excludes)

const matters = (look: Look): boolean =>
  hides(look) ||
  look.ink === 'white' ||
  look.display === 'some' ||
  look.ground === true ||
  look.apart === true ||
  look.line === true
