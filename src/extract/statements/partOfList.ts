import type { StatedMetricId } from '../../model/statedMetric.ts'
import type { Found } from './found.ts'
import { statedCount } from './statedCount.ts'

/**
 * Whether a number is the first of a list that goes on without its noun (行政诉讼1件经复议后起诉，1件直接起诉; 收到申请8件（网上）、4件（信函）),
 * and so only a part. It is the whole of the list where 共 or 合计 stands with it, 其中 behind it, or the later numbers sum up to it.
 */
export function isPartOfList(found: Found, before: string): boolean {
  const { phrase, sentence, from, to, n } = found
  if (phrase.zero === true || n === undefined) return false
  const said = sentence.bare.slice(from, to)
  const rest = sentence.bare.slice(to)
  if (ofKind.test(rest) || ofKindInBracket(sentence.text, n)) return true
  if (phrase.metric === 'applications.total.total' && andCarriedOver.test(rest)) return true
  // 部分公开1件（涉及个人隐私），部分公开1件（涉及商业秘密）: each is a part.
  if (sentence.bare.split(said).length > 2 && !/均|都|全部/u.test(sentence.bare)) return true
  const later = unnamed(rest, phrase.metric)
  const [first] = later
  if (first === undefined) return false
  const value = statedCount(n)
  if (value === null || isSummedUp(value, later)) return false
  const isSummary = total.test(said) || total.test(before.slice(before.lastIndexOf('，') + 1))
  return !first.isAmong && !isSummary
}

interface Later {
  readonly count: number
  /** 其中: the number before it is the whole. */
  readonly isAmong: boolean
  /** 维持1件: how cases ended, not which ones. */
  readonly isOutcome: boolean
}

/** 件 and its like count cases; 条 and 元 count other things. */
const laterCount =
  /(?<=^|[，、；和及与])(?<lead>[^，、。；\d一二两三四五六七八九十百]*)(?<count>\d{1,9}|[一二两三四五六七八九十百]{1,7})(?:件次|件|起|份|宗|例|个)(?<tail>[^，、。；]*)/gu

/** The numbers of the list, until one has a noun of its own. */
function unnamed(rest: string, metric: StatedMetricId): readonly Later[] {
  const list: Later[] = []
  for (const { groups } of rest.matchAll(laterCount)) {
    const { lead = '', count = '', tail = '' } = groups ?? {}
    const value = statedCount(count)
    if (value === null || differing.test(lead) || isNamed(lead, tail, metric)) break
    list.push({ count: value, isAmong: among.test(lead), isOutcome: outcome.test(lead) })
  }
  return list
}

function isNamed(lead: string, tail: string, metric: StatedMetricId): boolean {
  if (metric === 'applications.new.total' && theRest.test(lead)) return false
  if (namedBehind.test(tail)) return true
  return metric === 'review.total' || metric === 'litigation.total'
    ? ofOtherMatter.test(lead.replace(/(?:未?经)?(?:行政)?复议(?:后|维持)/gu, ''))
    : other.test(lead) && !again.test(lead)
}

const theRest = /^(?:另外?有?|还有|其余|剩余)$/u
/** 办结10件、上年结转申请3件: what was carried over was concluded besides. */
const andCarriedOver = /^[、和及](?:办结)?(?:上一?年度?|去年度?)结转/u

/** What is counted besides, in words before its number. */
const other =
  /收到?|接[到收]|受理|结转|转入|办[结理]|答复|处理|(?:予以|同意|部分|全部|不予|依申请)公开|主动公开[^，。；]*(?:信息|文件)|提供|复议|诉讼|投诉|举报|信访|来信|来访|咨询|建议|提案|热线|工单|信息|文件|通知|收费|许可|处罚/u
const ofOtherMatter = /复议|诉讼|收到|申请(?!人)|信息|投诉|举报|信访|建议|提案|许可|处罚|赔偿/u
/** The same thing again: 受理其他申请1件; 不予受理3件, 不再处理1件 are parts of what came. */
const again = /其他申请|不予受理|不再处理|其余|剩余|另外/u
const namedBehind =
  /^(?:的)?(?:政府信息公开)?(?:行政(?:复议|诉讼)|投诉|举报|信访|来信|建议|提案|咨询|政策|信息|文件)|^(?:结?转|留)(?:至|到|入)?(?:下|次年|20)/u

/** A difference, another year's number and a sum are no part. */
const differing = /[比较增减多少超共]|同期|上年|去年|往年|[合总]计/u
const among = /其中|包括|包含|含/u
const outcome =
  /^(?:已|被|均|尚|经)?(?:结果|判决|裁定)?(?:维持|纠[正错]|撤[销回诉]|变更|驳回|败诉|胜诉|[审办]结|尚?未[审办]?结|尚未|正在|终止|调解|和解)/u
const total = /共|合计|总计|总数|总量/u

/** 予以公开1件企业申请, 办结10件新收申请. */
const ofKind =
  /^(?:为|是|系|属)?(?:自然人|商业|企业|法人|个人|公民|组织|机构|新收|当年|本年|上年|去年|结转|网[上络]|信函|邮[件寄]|当面)/u

const sumOf = (later: readonly Later[]): number => later.reduce((sum, { count }) => sum + count, 0)

/** Several numbers that add up to the one before them are its parts; so are those that say how not more than it ended. */
const isSummedUp = (value: number, later: readonly Later[]): boolean =>
  later.some((_, at) => at > 0 && sumOf(later.slice(0, at + 1)) === value) ||
  (later.every(({ isOutcome }) => isOutcome) && sumOf(later) <= value)

/** A bracket right behind the number that names a kind: 10件（自然人）. */
const ofKindInBracket = (text: string, n: string): boolean =>
  new RegExp(
    `(?<!\\d)${RegExp.escape(n)}[件起份宗例个]次?[（(](?:均)?(?:为|系|属)?(?:自然人|商业|企业|法人|个人|公民|组织|机构|新收|当年|本年|上年|去年|结转|网[上络]|信函|邮[件寄]|当面|未?经复议|复议后|涉)[^（）()\\d]*[）)]`,
    'u',
  ).test(text.replace(/\s+/gu, ''))
