/** Why a title that looks like an annual report is none (陷阱); closed, platforms.md knows an example of each. */
export type TrapReason =
  | 'government-website' // 政府网站工作年度报表
  | 'rule-of-law' // 法治政府建设年度报告
  | 'budget' // 预算、决算、三公经费
  | 'legal-person' // 事业单位法人年度报告
  | 'guide' // 指南、目录、制度、依申请公开
  | 'explanation' // 解读、一图读懂
  | 'notice' // 关于做好…编制工作的通知
  | 'circular' // 通报
  | 'format' // 格式、模板
  | 'plan' // 要点、方案、培训
  | 'not-annual' // 上半年、季度、月度
  | 'other-annual-report' // 企业、环境、统计等年报
  | 'unrelated' // names neither disclosure nor a yearly report

interface TrapRule {
  readonly reason: TrapReason
  readonly pattern: RegExp
}

/** Words that say so wherever they stand, also beside 政府信息公开年度报告. */
const anywhere: readonly TrapRule[] = [
  { reason: 'explanation', pattern: /解读|一图读懂|一图看懂|图解|图说|长图/u },
  {
    reason: 'notice',
    pattern:
      /(?:做好|编制|编写|编报|报送|上报|撰写|填报|开展|加强|规范|起草|审核|征求).*(?:通知|函|意见|要求|说明)(?:》)?(?:（.*）)?$/u,
  },
  { reason: 'circular', pattern: /(?:情况|考核|评估|检查|抽查|工作|报告|年报)的?通报/u },
  {
    reason: 'not-annual',
    pattern: /上半年|下半年|半年度|[一二三四1-4]季度|季报|月报|月度|1?\d月份?(?!\d*日)政府信息/u,
  },
]

/** What follows 政府信息公开年度报告 and makes it something else. */
const afterCore: readonly TrapRule[] = [
  {
    reason: 'format',
    pattern: /^[的（]?(?:（[^）]*）)?(?:参考|统一|填报)?(?:格式|模板|模版|样式|范本|范文|样本)/u,
  },
  {
    reason: 'guide',
    pattern: /^(?:的)?(?:编制|填报|撰写|公布|报送|工作)*(?:制度|指南|办法|规定|规范|流程|须知|要求|说明)/u,
  },
  {
    reason: 'plan',
    pattern: /^(?:的)?(?:编制|撰写|审核|填报)*工作?(?:方案|安排|计划|培训|会议|培训会|推进会|部署会)/u,
  },
]

/** Titles without 政府信息公开年度报告 that are certainly something else. */
const withoutCore: readonly TrapRule[] = [
  { reason: 'notice', pattern: /印发.*通知(?:》)?(?:（.*）)?$/u },
  { reason: 'government-website', pattern: /网站.*(?:报表|年报|年度报告|工作报告|监管|测评)/u },
  { reason: 'rule-of-law', pattern: /法治政府|依法行政|法治建设|法治工作/u },
  { reason: 'budget', pattern: /预算|决算|三公/u },
  { reason: 'legal-person', pattern: /事业单位.*(?:法人|年报|年度报告)|法人年度报告/u },
  {
    reason: 'guide',
    pattern:
      /公开(?:工作|保密审查|审查|审核|发布|责任追究|属性)*(?:指南|目录|制度|办法|规定|条例|流程|须知|事项|标准|清单|申请表)|依申请公开(?!.*(?:年报|报告))/u,
  },
  { reason: 'format', pattern: /(?:格式|模板|模版|样式)(?:》|（.*）)?$/u },
  {
    reason: 'plan',
    pattern: /公开.*(?:要点|方案|计划|安排|培训|会议|推进会|考核|测评|评估|意见箱|监督保障)/u,
  },
  {
    reason: 'other-annual-report',
    pattern:
      /(?:企业|公司|环境|生态|统计|知识产权|党务|社会责任|质量|审计|履职|述职|慈善|基金|绩效|体检|人权|税收|金融|气候|消费|经济运行).*(?:年报|年度报告|工作报告)|政府工作报告/u,
  },
]

const firstOf = (rules: readonly TrapRule[], text: string): TrapReason | null =>
  rules.find(({ pattern }) => pattern.test(text))?.reason ?? null

/** The trap that a folded title is although it names an annual disclosure report; `tail` is what follows those words. */
export const trapBesideCore = (title: string, tail: string): TrapReason | null =>
  firstOf(anywhere, title.replace(withExplanation, '')) ?? firstOf(afterCore, tail)

/** A report that brings its explanation with it: 年报（附解读）, 年度报告及解读. */
const withExplanation =
  /[（(](?:附|含|及)[^（()）]*(?:解读|图解)[^（()）]*[）)]|(?:及|和|与|、)其?(?:政策)?(?:解读|图解)$/u

/** A letter that may hold the report which it sends: 关于报送某街道2023年政府信息公开工作年度报告的函. */
export const isCoveringLetter = (title: string): boolean =>
  /(?:报送|上报|呈报)\p{Script=Han}{2,20}(?:局|委|办|办公室|街道|镇|乡|院|中心|政府|办事处)(?:关于)?20\d{2}.*(?:的)?函$/u.test(
    title,
  )

const namesDisclosureOrYearlyReport = /信息公开|政务公开|年报|年度.{0,8}报告|20\d{2}.*报告/u
/** A row of a report column is often only the unit or the year: 米市巷街道, 2022年度. */
const onlyUnitOrYear =
  /^(?:.{1,25}(?:局|委|办|委员会|联合会|办公室|厅|院|所|中心|分局|公司|区|县|市|旗|盟|州|镇|乡|苏木|街道|办事处|政府|管委会|年|年度|残联|妇联|侨联|文联|科协|工商联|红十字会|工会|人武部|武装部|(?:宣传|组织|统战)部|政法委|党校|[大支总]队|指挥部|合作社|供销社|联社|馆|站|处|电视台|(?<![市广现立])场|(?:工业|产业|科技|农业)园|学校|[中小]学|医院)|\d{4})$/u
/** Both, with or without brackets: 米市巷街道2023, 2023年度（米市巷街道）, 小河（2023年）. */
const unitAndYear =
  /^(?:(?<unit>\p{Script=Han}{2,16})[（(]?20\d{2}(?:年度?)?[）)]?|20\d{2}(?:年度?)?[（(]?(?<behind>\p{Script=Han}{2,16})[）)]?)$/u
const doing = /召开|举行|开展|招聘|公告|公示|通知|活动|会议|工作|启动|成立|印发|关于/u

/** Without the number of its row, and without brackets around it: 1.…, （一）…, [金城街道]. */
const bareRow = (title: string): string =>
  title
    .replace(/^(?:\d{1,3}[.、．]|[（][一二三四五六七八九十\d]{1,3}[）]|[一二三四五六七八九十]{1,3}、)/u, '')
    .replace(/^[[［【（](?<inner>[^[［【（\]］】）]{2,})[\]］】）]$/u, '$<inner>')

function isUnitRow(title: string): boolean {
  const row = bareRow(title)
  // what a bracket adds to a unit: （本级）, （含所属事业单位）
  const rows = [row, row.replace(/（(?!20\d{2})[^（）]{1,16}）$/u, '')]
  if (rows.some((one) => onlyUnitOrYear.test(one))) return true
  return rows.some((one) => {
    const { unit, behind } = unitAndYear.exec(one)?.groups ?? {}
    const words = unit ?? behind
    return words !== undefined && !doing.test(words)
  })
}

/** Lists cut titles at so many characters, often without a mark: one that breaks off within its year or 政府信息公开 may go on as a report's. */
const isCutShort = (title: string): boolean =>
  /20\d{2}.*(?:政府信|政府信息公?|政务信息?|政务公|信息公)$|20\d{2}年?(?:年?度)?(?:政府?|信息?)$|.{4}(?:局|委|办|室|处|府|街道|镇|乡)20\d?\d?$/u.test(
    title,
  )

/** A unit's own name before what it reports: 审计局 2022年度报告, 市场监督管理局（知识产权局）年度报告 are no reports on audits or patents. */
const namedUnit = /^.{0,20}?\p{Script=Han}{2}(?:局|委员会|委|办公室|厅|分局)(?:（[^（）]{1,16}）)?/u

/** The trap that a folded title is which names no annual disclosure report. */
export function trapWithoutCore(title: string): TrapReason | null {
  const known = firstOf(withoutCore, title.replace(namedUnit, '')) ?? firstOf(anywhere, title)
  if (known !== null) return known
  return namesDisclosureOrYearlyReport.test(title) || isUnitRow(title) || isCutShort(title)
    ? null
    : 'unrelated'
}
