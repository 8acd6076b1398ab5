import { isTitle } from './captionedTables.ts'
import { withoutNumber } from './normaliseLabel.ts'
import { printedYears, withArabicYears, type PrintedYear } from './printedYear.ts'

/** What a caption, a header or a label prints of whose figures stand there (印记): of which year, of which body. */
export interface Imprint {
  readonly text: string
  /** None where it prints no year. */
  readonly years: readonly PrintedYear[]
  /** The name of the body that it prints, or null. */
  readonly body: string | null
}

/** What is printed where an imprint stands: words of a table, a cell of it, or a note below it. */
export type PlaceOfImprint = 'title' | 'cell' | 'note'

/** Of what a title speaks that is one of figures; a plan for another year has none. */
const ofFigures =
  /情况|统计|数据|数量|汇总|一览|报表|年报|表[一二三四五\d]?$|表[（(:：]|公开|申请|复议|诉讼|制发|收费|办理|^第.{1,4}条/u
const ofPlans = /计划|打算|思路|要点|展望|下一步|工作安排|通知|办法|规定|意见/u
/** Nothing but the year: 2021年度, （2021年1月1日至12月31日）, 统计期间：2021年. */
const yearAlone =
  /^[(]?(?:(?:统计|填报|报告|数据)?(?:期间|期限|时间|年度|年份|区间|时段|周期|日期|期)[:为是]?)?[(]?(?:(?:19|20)\d\d年?度?(?:\d{1,2}月)?(?:\d{1,2}日)?[-–—~～至到]*|\d{1,2}月(?:\d{1,2}日)?[-–—~～至到]*|1?\d[-–—~～至到]12月|[上去前一]+年度?)+(?:度?数据?|情况)?[)]?$/u
/** 注：以上为2021年数据. */
const noteOfYear =
  /(?:以上|上述|上表|本表|表中|此表|该表|数据|统计|数字)[^,、。;；]{0,12}?(?:(?:19|20)\d\d年度?|[上去]一?年度?)(?:1月(?:1日)?至12月(?:31日)?)?(?:的?(?:统计|工作)?(?:数据|情况|数字|报表|年报|数|统计))?[。.)]*$/u

/** What a text above, in or below a table prints; null where it says nothing of the kind. */
export function imprintOf(text: string, where: PlaceOfImprint): Imprint | null {
  if (!isTitle(text.replace(/[。]$/u, ''))) return null
  const tight = withArabicYears(text)
  const years = speaksOfYear(tight, where) ? printedYears(tight) : []
  const body = where === 'note' ? null : bodyIn(tight, where)
  return years.length === 0 && body === null ? null : { text: text.trim(), years, body }
}

function speaksOfYear(tight: string, where: PlaceOfImprint): boolean {
  if (where === 'note') return noteOfYear.test(tight)
  if (where === 'cell' || yearAlone.test(tight)) return true
  return ofFigures.test(tight) && !ofPlans.test(tight)
}

const han = String.raw`[\p{Script=Han}()]`
const bodyEnd = '(?:街道办事处|街道|人民政府|镇|乡|管理?委员会|委员会|管委会|办公[室厅]|[局厅委])'
/** They are named on a form, and their figures are not on it. */
const noFiller = '审核|审批|审定|复核|主管|主办|承办|监制|监督|指导|批准|核准|制定|印制|来源|提供'
/** What a form prints behind the name of a body: 填表日期, 审核人, 联系电话, 2023年1月. */
const nextField = '(?:\\(|[填制审复报单负联电日时盖公经校]|(?:19|20)\\d\\d).*'
/** 填报单位：小河街道办事处 */
const named = new RegExp(
  `(?<!${noFiller})(?<made>编制|制表)?(?:单位|机关|机构|部门)(?:名称)?(?:\\([^()]*\\))?:(?<body>${han}{2,28}?${bodyEnd})(?:${nextField})?$`,
  'u',
)
/** They make forms for others to fill in; any other body that makes a sheet fills it in. */
const formMaker = /统计局$|国务院|办公[厅室]$/u
/** 小河街道2021年收到和处理政府信息公开申请情况表 */
const entitled = new RegExp(
  `^(?<body>\\p{Script=Han}{2,24}?${bodyEnd})(?:(?:19|20)\\d\\d年?度?)?(?:收到|受理|主动公开|政府信息|政务|信息公开|依申请|申请人|因政府|行政复议|统计|数据|情况)`,
  'u',
)
/** A cell that says nothing else. */
const alone = new RegExp(`^(?<body>\\p{Script=Han}{2,24}?${bodyEnd})$`, 'u')
/** A line above a table that says nothing but a name with its places: 杭州市拱墅区小河街道. */
const fullName = new RegExp(
  `^(?<body>\\p{Script=Han}{2,8}?[省市州盟区县旗]\\p{Script=Han}{2,20}?${bodyEnd})$`,
  'u',
)

function bodyIn(tight: string, where: PlaceOfImprint): string | null {
  const bare = withoutNumber(tight)
    .replace(/^[(]?(?:附?表|附件)[一二三四五\d]*[)]?[:、.]?/u, '')
    .replace(/^(?:19|20)\d\d年度?/u, '')
  for (const pattern of [named, entitled, where === 'cell' ? alone : fullName]) {
    const { body, made } = pattern.exec(bare)?.groups ?? {}
    if (body !== undefined && !(made !== undefined && formMaker.test(body))) return body
  }
  return null
}
