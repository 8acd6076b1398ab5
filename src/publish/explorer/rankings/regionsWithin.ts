/** The divisions directly below one among which its units are spread; none where all of them are in one. Codes have 2, 4 and 6 digits. */
export function regionsWithin(
  region: string,
  units: readonly string[],
): readonly { readonly code: string; readonly units: number }[] {
  for (const depth of [2, 4, 6].filter((digits) => digits > region.length)) {
    const below = Map.groupBy(
      units.filter(
        (unit) => /^\d+/u.exec(unit)?.[0].length !== undefined && divisionOf(unit).length >= depth,
      ),
      (unit) => unit.slice(0, depth),
    )
    if (below.size > 1 && [...below.values()].some(({ length }) => length > 1))
      return [...below]
        .map(([code, { length }]) => ({ code, units: length }))
        .sort((a, b) => (a.code < b.code ? -1 : 1))
  }
  return []
}

const divisionOf = (unit: string): string => unit.split('/')[0] ?? ''
