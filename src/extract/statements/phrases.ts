import type { StatedMetricId } from '../../model/statedMetric.ts'
import { countPattern } from './statedCount.ts'

/** How sentences give a metric: patterns over bare text, with the number in the group `n`, or none where the words say zero. */
export interface Phrase {
  readonly metric: StatedMetricId
  readonly pattern: RegExp
  /** The number is of what the words deny: 未收到…申请. */
  readonly zero?: true
  /** What stands in every sentence that the pattern finds: most sentences need not be searched. */
  readonly sign: string
  /** Right only where the sentence or its topic speaks of disclosure: 行政复议 and 申请 are of everything else, too. */
  readonly needsTopic?: true
  /** Right also behind 其中: what the year brought of all that was to be dealt with. */
  readonly among?: true
  /** Less sure than the others of the same metric: left out where one of those speaks. */
  readonly second?: true
}

const n = `(?<n>${countPattern})`
const cases = '(?:件次|件|起|份|宗|例|个)'
/** Behind a number it is no exact count, or the beginning of a range. */
const ended =
  '(?![余多中＋]|的(?:目标|任务|指标|计划|要求)|以上|以下|以内|左右|不等|上下|之内|[-—~～至到]\\d)'
/** Words between a noun and its number that change nothing. */
const gap =
  '(?:的)?(?:件数|数量|总数|总量|量|数|案件|事项|情况)?(?:总计|总共|合计|共计|共有|共|均为|各|为|是|有|：|:)*'

const applicants =
  '(?:公民、?法人(?:和|或者?|及|以及|、)其[他她它]组织|公民|社会公众|公众|群众|社会各界|申请人|各类|有关|相关|政府|政务|的|提出|提交|递交|对|关于|任何|一件|一起|一例|1件|1起)*'
const application =
  '(?:(?:要求|申请)?(?:依申请)?(?:政府|政务)?信息(?:依申请)?公开(?:的)?(?:书面)?申请|依申请公开(?:件(?!数)|(?:的)?(?:政府|政务)?(?:信息)?(?:的)?(?:申请)?)|(?:要求)?公开(?:政府|政务)?信息(?:的)?申请|公开申请|申请(?:公开)?(?:政府|政务)?(?:信息)?(?:公开)?)'
/** An application, not its applicant, its form or the time since it came. */
const notOf = '(?!人|表|书|材料|之日|后|时|方|答复|渠道|办理|受理|公开|咨询|投诉|建议|电话|补正)'
/** 未收到一件: what is denied is no count of one. */
const notDenied =
  '(?<!(?:未|没有?|无|不)(?:曾|有|再|发生|收到|接到|出现|产生|引发|引起|存在|受理)*(?:过)?(?:任何)?)'
const received =
  '(?:新收|新增|收到|接到|接收|收悉|接获|收办)(?:和处理|并处理|及处理|、处理|并受理|、受理|和受理|并办理|和办理)?'
const counted = '(?:了|各类|总计|总共|共计|共|新|的)*'
const none = '(?:均未|尚未|从未|未曾|未|没有|没|无)'

const of = (source: string): RegExp => new RegExp(source, 'gu')

const cause =
  '(?:因|由|涉及|有关|针对|关于|与|对)?(?:本机关|本单位|我单位|本街道|我街道|我局|本局|我镇|我乡|我办)?(?:有关的?|相关的?)?(?:政府|政务)?信息(?:依申请)?公开(?:申请|工作|方面|类|领域|事项|行为|案件|答复|问题|而)*(?:而)?(?:被)?(?:引起|引发|产生|发生|导致|提起|申请|提出|涉及|有关|相关)?(?:的)?'
const action = '(?:被|向[^，。；]{1,10})?(?:提起|提出|申请|发生|收到|引发|引起|受理)?(?:的)?'

/** Where these follow in the clause, what is denied is how cases ended and not that there were any: 未发生行政复议和行政诉讼败诉案件. */
const resultOfCase =
  '败诉|纠错|纠正|维持|变更|撤销|责令|认定|判[决令定]|违法|不当|办结|审结|积压|超期|逾期|改判'

const denied = (noun: string): string =>
  `${none}(?:收到|接到|受理|发生|出现|产生|存在|有|被|引发|引起|涉及|提起|申请)*(?:过)?(?:任何|一起|一件|一例|1起|1件)?(?:有关|相关)?(?:的)?(?:${application}(?:、|和|及|以及))?(?:${cause}${action})?(?:(?:申诉|举报|投诉|信访|上访)(?:案件|事项)?(?:、|和|及|以及|或者?|与))*(?:${noun})(?=(?:的)?(?:案件|事项|情况|申请|现象)|[，。；、！]|和|及|与|或|以及|$)(?![^，。；]*?(?:被(?![申提起告诉])|${resultOfCase}|(?:引发|引起|导致|造成)(?!的?(?:政府|行政|信息)))|(?:的)?(?:案件|申请|情况|事项)?未)`

const reviewPair = '行政复议(?:申请|案件)?(?:、|和|及|与|或者?|以及)(?:被)?(?:提起)?行政诉讼(?:案件)?'
const litigationPair = '行政复议(?:申请|案件)?(?:、|和|及|与|或者?|以及)(?:被)?(?:提起)?行政诉讼'

const fee =
  '(?:(?:(?:政府|政务)?信息公开(?:的)?|依申请公开(?:政府)?(?:的)?)?(?:政府)?(?:信息)?(?:处理|检索|复制|邮寄|、)+费用?|(?:政府|政务)?信息公开(?:的)?费用?|(?:依申请公开)(?:政府信息)?(?:的|相关)*(?:收费|费用)|(?:政府信息公开)(?:的|相关|有关|工作|申请|各项|任何)*(?:收费|费用)|(?:检索|复制|邮寄|复印|、|等|及|和)+(?:成本)?费用?|(?:任何)?费用)'

/** Every phrase, the surer ones of a metric first. */
export const phrases: readonly Phrase[] = [
  {
    metric: 'applications.new.total',
    sign: '申请',
    pattern: of(
      `${notDenied}${received}${counted}${applicants}${application}${notOf}${gap}${n}${cases}${ended}`,
    ),
    needsTopic: true,
  },
  {
    metric: 'applications.new.total',
    sign: '申请',
    pattern: of(
      `${notDenied}${received}${counted}${applicants}${n}${cases}(?:的)?${applicants}${application}${notOf}(?![数＋])`,
    ),
    needsTopic: true,
  },
  {
    metric: 'applications.new.total',
    sign: '申请',
    pattern: of(`(?:受理)${counted}${applicants}${application}${notOf}${gap}${n}${cases}${ended}`),
    needsTopic: true,
    second: true,
  },
  {
    metric: 'applications.new.total',
    sign: '申请',
    pattern: of(
      `(?:申请总数|收到申请数|申请总量|申请数量|(?<!有效|人均)信息公开申请量|依申请公开(?:政府信息)?(?:的)?申请)(?:共计|共|总计|为|：|:|有)*${n}${cases}${ended}`,
    ),
    needsTopic: true,
    second: true,
  },
  {
    metric: 'applications.new.total',
    sign: '申请',
    pattern: of(
      `${none}(?:再)?(?:收到|接到|接收到?|收悉|受理|接获|有|发生)*(?:过)?(?:新的)?${applicants}(?:向(?:我|本)[^，。；]{1,8}?)?${applicants}${application}(?=案件|事项|情况|要求|[，。；、！]|和|及|与|$)(?!(?:案件|事项|情况)?(?:被|未|后|超期|逾期))`,
    ),
    zero: true,
    needsTopic: true,
  },
  {
    metric: 'applications.new.total',
    sign: '新收',
    pattern: of(
      `(?<=结转[^。；]*[、，]|其中[：:，]?)(?:本年度?|当年|今年|全年|(?<into>(?:19|20)\\d\\d)年度?)?新收(?:到)?(?:的)?(?:政府信息公开)?(?:申请)?${gap}${n}${cases}${ended}(?=[^。；]*结转|(?<=结转[^。；]*))`,
    ),
    needsTopic: true,
    among: true,
  },
  {
    metric: 'applications.carried_over.total',
    sign: '结转',
    pattern: of(
      `(?<![无未]|没有)(?:上一?年度?|去年度?|(?<before>(?:19|20)\\d\\d)年度?)结转(?:(?:至|到|入)?(?:本年度?|今年|(?<into>(?:19|20)\\d\\d)年度?)|而来|来|办理|的)*(?:政府信息公开)?(?:申请)?${gap}${n}${cases}${ended}`,
    ),
    needsTopic: true,
  },
  {
    metric: 'applications.carried_over.total',
    sign: '结转',
    pattern: of(
      `(?:无|没有)(?:上一?年度?|去年度?|(?<before>(?:19|20)\\d\\d)年度?)结转(?:至本年)?(?:的)?(?:办理)?(?:的)?(?:政府信息公开)?(?:申请|件|案件|事项)?(?=[，。；、]|和|$)`,
    ),
    zero: true,
    needsTopic: true,
  },
  {
    metric: 'applications.carried_forward.total',
    sign: '转',
    pattern: of(
      `(?:结转|转)(?:至|到|入)?(?:下一?年度?|次年度?|明年|(?<after>(?:19|20)\\d\\d)年度?)(?:继续|再|来)*(?:办理|处理|答复|办结)?(?:的)?(?:政府信息公开)?(?:申请|件)?${gap}${n}${cases}${ended}`,
    ),
    needsTopic: true,
  },
  {
    metric: 'applications.carried_forward.total',
    sign: '转',
    pattern: of(
      `下一?年度?结转(?:件|办理|继续办理)?(?:的)?(?:政府信息公开)?(?:申请)?${gap}${n}${cases}${ended}`,
    ),
    needsTopic: true,
  },
  {
    metric: 'applications.carried_forward.total',
    sign: '转',
    pattern: of(
      `(?:无|没有)(?:结转|转)(?:至|到|入)?(?:下一?年度?|次年度?|(?<after>(?:19|20)\\d\\d)年度?)(?:继续)?(?:办理|处理|答复)?(?:的)?(?:申请|件|案件|事项)?(?=[，。；、]|和|$)`,
    ),
    zero: true,
    needsTopic: true,
  },
  {
    metric: 'applications.granted.total',
    sign: '公开',
    pattern: of(
      `(?<![不部分和及、或])(?:予以公开|同意公开|全部公开)(?:答复)?(?:的)?(?:申请)?${gap}${n}${cases}${ended}`,
    ),
    needsTopic: true,
  },
  {
    metric: 'applications.partially_granted.total',
    sign: '部分公开',
    pattern: of(
      `(?<!公开(?:答复)?[和及、或](?:予以|同意)?)(?:予以|同意)?部分公开(?:答复)?(?:的)?(?:申请)?${gap}${n}${cases}${ended}`,
    ),
    needsTopic: true,
  },
  {
    metric: 'applications.total.total',
    sign: '办',
    pattern: of(
      `(?<!未|没有?|待|应|不能|无法|难以|按时|按期|延期|逾期|超期|提前|视[为同]|准时|及时|当[场日天]|全部|如期|审核)(?:办结|办理完毕)(?:${application}${notOf})?${gap}${n}${cases}${ended}`,
    ),
    needsTopic: true,
  },
  {
    metric: 'review.total',
    sign: '行政复议',
    pattern: of(
      `行政复议(?:申请|案件|事项|案)?(?:数量|数|总数)?(?:均为|共计|共|各|为|有|发生|：|:)*${n}${cases}${ended}`,
    ),
    needsTopic: true,
  },
  {
    metric: 'review.total',
    sign: '行政复议',
    pattern: of(`${notDenied}${n}${cases}(?:的)?(?:${cause})?行政复议(?=案件|申请|[，。；])`),
    needsTopic: true,
  },
  { metric: 'review.total', sign: '行政复议', pattern: of(denied('行政复议')), zero: true, needsTopic: true },
  {
    metric: 'review.total',
    sign: '行政复议',
    pattern: of(`行政复议(?:申请|案件|事项)?(?:数量|数|总数)?(?:均)?为(?<n>0|零)(?=[，。、；]|$)`),
    needsTopic: true,
  },
  {
    metric: 'litigation.total',
    sign: '行政诉讼',
    pattern: of(`行政诉讼(?:申请|案件|事项)?(?:数量|数|总数)?(?:均)?为(?<n>0|零)(?=[，。、；]|$)`),
    needsTopic: true,
  },
  {
    metric: 'review.total',
    sign: '行政复议',
    pattern: of(`${reviewPair}(?:数量|数)?(?:均|都|各)?(?:为)?(?<n>0|零)${cases}?(?=[，。；]|$)`),
    needsTopic: true,
  },
  {
    metric: 'litigation.total',
    sign: '行政诉讼',
    pattern: of(`${reviewPair}(?:数量|数)?(?:均|都|各)?(?:为)?(?<n>0|零)${cases}?(?=[，。；]|$)`),
    needsTopic: true,
  },
  {
    metric: 'litigation.total',
    sign: '行政诉讼',
    pattern: of(
      `(?<!行政复议(?:申请|案件)?(?:、|和|及|与|或者?|以及)(?:被)?(?:提起)?)行政诉讼(?:案件|事项|案)?(?:数量|数|总数)?(?:均为|共计|共|各|为|有|发生|：|:)*${n}${cases}${ended}`,
    ),
    needsTopic: true,
  },
  {
    metric: 'litigation.total',
    sign: '行政诉讼',
    pattern: of(`${notDenied}${n}${cases}(?:的)?(?:${cause})?行政诉讼(?=案件|[，。；])`),
    needsTopic: true,
  },
  {
    metric: 'litigation.total',
    sign: '行政诉讼',
    pattern: of(`${denied('行政诉讼')}|${denied(litigationPair)}`),
    zero: true,
    needsTopic: true,
  },
  {
    metric: 'statistics.disclosed.total.year',
    sign: '信息',
    pattern: of(
      `(?:主动公开|主动公布|主动发布|主动向社会公开|公开发布|公布)(?:了|各类|各种|政府|政务|的)*(?:政府|政务|公开)信息${gap}${n}条(?:次)?${ended}`,
    ),
  },
  {
    metric: 'statistics.disclosed.total.year',
    sign: '信息',
    pattern: of(
      `(?:主动公开|主动公布|主动发布|主动向社会公开)(?:了|各类|各种|的)*信息${gap}${n}条(?:次)?${ended}`,
    ),
  },
  {
    metric: 'statistics.disclosed.total.year',
    sign: '公开',
    pattern: of(
      `(?<=^|[，；：:]|全年|年度?|累计|共|我[\\p{Script=Han}]{1,3})公开(?:了|各类|各种)*(?:政府|政务)信息${gap}${n}条(?:次)?${ended}`,
    ),
    second: true,
  },
  {
    metric: 'statistics.disclosed.total.year',
    sign: '信息',
    pattern: of(
      `(?:主动公开|主动公布|主动发布)(?:了|共计|共)*${n}条(?:各类|政府|政务|公开|主动公开|的)*信息`,
    ),
  },
  {
    metric: 'statistics.fees.charged.year',
    sign: '收取',
    pattern: of(
      `收取(?:了|的)?(?:${fee})?(?:的)?(?:金额)?(?:总计|总共|合计|共计|共|金额|为|人民币|：|:)*${n}(?<money>万元|元)${ended}`,
    ),
    needsTopic: true,
  },
  {
    metric: 'statistics.fees.charged.year',
    sign: '收取',
    pattern: of(
      `${none}(?:[向对][^，。；]{1,8}?)?(?:发生|产生)?(?:收取)(?:过)?(?:任何|相关|有关)?(?:${fee})(?=[，。；]|(?:的)?(?:情况|情形|现象|行为|问题)|$)`,
    ),
    zero: true,
    needsTopic: true,
  },
]
