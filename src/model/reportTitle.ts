import { isCoveringLetter, trapBesideCore, trapWithoutCore, type TrapReason } from './reportTitleTrap.ts'
import { foldTitle, printedYears, type PrintedYear } from './reportTitleYear.ts'

/** What a title (标题) says by itself; the body decides where it says too little. */
export type ReportTitle =
  | {
      readonly kind: 'report'
      /** The words of the title that name the unit, as printed; null when it names none. */
      readonly unit: string | null
      readonly year: number | null
      /** 更正, 修订, 重新发布…: the title calls itself a later version; null otherwise. */
      readonly edition: string | null
    }
  | { readonly kind: 'trap'; readonly reason: TrapReason }
  /** Too little, cut off, a collection, or two years: a person or the body decides. */
  | { readonly kind: 'unclear' }

/** 政府信息公开工作年度报告 in all its wordings; the year may stand inside it. */
const core =
  /(?:政府信息(?:和|与)?政务|政府(?:政务)?信息|政务信息|信息|政务)(?:主动)?公开(?<middle>(?:工作|情况|总结|的|年|度|本级|20\d{2}|（|）)*)(?<noun>报告书?|年报)/u
const editionWords = /更正|修正|修订|修改|重新发布|重新公布|重发|更新/u
/** Remarks in brackets that say how the file is made, not whose report it is. */
const formRemark =
  /^(?:.{0,6}(?:图片|超链|超链接|文字|PDF|Word|图文|扫描|无障碍|电子|网页|全真|盖章|公开|定稿|终稿|正式).{0,2}版|附件\d*|全文|正文|PDF|Word|图片|文字|\d+)$/iu

/** Longer texts are no titles, and reading them would take time without end. Real ones stay below 120 characters. */
const longestTitle = 500

/** Words that stand in a unit's place and name none: 我局, 本机关, 街道 alone. */
const generic =
  /^(?:我|本|该|各)?(?:局|省|市|区|县|旗|州|镇|乡|乡镇|镇街|街道|办事处|街道办事处|单位|机关|办|委|院|级|部门|厅|中心|政府|人民政府)$|(?:信息公开|政务公开|年报|首页)$|^(?:公布|发布|印发|公开|报送|上报)$/u

/**
 * Reads a title: of a link, a page, a document, a file. White space, line breaks, full-width digits and
 * Chinese-numeral years do not matter. Rules: platforms.md §7.2 (shapes) and §7.3 (traps).
 */
export function parseReportTitle(text: string): ReportTitle {
  if (text.length > longestTitle) return { kind: 'unclear' }
  const title = foldTitle(text).replace(/\.(?:docx?|pdf|wps|s?html?|txt|xlsx?|ofd|rtf|zip|rar)$/iu, '')
  const [first, ...others] = title
    .split(/[_|｜]/u)
    .filter((part) => part !== '')
    .map((part) => readPart(part))
    .sort((a, b) => certainty(b) - certainty(a))
  if (first === undefined) return { kind: 'unclear' }
  if (first.kind === 'trap') return first
  if (first.kind !== 'report' || first.year !== null) return first
  // A page title may keep the year apart: 2022年_政府信息公开年报_拱墅区财政局.
  const years = others.flatMap((part) => (part.kind === 'report' && part.year !== null ? [part.year] : []))
  const apart = title
    .split(/[_|｜]/u)
    .flatMap((part) => (/^20\d{2}年?度?$/u.test(part) ? [Number(part.slice(0, 4))] : []))
  const year = [...new Set([...years, ...apart])]
  return { ...first, year: year.length === 1 ? (year[0] ?? null) : null }
}

/** Which part of a page title to believe: a trap word anywhere, then the part that says most. */
function certainty(part: ReportTitle): number {
  if (part.kind === 'trap') return part.reason === 'unrelated' ? -1 : part.reason === 'explanation' ? 9 : 1
  if (part.kind === 'unclear') return 0
  return 2 + (part.year === null ? 0 : 2) + (part.unit === null ? 0 : 1)
}

function readPart(title: string): ReportTitle {
  const match = core.exec(title)
  if (match === null) return withoutCore(title)
  // 某镇人民政府信息公开…: the two 政府 are printed as one, and the unit needs it.
  const shared = title.slice(0, match.index).endsWith('人民') && match[0].startsWith('政府') ? 2 : 0
  const head = title.slice(0, match.index + shared)
  const tail = title.slice(match.index + match[0].length)
  const reason = trapBesideCore(title, tail)
  if (reason === 'notice' && isCoveringLetter(title)) return { kind: 'unclear' }
  if (reason !== null) return { kind: 'trap', reason }

  const years = printedYears(withoutEditionDates(title))
  const distinct = [...new Set(years.map(({ year }) => year))]
  if (distinct.length > 1 || isCollection(title, tail)) return { kind: 'unclear' }
  const year = distinct[0] ?? null
  if (!isYearly(match, year)) return { kind: 'unclear' }
  return {
    kind: 'report',
    unit: unitOf(head, tail),
    year,
    edition: editionWords.exec(head + tail)?.[0] ?? null,
  }
}

/** 工作报告 and 情况报告 are the yearly one only beside a year; 年度 and 年报 say it themselves. */
const isYearly = (match: RegExpExecArray, year: number | null): boolean =>
  year !== null || match.groups?.['noun'] === '年报' || (match.groups?.['middle'] ?? '').includes('年度')

/** Lists, statistics and wrappers of reports: they may lead to reports, so they are looked at, but are none by title. */
const isCollection = (title: string, tail: string): boolean =>
  /汇总|汇编|合集|集锦|一览|各单位|各部门|各镇街|专栏/u.test(title) ||
  // 下各镇 is a town
  /(?:^|[省市州盟区县旗年度]|政府|局)各(?:有关|级|相关)?(?:镇|乡|街|局|委|办|区|县|市|科室|直属)/u.test(
    title,
  ) ||
  /^(?:的)?(?:目录|列表|统计表|情况表|附表|公开情况|发布情况)/u.test(tail) ||
  /(?:通知|公告|公示|函)(?:（.*）)?$/u.test(tail)

function withoutCore(title: string): ReportTitle {
  const reason = trapWithoutCore(title)
  // A cut title hides how it ends: only what already stands there may condemn it.
  return reason === null || (reason === 'unrelated' && title.endsWith('…'))
    ? { kind: 'unclear' }
    : { kind: 'trap', reason }
}

/** （2023年3月修订） dates the correction, not the report. */
const withoutEditionDates = (title: string): string =>
  title.replace(/[（【[][^（）【】[\]]*[）】\]]/gu, (note) =>
    editionWords.test(note) ? note.replace(/\d/gu, '＊') : note,
  )

/**
 * A body before the year and a government behind it: 拱墅区人民政府办公室2023年拱墅区政府信息公开… is the report of which of them? A place
 * before the year and a body behind it (拱墅区2023年财政局…) are one.
 */
function namesTwoUnits(head: string): boolean {
  const [year, another] = printedYears(head)
  if (year === undefined || another !== undefined) return false
  const [before, behind] = [head.slice(0, year.from), head.slice(year.to)]
  return /(?:局|委|办|办公室|厅|院|中心|会)$/u.test(before) && /[省市区县旗州镇乡]$|街道$/u.test(behind)
}

/** The unit's words before the report's name, around the year; else in brackets or after a dash behind it. */
function unitOf(head: string, tail: string): string | null {
  if (namesTwoUnits(head)) return null
  const before = cleanUnit(cutOut(head, printedYears(head)))
  if (before !== null) return before
  const behind =
    /^(?:[-—–－]+|[：:])(?<dash>[^（）\-—–－]+(?<!政府|网|网站|公告|频道))$|^（(?<bracket>[^（）]+)）/u.exec(
      tail,
    )?.groups
  return cleanUnit(behind?.['dash'] ?? behind?.['bracket'] ?? '')
}

function cutOut(text: string, years: readonly PrintedYear[]): string {
  const rest = [...years]
    .reverse()
    .reduce((words, { from, to }) => words.slice(0, from) + words.slice(to), text)
  return rest.replace(/(?:〔〕|（）|【】|\[\]|［］)年?度?/gu, '') // 〔2023〕年
}

function cleanUnit(words: string): string | null {
  const unit = words
    .replace(/\[bookmark:[^\]]*\]/gu, '')
    .replace(/[（【[「][^（）【】[\]「」]*[）】\]」]/gu, (note) =>
      editionWords.test(note) || formRemark.test(note.slice(1, -1)) || /^.?附件/u.test(note) ? '' : note,
    )
    .replace(/^【[^】]*】(?=.)/u, '')
    .replace(/^(?:附件?\d*[：:.、]|\d{1,3}[.、．]|[·•●★◆■□▪>》]+|标题[：:])+/u, '')
    .replace(/^(?:关于)?(?:公布|发布|印发|公开|报送)?[《<“"]?(?=.)/u, '')
    .replace(/^关于/u, '')
    .replace(/^[（【[「](?<inner>[^（）【】[\]「」]*)[）】\]」]$/u, '$<inner>')
    .replace(/^[《“"：:、，,.\-—–－·]+|[》”"：:、，,.\-—–－·的]+$/gu, '')
    .replace(/^(?:年度|度)|(?:年度|年|关于(?:公布|发布|报送|上报|印发|公开)?|开展|主动)$/gu, '')
  const says =
    unit !== '' && !/^[\d（）()]+$/u.test(unit) && !editionWords.test(unit) && !formRemark.test(unit)
  return says && !generic.test(unit) ? unit : null
}
