import { formatNumber } from './docxNumberFormat.ts'
import type { ListLevel, Lists, StyleNumbering } from './docxNumberingParts.ts'

/** Lists have nine levels, 0 to 8 (ECMA-376 part 1 §17.9.3). */
const maxLevel = 8

/** Styles that are based on each other in a circle end here. */
const maxStyleDepth = 20

/**
 * Automatic numbers (自动编号) such as 一、 or （二）, which Word prints before a paragraph and does not store in it.
 * Counts along: ask once for each paragraph, in order.
 */
export class DocxNumbering {
  readonly #lists: Lists
  readonly #styles: ReadonlyMap<string, StyleNumbering>
  /** By abstract list: the current number of each level; lists that share their levels count on together. */
  readonly #counters = new Map<string, Map<number, number>>()
  readonly #begun = new Set<string>()

  /** The lists of the document, and what its styles say of them by style id. */
  constructor(lists: Lists, styles: ReadonlyMap<string, StyleNumbering>) {
    this.#lists = lists
    this.#styles = styles
  }

  /** The number that is printed before the paragraph with these properties and what separates them; '' for none. */
  next(style: string | null, ownList: string | null, ownLevel: string | null): string {
    const inherited = this.#ofStyle(style)
    const numId = ownList ?? inherited.numId
    const list = numId === null ? undefined : this.#lists.lists.get(numId)
    const levels = list && this.#lists.shared.get(list.abstract)
    const at = Number(ownLevel ?? inherited.level ?? '0')
    const level = at <= maxLevel ? levels?.get(at) : undefined
    if (numId === null || list === undefined || levels === undefined || level === undefined) return ''
    const counters = this.#counters.get(list.abstract) ?? new Map<number, number>()
    this.#counters.set(list.abstract, counters)
    if (!this.#begun.has(numId)) {
      this.#begun.add(numId)
      for (const [restarted, start] of list.restarts) counters.set(restarted, start - 1)
    }
    countOn(counters, at, level)
    return printed(level, levels, counters)
  }

  #ofStyle(style: string | null): { readonly numId: string | null; readonly level: string | null } {
    let numId: string | null = null
    let level: string | null = null
    let name = style
    for (let depth = 0; name !== null && depth < maxStyleDepth; depth++) {
      const known = this.#styles.get(name)
      numId ??= known?.numId ?? null
      level ??= known?.level ?? null
      name = known?.basedOn ?? null
    }
    return { numId, level }
  }
}

function countOn(counters: Map<number, number>, at: number, level: ListLevel): void {
  counters.set(at, (counters.get(at) ?? level.start - 1) + 1)
  for (const deeper of counters.keys()) if (deeper > at) counters.delete(deeper)
}

function printed(
  level: ListLevel,
  levels: ReadonlyMap<number, ListLevel>,
  counters: ReadonlyMap<number, number>,
): string {
  // The sign of a bullet is a picture from a symbol font and says nothing.
  if (level.format === 'bullet') return ''
  const number = level.text.replaceAll(/%([1-9])/gu, (_, place: string) => {
    const other = levels.get(Number(place) - 1)
    if (other === undefined) return ''
    return formatNumber(counters.get(Number(place) - 1) ?? other.start, other.format)
  })
  if (number === '') return ''
  // A number must never run into the digits behind it, also where Word sets nothing between them.
  return level.suffix === 'nothing' && !/[0-9]$/u.test(number) ? number : `${number} `
}
