import type { TableSince2019 as TableKey } from '../../src/model/report.ts'
import {
  type Draft,
  type DraftBlock,
  type DraftCell,
  type DraftParagraph,
  type DraftRow,
  type DraftTable,
  plain,
} from './draft.ts'
import type { Truth } from './truth.ts'

/** Changes to a draft, from which the oddities are composed. Each gives a new draft. */
export const mapBlocks = (draft: Draft, change: (block: DraftBlock) => readonly DraftBlock[]): Draft => ({
  ...draft,
  blocks: draft.blocks.flatMap(change),
})

export const mapParagraphs = (draft: Draft, change: (p: DraftParagraph) => readonly DraftBlock[]): Draft =>
  mapBlocks(draft, (block) => (block.kind === 'paragraph' ? change(block) : [block]))

export const mapTables = (
  draft: Draft,
  key: TableKey | null,
  change: (table: DraftTable) => DraftTable,
): Draft =>
  mapBlocks(draft, (block) =>
    block.kind === 'table' && (key === null || block.key === key) ? [change(block)] : [block],
  )

export const mapRows = (
  draft: Draft,
  key: TableKey | null,
  change: (row: DraftRow, index: number) => readonly DraftRow[],
): Draft => mapTables(draft, key, (table) => ({ ...table, rows: table.rows.flatMap(change) }))

export const mapCells = (
  draft: Draft,
  key: TableKey | null,
  change: (cell: DraftCell) => readonly DraftCell[],
): Draft => mapRows(draft, key, (row) => [{ ...row, cells: row.cells.flatMap(change) }])

/** Cells that print figures. */
export const mapFigures = (draft: Draft, change: (cell: DraftCell, metric: string) => DraftCell): Draft =>
  mapCells(draft, null, (cell) => [cell.metric === null ? cell : change(cell, cell.metric)])

/** Prints other text for one figure, without touching the truth. */
export const reprint = (draft: Draft, metric: string, text: string): Draft =>
  mapFigures(draft, (cell, own) => (own === metric ? { ...cell, runs: plain(text) } : cell))

/** Changes a printed figure and the truth with it. */
export function setFigure(draft: Draft, metric: string, value: number | null, text: string): Draft {
  const figures = { ...draft.truth.figures, [metric]: value }
  return withTruth(reprint(draft, metric, text), { figures })
}

const withTruth = (draft: Draft, truth: Partial<Truth>): Draft => ({
  ...draft,
  truth: { ...draft.truth, ...truth },
})

export const withBroken = (draft: Draft, ...metrics: readonly string[]): Draft =>
  withTruth(draft, { broken: [...new Set([...draft.truth.broken, ...metrics])] })

export const withUncertain = (draft: Draft, metrics: readonly string[]): Draft =>
  withTruth(draft, { uncertain: [...new Set([...draft.truth.uncertain, ...metrics])] })

export const metricsIn = (rows: readonly DraftRow[]): readonly string[] =>
  rows.flatMap(({ cells }) => cells.flatMap(({ metric }) => (metric === null ? [] : [metric])))

/** The figures that the draft prints as numbers, with their values. */
export const printedNumbers = ({ truth }: Draft): readonly (readonly [metric: string, value: number])[] =>
  Object.entries(truth.figures).flatMap(([metric, value]) =>
    value === null ? [] : [[metric, value] as const],
  )

/** The rows that print any of these figures. */
export const rowsWith = (draft: Draft, metrics: readonly string[]): readonly DraftRow[] =>
  draft.blocks.flatMap((block) =>
    block.kind === 'table'
      ? block.rows.filter(({ cells }) =>
          cells.some(({ metric }) => metric !== null && metrics.includes(metric)),
        )
      : [],
  )

/** Figures that the document does not print at all. */
export const withoutFigures = (draft: Draft, metrics: readonly string[]): Draft =>
  withTruth(draft, {
    figures: Object.fromEntries(
      Object.entries(draft.truth.figures).filter(([metric]) => !metrics.includes(metric)),
    ),
  })

/** The cells of two lists of figures exchanged in the truth, and which cell prints which. */
export function exchanged(draft: Draft, some: readonly string[], others: readonly string[]): Draft {
  const partner = new Map([
    ...some.map((metric, at) => [metric, others[at] ?? metric] as const),
    ...others.map((metric, at) => [metric, some[at] ?? metric] as const),
  ])
  const figures = Object.entries(draft.truth.figures).map(
    ([metric]) => [metric, draft.truth.figures[partner.get(metric) ?? metric] ?? null] as const,
  )
  return withTruth(
    mapFigures(draft, (one, metric) => ({ ...one, metric: partner.get(metric) ?? metric })),
    { figures: Object.fromEntries(figures) },
  )
}
