import { type Draft, type DraftCell, type DraftRow, cell, isTable, seen } from './draft.ts'
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

/** Whether the header of 申请 still has its region of organisations in one cell over several columns. */
const hasRegion = (rows: readonly DraftRow[]): boolean =>
  rows[1]?.cells.some(({ runs, columnSpan }) => seen(runs) === '法人或其他组织' && columnSpan > 1) === true

/** Whether it has in any of the tables that it comes in: where a page cuts it, the others have no header. */
const hasRegions = ({ blocks }: Draft): boolean =>
  blocks.some((block) => isTable(block, 'applications') && hasRegion(block.rows))

const ofOrganisation = /\.(?:business|research|public_interest|legal_service|other_org)$/u
const isOrganisation = ({ metric }: DraftCell): boolean => ofOrganisation.test(metric ?? '')

/** The row with a cell behind the last one that the test picks out; as it is where none is. */
const withCellBehind = (own: DraftRow, isBefore: (one: DraftCell) => boolean, added: DraftCell): DraftRow => {
  const at = own.cells.findLastIndex(isBefore)
  return at < 0 ? own : { ...own, cells: own.cells.toSpliced(at + 1, 0, added) }
}

/** A column 小计 or 合计 behind the kinds of organisations. */
export const subtotalColumn = oddity(
  'subtotal-column',
  (draft, dice) => {
    const name = dice.pick(['小计', '合计'])
    if (!hasRegions(draft)) return draft
    return mapTables(draft, 'applications', (table) => {
      const isHeaded = hasRegion(table.rows)
      const rows = widened(table.rows, 1).map((own, at) => {
        if (isHeaded && at < 2) return own
        if (isHeaded && at === 2) {
          const high = Math.max(1, ...own.cells.map(({ rowSpan }) => rowSpan))
          return withCellBehind(own, ({ runs }) => seen(runs) !== '总计', cell(name, { rowSpan: high }))
        }
        const sum = own.cells
          .filter(isOrganisation)
          .reduce((total, { runs }) => total + Number(seen(runs)), 0)
        return withCellBehind(own, isOrganisation, cell(Number.isFinite(sum) ? String(sum) : ''))
      })
      return { ...table, rows }
    })
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
    if (!hasRegions(draft)) return draft
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
