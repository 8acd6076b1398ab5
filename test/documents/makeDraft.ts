import type { SectionKey } from '../../src/model/report.ts'
import {
  cell,
  type Draft,
  type DraftBlock,
  type DraftCell,
  type DraftRow,
  type DraftTable,
  paragraph,
  row,
} from './draft.ts'
import {
  applicants,
  type ApplicationRow,
  applicationRows,
  proactiveItems,
  reviewGroups,
  reviewResults,
} from './layout.ts'
import type { Figures } from './makeFigures.ts'
import { formOf, type ReportSpec } from './spec.ts'

/** The six headings of the form (both years). */
const headings: readonly (readonly [SectionKey, string])[] = [
  ['overview', '一、总体情况'],
  ['proactive', '二、主动公开政府信息情况'],
  ['applications', '三、收到和处理政府信息公开申请情况'],
  ['review_litigation', '四、政府信息公开行政复议、行政诉讼情况'],
  ['problems', '五、存在的主要问题及改进情况'],
  ['other', '六、其他需要报告的事项'],
]

const figureCell = (figures: Figures, metric: string, columnSpan = 1): DraftCell =>
  cell(String(figures[metric] ?? ''), { metric: metric in figures ? metric : null, columnSpan })

function proactiveTable({ forms, figures }: ReportSpec): DraftTable {
  // Word's form has four columns; where an item has fewer figures, its cells share the rest.
  const spans = (count: number): readonly number[] => ({ 1: [3], 2: [1, 2], 3: [1, 1, 1] })[count] ?? []
  const rows = proactiveItems[forms.proactive].flatMap(({ item, columns, rows: names }) => [
    row(cell(`第二十条第${item}项`, { columnSpan: 4 })),
    row(
      cell('信息内容'),
      ...columns.map(([, label], i) => cell(label, { columnSpan: spans(columns.length)[i] ?? 1 })),
    ),
    ...names.map(([id, label]) =>
      row(
        cell(label),
        ...columns.map(([column], i) =>
          figureCell(figures, `proactive.${id}.${column}`, spans(columns.length)[i]),
        ),
      ),
    ),
  ])
  return { kind: 'table', key: 'proactive', rows }
}

/** The label cells that begin in this row: 三、本年度办理结果 and each group are merged downwards. */
function labelCells(rows: readonly ApplicationRow[], index: number): readonly DraftCell[] {
  const own = rows[index]
  if (own === undefined) return []
  if (!own.result) return [cell(own.label, { columnSpan: 3 })]
  const results = rows.filter(({ result }) => result)
  const first = results[0] === own ? [cell('三、本年度办理结果', { rowSpan: results.length })] : []
  if (own.group === null) return [...first, cell(own.label, { columnSpan: 2 })]
  const members = rows.filter(({ group }) => group === own.group)
  return [
    ...first,
    ...(members[0] === own ? [cell(own.group, { rowSpan: members.length })] : []),
    cell(own.label),
  ]
}

function applicationsTable({ forms, figures }: ReportSpec): DraftTable {
  const rows = applicationRows(forms.applications).filter(({ id }) =>
    applicants.some(([kind]) => `applications.${id}.${kind}` in figures),
  )
  const organisations = applicants.slice(1, 6).map(([, label]) => cell(label))
  const head = [
    row(
      cell('（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）', {
        columnSpan: 3,
        rowSpan: 3,
      }),
      cell('申请人情况', { columnSpan: 7 }),
    ),
    row(
      cell('自然人', { rowSpan: 2 }),
      cell('法人或其他组织', { columnSpan: 5 }),
      cell('总计', { rowSpan: 2 }),
    ),
    row(...organisations),
  ]
  const body = rows.map(({ id }, index) =>
    row(
      ...labelCells(rows, index),
      ...applicants.map(([kind]) => figureCell(figures, `applications.${id}.${kind}`)),
    ),
  )
  return { kind: 'table', key: 'applications', rows: [...head, ...body] }
}

function reviewTable({ figures }: ReportSpec): DraftTable {
  const results = (rowSpan: number): readonly DraftCell[] =>
    reviewResults.map(([, label]) => cell(label, { rowSpan }))
  const head: readonly DraftRow[] = [
    row(cell('行政复议', { columnSpan: 5 }), cell('行政诉讼', { columnSpan: 10 })),
    row(...results(2), cell('未经复议直接起诉', { columnSpan: 5 }), cell('复议后起诉', { columnSpan: 5 })),
    row(...results(1), ...results(1)),
  ]
  const values = reviewGroups.flatMap((group) =>
    reviewResults.map(([result]) => figureCell(figures, `${group}.${result}`)),
  )
  return { kind: 'table', key: 'review_litigation', rows: [...head, row(...values)] }
}

const tables: Partial<Record<SectionKey, (spec: ReportSpec) => DraftTable>> = {
  proactive: proactiveTable,
  applications: applicationsTable,
  review_litigation: reviewTable,
}

/** The report as the form wants it, before any oddity. */
export function makeDraft(spec: ReportSpec): Draft {
  const blocks: readonly DraftBlock[] = [
    ...spec.title.map((line) => paragraph(line, 'title')),
    ...(spec.sentences.preface ?? []).map((text) => paragraph(text)),
    ...headings.flatMap(([key, heading]): readonly DraftBlock[] => {
      const table = tables[key]?.(spec)
      return [
        paragraph(heading, 'heading', key),
        ...(spec.sentences[key] ?? []).map((text) => paragraph(text, 'body', key)),
        ...(table === undefined ? [] : [table]),
      ]
    }),
  ]
  const { unit, year, forms, figures } = spec
  return { blocks, truth: { unit, year, form: formOf(forms), figures, broken: [], uncertain: [] } }
}
