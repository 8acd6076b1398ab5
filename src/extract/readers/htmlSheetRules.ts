import { isCompound, type Compound, type Selectable, type Selector } from './cssSelector.ts'
import { hides, type Look } from './htmlStyle.ts'
import type { Attributes } from './htmlTags.ts'

export interface Rule extends Selector {
  /** `perhaps`: the rule asks more of the page than we see. */
  readonly holds: 'surely' | 'perhaps'
  readonly look: Look
  /** Of rules that weigh the same the later one counts. */
  readonly order: number
}

/** The rules that speak of an element (所及规则). */
export interface Found {
  /** Those that hold whatever stands around it, and what they make of it together. */
  readonly alone: { readonly rules: readonly Rule[]; readonly look: Look | null }
  /** The others, by the key of the outermost that must stand around. */
  readonly asking: ReadonlyMap<string, readonly Rule[]>
}

/** Those of `rules`, kept by their keys, that speak of an element with these keys. */
export function found(
  rules: ReadonlyMap<string, readonly Rule[]>,
  keys: readonly string[],
  element: Selectable,
): Found {
  const named = keys.flatMap((key) => rules.get(key) ?? []).filter(({ own }) => isCompound(own, element))
  const alone = named.filter((rule) => outermostAsked(rule) === undefined)
  const asking = new Map<string, Rule[]>()
  for (const rule of named) {
    const outermost = outermostAsked(rule)
    if (outermost === undefined) continue
    const key = keyOf(outermost)
    const others = asking.get(key)
    if (others) others.push(rule)
    else asking.set(key, [rule])
  }
  return { alone: { rules: alone, look: alone.length === 0 ? null : lookOfRules(alone) }, asking }
}

/** A class or an id is given to be spoken of; of every cell or link only what stands around it says whether it is meant. */
const outermostAsked = ({ own, around }: Rule): Compound | undefined =>
  own.classes.length > 0 || own.id !== null ? undefined : around[0]

/** The look that rules give together: the heavier one counts, of two that weigh the same the later one. */
export const lookOfRules = (rules: readonly Rule[]): Look =>
  rules
    .toSorted((one, other) => one.weight - other.weight || one.order - other.order)
    .reduce<Look>(addedBy, {})

/** By what a rule is found: its id, else its first class, else its name, '' for any. */
export const keyOf = ({ name, classes, id }: Compound): string =>
  id !== null ? `#${id}` : classes[0] !== undefined ? `.${classes[0]}` : (name ?? '')

/** The keys of all rules that may speak of an element. */
export function keysOf(name: string, attributes: Attributes): readonly string[] {
  const id = attributes.get('id')
  const classes = attributes.get('class')
  const keys = id === undefined ? [name, ''] : [`#${id}`, name, '']
  return classes === undefined
    ? keys
    : [...new Set(classes.split(/\s+/u))].map((one) => `.${one}`).concat(keys)
}

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
