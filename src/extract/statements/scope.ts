import type { Phrase } from './phrases.ts'
import type { Sentence } from './sentences.ts'
import { namesOther } from './ownWords.ts'

/** Of whom a report speaks, and of when. */
export interface Subject {
  readonly year: number
  readonly own: readonly string[]
}

/** A number found in a sentence, and where. */
export interface Found {
  readonly phrase: Phrase
  readonly sentence: Sentence
  readonly from: number
  readonly to: number
  readonly before: string | undefined
  readonly after: string | undefined
}

/**
 * Whether a number is the whole of what its metric counts in the year of the report by the unit of the report: not another
 * year, not a sum over years, no difference, no plan, no body of its own, no channel or kind alone. In doubt it is not.
 */
export function isWhole(found: Found, subject: Subject): boolean {
  const { sentence, from, to } = found
  const before = withoutPeriod(sentence.bare.slice(0, from), subject.year)
  const said = sentence.bare.slice(from, to)
  const clause = before.slice(lastBreak(before) + 1)
  return (
    isOfYear(found, before, said, subject.year) &&
    !isCumulative(before, said, subject.year) &&
    !otherKind.test(clause) &&
    !isPart(found, before, clause) &&
    !isOfOther(before, clause, subject.own) &&
    hasTopic(found, before + said)
  )
}

const lastBreak = (text: string): number =>
  Math.max(...'，。；;：:'.split('').map((sign) => text.lastIndexOf(sign)))

/** The period of the whole year says nothing that restricts; in 2008 it began with the 条例 on May 1. */
const withoutPeriod = (text: string, year: number): string =>
  text.replace(
    year === 2008
      ? /(?:自|从)?(?:2008年)?(?:1月1日|5月1日)(?:起|开始)?(?:至|到|—|-)(?:2008年)?12月31日(?:止|期间)?/gu
      : new RegExp(
          `(?:自|从)?(?:${year}年)?1月1日(?:起|开始)?(?:至|到|—|-)(?:${year}年)?12月31日(?:止|期间)?`,
          'gu',
        ),
    '',
  )

function isOfYear(
  { sentence, before: over, after }: Found,
  before: string,
  said: string,
  year: number,
): boolean {
  if (over !== undefined && Number(over) !== year - 1) return false
  if (after !== undefined && Number(after) !== year + 1) return false
  const carried = over !== undefined || after !== undefined
  const years = yearsIn((carried ? before : before + said).replace(carriedYear, ''))
  if (years.some((each) => each !== year)) return false
  const since = before.slice(before.lastIndexOf('；') + 1).replace(/[较比与][上去]一?年[^，]*/gu, '')
  if (/(?:上一?年度?|去年|往年|前年|同期)(?!度?结转)/u.test(since)) return false
  if (/上半年|下半年|季度|每月|月均|\d{1,2}月/u.test(before)) return false
  if (years.length > 0) return true
  const opening = sentence.before
    .flatMap((each) => /^[^，。]{0,8}?((?:19|20)\d\d)年/u.exec(each)?.[1] ?? [])
    .at(-1)
  return opening === undefined || Number(opening) === year
}

const carriedYear = /(?:19|20)\d\d年度?结转|结转(?:至|到|入)?(?:19|20)\d\d年度?/gu

const yearsIn = (text: string): readonly number[] =>
  [...text.matchAll(/(?<!\d)((?:19|20)\d\d)(?=年|—|-|～|至)/gu)].map(([, year]) => Number(year))

/** 2023年累计 is a sum over the year. */
function isCumulative(before: string, said: string, year: number): boolean {
  const text = before + said
  const ofYear = new RegExp(`(?:${year}年度?|全年|本年度?|今年|年内|一年来|当年)[^，。；]{0,10}?累计`, 'u')
  const rest = text.replace(/(?:今年|本年|当年|一年)以?来|(?:下列|下面|所列)/gu, '').replace(ofYear, '')
  if (/累计|历年|历史|以来|至今|迄今|施行后|实施后|自条例/u.test(rest)) return true
  return /截至|截止/u.test(rest) && !/全年|年内|本年度/u.test(rest)
}

/** Differences, shares, averages, plans, rules. */
const otherKind =
  /含|包括|以上数据|同比|环比|比上|较|增长|增加|增幅|减少|下降|上升|占比|平均|人均|每|将(?!政府)|拟|计划|预计|力争|争取|确保|不少于|不低于|至少|不超过|最多|应当|例如|如收到|若|假如|凡|对于?收到|抽查|抽取|随机|模拟|指导|督促|协助|帮助|配合|协调/u

const anyWay = /通过(?:各种|多种|各类|不同|多个)(?:公开)?(?:渠道|方式|途径|形式)/gu
const oneWay =
  /通过|方式|形式|网上|网络|信函|传真|当面|现场|邮件|邮寄|在线|线上|线下|平台|窗口|微信|微博|公众号|网站|门户|公报|电视|报刊|媒体|依托|利用|借助|运用|渠道/u
const oneKind = /领域|类|涉及|方面(?!来)|重点|栏目|专栏|分别|个人|企业|自然人|法人|组织(?=提)/u
const outcome =
  /审结|办结|结案|维持|纠错|撤销|败诉|胜诉|应诉|答复|驳回|化解|尚未|复议后|未经复议|直接|撤回|变更|出庭|不服|占/u

const otherFee = /行政事业|罚|税|保证金|学费|诉讼费|减免/u

/** A part of what is counted: behind 其中, through one channel, of one kind, with one outcome. */
function isPart({ phrase, sentence, from, to }: Found, before: string, clause: string): boolean {
  const { metric, zero } = phrase
  const since = before.slice(before.lastIndexOf('；') + 1)
  if (metric === 'applications.new.total' || metric === 'statistics.disclosed.total.year') {
    const plain = clause.replace(anyWay, '')
    return /其中|另|包含/u.test(since) || oneWay.test(plain) || oneKind.test(plain)
  }
  if (metric === 'statistics.fees.charged.year')
    return before.includes('其中') || otherFee.test(clause + sentence.bare.slice(from, to))
  if (/其中|另/u.test(clause)) return !metric.startsWith('applications.carried')
  if (metric === 'review.total' || metric === 'litigation.total') return zero !== true && outcome.test(clause)
  if (metric === 'applications.total.total') return oneWay.test(clause)
  return false
}

/** The sentence begins with another body, or its clause names one. */
function isOfOther(before: string, clause: string, own: readonly string[]): boolean {
  const opening = before.split('，').slice(0, 2).join('，')
  const subject = /^[^，]{0,10}年[^，]{0,3}，/u.test(opening) ? opening : (before.split('，')[0] ?? '')
  return namesOther(clause, own) || (subject.length <= 24 && namesOther(subject, own))
}

const disclosure = /信息公开|信息处理费|收费通知|依申请公开|公开申请|申请公开/u
const review = /依申请|申请公开|公开申请|复议|诉讼/u

/** 申请, 行政复议 and 费用 are of everything; here only those about disclosure count. */
function hasTopic({ phrase, sentence }: Found, said: string): boolean {
  if (phrase.needsTopic !== true) return true
  if (sentence.section === 'applications' || sentence.section === 'review_litigation') return true
  const { metric } = phrase
  if (metric === 'review.total' || metric === 'litigation.total')
    return /(?:信息公开|依申请公开|公开申请|公开答复)[^。；]*$/u.test(said) || review.test(sentence.topic)
  if (disclosure.test(said) || disclosure.test(sentence.topic) || /申请|收费|费用/u.test(sentence.topic))
    return true
  return sentence.before.some((each) => disclosure.test(each))
}
