/** Deterministic randomness for made documents: the same key gives the same document on every machine. */
export interface Random {
  /** A whole number from `low` to `high`, both included. */
  readonly int: (low: number, high: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <T>(items: readonly [T, ...T[]]) => T
  /** Up to `count` different items, in their order. */
  readonly some: <T>(items: readonly T[], count: number) => readonly T[]
}

/** FNV-1a over the UTF-16 units of `key`. */
function hash(key: string): number {
  let state = 0x811c9dc5
  for (let i = 0; i < key.length; i += 1) state = Math.imul(state ^ key.charCodeAt(i), 0x01000193)
  return state >>> 0
}

/** Mulberry32, seeded by the words of `key`. */
export function random(key: string): Random {
  let state = hash(key)
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  return {
    int,
    chance: (probability) => next() < probability,
    pick: (items) => items[int(0, items.length - 1)] ?? items[0],
    some: (items, count) =>
      items
        .map((item, index) => ({ item, index, key: next() }))
        .sort((a, b) => a.key - b.key)
        .slice(0, count)
        .sort((a, b) => a.index - b.index)
        .map(({ item }) => item),
  }
}
