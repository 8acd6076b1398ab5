import { isCorrected } from './corrected.ts'
import { isDeniedOfPart } from './deniedOfPart.ts'
import type { Found } from './found.ts'
import { isOfYear, withoutPeriod } from './ofYear.ts'
import { isPart } from './ofWhole.ts'
import { isPartOfList } from './partOfList.ts'
import { namesOther, namesOwn, type OwnWords } from './ownWords.ts'
import type { Sentence } from './sentences.ts'

/** Of whom a report speaks, and of when. */
export interface Subject {
  readonly year: number
  readonly own: OwnWords
}

/**
 * Whether a number is the whole of what its metric counts in the year of the report by the unit of the report: not another
 * year, not a sum over years, no difference, no plan, no body of its own, no channel or kind alone. In doubt it is not.
 */
export function isWhole(found: Found, subject: Subject): boolean {
  const { sentence, from, to } = found
  const before = withoutPeriod(sentence.bare.slice(0, from), subject.year)
  const clause = before.slice(lastBreak(before) + 1)
  return (
    isOfYear(found, before, clause, subject.year) &&
    !isPart(found, before, clause) &&
    !isPartOfList(found, before) &&
    !isCorrected(found) &&
    !isDeniedOfPart(found, before) &&
    !isOfOther(sentence, before, clause, subject.own) &&
    hasTopic(found, before + sentence.bare.slice(from, to))
  )
}

const lastBreak = (text: string): number =>
  Math.max(...'，。；;：:'.split('').map((sign) => text.lastIndexOf(sign)))

/** The sentence begins with another body, or its clause names one, or it stands under the heading of others. */
function isOfOther({ topic }: Sentence, before: string, clause: string, own: OwnWords): boolean {
  if (namesOther(clause, own) || /下属|所属|直属|系统|案例/u.test(topic)) return true
  if (namesOwn(clause, own)) return false
  const opening = before.split('，').slice(0, 2).join('，')
  const subject = /^[^，]{0,10}年[^，]{0,3}，/u.test(opening) ? opening : (before.split('，')[0] ?? '')
  return subject.length <= 24 && namesOther(subject, own)
}

const disclosure = /信息公开|公开(?:政府|政务)信息|信息处理费|收费通知|依申请公开|公开申请|申请公开/u
const review = /依申请|申请公开|公开申请|复议|诉讼/u
/** Only applications for disclosure are told by how they came, how they were answered and how they go on. */
const ofApplications =
  /当面申请|信函申请|网络申请|网上申请|在线申请|传真申请|予以公开|部分公开|不予公开|结转(?:至|到|入)?(?:下一?年度?|20\d\d年度?)(?:继续)?办理|(?:^|[，；])(?:无|没有)上一?年度?结转(?:的)?申请/u
/** What only an answer to such an application may cost. */
const ofFees = /检索|复制|邮寄/u

/** Who has no review or lawsuit at all has none about disclosure: a sentence of its own, in a paragraph that does not speak of other work. */
const noneAtAll =
  /^(?:20\d\d年度?|全年|本年度?|今年|年内)?，?(?:我|本)?(?:局|单位|机关|委|街道|镇|乡)?(?:均|尚)?(?:未发生|没有发生|没有|无)行政复议(?:案件)?(?:、|和|及|与|或)行政诉讼(?:案件|情况|案件发生|发生)?[。！]?$/u
const deniesAll = (zero: true | undefined, { bare, before, topic }: Sentence): boolean =>
  zero === true && noneAtAll.test(bare) && before.length === 0 && topic.trim() === ''

/** 申请, 行政复议 and 费用 are of everything; here only those about disclosure count. */
function hasTopic({ phrase, sentence }: Found, said: string): boolean {
  if (phrase.needsTopic !== true) return true
  if (sentence.section === 'applications' || sentence.section === 'review_litigation') return true
  const { metric } = phrase
  if (metric === 'review.total' || metric === 'litigation.total')
    return (
      deniesAll(phrase.zero, sentence) ||
      /(?:信息公开|依申请公开|公开申请|公开答复)[^。；]*$/u.test(said) ||
      review.test(sentence.topic)
    )
  const isCarried = metric.startsWith('applications.carried')
  if (
    disclosure.test(isCarried ? sentence.bare : said) ||
    disclosure.test(sentence.topic) ||
    /申请|收费|费用/u.test(sentence.topic)
  )
    return true
  if (metric.startsWith('applications.') ? ofApplications.test(sentence.bare) : ofFees.test(said)) return true
  return sentence.before.some((each) => disclosure.test(each))
}
