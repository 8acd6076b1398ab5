import type { Metric } from '../../model/metric.ts'

/** No body counts ten thousand million of anything: such a number is several that ran together. */
export const mostDigits = 10

/** From here on (万元, so 100 万亿元) an amount is more than the whole country takes in. */
export const implausibleAmount = 10_000_000_000

/**
 * Why a number cannot be the figure of a metric, in words that go on after it (`-5 is below nought …`), or null where it can:
 * a count is whole, nothing but a difference (本年增/减) has a sign, and neither is beyond reason. Amounts in 万元.
 */
export function outOfBounds(value: number, { unit, signed }: Pick<Metric, 'unit' | 'signed'>): string | null {
  const size = Math.abs(value)
  if (value < 0 && !signed) return 'is below nought, as only a difference (本年增/减) may be'
  if (unit === '万元')
    return size < implausibleAmount ? null : 'is more than the whole country takes in, in 万元'
  if (!Number.isInteger(value)) return `is not whole, as a count (${unit}) must be`
  return size < 10 ** mostDigits ? null : 'is more than any body counts'
}
