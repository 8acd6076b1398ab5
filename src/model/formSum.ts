/** How a sum (勾稽) came out: it holds, it fails, it fails with a blank among its cells, or nothing can be tested. */
export type SumOutcome = 'holds' | 'fails' | 'incomplete' | 'untested'

type Figure = number | null | undefined

/** Counts are whole and amounts have few decimals: what differs by less is the noise of binary fractions. */
const noise = 1e-6

const add = (figures: readonly Figure[]): number =>
  figures.reduce<number>((sum, each) => sum + (each ?? 0), 0)
const printed = (figures: readonly Figure[]): boolean => figures.some((each) => typeof each === 'number')

/**
 * Compares what stands on both sides of a sum. Blank (null) and absent (undefined) parts count as nothing; the sum is
 * tested when both sides have something printed (DESIGN §5).
 */
export function sumOutcome(left: readonly Figure[], right: readonly Figure[]): SumOutcome {
  if (!printed(left) || !printed(right)) return 'untested'
  if (Math.abs(add(left) - add(right)) < noise) return 'holds'
  return [...left, ...right].every((each) => typeof each === 'number') ? 'fails' : 'incomplete'
}
