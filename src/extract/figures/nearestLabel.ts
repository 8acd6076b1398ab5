import { editDistance } from './editDistance.ts'

/** A typing error may touch one character in four; a label under four characters is too short to be told by likeness. */
const allowance = (label: string): number =>
  label.length < 4 ? 0 : Math.max(1, Math.floor(label.length / 4))

/**
 * The label that a misprinted text stands for, or null: near enough, and at least twice as near as any other label.
 * `属于工作秘密` is two of six characters away from `属于国家秘密` and therefore not it.
 */
export function nearestLabel(text: string, labels: Iterable<string>): string | null {
  let nearest: string | null = null
  let best = Infinity
  let second = Infinity
  for (const label of labels) {
    const allowed = allowance(label)
    if (allowed === 0) continue
    const distance = editDistance(text, label, 2 * allowed)
    if (distance < best) {
      second = best
      best = distance
      nearest = label
    } else if (distance < second) second = distance
  }
  return nearest !== null && best <= allowance(nearest) && second >= 2 * best ? nearest : null
}
