import type { Finding } from '../../model/finding.ts'
import type { FormId } from '../../model/report.ts'
import type { ColumnsHeader, Header } from './header.ts'
import { entriesOf, type Entry } from './entries.ts'
import { contradictedRows } from './labelNumbers.ts'
import { localCell, type LocalRow } from './localRow.ts'
import { freeRows, matchRows, type RowMatches } from './matchRows.ts'
import type { ReadRow } from './openRow.ts'
import type { PreparedForms, PreparedRow, PreparedTable } from './prepareForms.ts'
import { readRow } from './readRow.ts'
import { brokenRow, contradictedRow } from './rowFinding.ts'
import type { ReadFigure, RowReading } from './rowReading.ts'
import type { Section } from './sections.ts'
import { settledHeader } from './settledHeader.ts'
import { splitRows } from './splitRows.ts'

/** A section with its header read. */
export interface HeadedSection {
  readonly section: Section
  readonly header: Header
}

/** What a table of the document gives as a table of one form. */
export interface TableReading {
  readonly form: FormId
  readonly table: PreparedTable
  /** What the table may be as well: as many of its cells are those of this form, or nothing certain speaks against it. */
  readonly rivals: readonly PreparedTable[]
  readonly figures: ReadonlyMap<string, ReadFigure>
  readonly findings: readonly Finding[]
  readonly local: readonly LocalRow[]
}

interface Headed {
  readonly entry: Entry
  readonly header: Exclude<Header, { readonly kind: 'unknown' }>
}

/** How many cells of a form the rows and columns of the document name: the form of a table is the one with most. */
interface Candidate {
  readonly table: PreparedTable
  readonly matches: RowMatches
  readonly cells: number
}

/** Reads 主动公开 or 申请: rows below each other, known by their labels. Null when no row of any form is there. */
export function readTable(
  sections: readonly HeadedSection[],
  tables: readonly PreparedTable[],
  prepared: PreparedForms,
  preferred: FormId | null,
): TableReading | null {
  const headed = sections.flatMap(({ section, header }) =>
    header.kind === 'unknown'
      ? []
      : entriesOf(section, header.columns.length).map((entry): Headed => ({ entry, header })),
  )
  const best = bestForm(headed, tables, prepared, preferred)
  if (best === null) return null
  const { table, matches, rivals } = best
  const merged = mergeRows(rowsOf(headed, matches, table, prepared))
  return {
    form: table.form,
    table,
    rivals,
    figures: merged.figures,
    findings: [...merged.findings, ...leftOver(headed, matches, table)],
    local: localRows(headed, matches, table),
  }
}

function bestForm(
  headed: readonly Headed[],
  tables: readonly PreparedTable[],
  prepared: PreparedForms,
  preferred: FormId | null,
): (Candidate & Pick<TableReading, 'rivals'>) | null {
  const entries = headed.map(({ entry }) => entry)
  const candidates = tables.map((table): Candidate => {
    const matches = matchRows(entries, table, prepared)
    let cells = 0
    for (let at = 0; at < headed.length; at += 1) {
      const columns = headed[at]?.header.columns
      const row = matches[at]
      if (row && columns) for (const { key } of columns) if (key !== null && row.cells.has(key)) cells += 1
    }
    return { table, matches, cells }
  })
  const rank = ({ table, cells }: Candidate): readonly [number, number] => [
    cells,
    table.form === preferred ? 1 : 0,
  ]
  // Equal to the last: the newest form, which is the one in force.
  const best = candidates.reduce<Candidate | null>((chosen, each) => {
    if (chosen === null) return each
    const [a, b] = [rank(chosen), rank(each)]
    return b[0] > a[0] || (b[0] === a[0] && b[1] >= a[1]) ? each : chosen
  }, null)
  if (best === null || best.cells === 0) return null
  const rivals = candidates.filter((each) => each !== best && isRival(each, best, entries, preferred))
  return { ...best, rivals: rivals.map(({ table }) => table) }
}

/** So many rows decide between the forms: 其他处理 is one row or three. */
const mostDeciding = 3

/**
 * Whether a table may as well be of another form than the one that fits best: as many cells fit it; or only rows without any figure speak
 * for the best; or few rows do, while rows of the best are missing and the other tables are of the other form (docs/decisions/0067-tables-without-lines.md).
 */
function isRival(
  other: Candidate,
  best: Candidate,
  entries: readonly Entry[],
  preferred: FormId | null,
): boolean {
  if (other.cells === best.cells) return true
  const deciding = entries.filter((_, at) => best.matches[at] && !other.matches[at])
  if (deciding.length === 0 || deciding.length > mostDeciding) return false
  const isWhole = best.table.rows.every((row) => best.matches.includes(row))
  if (isWhole && preferred === best.table.form) return false
  if (!deciding.some(({ values }) => values.some(({ look }) => look === 'figure'))) return true
  return !isWhole && other.table.form === preferred
}

function rowsOf(
  headed: readonly Headed[],
  matches: RowMatches,
  table: PreparedTable,
  prepared: PreparedForms,
): ReadonlyMap<PreparedRow, readonly RowReading[]> {
  const entries = headed.map(({ entry }) => entry)
  const contradicted = contradictedRows(entries, matches)
  const settled = settledHeaders(headed, matches)
  const rows = headed.flatMap(({ entry, header }, at): readonly ReadRow[] => {
    const row = matches[at]
    if (!row || header.kind === 'two-years' || isOnlyLabel(headed, at)) return []
    const its = settled.get(header) ?? header
    const doubt = contradicted.has(at)
      ? contradictedRow(entry, row)
      : goesOn(entry, entries.slice(at + 1))
        ? brokenRow(entry, row)
        : null
    const reading = doubt ?? readRow(entry, row, its)
    return [{ entry, row, header: its, reading, doubtful: doubt !== null }]
  })
  const split = splitRows(rows, table, prepared.forms)
  return new Map(
    [...Map.groupBy(rows, ({ row }) => row)].map(([row, readings]) => [
      row,
      readings.map(({ reading }) => split.get(reading) ?? reading),
    ]),
  )
}

/** Each header as the rows below it settle it. */
function settledHeaders(
  headed: readonly Headed[],
  matches: RowMatches,
): ReadonlyMap<Headed['header'], ColumnsHeader> {
  const matched = headed.flatMap(({ entry, header }, at) => {
    const row = matches[at]
    return row && header.kind === 'columns' ? [{ entry, row, header }] : []
  })
  return new Map(
    [...Map.groupBy(matched, ({ header }) => header)].map(([header, rows]) => [
      header,
      settledHeader(header, rows),
    ]),
  )
}

/**
 * Whether the cells of a row may have gone to the next one, as when a page ends within it: blank cells here, figures without a
 * label there. One cell alone is the number of a page.
 */
function goesOn({ values }: Entry, following: readonly Entry[]): boolean {
  if (!values.some(({ look }) => look === 'blank')) return false
  const next = following.find((each) => each.labels.length > 0 || each.values.length > 1)
  return next?.labels.length === 0 && next.values.some(({ look }) => look === 'figure')
}

/**
 * A label without cells is no row, except where blanks leave no trace: there it is a row of blanks, as long as another
 * label of the form follows in the same table, or the next chapter does. Before other words at the end of a table, or before
 * figures without a label, its cells may only have been lost.
 */
function isOnlyLabel(headed: readonly Headed[], at: number): boolean {
  const entry = headed[at]?.entry
  if (!entry || entry.values.length > 0) return false
  const next = headed[at + 1]?.entry
  const followed =
    next?.line.table === entry.line.table ? next.labels[0]?.look === 'word' : entry.line.endsChapter
  return !(entry.line.blanksLost && followed)
}

/** A row printed twice counts once when it says the same; where it does not, its figures are absent. */
export function mergeRows(rows: ReadonlyMap<PreparedRow, readonly RowReading[]>): RowReading {
  const figures = new Map<string, ReadFigure>()
  const findings: Finding[] = []
  for (const [row, readings] of rows) {
    for (const reading of readings) findings.push(...reading.findings)
    const [only, ...others] = readings
    if (only !== undefined && others.length === 0) {
      only.figures.forEach((each, metric) => figures.set(metric, each))
      continue
    }
    const printed = readings.filter((reading) =>
      [...reading.figures.values()].some(({ value }) => value !== null),
    )
    const told = printed.length > 0 ? printed : readings.slice(0, 1)
    if (agree(told))
      for (const { figures: read } of told) for (const [metric, each] of read) figures.set(metric, each)
    else
      findings.push({
        code: 'repeated-row',
        severity: 'warning',
        metrics: [...row.metrics].sort(),
        message: `a row is printed ${printed.length} times with different figures: ${row.key}`,
      })
  }
  return { figures, findings }
}

/** Whether no metric has two values. */
function agree(readings: readonly RowReading[]): boolean {
  const values = new Map<string, number | null>()
  for (const { figures } of readings)
    for (const [metric, { value }] of figures) {
      if (values.has(metric) && values.get(metric) !== value) return false
      values.set(metric, value)
    }
  return true
}

/** Rows with figures that are no row of the form: local when the form's rows are all there, else perhaps one of those missing. */
function leftOver(headed: readonly Headed[], matches: RowMatches, table: PreparedTable): readonly Finding[] {
  return headed.flatMap(({ entry, header }, at): readonly Finding[] => {
    if (matches[at] || !isLocal({ entry, header })) return []
    const label = entry.labels.map(({ text }) => text.replace(/\s+/gu, '')).join(' ')
    const foreign = entry.labels.at(-1)?.words.some(({ kind }) => kind === 'foreign') ?? false
    const free = foreign ? [] : freeRows(at, matches, table)
    const metrics = free.flatMap((row) => row.metrics).sort()
    const where = `table ${entry.line.table + 1}, row ${(entry.line.cells[0]?.row ?? 0) + 1}`
    if (metrics.length > 0)
      return [
        {
          code: 'unknown-label',
          severity: 'warning',
          metrics,
          message: `${where}: no form knows the row “${label}”`,
        },
      ]
    const message = `${where}: ${label === '' ? 'figures without a label' : `“${label}” is no row of the form`}; not taken`
    return [{ code: 'local-row', severity: 'info', metrics: [], message }]
  })
}

/** A row with figures; those of two years side by side are taken in no way. */
const isLocal = ({ entry, header }: Headed): boolean =>
  header.kind !== 'two-years' && entry.values.some(({ look }) => look === 'figure')

/** The rows that are left over, as they are printed. */
function localRows(
  headed: readonly Headed[],
  matches: RowMatches,
  { key }: PreparedTable,
): readonly LocalRow[] {
  return headed
    .filter((each, at) => !matches[at] && isLocal(each))
    .map(({ entry: { line, labels, values }, header: { columns } }) => ({
      table: key,
      labels: labels.map(({ text }) => text.trim()),
      cells: values.map(({ text, row, start }, at) => {
        const column = values.length === columns.length ? (columns[at]?.printed ?? '') : ''
        return localCell(column, { raw: text, table: line.table + 1, row: row + 1, column: start + 1 })
      }),
    }))
}
