import type { ReportSpec } from '../documents/spec.ts'
import { inventReport } from '../fixtures/inventReport.ts'
import { renderHtml } from '../documents/makeDocument.ts'

/** A row of a column: what its article is, and how the list names it. */
export interface Row {
  /** Its number at the site; each vendor makes an address of it. */
  readonly number: number
  readonly title: string
  /** What the list prints, cut where the vendor cuts it. */
  readonly shown: string
  /** ISO. */
  readonly date: string
  /** Inside of the article's body. */
  readonly words: string
  /** `<code>/<year>` for a report, null for a trap. */
  readonly id: string | null
}

/** Streets of 拱墅区 in the register of divisions. */
const streets = [
  ['330105001', '米市巷街道'],
  ['330105002', '湖墅街道'],
  ['330105003', '小河街道'],
  ['330105004', '和睦街道'],
  ['330105005', '拱宸桥街道'],
  ['330105007', '大关街道'],
  ['330105008', '上塘街道'],
  ['330105009', '祥符街道'],
] as const
const years = [2021, 2022, 2023] as const

/** What a report says. */
export const reportSpec = (unit: string, year: number): ReportSpec =>
  inventReport({
    unit,
    division: '杭州市拱墅区',
    year,
    seed: `foreign ${unit} ${year}`,
    title: [`${unit}${year}年政府信息公开工作年度报告`],
  })

/** The inside of a report's page. */
function reportWords(unit: string, year: number): string {
  const page = Buffer.from(renderHtml(reportSpec(unit, year))).toString('utf8')
  return /<body>([\s\S]*)<\/body>/u.exec(page)?.[1] ?? page
}

/** What stands beside annual reports and is none (platforms.md §7.3). */
const traps = [
  '拱墅区2022年政府网站工作年度报表',
  '拱墅区2022年法治政府建设年度报告',
  '湖墅街道2022年度部门决算公开',
  '拱墅区文化馆事业单位法人2022年度报告书',
  '拱墅区政府信息公开指南',
  '《拱墅区2022年政府信息公开工作年度报告》解读',
  '关于做好2022年政府信息公开工作年度报告编制工作的通知',
  '关于2022年度政府信息公开工作情况的通报',
  '政府信息公开工作年度报告格式',
  '拱墅区2022年上半年政府信息公开工作总结',
] as const

const prose = (title: string): string =>
  `<h1>${title}</h1>${`<p>${title}。现将有关情况公布如下，请各单位认真贯彻落实，加强组织领导，按时完成各项任务。</p>`.repeat(8)}`

/** 24 reports with the traps between them, in a mixed but steady order; every second title may be cut in the list. */
export function holdings({ cutAt = 0 }: { readonly cutAt?: number } = {}): readonly Row[] {
  const reports = years.flatMap((year) => streets.map(([code, unit]) => ({ code, unit, year })))
  const rows: Row[] = []
  for (const [index, { code, unit, year }] of reports.entries()) {
    const title = `${unit}${year}年政府信息公开工作年度报告`
    const words = `<h1>${title}</h1>${reportWords(unit, year)}`
    rows.push(rowOf(rows.length, title, words, `${code}/${year}`, cutAt))
    const trap = traps[(index - 1) / 2]
    if (trap !== undefined) rows.push(rowOf(rows.length, trap, prose(trap), null, cutAt))
  }
  return rows
}

function rowOf(index: number, title: string, words: string, id: string | null, cutAt: number): Row {
  const isCut = cutAt > 0 && title.length > cutAt && index % 2 === 0
  const date = `2024-01-${String(10 + (index % 20))}`
  return { number: 4100 + index, title, shown: isCut ? `${title.slice(0, cutAt)}…` : title, date, words, id }
}

/** The ids of the reports among rows. */
export const idsOf = (rows: readonly Row[]): readonly string[] => rows.flatMap(({ id }) => id ?? []).sort()

/** Rows of page `page` (from 1). */
export const slice = <T>(rows: readonly T[], page: number, size: number): readonly T[] =>
  rows.slice((page - 1) * size, page * size)
