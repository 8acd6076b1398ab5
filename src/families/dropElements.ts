import type { CheerioAPI } from 'cheerio/slim'

/**
 * Takes elements out of a tree, in one pass over what their parents hold: Cheerio's own `remove` looks each of them up among
 * all its siblings, so that a page of empty `<nav></nav>` would take minutes.
 */
export function dropElements($: CheerioAPI, selector: string): void {
  const dropped = new Set<unknown>($(selector).get())
  const parents = new Set(
    $(selector)
      .get()
      .flatMap(({ parent }) => parent ?? []),
  )
  for (const parent of parents) {
    const kept = parent.children.filter((child) => !dropped.has(child))
    parent.children = kept
    for (const [index, child] of kept.entries()) {
      child.prev = kept[index - 1] ?? null
      child.next = kept[index + 1] ?? null
    }
  }
}
