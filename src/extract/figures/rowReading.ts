import type { Finding } from '../../model/finding.ts'
import { sumOutcome } from '../../model/formSum.ts'
import { assignCells } from './assignCells.ts'
import { columnOrders } from './columnOrders.ts'
import type { Column, Header } from './header.ts'
import type { Entry } from './entries.ts'
import { onlyFigure } from './onlyFigure.ts'
import type { PreparedCell, PreparedRow } from './prepareForms.ts'
import type { PrintedCell } from './printedLine.ts'
import { together, unitsIn, type PrintedUnits } from './printedUnits.ts'
import { readCell, type CellReading } from './readCell.ts'

/** Evidence of a figure: the raw text, and table, row and column from 1. */
export interface Evidence {
  readonly raw: string
  readonly table: number
  readonly row: number
  readonly column: number
}

export interface ReadFigure {
  readonly value: number | null
  readonly evidence: Evidence
}

/** What one printed row gives: its figures by metric, and what is remarkable about them. */
export interface RowReading {
  readonly figures: ReadonlyMap<string, ReadFigure>
  readonly findings: readonly Finding[]
}

export type ColumnsHeader = Extract<Header, { readonly kind: 'columns' }>

const finding = (
  code: Finding['code'],
  severity: Finding['severity'],
  metrics: readonly string[],
  message: string,
): Finding => ({ code, severity, metrics: [...metrics].sort(), message })

const nothing = (found: Finding): RowReading => ({ figures: new Map(), findings: [found] })

/**
 * Reads the cells of a printed row as figures of a row of the form. What only a sum could prove, and none does, is left out; so
 * is a row that adds up in several orders of its columns and has other figures in each.
 */
export function readRow(entry: Entry, row: PreparedRow, header: ColumnsHeader): RowReading {
  const reading = readInOrder(entry, row, header)
  if (header.order !== 'guess' || reading.figures.size === 0) return reading
  const others = columnOrders(header.columns).map((columns) =>
    readInOrder(entry, row, { ...header, columns }),
  )
  const rival = others.some(({ figures }) => figures.size > 0 && !areSame(figures, reading.figures))
  const message = `${placeOf(entry)}: it adds up in several orders of its columns`
  return rival ? nothing(finding('unclear-layout', 'warning', row.metrics, message)) : reading
}

const areSame = (one: RowReading['figures'], other: RowReading['figures']): boolean =>
  one.size === other.size && [...one].every(([metric, { value }]) => other.get(metric)?.value === value)

/** The row with the columns in the order that the header gives, and no other. */
export function readInOrder(entry: Entry, row: PreparedRow, header: ColumnsHeader): RowReading {
  const only = onlyFigure(entry, row, header.columns, header.table)
  if (only !== null)
    return prove(readCells(entry, row, [only.column], [only.cell]), row, entry, header.order === 'labels')
  const assignment = assignCells(entry, header.columns, header.table)
  if (assignment.kind === 'run-together')
    return nothing(
      finding('digits-run-together', 'warning', row.metrics, `${placeOf(entry)}: fewer numbers than columns`),
    )
  // Which columns the document has, only as many cells as columns could tell.
  const tooMany = header.order === 'guess' && entry.values.length > header.columns.length
  if (assignment.kind === 'unclear' || (tooMany && entry.values.some(({ look }) => look !== 'blank')))
    return nothing(
      finding(
        'unclear-layout',
        'warning',
        row.metrics,
        `${placeOf(entry)}: its cells do not fit the columns above them`,
      ),
    )
  const draft = readCells(entry, row, header.columns, assignment.cells)
  if (entry.line.blanksLost && lostTotal(draft.figures, row, header)) return nothing(lost(row, entry))
  if (header.order !== 'guess' || isTelling(draft.figures))
    return prove(draft, row, entry, assignment.certain && header.order === 'labels')
  const message = `${placeOf(entry)}: noughts and blanks under a header that cannot be read`
  return nothing(finding('unclear-layout', 'warning', row.metrics, message))
}

/** Whether a sum over these figures can tell their order: noughts and blanks add up in any, and alike in all they need none. */
const isTelling = (figures: RowReading['figures']): boolean =>
  allAlike(figures) || [...figures.values()].some(({ value }) => (value ?? 0) !== 0)

/** A row whose label names one row of the form by its words and another by its number: neither is taken. */
export const contradictedRow = (entry: Entry, row: PreparedRow): RowReading =>
  nothing(
    finding(
      'unknown-label',
      'warning',
      row.metrics,
      `${placeOf(entry)}: its number and its words are those of different rows`,
    ),
  )

/** A row with blank cells whose figures may stand in the next one, which has no label. */
export const brokenRow = (entry: Entry, row: PreparedRow): RowReading =>
  nothing(
    finding(
      'unclear-layout',
      'warning',
      row.metrics,
      `${placeOf(entry)}: blank cells, and figures without a label in the row below`,
    ),
  )

const lost = (row: PreparedRow, entry: Entry): Finding =>
  finding(
    'unclear-layout',
    'warning',
    row.metrics,
    `${placeOf(entry)}: a mark for nothing where a total must be`,
  )

/**
 * A blank total (无, -) over numbers in text where blanks leave no trace: whether it is blank, or a blank before it is lost and
 * the mark stood in a column of remarks, nobody can tell; over noughts only where the header has such a column.
 */
function lostTotal(
  figures: RowReading['figures'],
  { sums }: PreparedRow,
  { spare = false }: ColumnsHeader,
): boolean {
  const counts = (metric: string): boolean => {
    const value = figures.get(metric)?.value ?? null
    return value !== null && (spare || value !== 0)
  }
  return sums.some(
    ({ left, right }) => right.every((metric) => figures.get(metric)?.value === null) && left.some(counts),
  )
}

const placeOf = ({ line, labels }: Entry): string =>
  `table ${line.table + 1}, row ${(line.cells[0]?.row ?? 0) + 1} ${labels.at(-1)?.text.replace(/\s+/gu, '') ?? ''}`.trim()

interface Draft extends RowReading {
  /** Metrics whose digits are parted inside the cell. */
  readonly parted: readonly string[]
}

function readCells(
  entry: Entry,
  row: PreparedRow,
  columns: readonly Column[],
  cells: readonly (PrintedCell | null)[],
): Draft {
  const figures = new Map<string, ReadFigure>()
  const unreadable: string[] = []
  const notes: string[] = []
  const parted: string[] = []
  const missing: string[] = []
  const rowUnits = together([entry.line.units, ...entry.labels.map(({ label }) => unitsIn(label))])
  columns.forEach((column, index) => {
    const target = column.key === null ? undefined : row.cells.get(column.key)
    if (!target) return
    const cell = cells[index] ?? null
    if (cell === null) missing.push(target.metric)
    const value = valueOf(cell, target, together([column.units, rowUnits]))
    if (value.kind === 'unreadable') {
      unreadable.push(target.metric)
      return
    }
    if (value.kind === 'number' && value.note) notes.push(target.metric)
    if (value.kind === 'number' && value.joined) parted.push(target.metric)
    figures.set(target.metric, {
      value: value.kind === 'number' ? value.value : null,
      evidence: evidenceOf(entry, cell, index),
    })
  })
  const findings: Finding[] = []
  if (unreadable.length > 0)
    findings.push(
      finding(
        'unreadable-cell',
        'warning',
        unreadable,
        `${placeOf(entry)}: neither blank nor a figure that is certain`,
      ),
    )
  if (notes.length > 0)
    findings.push(
      finding('note-in-cell', 'info', notes, `${placeOf(entry)}: a unit or note beside the number`),
    )
  if (missing.length > 0) {
    // A row without a single cell cannot have been misread.
    const severity = entry.values.length === 0 ? 'info' : 'warning'
    const doubtful = isLostEnd(entry, row, figures, missing) ? missing : [...figures.keys()]
    findings.push(
      finding('missing-cell', severity, doubtful, `${placeOf(entry)}: the row ends before its last columns`),
    )
  }
  return { figures, findings, parted }
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

function evidenceOf(entry: Entry, cell: PrintedCell | null, index: number): Evidence {
  const table = entry.line.table + 1
  if (cell) return { raw: cell.text, table, row: cell.row + 1, column: cell.start + 1 }
  // A cell that is not there: the place where the row would have gone on.
  const last = entry.line.cells.at(-1)
  const column = (last?.end ?? 0) + 1 + index - Math.max(0, entry.values.length)
  return { raw: '', table, row: (last?.row ?? 0) + 1, column: Math.max(1, column) }
}

/** A row whose reading needed more than labels and grid stands only if its own sums hold (`proven` rows need no proof). */
function prove(draft: Draft, row: PreparedRow, entry: Entry, proven: boolean): RowReading {
  const { figures, findings, parted } = draft
  if (proven && parted.length === 0) return { figures, findings }
  if (proven && sumsHold(figures, row, parted)) return { figures, findings }
  if (proven) {
    const kept = new Map([...figures].filter(([metric]) => !parted.includes(metric)))
    const doubt = finding(
      'unreadable-cell',
      'warning',
      parted,
      `${placeOf(entry)}: digits with a space or line break between them`,
    )
    return { figures: kept, findings: [...findings, doubt] }
  }
  if (sumsHold(figures, row, [...figures.keys()]) || allAlike(figures)) return { figures, findings }
  const message = `${placeOf(entry)}: cells and columns do not agree, and no sum proves the order of the cells`
  return {
    figures: new Map(),
    findings: [...findings, finding('unclear-layout', 'warning', row.metrics, message)],
  }
}

/** Whether every printed number among `metrics` takes part in a sum that holds, and no sum fails. */
function sumsHold(figures: RowReading['figures'], row: PreparedRow, metrics: readonly string[]): boolean {
  const value = (metric: string): number | null | undefined => figures.get(metric)?.value
  const proved = new Set<string>()
  for (const { left, right } of row.sums) {
    const outcome = sumOutcome(left.map(value), right.map(value))
    if (outcome === 'fails' || outcome === 'incomplete') return false
    if (outcome === 'holds') for (const metric of [...left, ...right]) proved.add(metric)
  }
  return metrics.every((metric) => proved.has(metric) || typeof value(metric) !== 'number')
}

/** The same in every column: whatever the order, the figures are these. */
function allAlike(figures: RowReading['figures']): boolean {
  const values = new Set([...figures.values()].map(({ value }) => value))
  return values.size === 1
}
