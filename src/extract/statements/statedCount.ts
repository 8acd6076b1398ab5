/** A number as prose prints it: digits (in groups of three or not), or Chinese numerals. To be used within a larger pattern. */
export const countPattern = String.raw`(?<![\d.,，第一二三四五六七八九十百千万])(?:\d{1,3}(?:,\d{3})+|\d{1,9}(?:\.\d{1,6})?|[零〇一二两三四五六七八九十百千万]{1,9})`

const digits = '零一二三四五六七八九'
const places: ReadonlyMap<string, number> = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
])

/** The value of digits or Chinese numerals (三, 十二, 一百零五, 二〇一, 两千); null for what is no numeral. */
export function statedCount(printed: string): number | null {
  if (/^[\d.,]+$/u.test(printed)) return Number(printed.replaceAll(',', ''))
  const text = printed.replaceAll('〇', '零').replaceAll('两', '二')
  const [head, tail, ...more] = text.split('万')
  if (head === undefined || more.length > 0) return null
  const [high, low] = tail === undefined ? ['零', head] : [head, tail === '' ? '零' : tail]
  const [tenThousands, rest] = [belowTenThousand(high), belowTenThousand(low)]
  return tenThousands === null || rest === null ? null : tenThousands * 10_000 + rest
}

function belowTenThousand(text: string): number | null {
  if (!/[十百千]/u.test(text)) return digit(text)
  let sum = 0
  let open: number | null = null
  let least = Infinity
  for (const letter of text) {
    const place = places.get(letter)
    if (place === undefined) {
      if (open !== null && open !== 0) return null
      open = digits.indexOf(letter)
      continue
    }
    if (place >= least || (open === null && place !== 10)) return null
    sum += (open ?? 1) * place
    least = place
    open = null
  }
  // 三百五 is 350 in speech and 305 in a slip of the pen.
  return least > 10 && open !== null && !text.includes('零') && open !== 0 ? null : sum + (open ?? 0)
}

/** One numeral alone; a row of them (二零一九, 三五件) is a year or an estimate. */
const digit = (text: string): number | null => {
  const value = text.length === 1 ? digits.indexOf(text) : -1
  return value < 0 ? null : value
}
