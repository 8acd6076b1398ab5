import { noUnits, unitsIn, unitsOfCaption, type PrintedUnits } from './printedUnits.ts'

const scale = '[十百千万亿拾佰仟萬億]*'
const abroad = '(?:美|欧|港|日|韩|加|澳门?|新台)'
/** Money behind no number (12元) and in no other word (单元, 多元, 数亿元). */
const money = new RegExp(
  `(?<![\\d.单多公数几余]|[十百千万亿拾佰仟萬億]|${abroad})(?:${abroad}?${scale}(?:${abroad}?[元圆]|${abroad}币)|美金|英镑|卢布|泰铢)`,
  'gu',
)
/** What stands before money where its unit is told: 金额单位为, 币种：人民币, an open bracket. */
const before = /(?:单位|金额|数额|币|货币|计量|计价|费)[^。;!?]{0,14}$|\([^()。;!?]{0,20}$|[:/]$/u
const behind = /^(?:(?:均|一律)?(?:为|作)[^。;!?]{0,6}单位|[来]?计(?:[量算价]|$|\P{Script=Han}))/u
/** Nothing of a word may follow (元旦, 元氏县) but the next declaration, where blanks between them are lost. */
const wordEnds = /^(?:\P{Script=Han}|整|人民币|币[种制别]|数[量额]|金额|计量|货币|单位|保留|精确|下同|$)/u

/** So many signs around money may tell that it is a unit. */
const reach = 30

/** No money is named without one of these. */
const sign = /[元圆币金镑布铢]/u

/** Units of money that a text seems to tell, in whatever grammar. */
function mentionsIn(text: string): readonly string[] {
  if (!sign.test(text)) return []
  return [...text.matchAll(money)].flatMap(({ 0: unit, index }) => {
    const end = index + unit.length
    const ahead = text.slice(Math.max(0, index - reach), index)
    const rest = text.slice(end, end + reach)
    const isAlone = text.length <= reach && /^[^\p{L}\p{N}]*$/u.test(ahead + rest)
    const isTold = behind.test(rest) || (wordEnds.test(rest) && (isAlone || before.test(ahead)))
    return isTold ? [unit] : []
  })
}

/** A unit that was not understood: none that anything converts from, so that an amount under it is not taken, unless it is 0. */
const asDoubt = (unit: string): string => (unit === '万元' ? unit : `?${unit}`)

const doubtsOf = (mentions: readonly string[], explained: readonly string[]): PrintedUnits => {
  const left = mentions.filter((unit) => !explained.includes(unit))
  return left.length === 0 ? noUnits : { money: [...new Set(left.map(asDoubt))], scaled: false }
}

/**
 * Doubts about the unit of an amount (计量单位存疑): money that a label seems to tell as a unit and that `unitsIn` does not
 * find in it. 万元 needs no grammar, for the form means it anyway.
 */
export const doubtsIn = (label: string): PrintedUnits => doubtsOf(mentionsIn(label), unitsIn(label).money)

/** The same of a cell whose units nothing reads (信息内容, words of no form): whatever it tells is a doubt. */
export const doubtsOfUnread = (label: string): PrintedUnits =>
  doubtsOf([...new Set([...mentionsIn(label), ...unitsIn(label).money])], [])

/** The same of a paragraph around a table. */
export function doubtsOfCaption(text: string): PrintedUnits {
  const tight = text.normalize('NFKC').replace(/\s+/gu, '')
  return doubtsOf(mentionsIn(tight), unitsOfCaption(text).money)
}
