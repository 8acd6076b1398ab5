/**
 * Addresses that wait to be made. Pages of one unit are made from the same few reports, so they wait together, and who takes one of them goes on
 * with the others: a report is then read and compared once and not once for each of its pages.
 */
export interface PageQueue {
  /** Notes an address, once; `from` is the address of the page that leads there, null for the first ones. */
  add(address: string, from: string | null): void
  /** What this lane makes next; null where nothing waits. */
  next(lane: number): string | null
}

export function pageQueue(): PageQueue {
  const groups = new Map<string, string>()
  const waiting = new Map<string, string[]>()
  const taken = new Map<number, string>()
  const anyGroup = (): string | undefined => {
    // Lists lead to all others: as soon as they are made, all lanes have work.
    if (waiting.has(lists)) return lists
    const others = new Set(taken.values())
    let shared: string | undefined
    for (const group of waiting.keys()) {
      if (!others.has(group)) return group
      shared ??= group
    }
    // Nothing else is left: two hands are better than one.
    return shared
  }
  return {
    add(address, from) {
      if (groups.has(address)) return
      const group = groupOf(address) ?? groups.get(from ?? '') ?? lists
      groups.set(address, group)
      const others = waiting.get(group)
      if (others === undefined) waiting.set(group, [address])
      else others.push(address)
    },
    next(lane) {
      const own = taken.get(lane)
      const group = own !== undefined && waiting.has(own) ? own : anyGroup()
      if (group === undefined) return null
      taken.set(lane, group)
      const addresses = waiting.get(group) ?? []
      const address = addresses.pop() ?? null
      if (addresses.length === 0) waiting.delete(group)
      return address
    },
  }
}

/** The group of what is made from no unit in particular. */
const lists = ''

/** `330105001`, `330105/%E8%B4%A2…`: the last segment of a body has a sign that is no digit, or it is a year. */
const ofUnit = /^(?:\/en)?\/(?:report|unit|compare|feeds\/unit)\/(\d{2,9}(?:\/[^/.]*[^/.\d][^/.]*)?)[/.]/u

/** Null for originals and editions: they are of whoever leads there. */
function groupOf(address: string): string | null {
  if (/^(?:\/en)?\/(?:original|edition)\//u.test(address)) return null
  return ofUnit.exec(address)?.[1] ?? lists
}
