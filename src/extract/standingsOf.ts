import type { Bundle } from '../model/original.ts'
import { originalOf, type Reading, type ReadingOutcome } from './readOriginal.ts'
import { replacementsOf, sourceKey, type Replaced } from './replacements.ts'
import type { Standing } from './replaces.ts'

/** Prepares what a bundle says of where the readings of one report stood, and stand (emptied ones left out). */
export function standingsOf(
  outcomes: readonly ReadingOutcome[],
  { originals, lists = [] }: Bundle,
): (readings: readonly Reading[]) => Standing & Replaced {
  const replaced = replacementsOf(outcomes)
  const pages = originals.filter(({ role }) => role === 'page')
  return (readings) => {
    const now = replaced(readings)
    return {
      ...now,
      pages,
      lists,
      goneSince: ({ original }) => now.since.get(sourceKey(original)) ?? null,
      isGoneBy: ({ original }, later) => {
        const until = later.original.capture ?? 0
        const known = replacementsOf(outcomes.filter((outcome) => isBy(originalOf(outcome), until)))
        const read = readings.filter((reading) => isBy(reading.original, until))
        return known(read).gone.has(sourceKey(original))
      },
    }
  }
}

const isBy = ({ capture }: Bundle['originals'][number], until: number): boolean => (capture ?? 0) <= until
