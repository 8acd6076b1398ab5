/** What the name of a picture says of its place among the pages of a document (页码). */
export interface PageNumber {
  /** The name without the number: the same for all pages of one document. */
  readonly stem: string
  readonly number: number
  /** A number counts pages, also those that are not there; a moment only says which came first. */
  readonly kind: 'count' | 'moment'
}

/** When a picture was made or saved, as telephones name it: `IMG_20230110_093005`, `微信图片_20230110093005`. */
const moment =
  /(?<!\d)(20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))[-_]?((?:[01]\d|2[0-3])[0-5]\d[0-5]\d)(?!\d)/u
const year = /^(?:19|20)\d\d$/u
const numerals = '一二三四五六七八九'
/** `第二页`, or a numeral at the end that is no year (二〇二二). */
const chinese =
  /(?<=第)([一二三四五六七八九十]{1,3})(?=[页张面幅])|(?<![一二三四五六七八九十〇○零])([一二三四五六七八九十]{1,3})$/u

/** The page number in the name of a file, without its extension; null where it has none. */
export function pageNumber(name: string): PageNumber | null {
  const found = moment.exec(name)
  if (found !== null && /^\D*$/u.test(name.slice(found.index + found[0].length)))
    return { stem: without(name, found), number: Number(`${found[1]}${found[2]}`), kind: 'moment' }
  const digits = [...name.matchAll(/\d{1,6}/gu)].findLast(([one]) => !year.test(one))
  if (digits !== undefined) return { stem: without(name, digits), number: Number(digits[0]), kind: 'count' }
  const numeral = chinese.exec(name)
  const number = numeral === null ? null : numberOf(numeral[0])
  return numeral === null || number === null ? null : { stem: without(name, numeral), number, kind: 'count' }
}

const without = (name: string, { 0: found, index }: RegExpExecArray): string =>
  `${name.slice(0, index)}#${name.slice(index + found.length)}`

/** 一 to 九十九; null for what is no number (一二). */
function numberOf(text: string): number | null {
  const [, tens = '', ten = '', ones = ''] =
    /^([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)$/u.exec(text) ?? []
  if (tens + ten + ones === '' || (ten === '' && ones !== '')) return null
  const valueOf = (numeral: string): number => (numeral === '' ? 0 : numerals.indexOf(numeral) + 1)
  return ten === '' ? valueOf(tens) : 10 * (tens === '' ? 1 : valueOf(tens)) + valueOf(ones)
}
