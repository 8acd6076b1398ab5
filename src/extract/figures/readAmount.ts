/** A unit of money (计量单位) and how many places the decimal point moves to the left to reach 万元. */
const moneyPlaces: ReadonlyMap<string, number> = new Map([
  ['元', 4],
  ['千元', 1],
  ['万', 0],
  ['万元', 0],
  ['百万元', -2],
  ['亿', -4],
  ['亿元', -4],
])

/** Moves the decimal point in the text, so that 984361 元 is exactly 98.4361 万元. */
function shiftPoint(digits: string, places: number): number {
  const sign = digits.startsWith('-') ? '-' : ''
  const [whole = '', fraction = ''] = digits.replace(/^[+-]/u, '').split('.')
  const padded = whole.padStart(places + 1, '0')
  const cut = padded.length - places
  const moved =
    places >= 0
      ? `${padded.slice(0, cut)}.${padded.slice(cut)}${fraction}`
      : `${whole}${fraction.padEnd(-places, '0').slice(0, -places)}.${fraction.slice(-places)}`
  return Number(sign + moved)
}

/** The amount in 万元, or null for a unit that is no money. */
export function inTenThousands(digits: string, unit: string): number | null {
  const places = moneyPlaces.get(unit)
  return places === undefined ? null : shiftPoint(digits, places)
}

/** The unit of money that a label names (`采购总金额（单位：元）`, `行政事业性收费（万元）`), or null. Takes a normalised label. */
export function unitInLabel(label: string): string | null {
  const named = /(?:单位:?|\()(百万元|千元|亿元|万元|元)\)?$/u.exec(label)
  return named?.[1] ?? null
}
