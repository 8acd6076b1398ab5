/** Digits of Chinese years as titles write them: 二○二四, 二〇二四, 二零二四. */
const chineseDigits = '〇一二三四五六七八九'
const zeros = /[零○◯ＯOo0]/gu

/**
 * One spelling for what may vary without a difference in meaning: no white space nor invisible characters,
 * half-width digits and brackets kept Chinese, Chinese-numeral years as digits (二○二四年 → 2024年).
 */
export function foldTitle(text: string): string {
  return text
    .replace(/[\s\u200b-\u200f\u2060\ufeff\u00ad\u00a0\u3000]+/gu, '')
    .replace(/[０-９]/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/二[〇零○◯ＯOo0][〇零○◯ＯOo0一二三四五六七八九]{2}(?=年)/gu, (year) =>
      year.replace(zeros, '〇').replace(/./gu, (digit) => String(chineseDigits.indexOf(digit))),
    )
    .replace(/\(/gu, '（')
    .replace(/\)/gu, '）')
    .replace(/\.{3,}|．{3,}|。{3,}|⋯+/gu, '…')
}

/** A year in a folded title: where it stands and what it is. */
export interface PrintedYear {
  readonly year: number
  readonly from: number
  readonly to: number
}

/** The regulation is of 2008; Shanghai, Wuhan and others had their own from 2003 on. */
const plausible = (year: number): boolean => year >= 2003 && year <= 2099

/**
 * Every year that a folded title prints, with 年, 年度 or bare; two digits only before 年 (22年).
 * Day dates (2023-01-13, 2023年1月13日) are publication dates that listings add, and no years of a report.
 */
export function printedYears(title: string): readonly PrintedYear[] {
  const pattern =
    /(?<date>(?:19|20)\d{2}(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月(?:\d{1,2}日)?))|(?<!\d)(?<full>20\d{2})(?!\d)(?:年)?(?:年?度)?|(?<!\d)(?<short>[0-4]\d)年度?(?!来|代)/gu
  return [...title.matchAll(pattern)].flatMap((match) => {
    const { full, short } = match.groups ?? {}
    const year = full !== undefined ? Number(full) : short !== undefined ? 2000 + Number(short) : null
    if (year === null || !plausible(year)) return []
    return [{ year, from: match.index, to: match.index + match[0].length }]
  })
}
