import { flattened } from './container.ts'
import {
  cell,
  type DraftBlock,
  type DraftCell,
  type DraftRow,
  type DraftTable,
  isTable,
  paragraph,
} from './draft.ts'
import { mapBlocks, metricsIn, withUncertain } from './edit.ts'
import { gridRows } from './grid.ts'
import { type Oddity, oddity } from './oddity.ts'

/** Merged cells that are cut by a page end begin again, empty, on the next page. */
function tail(table: DraftTable, at: number): readonly DraftRow[] {
  const cut = gridRows(table.rows)[at]
  if (cut === undefined) return []
  const first = {
    ...cut.row,
    cells: cut.cells.map(({ cell: one, continued }) =>
      continued ? cell('', { columnSpan: one.columnSpan }) : one,
    ),
  }
  return [
    first,
    ...table.rows
      .slice(at + 1)
      .map((one, i) => ({ ...one, cells: [...reopened(table, at, i + 1), ...one.cells] })),
  ]
}

/** The continuations which the cut left open lose their merge: each row begins with empty cells. */
function reopened(table: DraftTable, at: number, offset: number): readonly DraftCell[] {
  const line = gridRows(table.rows)[at + offset]
  if (line === undefined) return []
  const before = new Set(table.rows.slice(0, at).flatMap(({ cells }) => cells))
  return line.cells
    .filter(({ cell: one, continued }) => continued && before.has(one))
    .map(({ cell: one }) => cell('', { columnSpan: one.columnSpan }))
}

/** A merge that reaches over the cut ends at it. */
function front(table: DraftTable, at: number): readonly DraftRow[] {
  return table.rows.slice(0, at).map((one, i) => ({
    ...one,
    cells: one.cells.map((part) => ({ ...part, rowSpan: Math.min(part.rowSpan, at - i) })),
  }))
}

function cutTable(table: DraftTable, at: number, header: number, page: string | null): readonly DraftBlock[] {
  const number = page === null ? [] : [paragraph(page, 'page-number', table.key)]
  const again = table.rows.slice(0, header)
  return [{ ...table, rows: front(table, at) }, ...number, { ...table, rows: [...again, ...tail(table, at)] }]
}

/**
 * Table 3 on two pages; what the converter left of the page end is `page` (null for nothing). In flattened text the
 * number stands among the figures of the row before, and its dashes look like blanks.
 */
const cut = (name: string, page: string | null, header: boolean): Oddity =>
  oddity(name, (draft, dice, container) => {
    const table = draft.blocks.find((block) => isTable(block, 'applications'))
    if (table?.kind !== 'table') return draft
    const at = dice.int(6, table.rows.length - 3)
    const doubtful =
      page !== null && flattened.includes(container) ? metricsIn(table.rows.slice(at - 1, at)) : []
    const blocks = (block: DraftBlock) =>
      block === table ? cutTable(table, at, header ? 3 : 0, page) : [block]
    return withUncertain(mapBlocks(draft, blocks), doubtful)
  })
export const cutByPage = cut('cut-by-page', '— 5 —', false)
export const cutByPageWithHeader = cut('cut-by-page-header-again', '- 6 -', true)
export const cutWithoutTrace = cut('cut-without-page-number', null, false)
export const barePageNumber = cut('bare-page-number', '7', false)
