import { withArabicYears } from './printedYear.ts'

/** What the forms print where a label prints a year. */
const formsWords = ['', '本年', '本年度', '上年', '上一年', '下年', '下年度'] as const

/** Other words for a year that the forms name, and what they print there; which year is meant never changes. */
const otherWords: readonly (readonly [words: RegExp, forms: readonly string[]])[] = [
  [/(?:本年|当年|今年)(?:度|内)?|全年度?|年内/u, ['本年', '本年度', '']],
  [/(?:上一|去|上)年度?/u, ['上年', '上一年']],
  [/(?:下一|次|明|来|下)年度?/u, ['下年度', '下年']],
]

/** 本年（2022年）: the year beside the form's own word for it. */
const bracketedYear = /\((?:19|20)\d\d年?度?\)/gu
/** 2022年末, 截至12月31日: the forms count as of the end of the year (国办公开办函〔2021〕30号), without saying so in the label. */
const endOfYear =
  /^(?:截[至止到])?(?:(?:(?:19|20)\d\d|本|当)年度?)?(?:12月31日|(?:(?<=年度?)|年)[底末])[止、]?/u
const year = /(?:19|20)\d\d年度?/u
/** Without one of these a label speaks of no time. */
const ofTime = /年|12月|(?:19|20)\d\d/u

/**
 * A normalised label as the forms may print it, without the year: `结转2023年继续办理` as 结转下年度继续办理, `本年（2022年）新收` as 本年新收,
 * `截至2022年底现行有效件数` as 现行有效件数. Empty where it speaks of no time. Whether a printed year is the right one, imprints.ts asks.
 */
export function inWordsOfForm(label: string): readonly string[] {
  if (!ofTime.test(label)) return []
  const tight = withArabicYears(label)
  const plain = tight.replace(bracketedYear, '')
  const undated = plain.replace(endOfYear, '')
  const found = year.exec(plain)
  const ways = found === null ? [] : replaced(plain, found, formsWords)
  const others = otherWords.flatMap(([words, forms]) => {
    const said = words.exec(plain)
    return said === null ? [] : replaced(plain, said, forms)
  })
  return [...new Set([plain, undated, ...ways, ...others])].filter((form) => form !== label && form !== '')
}

const replaced = (label: string, found: RegExpExecArray, words: readonly string[]): readonly string[] =>
  words.map((word) => label.slice(0, found.index) + word + label.slice(found.index + found[0].length))
