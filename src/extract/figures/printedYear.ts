import { squeeze } from './normaliseLabel.ts'

/** The year of the report that a text goes with: 2022 of `2021年结转`; `another` where it says 上年 and no number. */
export type PrintedYear = number | 'another'

const chineseDigits = '〇一二三四五六七八九'
const chineseYear = /二[〇○零O0][〇○零O0一二三][〇○零O0一二三四五六七八九](?=年)/gu

/** 2021.1.1, 2021-01-01 */
const dayInFigures = /(?<![\d.])((?:19|20)\d\d)([./-])(1[0-2]|0?[1-9])\2(3[01]|[12]\d|0?[1-9])(?![\d.])日?/gu
/** 2021.1-12, 2021.01-2021.12 */
const monthsInFigures = /(?<![\d.])((?:19|20)\d\d)\.0?1([-–—~～至到])(?:\1\.)?12(?![\d.])月?/gu

/** NFKC without white space, with `二〇二一年` and `2021.1.1` as `2021年` and `2021年1月1日`. */
export const withArabicYears = (text: string): string =>
  squeeze(text)
    .normalize('NFKC')
    .replace(chineseYear, (year) =>
      year.replace(/./gu, (digit) => String(Math.max(0, chineseDigits.indexOf(digit)))),
    )
    .replace(dayInFigures, '$1年$3月$4日')
    .replace(monthsInFigures, '$1年1$212月')

/** What a title or a label says right behind a year that is printed without 年, or with two digits. */
const subject = '(?=收到|受理|办理|新收|(?:依)?申请|主动公开|政府信息|政务|信息公开|统计|数据|情况)'
/** A year as such, or one of two that a stroke joins (`2021-2022年`), or alone in brackets or behind 年度, or short (21年度, 2021收到). */
const year = new RegExp(
  [
    String.raw`(?<![\d.])(?<plain>(?:19|20)\d\d)年度?`,
    String.raw`(?<![\d.])(?<from>(?:19|20)\d\d)(?=[-–—~～至/、](?:19|20)\d\d年)`,
    String.raw`\((?<alone>(?:19|20)\d\d)\)(?!\d*号)`,
    String.raw`年[度份]:(?<behind>(?:19|20)\d\d)(?!\d)`,
    String.raw`(?<=^|[(:、])(?<short>[12]\d)年(?:度|${subject})`,
    String.raw`(?<![-\d.〔[])(?<bare>(?:19|20)\d\d)${subject}`,
  ].join('|'),
  'gu',
)

/** Titles of documents and their numbers bear years of their own. */
const ofDocuments = /《[^》]*》|[〔[(【](?:19|20)\d\d[〕\])】]第?\d+号/gu

/** A date that ends the year, or a span of time that is the whole of it. */
const wholeYear = /^(?:0?1月(?:0?1日)?(?:起|以来)?[-–—~～至到]|1[-–—~～至到]12月|12月31日)/u
/** Not the year that is reported, but a limit of time, or of a document. */
const limit =
  /^(?:版|新版|新?修[订正]|的?新?(?:格式|模板|样式|表式|版式|口径)|制定|印发|施行|格式|以来|[以之]?前|[以之]?后|起|至今)/u
/** 数据详见上一年度报告: the figures of that year stand elsewhere. */
const elsewhere = /^[^,;。()]{0,8}[详参另]见(?!下|附|表|本)/u
/** 含2021年结转: a part of what is counted. */
const partOf = /(?:含|包括|不计)[^,;。()]*$/u
/** 制表机关：国务院办公厅 2021年: when the form was made; 2021年度 beside it is that of the figures. */
const ofMaker = /(?:制表|制定|批准|印制|监制)(?:机关|单位|部门|机构|文号)?:[^,;。]*$/u
const carriedFrom =
  /^[底末]?(?:结转|转结|转入|转来|接转|遗留|留转|未办结)(?!(?:到|至|入|给)?(?:下|次|(?:19|20)\d\d))/u
/** 结转2023年, 下年度（2023年） */
const carriedTo = /(?:转(?:到|至|入|给)?\(?|[下次]年.*)$/u
/** 比2021年增减, 上年（2021年）, 2021年项目数量: the year before, partly in words of the form of 2019. */
const comparedWith = /(?:[比较]|上一?年.*)$/u
const itemsBefore = /^[底末]?项目数/u

/** Other words for the year before, where they do not speak of what came over from it. */
const yearBefore =
  /(?:^|[(:、表）])(?:上年度?|上一年度?|去年度?|前一年度?)(?!度?(?:结转|转结|转入|转来|接转|遗留|留转|未|底|末|同期|项目|度))/u

/**
 * The years that a label or a caption prints, each as the year of the report that it fits: a report of 2022 prints
 * `2022年新收`, `2021年结转` and `结转2023年`. Dates, spans that only begin or end, and years of documents are none.
 */
export function printedYears(text: string): readonly PrintedYear[] {
  const tight = withArabicYears(text).replace(ofDocuments, '')
  const numbers = [...tight.matchAll(year)].flatMap((found): readonly number[] => {
    const digits = Number(Object.values(found.groups ?? {}).find(Boolean))
    const printed = digits < 100 ? 2000 + digits : digits
    const before = tight.slice(0, found.index)
    const after = tight.slice(found.index + found[0].length)
    if (/^\d{1,2}(?:月|[-–—~～至到]\d{1,2}月)/u.test(after) ? !wholeYear.test(after) : limit.test(after))
      return []
    if (elsewhere.test(after) || partOf.test(before)) return []
    if (!found[0].endsWith('度') && ofMaker.test(before)) return []
    if (carriedTo.test(before)) return [printed - 1]
    if (carriedFrom.test(after) || comparedWith.test(before) || itemsBefore.test(after)) return [printed + 1]
    return [printed]
  })
  return yearBefore.test(tight) ? [...numbers, 'another'] : numbers
}
