import { implausibleAmount } from './outOfBounds.ts'

/** A unit of money (计量单位) and how many places the decimal point moves to the left to reach 万元. */
const moneyPlaces: ReadonlyMap<string, number> = new Map([
  ['分', 6],
  ['角', 5],
  ['元', 4],
  ['元整', 4],
  ['百元', 2],
  ['千元', 1],
  ['万', 0],
  ['万元', 0],
  ['万元整', 0],
  ['十万元', -1],
  ['百万元', -2],
  ['千万元', -3],
  ['亿', -4],
  ['亿元', -4],
])

/** How the same characters are also printed: 大写 and the old form. */
const otherForms: ReadonlyMap<string, string> = new Map([
  ['圆', '元'],
  ['拾', '十'],
  ['佰', '百'],
  ['仟', '千'],
  ['萬', '万'],
  ['億', '亿'],
])

const inOneForm = (unit: string): string =>
  unit.replace(/[圆拾佰仟萬億]/gu, (letter) => otherForms.get(letter) ?? letter)

/** Moves the decimal point in the text, so that 984361 元 is exactly 98.4361 万元. */
function shiftPoint(digits: string, places: number): number {
  const [whole = '', fraction = ''] = digits.split('.')
  const padded = whole.padStart(places + 1, '0')
  const cut = padded.length - places
  const moved =
    places >= 0
      ? `${padded.slice(0, cut)}.${padded.slice(cut)}${fraction}`
      : `${whole}${fraction.padEnd(-places, '0').slice(0, -places)}.${fraction.slice(-places)}`
  return Number(moved)
}

/** The amount in 万元, or null for a unit that is no money we know, or an amount that nobody can take in. */
export function inTenThousands(digits: string, unit: string): number | null {
  const places = moneyPlaces.get(inOneForm(unit))
  if (places === undefined) return null
  const amount = shiftPoint(digits, places)
  return amount < implausibleAmount ? amount : null
}
