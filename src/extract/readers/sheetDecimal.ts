/** A number as decimal digits: those before the point, without leading zeros but the last, and those behind it. */
export interface Decimal {
  readonly whole: string
  readonly fraction: string
}

/** More than any format asks for; a double has no more to say. */
const mostDecimals = 30

/**
 * The size of a number times ten to the power of `shift`, rounded to `decimals` digits behind the point as spreadsheets do:
 * half away from zero, on the 15 digits that they keep, so that 1.005 becomes 1.01 (IEEE 754 alone would say 1.00).
 */
export function toDecimal(value: number, decimals: number, shift: number): Decimal {
  const places = Math.min(decimals, mostDecimals)
  const [mantissa = '0', exponent = '0'] = Math.abs(value).toExponential(14).split('e')
  const digits = BigInt(mantissa.replace('.', ''))
  const by = Number(exponent) - 14 + shift + places
  const scaled = by >= 0 ? digits * 10n ** BigInt(by) : roundedQuotient(digits, -by)
  const text = String(scaled).padStart(places + 1, '0')
  return { whole: text.slice(0, text.length - places), fraction: text.slice(text.length - places) }
}

function roundedQuotient(digits: bigint, power: number): bigint {
  // The digits are 15: behind the 16th place nothing is left to round.
  if (power > 16) return 0n
  const divisor = 10n ** BigInt(power)
  return (digits + divisor / 2n) / divisor
}

/** Digits and point that the format General (常规) shows at most, however wide the column is. */
const widest = 11

/** A number as General prints it: no needless zeros, no more than 11 characters unless it is whole. */
export function printGeneral(value: number): string {
  const whole = toDecimal(value, 0, 0).whole.length
  const { whole: digits, fraction } = toDecimal(value, Math.max(0, widest - 1 - whole), 0)
  const behind = fraction.replace(/0+$/u, '')
  const printed = behind === '' ? digits : `${digits}.${behind}`
  return value < 0 && /[1-9]/u.test(printed) ? `-${printed}` : printed
}
