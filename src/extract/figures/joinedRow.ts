import type { Entry } from './entries.ts'
import type { ColumnsHeader } from './header.ts'
import type { PreparedCell, PreparedRow } from './prepareForms.ts'
import { isProved } from './provedRow.ts'
import { readCell } from './readCell.ts'
import { evidenceOf } from './readCells.ts'
import { rowFinding } from './rowFinding.ts'
import type { ReadFigure, RowReading } from './rowReading.ts'
import type { RowSum, RunCell, SplitWay } from './splitWays.ts'

/** A row (数字粘连) of which neighbouring cells may have run together, made ready for splitting. */
export interface JoinedRow {
  readonly entry: Entry
  readonly row: PreparedRow
  readonly cells: readonly RunCell[]
  /** By column of the document. */
  readonly targets: readonly PreparedCell[]
  /** The sums of the row, by places of columns. */
  readonly sums: readonly RowSum[]
}

/**
 * The row when it may be split: in text where blanks leave no trace, with fewer cells than columns, under a header that has each
 * column of the form and no other, every cell digits or a mark for nothing. Null otherwise.
 */
export function joinedRow(entry: Entry, row: PreparedRow, header: ColumnsHeader): JoinedRow | null {
  const { line, values, joined, ragged } = entry
  if (!line.blanksLost || joined !== 'no' || ragged || values.length >= header.columns.length) return null
  const targets = targetsOf(row, header)
  const cells = values.flatMap(({ text }) => runCell(text, targets?.[0]) ?? [])
  if (targets === null || values.length === 0 || cells.length < values.length) return null
  const place = (metric: string): number => targets.findIndex((target) => target.metric === metric)
  const sums = row.sums.map(({ left, right }) => ({ left: left.map(place), right: right.map(place) }))
  return { entry, row, cells, targets, sums: sums.filter(isHere) }
}

/** Whether all columns of the sum are among those of the header: where 复议诉讼 is cut in tables, each has its own. */
const isHere = ({ left, right }: RowSum): boolean => [...left, ...right].every((place) => place >= 0)

function targetsOf(row: PreparedRow, header: ColumnsHeader): readonly PreparedCell[] | null {
  if (header.order !== 'labels' || header.spare === true) return null
  const targets = header.columns.flatMap(({ key }) => (key === null ? [] : (row.cells.get(key) ?? [])))
  const plain = targets.every(({ unit, signed }) => unit === '件' && !signed)
  return plain && targets.length === header.columns.length && targets.length === row.metrics.length
    ? targets
    : null
}

function runCell(text: string, target: PreparedCell | undefined): RunCell | null {
  const digits = text.replace(/[０-９]/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
  if (/^\d+$/u.test(digits)) return { kind: 'digits', digits }
  const read = target === undefined ? null : readCell(text, target)
  if (read?.kind === 'blank') return { kind: 'whole', value: null }
  return read?.kind === 'number' && !read.note && !read.joined ? { kind: 'whole', value: read.value } : null
}

/**
 * The row when its digits can be split in one way and no other, whatever the sums say: a cell never begins with a zero, so that `00`
 * is two cells and `05` as well, and these make up all columns. Its sums must hold all the same; noughts need none. Else null.
 */
export function forcedRow(joined: JoinedRow): RowReading | null {
  const pieces = joined.cells.flatMap((cell, at) => leastPieces(cell).map((value) => ({ value, at })))
  if (pieces.length !== joined.targets.length) return null
  const way = { values: pieces.map(({ value }) => value), cells: pieces.map(({ at }) => at), isFull: true }
  const reading = splitReading(joined, way)
  return isProved(reading.figures, joined.row) ? reading : null
}

/** The fewest cells that a run can be: one for each zero at its head, and one for all the rest. */
function leastPieces(cell: RunCell): readonly (number | null)[] {
  if (cell.kind === 'whole') return [cell.value]
  const [, zeros = '', rest = ''] = /^(0*)(.*)$/u.exec(cell.digits) ?? []
  return [...Array.from(zeros, () => 0), ...(rest === '' ? [] : [Number(rest)])]
}

/** The row split in that way: each figure with the run as its raw text, and a finding that tells what was split into what. */
export function splitReading({ entry, targets }: JoinedRow, { values, cells }: SplitWay): RowReading {
  const figures = new Map<string, ReadFigure>()
  targets.forEach(({ metric }, column) => {
    const cell = entry.values[cells[column] ?? -1] ?? null
    figures.set(metric, { value: values[column] ?? null, evidence: evidenceOf(entry, cell, column) })
  })
  const runs = [...Map.groupBy(targets.keys(), (column) => cells[column] ?? -1)].filter(
    ([, columns]) => columns.length > 1,
  )
  const metrics = runs.flatMap(([, columns]) => columns.map((column) => targets[column]?.metric ?? ''))
  const said = runs.map(([cell, columns]) => {
    const run = entry.values[cell]?.text ?? ''
    return `${run} is ${columns.map((column) => values[column] ?? '·').join(' ')}`
  })
  const what = `${said.join(', ')}: the only way in which all sums hold`
  return { figures, findings: [rowFinding(entry, 'split-by-sums', 'info', metrics, what)] }
}
