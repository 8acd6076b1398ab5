/** The items in their order, `size` at a time; the last batch holds what is left. */
export function* inBatches<T>(size: number, items: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size)
}
