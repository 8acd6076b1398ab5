/** `NIANBAO_LONG=1`, as CI sets it. The everyday run has to end within minutes on two cores. */
export const isLong = process.env['NIANBAO_LONG'] === '1'

/** All cases in CI, at most `most` in the everyday run: the same every day, spread evenly over the list. */
export function everyday<T>(cases: readonly T[], most: number): readonly T[] {
  if (isLong || cases.length <= most) return cases
  return Array.from({ length: most }, (_, index) =>
    cases.at(Math.floor((index * cases.length) / most)),
  ).filter((one) => one !== undefined)
}
