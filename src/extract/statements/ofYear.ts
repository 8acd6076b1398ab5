import type { StatedMetricId } from '../../model/statedMetric.ts'
import type { Found } from './found.ts'

/** Whether what stands before a number (`clause`: since the last comma) leaves it one of the year of the report alone. */
export function isOfYear(found: Found, before: string, clause: string, year: number): boolean {
  const said = found.sentence.bare.slice(found.from, found.to)
  // What had not come by the end of the year had not come in it either.
  const over =
    found.phrase.zero === true && before.includes('截') ? before.replace(upToItsEnd(year), '') : before
  if (cameIn.has(found.phrase.metric) && hasCameElsewhen(found.sentence.bare.slice(found.to), year))
    return false
  return isNamedYear(found, over, clause, said, year) && !isCumulative(over, said, year)
}

/** What is counted by when it came. */
const cameIn: ReadonlySet<StatedMetricId> = new Set<StatedMetricId>([
  'applications.new.total',
  'review.total',
  'litigation.total',
])

/** 其中2件为2021年12月收到, 均系去年立案: some or all of them came in another year. */
function hasCameElsewhen(rest: string, year: number): boolean {
  const [clause = ''] = rest.split(/[；。]/u)
  const came = [
    ...clause.matchAll(
      /(?:为|系|是|属于?|于|自)(?:(?<other>[去上]一?年度?)|(?<named>(?:19|20)\d\d)年度?)(?:\d{1,2}月)?(?:\d{1,2}日|[底末初])?(?:新?收到?|受理|接收|提交|提出|立案|登记|发生)/gu,
    ),
  ]
  return came.some(({ groups }) => groups?.['other'] !== undefined || Number(groups?.['named']) !== year)
}

/** The period of the whole year says nothing that restricts; in 2008 it began with the 条例 on May 1. */
export const withoutPeriod = (text: string, year: number): string =>
  text.includes('12月31日') ? text.replace(periodOf(year), '') : text

const periodOf = (year: number): RegExp =>
  year === 2008
    ? /(?:自|从)?(?:2008年)?(?:1月1日|5月1日)(?:起|开始)?(?:至|到|—|-)(?:2008年)?12月31日(?:止|期间)?/gu
    : new RegExp(
        `(?:自|从)?(?:${year}年)?1月1日(?:起|开始)?(?:至|到|—|-)(?:${year}年)?12月31日(?:止|期间)?`,
        'gu',
      )

const upToItsEnd = (year: number): RegExp =>
  new RegExp(`截[至止](?:到|至)?(?:${year}年)?(?:12月31日|12月底|年底|年末|底)(?:止)?`, 'u')

function isNamedYear(
  { sentence, before: over, after, into }: Found,
  before: string,
  clause: string,
  said: string,
  year: number,
): boolean {
  if (over !== undefined && Number(over) !== year - 1) return false
  if (after !== undefined && Number(after) !== year + 1) return false
  if (into !== undefined && Number(into) !== year) return false
  if (/上半年|下半年|季度|[本当]月|(?<!报告|统计|全年)期间|每月|月均|日均|单月|单日|\d{1,2}月/u.test(before))
    return false
  const carried = over !== undefined || after !== undefined
  const years = (text: string): readonly number[] =>
    yearsIn((carried ? text : text + said).replace(carriedYear, ''))
  const own = years(clause)
  // 2021年…88件，2022年…96件: the clause says for itself of which year it is
  if (own.length > 0) return own.every((each) => each === year) && !lastYear.test(clause)
  const all = years(before)
  if (all.some((each) => each !== year)) return false
  const since = before.slice(before.lastIndexOf('；') + 1).replace(/[较比与][上去]一?年[^，]*/gu, '')
  if (lastYear.test(since)) return false
  if (all.length > 0) return true
  const opening = sentence.before
    .flatMap((each) => /^[^，。]{0,8}?((?:19|20)\d\d)年/u.exec(each)?.[1] ?? [])
    .at(-1)
  return opening === undefined || Number(opening) === year
}

const lastYear = /(?:上一?年度?|去年|往年|前年|同期)(?!度?结转)/u

const carriedYear = /(?:19|20)\d\d年度?结转|结转(?:至|到|入)?(?:19|20)\d\d年度?/gu

const yearsIn = (text: string): readonly number[] =>
  [...text.matchAll(/(?<!\d)((?:19|20)\d\d)(?=年|—|-|～|至|、)/gu)].map(([, year]) => Number(year))

const manyYears =
  /(?:[二两三四五六七八九十]|\d+)年(?:以?来|间)|近(?:[二两三四五六七八九十几]|\d+)年|本届|任期|历届|多年/u

const summedOver = (year: number): RegExp =>
  new RegExp(`(?:${year}年度?|全年|本年度?|今年|年内|一年来|当年)[^，。；]{0,10}?累计`, 'u')

/** 2023年累计 is a sum over the year. */
function isCumulative(before: string, said: string, year: number): boolean {
  const text = before + said
  const plain = text.replace(/(?:今年|本年|当年|一年)以?来|(?:下列|下面|所列)/gu, '')
  const rest = plain.includes('累计') ? plain.replace(summedOver(year), '') : plain
  if (
    /累计|历年|历史|目前|现有|现存|存量|以来|至今|迄今|施行后|实施后|自条例/u.test(rest) ||
    manyYears.test(rest)
  )
    return true
  return /截至|截止/u.test(rest) && !/全年|年内|本年度/u.test(rest)
}
