/** So many links at least must have changed in the same way: one that did may be another article. */
const enough = 2

/**
 * The keys of links as they are listed now, each as it was before where only members of its query changed that change on every
 * look (`?rnd=…`, a session): told by comparison. A member is such a one when none of its values of before is left, the
 * addresses without it are still as many as the links, now and before, and several of them are those of before. An article's
 * own number is none: without it, addresses of different articles are one.
 */
export function keysAsBefore(before: readonly string[], now: readonly string[]): ReadonlyMap<string, string> {
  const known = new Set(before)
  const fresh = now.filter((key) => !known.has(key))
  const changing = changingMembers(before, fresh)
  if (changing.size === 0) return new Map()
  const old = byAddressWithout(changing, before)
  if (old.size < known.size || byAddressWithout(changing, now).size < new Set(now).size) return new Map()
  const same = fresh.flatMap((key): readonly [string, string][] => {
    const was = old.get(addressWithout(changing, key))
    return was === undefined ? [] : [[key, was]]
  })
  return same.length < enough ? new Map() : new Map(same)
}

/** Names of members that all have other values than before. */
function changingMembers(before: readonly string[], fresh: readonly string[]): ReadonlySet<string> {
  const then = valuesByName(before)
  return new Set(
    [...valuesByName(fresh)].flatMap(([name, values]) => {
      const old = then.get(name)
      return old !== undefined && [...values].every((value) => !old.has(value)) ? [name] : []
    }),
  )
}

function valuesByName(keys: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const values = new Map<string, Set<string>>()
  for (const key of keys)
    for (const [name, value] of new URLSearchParams(queryOf(key))) {
      const known = values.get(name)
      if (known === undefined) values.set(name, new Set([value]))
      else known.add(value)
    }
  return values
}

const byAddressWithout = (names: ReadonlySet<string>, keys: readonly string[]): ReadonlyMap<string, string> =>
  new Map(keys.map((key) => [addressWithout(names, key), key]))

function addressWithout(names: ReadonlySet<string>, key: string): string {
  const kept = [...new URLSearchParams(queryOf(key))].filter(([name]) => !names.has(name))
  return `${key.split('?', 1)[0] ?? ''}?${new URLSearchParams(kept.map(([name, value]): [string, string] => [name, value])).toString()}`
}

/** A key is an address without its scheme. */
const queryOf = (key: string): string => (key.includes('?') ? key.slice(key.indexOf('?') + 1) : '')
