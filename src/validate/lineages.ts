import { bareName, governmentName, type Divisions } from '../model/divisions.ts'
import type { Division } from '../model/unit.ts'

/** A key that the reports of one unit share through all years, whatever code the unit had in each. */
export type LineageOf = (unitCode: string, year: number) => string

/**
 * Prepares the keys (docs/decisions/0039): from the report's year back through the editions of the register a code goes on while its
 * place keeps its name; where it was not there yet, the one place of that name in the same city that ceased then was its former self.
 */
export function lineages(divisions: Divisions): LineageOf {
  const known = new Map<string, string>()
  const originOf = (code: string, year: number): string => {
    const key = `${code} ${year}`
    const origin = known.get(key) ?? walkBack(code, year, divisions)
    known.set(key, origin)
    return origin
  }
  return (unitCode, year) => {
    const [division = unitCode, ...body] = unitCode.split('/')
    return [originOf(division, year), ...body].join('/')
  }
}

/** Code and name in the earliest edition that this place can be followed to. */
function walkBack(code: string, year: number, divisions: Divisions): string {
  const first = divisions.of(-Infinity)
  let place = divisions.of(year).byCode(code)
  if (place === null) return code
  for (let at = year; divisions.of(at) !== first; at -= 1) {
    const before = formerSelf(place, divisions.of(at), divisions.of(at - 1))
    if (before === null) break
    place = before
  }
  return `${place.code} ${nameOf(place)}`
}

function formerSelf(place: Division, now: Divisions, before: Divisions): Division | null {
  if (now === before) return place
  const same = before.byCode(place.code)
  if (same !== null && nameOf(same) === nameOf(place)) return same
  const [former, another] = alikeOnlyIn(before, now, place)
  const [successor, rival] = alikeOnlyIn(now, before, place)
  const isOnly = another === undefined && rival === undefined && successor?.code === place.code
  return isOnly ? (former ?? null) : null
}

/** Places of this name and level in its city that one edition has and the other has not. */
function alikeOnlyIn(one: Divisions, other: Divisions, { code, path }: Division): readonly Division[] {
  return one
    .byName(path.at(-1) ?? '', code.slice(0, 4))
    .filter((found) => found.code.length === code.length && nameOf(found) === bare(path.at(-1) ?? ''))
    .filter((found) => {
      const there = other.byCode(found.code)
      return there === null || nameOf(there) !== nameOf(found)
    })
}

const nameOf = ({ path }: Division): string => bare(path.at(-1) ?? '')

/** 某镇 that became 某街道 is the same place. */
const bare = (name: string): string => bareName(governmentName(name)) ?? name
