import type { YearFinding } from '../model/yearFinding.ts'
import { certainFigures, evidenceOf, type CertainReport } from './certainFigure.ts'
import { changedWords, type BothWords, type Dictionary } from './yearWords.ts'

/** The applicants (申请人) of table 3, in the order of the form. */
const columns = [
  { key: 'natural_person', en: 'natural persons', zh: '自然人' },
  { key: 'business', en: 'businesses', zh: '商业企业' },
  { key: 'research', en: 'research institutions', zh: '科研机构' },
  { key: 'public_interest', en: 'public-interest organisations', zh: '社会公益组织' },
  { key: 'legal_service', en: 'legal services', zh: '法律服务机构' },
  { key: 'other_org', en: 'other organisations', zh: '其他' },
  { key: 'total', en: 'total', zh: '总计' },
] as const

interface Pair {
  readonly key: (typeof columns)[number]['key']
  readonly en: string
  readonly zh: string
  readonly forward: number
  readonly over: number
}

/**
 * 结转下年度继续办理 of one year against 上年结转 of the next (docs/decisions/0039, rule 1): null where every pair that both print for
 * certain agrees.
 */
export function carryOver(
  before: CertainReport,
  now: CertainReport,
  dictionary: Dictionary,
): YearFinding | null {
  const [forward, over] = [certainFigures(before), certainFigures(now)]
  const pairs = columns.flatMap((column): readonly Pair[] => {
    const [left, right] = [forward(lastYears(column.key)), over(thisYears(column.key))]
    return typeof left === 'number' && typeof right === 'number'
      ? [{ ...column, forward: left, over: right }]
      : []
  })
  const differing = pairs.filter((pair) => pair.forward !== pair.over)
  if (differing.length === 0) return null
  const total = pairs.find(({ key }) => key === 'total')
  const totalsAgree = total !== undefined && total.forward === total.over
  const evidence = differing.flatMap(({ key }) => [
    evidenceOf(before, lastYears(key)),
    evidenceOf(now, thisYears(key)),
  ])
  return {
    ...{
      site: now.site,
      report: now.id,
      unit: now.report.unit.name,
      unit_code: now.unitCode,
      year: now.year,
    },
    code: 'carry-over-differs',
    severity: totalsAgree ? 'info' : 'warning',
    metrics: differing.map(({ key }) => thisYears(key)).sort(),
    evidence,
    ...sentences(before.year, now.year, differing, totalsAgree, changedWords(evidence, dictionary)),
  }
}

const lastYears = (column: string): string => `applications.carried_forward.${column}`
const thisYears = (column: string): string => `applications.carried_over.${column}`

function sentences(
  before: number,
  now: number,
  differing: readonly Pair[],
  totalsAgree: boolean,
  changed: BothWords,
): Pick<YearFinding, 'message' | 'message_zh'> {
  const en = differing.map((pair) => `${pair.en}: ${pair.forward} against ${pair.over}`).join(', ')
  const zh = differing.map((pair) => `${pair.zh}：${pair.forward} 对 ${pair.over}`).join('，')
  return {
    message:
      `The reports for ${before} and ${now} count the requests that went from one year to the next otherwise (${en}).` +
      (totalsAgree ? ' The totals agree; the applicants are counted otherwise.' : '') +
      changed.en,
    message_zh:
      `${before} 年报告“结转下年度继续办理”与 ${now} 年报告“上年结转”不一致（${zh}）。` +
      (totalsAgree ? '总计一致，申请人分类不同。' : '') +
      changed.zh,
  }
}
