import type { Found } from './found.ts'

/**
 * Whether a number counts only a part of what its metric counts, or something beside it: behind 其中, through one channel, of one
 * kind, of one person, with one outcome; or more than it, with what was carried over. `clause` is what stands before it since the
 * last comma.
 */
export function isPart(found: Found, before: string, clause: string): boolean {
  const { phrase, sentence, from, to } = found
  const { metric, zero } = phrase
  const since = before.slice(before.lastIndexOf('；') + 1)
  if (
    otherKind.test(clause) ||
    oneOfThem.test(before) ||
    aroundChange.test(before) ||
    inOneField.test(before) ||
    withMore.test(since)
  )
    return true
  const rest = sentence.bare.slice(to).split('；')[0] ?? ''
  switch (metric) {
    case 'applications.new.total':
    case 'statistics.disclosed.total.year': {
      if (someOnly.test(clause + sentence.bare.slice(from, to))) return true
      const plain = clause.replace(anyWay, '')
      if (metric === 'statistics.disclosed.total.year' ? again.test(clause) : isOfReceived(found, before))
        return true
      const isBeside =
        /其中|另|包含/u.test(since) || withCarriedOver.test(rest) || withCarriedOver.test(sentence.parts)
      if (phrase.second === true && ofBothKinds.test(rest)) return true
      if (metric === 'applications.new.total' && (forReason.test(rest) || ofSomeEnd.test(clause))) return true
      if (doneOf.test(phrase.among === true ? since : clause)) return true
      if (phrase.among === true) return ofOtherThings.test(since) || oneKind.test(plain)
      return isBeside || theRest.test(rest) || oneWay.test(plain) || oneKind.test(plain)
    }
    case 'applications.carried_over.total':
    case 'applications.carried_forward.total':
      return (
        ofOtherThings.test(since) ||
        /(?:办结|办理|办毕|处理|答复|完成)(?:了|完毕|完成|完)?(?:20\d\d年度?)?$/u.test(clause)
      )
    case 'statistics.fees.charged.year':
      return (
        before.includes('其中') ||
        otherFee.test(clause + sentence.bare.slice(from, to)) ||
        (zero !== true && /[向对][^，。；]*(?:提出|某)/u.test(clause)) ||
        (zero !== true && (notCharged.test(clause) || notPaid.test(rest)))
      )
    case 'review.total':
    case 'litigation.total':
      return (
        /其中|另/u.test(clause) ||
        (zero !== true &&
          (/(?:未|没有|无)(?:收到|接到|发生)/u.test(clause) ||
            outcome.test(clause) ||
            before.includes('不服') ||
            endedSo.test(rest)))
      )
    case 'applications.granted.total':
    case 'applications.partially_granted.total':
      return (
        /其中|另/u.test(since) ||
        /自然人|法人|企业|个人|组织/u.test(since) ||
        oneKind.test(clause) ||
        oneWay.test(clause) ||
        ofCarriedOver(clause, since) ||
        /不予公开[^，。；]*中$/u.test(clause) ||
        afterwards.test(since)
      )
    case 'applications.total.total':
      return (
        /其中|另/u.test(clause) ||
        oneWay.test(clause) ||
        oneKind.test(clause) ||
        inTime.test(clause) ||
        ofCarriedOver(clause, since)
      )
    default:
      return false
  }
}

/** Differences, shares, averages, plans, rules. */
const otherKind =
  /含|包括|以上数据|同比|环比|比上|较|增长|增加|增幅|增至|减少|下降|上升|占比|平均|人均|最多|最高|每|将(?!政府)|拟|计划|预计|力争|争取|确保|不少于|不低于|至少|不超过|应当|例如|如收到|若|假如|凡|对于?收到|抽查|抽取|随机|模拟|指导|督促|协助|帮助|配合|协调|代为|会同|联合|共同/u

/** 15个工作日内办结18件: not those that took longer. */
const inTime = /(?:[日天月]|小时|[期时]限)内$/u
/** 上年结转并于今年予以公开2件, 结转的2件中，办结1件: only of what came over, not of all. */
const ofCarriedOver = (clause: string, since: string): boolean =>
  clause.includes('结转') || /结转[^，。；]*\d[^，。；]*[中内里]，[^；]*$/u.test(since)

/** One person's, those that others sent on, those beside the ones just counted, and what is left of them. */
const oneOfThem =
  /(?:以上|上述|前述|这些|该批)[^，。；]{0,8}[中内里]|除去|剔除|扣除|去除|排除|不计|某|同一|个别|该申请人|转办|转来|转送|转交|转达|交办|移送|除[^，。；]{1,14}外|此外|(?:还|又|再)(?=$|共?收|共?接|共?受)/u

/** 改革后收到, 机构合并前: only a part of the year; 集中收到: only at one time. */
const aroundChange =
  /(?:改革|合并|并入|调整|划转|成立|组建|撤[并销]|搬迁|移交|挂牌|转隶|疫情|换届|修[订改]|颁布|出台|实施|施行|生效|开通|上线|改版)(?:工作)?(?:[之以]?[前后]|期间)|年初|集中$/u

/** 在拆迁方面: a field, unless it is disclosure itself. */
const inOneField = /在(?![^，。；]*(?:公开|申请))[^，。；]{1,12}(?:方面|领域|过程中|工作中)/u

/** Those that were in order, or were put in order. */
const someOnly = /有效|符合|合法|合规|补正/u

const anyWay = /通过(?:各种|多种|各类|不同|多个)(?:公开)?(?:渠道|方式|途径|形式)/gu
const oneWay =
  /通过|方式|形式|网上|网络|信函|传真|当面|现场|邮件|邮寄|在线|线上|线下|平台|窗口|微信|微博|公众号|客户端|新媒体|网站|门户|公报|公示|公告|公开栏|显示屏|广播|短信|信箱|邮箱|热线|电话|留言|电视|报刊|媒体|依托|利用|借助|运用|渠道/u
const oneKind = /领域|类|涉及|方面(?!来)|重点|栏目|专栏|分别|个人|企业|自然人|法人|组织(?=提)/u
const outcome =
  /审结|办结|结案|维持|纠错|撤销|败诉|胜诉|应诉|答复|驳回|化解|尚未|被申请人|被告|原告|第三人|审理|复议机关|复议后|未经复议|直接|撤回|变更|出庭|不服|占|新收|新增|新发生|新发|一审|二审|再审|代理/u

/** A bracket behind a body says that it is counted with others; one right before a number speaks of that number alone. */
const withMore = /(?<!\d[\d.]*(?:件次|[件条起份宗例个元次])?)＋(?![共计为]*\d)/u
/** Put up once more, put right, or only looked at. */
const again =
  /重新|再次|再度|补充|补[录发登公]|集中|更新|清理|整改|修[改订正]|[撤删]除|撤下|下架|审[核查]|[核检排抽自]查|监测|梳理|归集|整理|迁移|转[载发]|[采录]用|应/u
/** Granted only after a review, a lawsuit or talks: a second answer to what is counted by the first. */
const afterwards =
  /重新|责令|改正|纠正|改判|(?:经|根据|按照|依据|因)[^；。]{0,14}(?:复议|诉讼|判决|裁定|调解|协调|沟通|协商)|(?:复议|诉讼|判决|裁定|征求|补正)[^；。]*后/u
/** Cases that ended in one way, unless all did. */
const endedSo =
  /^(?:案件)?(?:的)?(?:结果|[已均]?被|获)?(?:涉及|针对|维持|纠[正错]|撤[销诉回]|变更|败诉|胜诉|驳回|[审办]结|尚未|未)/u

/** 实际受理: what is left of those that came; 对收到的3件申请…延期: those received that something was done with, unless it was all of them. */
function isOfReceived({ phrase, sentence, from, to }: Found, before: string): boolean {
  if (phrase.second === true && /(?:收到|接到|接收|实际|审[查核])/u.test(before)) return true
  if (!/^\p{Script=Han}{2,6}?(?:了)?的/u.test(sentence.bare.slice(from, to))) return false
  const clause = before.slice(Math.max(...'，。；;：:'.split('').map((sign) => before.lastIndexOf(sign))) + 1)
  if (!doing.test(clause)) return false
  return !/^(?:[^，。；]{0,12}|，)(?:全部|均|都|逐一|逐件|一一)/u.test(sentence.bare.slice(to))
}
const doing =
  /[对就将把向]|针对|关于|办理|处理|答复|延[期长]|中止|终止|审[核查]|研究|讨论|合并|分析|评查|梳理|转|涉|补正|撤回/u

/** Others did or received the rest of it: the number was not of all. */
const theRest =
  /其余|本级(?:机关|政府)?(?:共|新)*(?:\d|收|受理|接)|^(?:(?!其中|包括|含)[^。；])*[，、；](?!其中|包括|含)\p{Script=Han}{0,8}[局所站队院校科股室镇乡]共?(?:收到|受理|接到)(?:政府信息|信息|公开|申请|的|共|计)*\d|下属|所属单位|其他[^，。；]{0,8}(?:收到|受理)|(?:[局委办厅院校省市县区镇乡下所直]属|下辖)[^，。；]{0,8}(?:收到|受理|公开)/u
/** 公开信息1286条，其中主动公开1280条，依申请公开6条: more than what was disclosed unasked. */
const ofBothKinds = /(?:主动|依申请)公开[^，。；]{0,8}\d/u
/** 上年结转申请数量, 撤回申请数量 */
const ofSomeEnd = /(?:结转|办结|答复|撤回|终止|中止|补正|重复|不予受理|延期|转办|移送|信访)[^，。；\d]*$/u
/** 2件因内容不明确要求补正 */
const forReason = /^(?:申请)?(?:因|由于)/u
/** 其中上年结转8件: what was received in the year is less. */
const withCarriedOver =
  /(?:其中|含|包括|包含)[^。；]*?(?:上一?年度?|去年度?|往年|20\d\d年度?)(?:遗留|结转)(?!至|到|入|下|20\d\d年)|含[^，。；]{0,6}(?:社区|村|下属|所属|各)/u

/** 办结上年结转申请3件、本年新收申请10件: what of each was done. */
const doneOf = /(?:办结|办毕|答复|完成)(?:了)?(?:政府信息公开)?(?:上一?年度?|去年度?|往年)/u

/** What else is carried over from one year to the next. */
const ofOtherThings = /复议|诉讼|信访|投诉|举报|建议|提案|(?<!申请)案件|项目|资金|经费|来信|来访/u

const otherFee = /行政事业|罚|税|保证金|学费|诉讼费|减免/u
/** 应收, 退还, 多收: what was not, or not rightly, taken in. */
const notCharged = /应|退|多收|免|欠|未|拟|标准|补缴/u
/** …or only one of several. */
const notPaid = /^[、和][^，。；]{0,8}费|未缴|未交|未付|未支付|逾期|不再处理|放弃|退还|退回/u
