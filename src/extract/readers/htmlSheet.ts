import { cssRules } from './cssRules.ts'
import { CssVariables } from './cssVariables.ts'
import {
  areAround,
  cssSelector,
  isCompound,
  selectable,
  selectorsOf,
  type Compound,
  type Selectable,
  type Selector,
} from './cssSelector.ts'
import type { Attributes } from './htmlTags.ts'
import { hides, lookOfStyle, type Look } from './htmlStyle.ts'

interface Rule extends Selector {
  /** `perhaps`: the rule asks more of the page than we see. */
  readonly holds: 'surely' | 'perhaps'
  readonly look: Look
  /** Of rules that weigh the same the later one counts. */
  readonly order: number
}

/** What sheets say of an element: `important` counts more than its own style. */
export interface SheetLook {
  readonly usual: Look
  readonly important: Look
}

/** The rules that speak of an element, lightest first; with their look where none asks for what stands around. */
interface FoundRules {
  readonly rules: readonly Rule[]
  readonly look?: Look | null
}

interface Found {
  readonly usual: FoundRules
  readonly important: FoundRules
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
  readonly #known = new Map<string, Found>()
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
  #foundFor(name: string, attributes: Attributes): Found {
    const said = [...attributes].filter(([one]) => one === 'class' || one === 'id' || this.#asked.has(one))
    const sign = JSON.stringify([name, said])
    const known = this.#known.get(sign)
    if (known !== undefined) return known
    const keys = keysOf(name, attributes)
    const element = selectable(name, attributes)
    const usual = found(this.#rules, keys, element)
    const fresh = { usual, important: found(this.#important, keys, element) }
    this.#known.set(sign, fresh)
    return fresh
  }

  #lookOf({ rules, look }: FoundRules): Look | null {
    if (look !== undefined) return look
    const held = rules.filter((rule) => this.#mayHold(rule))
    return held.length === 0 ? null : held.reduce(addedBy, {})
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

  /** A class or an id is given to be spoken of; of every cell or link only what stands around it says whether it is meant. */
  #mayHold(rule: Rule): boolean {
    if (!asksAround(rule)) return true
    this.#openKeys ??= new Set(this.#open.flatMap(({ name, attributes }) => keysOf(name, attributes)))
    const keys = this.#openKeys
    return rule.around.every((one) => keys.has(keyOf(one))) && areAround(rule.around, this.#open)
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

const keyOf = ({ name, classes, id }: Compound): string =>
  id !== null ? `#${id}` : classes[0] !== undefined ? `.${classes[0]}` : (name ?? '')

function keysOf(name: string, attributes: Attributes): readonly string[] {
  const id = attributes.get('id')
  const classes = attributes.get('class')
  const keys = id === undefined ? [name, ''] : [`#${id}`, name, '']
  return classes === undefined
    ? keys
    : [...new Set(classes.split(/\s+/u))].map((one) => `.${one}`).concat(keys)
}

function found(
  rules: ReadonlyMap<string, readonly Rule[]>,
  keys: readonly string[],
  element: Selectable,
): FoundRules {
  const named = keys.flatMap((key) => rules.get(key) ?? []).filter(({ own }) => isCompound(own, element))
  if (named.length === 0) return { rules: named, look: null }
  const sorted = named.toSorted((one, other) => one.weight - other.weight || one.order - other.order)
  return sorted.some(asksAround) ? { rules: sorted } : { rules: sorted, look: sorted.reduce(addedBy, {}) }
}

const asksAround = ({ own, around }: Rule): boolean =>
  own.classes.length === 0 && own.id === null && around.length > 0

/** What a rule makes of the look that lighter rules gave. */
function addedBy(before: Look, rule: Rule): Look {
  const look: Look = {
    ...before,
    ...(rule.look.adds && { adds: rule.look.adds }),
    ...(rule.look.ground && { ground: rule.look.ground }),
    ...((rule.look.apart === true || rule.look.line === true) && { apart: true }),
  }
  if (rule.holds === 'surely') return { ...before, ...rule.look }
  if (rule.look.display === 'none') return { ...look, unsure: 'display' }
  if (hides(rule.look) || rule.look.ink === 'white') return { ...look, unsure: 'all' }
  const shown = look.display === 'none' && rule.look.display === 'some'
  return shown ? { ...look, display: 'some', unsure: 'display' } : look
}

const matters = (look: Look): boolean =>
  hides(look) ||
  look.ink === 'white' ||
  look.display === 'some' ||
  look.ground === true ||
  look.apart === true ||
  look.line === true
