import { type Draft, type DraftCell, type DraftRow, cell, seen } from './draft.ts'
import { mapRows, mapTables, metricsIn, withoutFigures, withUncertain } from './edit.ts'
import { containers, flattened, sheets } from './container.ts'
import { gridRows } from './grid.ts'
import { oddity } from './oddity.ts'

const metricsOfTable = (draft: Draft, start: string): readonly string[] =>
  Object.keys(draft.truth.figures).filter((metric) => metric.startsWith(start))

const bordered = [
  'docx',
  'doc',
  'rtf',
  'html',
  'html-gb18030',
  'text-tab-indented',
  'text-tabs',
  'text-pipes',
] as const

/** What a converter prints that knows no merged cells: their content again in every place that they cover. */
export const repeatedMergedCells = oddity(
  'repeated-merged-cells',
  (draft) =>
    mapTables(draft, null, (table) => ({
      ...table,
      rows: gridRows(table.rows).map(({ row, cells }) => ({
        ...row,
        cells: cells.flatMap(({ cell: one }): readonly DraftCell[] =>
          Array.from({ length: one.columnSpan }, () => ({ ...one, rowSpan: 1, columnSpan: 1 })),
        ),
      })),
    })),
  bordered,
)

/** The header of 申请 with another width of its region of organisations. */
function widened(rows: readonly DraftRow[], by: number): readonly DraftRow[] {
  const wider = (own: DraftRow, label: string): DraftRow => ({
    ...own,
    cells: own.cells.map((one) =>
      seen(one.runs) === label ? { ...one, columnSpan: one.columnSpan + by } : one,
    ),
  })
  return rows.map((own, at) =>
    at === 0 ? wider(own, '申请人情况') : at === 1 ? wider(own, '法人或其他组织') : own,
  )
}

/** A column 小计 or 合计 behind the five kinds of organisations. */
export const subtotalColumn = oddity(
  'subtotal-column',
  (draft, dice) => {
    const name = dice.pick(['小计', '合计'])
    return mapTables(draft, 'applications', (table) => ({
      ...table,
      rows: widened(table.rows, 1).map((own, at) => {
        if (at < 2) return own
        if (at === 2) return { ...own, cells: [...own.cells, cell(name)] }
        const organisations = own.cells.slice(-6, -1)
        const sum = organisations.reduce((total, { runs }) => total + Number(seen(runs)), 0)
        return { ...own, cells: [...own.cells.slice(0, -1), cell(String(sum)), ...own.cells.slice(-1)] }
      }),
    }))
  },
  bordered,
)

/** 申请 without one of its columns, which nobody used: its figures are not there, all others are. */
export const absentColumn = oddity(
  'absent-column',
  (draft, dice) => {
    const [kind, label] = dice.pick([
      ['research', '科研机构'],
      ['other_org', '其他'],
    ] as const)
    const gone = metricsOfTable(draft, 'applications.').filter((metric) => metric.endsWith(`.${kind}`))
    const without = mapTables(draft, 'applications', (table) => ({
      ...table,
      rows: widened(table.rows, -1).map((own, at) => ({
        ...own,
        cells: own.cells.filter(
          ({ metric, runs }) =>
            !(metric !== null && gone.includes(metric)) &&
            !(at === 2 && seen(runs).replaceAll('\n', '') === label),
        ),
      })),
    }))
    // Totals now hold what no column shows.
    const left = withoutFigures(without, gone)
    return withUncertain(left, metricsOfTable(left, 'applications.'))
  },
  bordered,
)

/** 上年 and 本年 below each heading of table 2: refused, never merged. */
export const yearsBelowColumns = oddity('years-below-columns', (draft, dice) => {
  const doubled = mapRows(draft, 'proactive', (own) => {
    if (own.cells.length === 1) return [own]
    const [label, ...others] = own.cells
    if (label === undefined) return [own]
    if (metricsIn([own]).length > 0) {
      const pairs = others.flatMap((one) => [cell(String(dice.int(1, 60))), { ...one, columnSpan: 1 }])
      return [{ ...own, cells: [label, ...pairs] }]
    }
    return [
      {
        ...own,
        cells: [{ ...label, rowSpan: 2 }, ...others.map((one) => ({ ...one, columnSpan: 2 }))],
      },
      { ...own, cells: others.flatMap(() => [cell('上年'), cell('本年')]) },
    ]
  })
  return withUncertain(doubled, metricsOfTable(draft, 'proactive.'))
})

/** Any one cell of any row of figures is not there: which one nobody can tell. */
export const lostCell = oddity(
  'lost-cell',
  (draft, dice) => {
    const rows = draft.blocks.flatMap((block) =>
      block.kind === 'table' ? block.rows.filter((own) => metricsIn([own]).length > 1) : [],
    )
    const [row] = dice.some(rows, 1)
    if (row === undefined) return draft
    const metrics = metricsIn([row])
    const gone = dice.pick(metrics as [string, ...string[]])
    const shorter = mapRows(draft, null, (own) => [
      own === row ? { ...own, cells: own.cells.filter(({ metric }) => metric !== gone) } : own,
    ])
    return withUncertain(shorter, metrics)
  },
  // A sheet has every cell: where one was taken out, what is printed is what stands there now.
  containers.filter((container) => !sheets.includes(container)),
)

/** A page ends within a row: its label stands above, its figures below, in a row without a label. */
export const rowCutByPage = oddity('row-cut-by-page', (draft, dice, container) => {
  const rows = draft.blocks.flatMap((block) =>
    block.kind === 'table' && block.key === 'applications'
      ? block.rows.filter(({ cells }) => cells.every(({ rowSpan }) => rowSpan === 1))
      : [],
  )
  const [row] = dice.some(
    rows.filter((own) => metricsIn([own]).length > 1 && own.cells.length === 8),
    1,
  )
  if (row === undefined || flattened.includes(container)) return draft
  const [label] = row.cells
  if (label === undefined) return draft
  const figures = row.cells.slice(1)
  const above = { ...row, cells: [label, ...figures.map(() => cell(''))] }
  const below = { ...row, cells: [cell('', { columnSpan: label.columnSpan }), ...figures] }
  return withUncertain(
    mapRows(draft, 'applications', (own) => (own === row ? [above, below] : [own])),
    metricsIn([row]),
  )
})
