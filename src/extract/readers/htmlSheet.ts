import type { Attributes } from './htmlTags.ts'
import { isGone, lookOfStyle, type Look } from './htmlStyle.ts'

/** The last compound of a selector, `td.note#a`: what the element itself must be. */
interface Rule {
  readonly name: string | null
  readonly classes: readonly string[]
  readonly id: string | null
  /** As CSS weighs selectors: the heavier rule counts, of equals the later one. */
  readonly weight: number
  /** `perhaps`: the rule asks more of the page than the element itself shows. */
  readonly holds: 'surely' | 'perhaps'
  readonly look: Look
}

const compound = /^(?<name>[a-z][\w-]*|\*)?(?<rest>(?:[.#][\w\u0080-\uFFFF-]+)*)$/iu

/**
 * The style sheets (样式表) in a page, as far as they hide, strike or raise words. Rules count whose selector is one compound
 * (`.hide`, `span.x`, `td#a`). Where the rule asks more of the page (`.a .b`, `:hover`, `@media`), nobody knows without a
 * browser whether it holds here: such words are `white`, which keeps digits from being read and says nothing of labels.
 * Sheets that the page only links are not known.
 */
export class HtmlSheet {
  private readonly rules: Rule[] = []

  /** Adds the text of one `<style>`. */
  add(css: string): void {
    const plain = withoutAtRules(css.replace(/\/\*[\s\S]*?(?:\*\/|$)|<!--|-->/gu, ''))
    for (const { selectors, body } of rulesIn(plain)) {
      const look = lookOfStyle(body)
      if (!matters(look)) continue
      for (const selector of selectors.split(',')) this.addRule(selector.trim(), look)
    }
  }

  /** Null where no rule speaks of the element. */
  lookOf(name: string, attributes: Attributes): Look | null {
    if (this.rules.length === 0) return null
    const classes = new Set((attributes.get('class') ?? '').split(/\s+/u))
    const id = attributes.get('id') ?? null
    const found = this.rules.filter(
      (rule) =>
        (rule.name === null || rule.name === name) &&
        (rule.id === null || rule.id === id) &&
        rule.classes.every((wanted) => classes.has(wanted)),
    )
    if (found.length === 0) return null
    return [...found].sort((one, other) => one.weight - other.weight).reduce(addedBy, {})
  }

  private addRule(selector: string, look: Look): void {
    const parts = selector.split(/[\s>+~]+/u).filter((part) => part !== '')
    const groups = compound.exec(parts.at(-1)?.replace(/::?[\w-]+(?:\(.*\))?$/u, '') ?? '')?.groups
    // without class or id it speaks of every such element, and only of this page's own text
    if (groups === undefined || (groups['rest'] ?? '') === '') return
    const certain = parts.length === 1 && !selector.includes(':')
    const marks = groups['rest']?.match(/[.#][^.#]+/gu) ?? []
    const name = groups['name']?.toLowerCase() ?? '*'
    this.rules.push({
      name: name === '*' ? null : name,
      classes: marks.filter((mark) => mark.startsWith('.')).map((mark) => mark.slice(1)),
      id: marks.find((mark) => mark.startsWith('#'))?.slice(1) ?? null,
      weight: weightOf(selector),
      holds: certain ? 'surely' : 'perhaps',
      look,
    })
  }
}

/** Every `selectors { body }` without braces inside; one pass, whatever a host leaves open. */
function* rulesIn(css: string): Generator<{ readonly selectors: string; readonly body: string }> {
  let selectors: string | null = null
  for (const part of css.split(/(?<=[{}])/u)) {
    const words = part.slice(0, -1)
    if (part.endsWith('{')) selectors = words
    else if (part.endsWith('}') && selectors !== null) {
      yield { selectors, body: words }
      selectors = null
    }
  }
}

/** Blocks of `@media` and their like are for other screens, for print, for animation: a desktop reader does not see them. */
function withoutAtRules(css: string): string {
  const mark = /[{};]/gu
  let plain = ''
  let from = 0
  for (let at = css.indexOf('@'); at >= 0;) {
    mark.lastIndex = at
    const next = mark.exec(css)
    if (next === null) break
    if (next[0] === '{') {
      plain += css.slice(from, at)
      from = endOfBlock(css, next.index)
    }
    at = css.indexOf('@', Math.max(from, next.index))
  }
  return plain + css.slice(from)
}

function endOfBlock(css: string, open: number): number {
  let depth = 0
  for (let at = open; at < css.length; at += 1) {
    if (css[at] === '{') depth += 1
    else if (css[at] === '}') depth -= 1
    if (depth === 0) return at + 1
  }
  return css.length
}

/** What a rule makes of the look that lighter rules gave. */
function addedBy(look: Look, rule: Rule): Look {
  if (rule.holds === 'surely') return { ...look, ...rule.look }
  if (hides(rule.look) || rule.look.ink === 'white') return { ...look, ink: 'white' }
  const shown = look.display === 'none' && rule.look.display === 'some'
  return shown ? { ...look, display: 'some', ink: 'white' } : look
}

/** Specificity (Selectors level 4, §17), ids before classes before names; of the whole selector, whatever part of it is known. */
function weightOf(selector: string): number {
  const count = (pattern: RegExp): number => selector.match(pattern)?.length ?? 0
  return count(/#/gu) * 10_000 + count(/[.:[]/gu) * 100 + count(/(?:^|[\s>+~])[a-z]/giu)
}

const hides = (look: Look): boolean =>
  isGone(look) || look.struck === true || look.raised === true || look.size === 'none' || look.ink === 'none'

const matters = (look: Look): boolean => hides(look) || look.ink === 'white' || look.display === 'some'
