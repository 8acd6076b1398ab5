import type { YearFinding } from '../model/yearFinding.ts'
import { certainFigures, evidenceOf, type CertainReport } from './certainFigure.ts'
import { changedWords, type BothWords, type Dictionary } from './yearWords.ts'

/** Rows of table 2 that print a stock and what changed it. */
const rows = [
  { key: 'proactive.rules', one: 'rule', many: 'rules', zh: '规章' },
  {
    ...{ key: 'proactive.normative_documents', one: 'normative document', many: 'normative documents' },
    zh: '行政规范性文件',
  },
] as const

/**
 * 现行有效件数 against last year's plus 制发 minus 废止 (docs/decisions/0039, rule 2): a finding for each row that does not add up.
 * Only the table of 2021 has these cells, so a report of the form of 2019 on either side gives none.
 */
export function stockAndFlow(
  before: CertainReport,
  now: CertainReport,
  dictionary: Dictionary,
): readonly YearFinding[] {
  return rows.flatMap((row) => rowFinding(row, [before, now], dictionary) ?? [])
}

function rowFinding(
  { key, one, many, zh }: (typeof rows)[number],
  [before, now]: readonly [CertainReport, CertainReport],
  dictionary: Dictionary,
): YearFinding | null {
  const figure = certainFigures(now)
  const stock = `${key}.in_force`
  const was = certainFigures(before)(stock)
  const [issued, repealed, is] = [`${key}.issued`, `${key}.repealed`, stock].map(figure)
  if (typeof was !== 'number' || typeof is !== 'number') return null
  if (issued === undefined || repealed === undefined) return null
  const due = was + (issued ?? 0) - (repealed ?? 0)
  if (due === is) return null
  const evidence = [
    evidenceOf(before, stock),
    ...[`${key}.issued`, `${key}.repealed`, stock].map((metric) => evidenceOf(now, metric)),
  ]
  const noted = evidence.flatMap(({ raw }) => (raw !== null && isNoted(raw) ? [raw] : []))
  const changed = changedWords(evidence, dictionary)
  const flows = [flowWords(issued, 'issued', '本年制发'), flowWords(repealed, 'repealed', '废止')]
  const unexplained = issued !== null && repealed !== null && noted.length === 0
  return {
    ...{
      site: now.site,
      report: now.id,
      unit: now.report.unit.name,
      unit_code: now.unitCode,
      year: now.year,
    },
    code: 'stock-differs',
    severity: unexplained ? 'warning' : 'info',
    metrics: [stock],
    evidence,
    message:
      `The report for ${now.year} counts ${is} ${is === 1 ? one : many} in force; with ${was} a year before, ${flows.map(({ en }) => en).join(' and ')} it would be ${due}.` +
      `${noted.length === 0 ? '' : ` Printed in a cell: ${quoted(noted, ', ')}.`}${changed.en}`,
    message_zh:
      `${now.year} 年报告${zh}现行有效 ${is} 件；按上年现行有效 ${was} 件、${flows.map(({ zh: flow }) => flow).join('、')}推算应为 ${due} 件。` +
      `${noted.length === 0 ? '' : `单元格内注：${quoted(noted, '、')}。`}${changed.zh}`,
  }
}

/** Whether a cell says more than a number: it may say why. */
const isNoted = (raw: string): boolean => /[\p{L}（(]/u.test(raw.replace(/件\s*$/u, ''))

const quoted = (raws: readonly string[], comma: string): string =>
  raws.map((raw) => `“${raw.trim()}”`).join(comma)

/** What came or went in the year; a blank cell is told as one. */
const flowWords = (value: number | null, en: string, zh: string): BothWords =>
  value === null
    ? { en: `a blank cell for those ${en}`, zh: `${zh}空白` }
    : { en: `${value} ${en}`, zh: `${zh} ${value} 件` }
