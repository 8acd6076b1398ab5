import { ledgerPlace } from '../model/ledgerPlace.ts'
import type { Bundle, Original } from '../model/original.ts'
import { namesAddress } from './namesAddress.ts'
import { originalOf, type Reading, type ReadingOutcome } from './reading.ts'
import { replacementsOf, sourceKey, type Replaced } from './replacements.ts'
import type { Standing } from './replaces.ts'

/** Prepares what a bundle says of where the readings of one report stood, and stand (emptied ones left out). */
export function standingsOf(
  outcomes: readonly ReadingOutcome[],
  { originals, lists = [] }: Bundle,
): (readings: readonly Reading[]) => Standing & Replaced {
  const names = remembered()
  const replaced = replacementsOf(outcomes, names)
  const pages = originals.filter(({ role }) => role === 'page')
  return (readings) => {
    const now = replaced(readings)
    const by = (until: number): Replaced => {
      const known = replacementsOf(
        outcomes.filter((outcome) => isBy(originalOf(outcome), until)),
        names,
      )
      return known(readings.filter(({ original }) => isBy(original, until)))
    }
    return {
      ...now,
      pages,
      lists,
      goneSince: ({ original }) => now.since.get(sourceKey(original)) ?? null,
      nights: () =>
        runsOf(originals).map((run) => {
          const until = Math.max(...run.map(ledgerPlace))
          const { gone, since } = by(until)
          return { until, time: run[0]?.captured ?? null, gone, since }
        }),
      isGoneBy: ({ original }, later) => by(ledgerPlace(later.original)).gone.has(sourceKey(original)),
    }
  }
}

const isBy = (original: Original, until: number): boolean => ledgerPlace(original) <= until

/** Originals that one run brought, in ledger order; of what names no run each for itself. */
function runsOf(originals: readonly Original[]): readonly (readonly Original[])[] {
  const runs: Original[][] = []
  for (const original of originals) {
    const last = runs.at(-1)
    const isSame = original.run !== undefined && last?.[0]?.run === original.run
    if (isSame) last.push(original)
    else runs.push([original])
  }
  return runs
}

/** `namesAddress`, once for each page and address: each night asks of all before it. */
function remembered(): (page: Original, address: string) => boolean {
  const told = new Map<Original, Map<string, boolean>>()
  return (page, address) => {
    const known = told.get(page) ?? new Map<string, boolean>()
    told.set(page, known)
    const names = known.get(address) ?? namesAddress(page.bytes, address)
    known.set(address, names)
    return names
  }
}
