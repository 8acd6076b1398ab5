import type { Original } from '../model/original.ts'

/**
 * The page from which on a file is no longer linked: the first look at its page without it, where every page that once named the
 * file names it no more and the file was not fetched since. Null where one of them still does, or where none ever named it in words that
 * can be found again. `file`: every look at one address; `all`: the whole bundle in ledger order; `names`: whether a page names an address.
 */
export function unlinkedBy(
  file: readonly Original[],
  all: readonly Original[],
  names: (page: Original, address: string) => boolean,
): Original | null {
  const fetched = Math.max(...file.map(({ capture }) => capture ?? 0))
  const parents = [...new Set(file.flatMap(({ parentUrl }) => parentUrl ?? []))]
  const pages = parents.map((url) =>
    all.filter((original) => original.url === url && original.role === 'page'),
  )
  const url = file[0]?.url ?? null
  if (url === null || pages.length === 0) return null
  const without = pages.map((looks) => {
    const named = looks.findLastIndex((look) => names(look, url))
    const isOff = named >= 0 && (looks.at(-1)?.capture ?? 0) > fetched
    return (isOff ? looks[named + 1] : undefined) ?? null
  })
  return without.includes(null) ? null : (without[0] ?? null)
}
