import type { Finding } from '../../model/finding.ts'
import type { Entry } from './entries.ts'
import type { Column } from './header.ts'
import type { PreparedCell, PreparedRow } from './prepareForms.ts'
import type { PrintedCell } from './printedLine.ts'
import { bothOf, together, type PrintedUnits } from './printedUnits.ts'
import { readCell, type CellReading } from './readCell.ts'
import { rowFinding } from './rowFinding.ts'
import type { Evidence, ReadFigure, RowReading } from './rowReading.ts'

/** Cells read as figures, before any sum was asked. */
export interface RowDraft extends RowReading {
  /** Metrics whose digits are parted inside the cell. */
  readonly parted: readonly string[]
  /** Nothing of the row is unreadable, so that its sums have all that is printed. */
  readonly isWhole: boolean
}

/** What became of the metrics of a row, by what is remarkable about their cells. */
type Remarks = Readonly<Record<'unreadable' | 'notes' | 'parted' | 'missing' | 'undrawn', string[]>>

/** Reads each cell as the figure of the column that it stands in; `cells` has one for each of `columns`, null where there is none. */
export function readCells(
  entry: Entry,
  row: PreparedRow,
  columns: readonly Column[],
  cells: readonly (PrintedCell | null)[],
): RowDraft {
  const figures = new Map<string, ReadFigure>()
  const remarks: Remarks = { unreadable: [], notes: [], parted: [], missing: [], undrawn: [] }
  const ofLabels = entry.labels.flatMap(({ units, doubts }) => [units, doubts])
  const rowUnits = together([entry.line.units, ...ofLabels])
  columns.forEach((column, index) => {
    const target = column.key === null ? undefined : row.cells.get(column.key)
    if (!target) return
    const cell = cells[index] ?? null
    if (cell === null) remarks.missing.push(target.metric)
    else if (entry.line.inferred && cell.look === 'blank' && cell.text === '')
      remarks.undrawn.push(target.metric)
    const value = valueOf(cell, target, bothOf(column.units, rowUnits))
    if (value.kind === 'unreadable') {
      remarks.unreadable.push(target.metric)
      return
    }
    if (value.kind === 'number' && value.note) remarks.notes.push(target.metric)
    if (value.kind === 'number' && value.joined) remarks.parted.push(target.metric)
    figures.set(target.metric, {
      value: value.kind === 'number' ? value.value : null,
      evidence: evidenceOf(entry, cell, index),
    })
  })
  const { parted, unreadable } = remarks
  const isWhole = unreadable.length === 0
  return { figures, findings: findingsOf(entry, row, figures, remarks), parted, isWhole }
}

function findingsOf(
  entry: Entry,
  row: PreparedRow,
  figures: RowReading['figures'],
  { unreadable, notes, missing, undrawn }: Remarks,
): readonly Finding[] {
  const findings: Finding[] = []
  if (unreadable.length > 0) {
    const what = 'neither blank nor a figure that is certain'
    findings.push(rowFinding(entry, 'unreadable-cell', 'warning', unreadable, what))
  }
  if (notes.length > 0)
    findings.push(rowFinding(entry, 'note-in-cell', 'info', notes, 'a unit or note beside the number'))
  if (missing.length > 0) {
    // A row without a single cell cannot have been misread.
    const severity = entry.values.length === 0 ? 'info' : 'warning'
    const doubtful = isLostEnd(entry, row, figures, missing) ? missing : [...figures.keys()]
    const what = 'the row ends before its last columns'
    findings.push(rowFinding(entry, 'missing-cell', severity, doubtful, what))
  }
  if (undrawn.length > 0) {
    const what = 'nothing is printed and nothing draws the cell: it may be blank or lost'
    // Where one is lost, those behind it may have moved into its place; no sum of the row would tell.
    const doubtful = row.sums.length === 0 ? [...figures.keys()] : undrawn
    findings.push(rowFinding(entry, 'missing-cell', 'warning', doubtful, what))
  }
  return findings
}

/**
 * Whether it is the last cell that was lost and no other: the next heading runs on in its place, or it is the total and the other
 * cells rule out that the last one there is (assignCells; nothing rules it out where all are 0). With several totals in a row
 * (复议诉讼) none rules out that a cell of another group is the one that is lost.
 */
function isLostEnd(
  { runsOn }: Entry,
  { sums: [sum, ...others] }: PreparedRow,
  figures: RowReading['figures'],
  missing: readonly string[],
): boolean {
  const isTotal =
    sum !== undefined && others.length === 0 && missing.every((metric) => sum.right.includes(metric))
  return runsOn || (isTotal && [...figures.values()].some(({ value }) => (value ?? 0) !== 0))
}

const valueOf = (cell: PrintedCell | null, target: PreparedCell, units: PrintedUnits): CellReading =>
  cell === null ? { kind: 'blank' } : readCell(cell.text, target, units)

/** Where a figure stands: in a cell, or, without one, where the row would have gone on. */
export function evidenceOf(entry: Entry, cell: PrintedCell | null, index: number): Evidence {
  const table = entry.line.table + 1
  if (cell) return { raw: cell.text, table, row: cell.row + 1, column: cell.start + 1 }
  // A cell that is not there: the place where the row would have gone on.
  const last = entry.line.cells.at(-1)
  const column = (last?.end ?? 0) + 1 + index - Math.max(0, entry.values.length)
  return { raw: '', table, row: (last?.row ?? 0) + 1, column: Math.max(1, column) }
}
