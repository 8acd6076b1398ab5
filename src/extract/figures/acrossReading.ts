import { entriesOf, joining, type Entry } from './entries.ts'
import type { ColumnsHeader } from './header.ts'
import type { PreparedTable } from './prepareForms.ts'
import type { PrintedCell, PrintedLine } from './printedLine.ts'
import { readRow } from './readRow.ts'
import type { RowReading } from './rowReading.ts'
import type { Section } from './sections.ts'
import type { HeadedSection } from './tableReading.ts'

/** Reads 复议诉讼: one row of figures below its header. A table cut in two regions gives one reading for each. */
export function readAcross(sections: readonly HeadedSection[], table: PreparedTable): readonly RowReading[] {
  const [row] = table.rows
  if (!row) return []
  return sections.flatMap(({ section, header }) => {
    if (header.kind !== 'columns') return []
    const entries = entriesOf(withRowsOfWords(section, header), header.columns.length)
    return figureRows(entries, header, section.header[0]?.table ?? null).map((entry, _at, rows) =>
      rows.length > 1 && isSum(entry) ? sumRow(entry) : readRow(entry, covered(row, header), header),
    )
  })
}

/**
 * The section with each row of words (若干, signs without a meaning) in its body that was taken for a piece of the header: a
 * header that has all its words has no pieces left, and none stands below a blank row.
 */
function withRowsOfWords(section: Section, { columns }: ColumnsHeader): Section {
  const isLeaf = ({ words }: PrintedCell): boolean => words.some(({ kind }) => kind === 'column')
  const isWhole = section.header.flatMap(({ cells }) => cells.filter(isLeaf)).length >= columns.length
  const isBelowBlank = ({ table, cells: [first] }: PrintedLine): boolean =>
    section.body.some((line) => line.table === table && (line.cells[0]?.row ?? 0) < (first?.row ?? 0))
  const rows = section.header.filter(
    (line) =>
      line.cells.length >= columns.length &&
      line.cells.every(({ look }) => look !== 'word') &&
      (isWhole || isBelowBlank(line)),
  )
  const header = section.header.filter((line) => !rows.includes(line))
  return { ...section, header, body: [...rows, ...section.body] }
}

/** The row as far as this header has its columns. */
function covered(row: PreparedTable['rows'][number], header: ColumnsHeader): PreparedTable['rows'][number] {
  const metrics = header.columns.flatMap(({ key }) => {
    const cell = key === null ? undefined : row.cells.get(key)
    return cell ? [cell.metric] : []
  })
  return { ...row, metrics }
}

const sumRow = ({ line, labels }: Entry): RowReading => {
  const where = `table ${line.table + 1}, row ${(line.cells[0]?.row ?? 0) + 1}`
  const message = `${where}: “${labels.at(-1)?.label ?? ''}” is no row of the form; not taken`
  return { figures: new Map(), findings: [{ code: 'local-row', severity: 'info', metrics: [], message }] }
}

/** 行政诉讼合计 | 55 below the row of figures: a row that the form does not have. */
const isSum = ({ labels, values, line }: Entry): boolean =>
  line.spansKnown && values.length === 1 && /[合总小]计$/u.test(labels.at(-1)?.label ?? '')

/**
 * The rows that hold the figures: those with figures in the header's own table, and those of its width with anything else in their
 * cells, which nobody can read; without any, the last row that is as wide as the header (all blank). A row broken in two is put
 * together when the pieces make up the whole width.
 */
function figureRows(
  entries: readonly Entry[],
  header: ColumnsHeader,
  table: number | null,
): readonly Entry[] {
  const width = header.columns.length
  const near = entries
    .map((entry) => withoutLabel(entry, width))
    .filter(({ line, values }) => line.table === table || values.length === width)
  const filled = near.filter(
    ({ values }) =>
      values.some(({ look }) => look === 'figure') ||
      (values.length === width && values.some(({ look }) => look !== 'blank')),
  )
  const [first] = filled
  if (!first) return near.filter(({ values }) => values.length === width).slice(-1)
  if (filled.some(({ values }) => values.length >= width)) return filled
  const pieces = near.slice(near.indexOf(first))
  const values = pieces.flatMap((piece) => piece.values)
  // A line with a word of its own (复议后起诉) is no piece of the line before it.
  const isNamed = pieces.some(({ labels }) => labels.some(({ look }) => look === 'word'))
  return pieces.length > 1 && values.length === width && !isNamed
    ? [{ ...first, values, joined: joining(pieces) }]
    : filled
}

/** A row with one cell for each column has no label: the first of its words (若干) was taken for one. */
const withoutLabel = (entry: Entry, width: number): Entry =>
  entry.line.cells.length === width && entry.line.cells.every(({ look }) => look !== 'word')
    ? { ...entry, labels: [], values: entry.line.cells }
    : entry
