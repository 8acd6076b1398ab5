import { NianbaoError } from '../../errors.ts'
import type { Block, Cell, Paragraph } from '../../model/document.ts'
import type { Sheet } from './sheet.ts'
import { sheetMerges, type SheetMerges } from './sheetMerges.ts'
import { shownRows, type ShownRow } from './sheetRows.ts'

const maxColumns = 64
const maxRows = 2000

/** Rows that are one table, or lines of words. */
type Part =
  | { readonly kind: 'words'; readonly row: ShownRow }
  | { readonly kind: 'table'; readonly rows: readonly ShownRow[] }

/**
 * The words and tables of a sheet in reading order, beginning with its name. A row that shows one text alone is a line of words
 * when it stands before a table, apart from one, or is merged over the whole width of one; all other rows are rows of a table.
 * Columns in which nothing begins in any table of the sheet are no columns. Throws `too-large` beyond 64 columns or
 * 2,000 rows of a table.
 */
export function blocksOfSheet(sheet: Sheet): readonly Block[] {
  const merges = sheetMerges(sheet)
  const rows = shownRows(sheet, merges)
  if (rows.length === 0) return []
  const parts = partsOf(rows)
  const columns = columnsOf(parts)
  const blocks = parts.flatMap((part): readonly Block[] =>
    part.kind === 'words'
      ? part.row.texts.flatMap(({ text }) => linesOf(text))
      : [tableOf(part.rows, columns, merges)],
  )
  return [...nameLine(sheet.name), ...blocks]
}

/** The name that a program gives a new sheet says nothing; any other is a person's. */
const nameLine = (name: string): readonly Paragraph[] =>
  /^(?:sheet|工作表|表)\s*\d*$/iu.test(name.trim()) ? [] : linesOf(name)

const linesOf = (text: string): readonly Paragraph[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ kind: 'paragraph', text: line }))

/** A row that shows one text, and no other beside it from above. */
const isAlone = ({ texts, goesOn }: ShownRow): boolean => texts.length === 1 && !goesOn

function partsOf(rows: readonly ShownRow[]): readonly Part[] {
  return stretchesOf(rows).flatMap((stretch): readonly Part[] => {
    const first = stretch.findIndex((row) => !isAlone(row))
    if (first < 0) return stretch.map((row) => ({ kind: 'words', row }))
    const lines = stretch.slice(0, first).map((row): Part => ({ kind: 'words', row }))
    return [...lines, ...tablesOf(stretch.slice(first))]
  })
}

/** Rows between blank ones; a blank row does not end a table when what follows is no wider, as it may be its body. */
function stretchesOf(rows: readonly ShownRow[]): readonly (readonly ShownRow[])[] {
  const stretches: ShownRow[][] = []
  for (const row of rows) {
    const stretch = stretches.at(-1)
    if (stretch === undefined || (row.afterBlank && !goesOnWith(stretch, row))) stretches.push([row])
    else stretch.push(row)
  }
  return stretches
}

function goesOnWith(stretch: readonly ShownRow[], row: ShownRow): boolean {
  const table = stretch.filter((one) => !isAlone(one))
  if (isAlone(row) || table.length === 0) return false
  const { left, right } = extentOf(table)
  const own = extentOf([row])
  return own.left >= left && own.right <= right
}

/** Cuts rows of tables at lines that are merged over their whole width. */
function tablesOf(rows: readonly ShownRow[]): readonly Part[] {
  const { left, right } = extentOf(rows.filter((row) => !isAlone(row)))
  const parts: Part[] = []
  let table: ShownRow[] = []
  const endTable = (): void => {
    if (table.length > 0) parts.push({ kind: 'table', rows: table })
    table = []
  }
  for (const row of rows) {
    const [only] = row.texts
    const isLine =
      isAlone(row) && only !== undefined && only.column <= left && only.lastColumn >= right && left < right
    if (isLine) {
      endTable()
      parts.push({ kind: 'words', row })
    } else table.push(row)
  }
  endTable()
  return parts
}

/** The first and last column in which a text begins. */
function extentOf(rows: readonly ShownRow[]): { readonly left: number; readonly right: number } {
  const columns = rows.flatMap(({ texts }) => texts.map(({ column }) => column))
  return {
    left: columns.reduce((a, b) => Math.min(a, b), Infinity),
    right: columns.reduce((a, b) => Math.max(a, b), -Infinity),
  }
}

/** The columns of the sheet in which a text of some table begins; the same for all, so that a body keeps to its header. */
function columnsOf(parts: readonly Part[]): readonly number[] {
  const columns = new Set(
    parts.flatMap((part) =>
      part.kind === 'table' ? part.rows.flatMap(({ texts }) => texts.map(({ column }) => column)) : [],
    ),
  )
  return [...columns].sort((a, b) => a - b)
}

function tableOf(rows: readonly ShownRow[], sheetColumns: readonly number[], merges: SheetMerges): Block {
  const { left, right } = extentOf(rows)
  const columns = sheetColumns.filter((column) => column >= left && column <= right)
  if (columns.length > maxColumns) {
    throw new NianbaoError('too-large', `a table is wider than ${maxColumns} columns; not opened`)
  }
  if (rows.length > maxRows) {
    throw new NianbaoError('too-large', `a table has more than ${maxRows} rows; not opened`)
  }
  const rowNumbers = rows.map(({ row }) => row)
  const cells = rows.map((row, index) => cellsOf(row, index, rowNumbers, columns, merges))
  return { kind: 'table', table: { rows: cells, width: columns.length, spansKnown: true } }
}

/** The cells that begin in a row of a table, blank ones included. */
function cellsOf(
  { row, texts }: ShownRow,
  index: number,
  rows: readonly number[],
  columns: readonly number[],
  merges: SheetMerges,
): readonly Cell[] {
  const shown = new Map(texts.map(({ column, text }) => [column, text]))
  return columns.flatMap((column, at): readonly Cell[] => {
    const merge = merges.at(row, column)
    const goesOn = (otherRow: number | undefined, otherColumn: number | undefined): boolean =>
      merge !== undefined &&
      otherRow !== undefined &&
      otherColumn !== undefined &&
      merges.at(otherRow, otherColumn) === merge
    if (goesOn(rows[index - 1], column) || goesOn(row, columns[at - 1])) return []
    let rowSpan = 1
    while (goesOn(rows[index + rowSpan], column)) rowSpan += 1
    let columnSpan = 1
    while (goesOn(row, columns[at + columnSpan])) columnSpan += 1
    return [{ text: shown.get(column) ?? '', row: index, column: at, rowSpan, columnSpan }]
  })
}
