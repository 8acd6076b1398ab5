import type { TableKey } from '../../model/report.ts'
import type { PrintedCell, PrintedLine } from './printedLine.ts'

/** A header and the rows below it, up to the next header: the unit in which columns mean the same. */
export interface Section {
  readonly key: TableKey
  readonly header: readonly PrintedLine[]
  readonly body: readonly PrintedLine[]
  /** Years or totals over the years stand side by side above the columns. */
  readonly sideBySide: boolean
  /** What is printed in the row above the header, when no row of the form stands there. */
  readonly above: readonly PrintedCell[]
}

interface OpenSection {
  key: TableKey
  header: PrintedLine[]
  body: PrintedLine[]
  sideBySide: boolean
  above: readonly PrintedCell[]
}

/** What a line is for the cutting into sections. */
type Role =
  | { readonly kind: 'header'; readonly key: TableKey }
  | { readonly kind: 'ambiguous' | 'body' | 'blank' | 'years' | 'fragments' }

/** A year, or all years, that a header prints above or in place of its columns. */
export const yearWord = /^(?:本年度?|上年度?|去年|历年累计|累计|历年|(?:19|20)\d\d年度?)(?:数量?|情况)?$/u
/** Pieces of a header word (`企业`, `益组织`) are short. */
const longestFragment = 8

/**
 * Cuts the stream of rows into sections at its headers, whatever tables they came in: one table may hold several
 * sections, and a section may run over several tables (page breaks).
 */
export function sectionsOf(lines: readonly PrintedLine[]): readonly Section[] {
  const sections: OpenSection[] = []
  let years: PrintedLine | null = null
  let last: PrintedLine | null = null
  for (const line of lines.flatMap(splitAtHeader)) {
    const before: PrintedLine | null = last
    last = line
    const open = sections.at(-1)
    const heading = open?.body.every((each) => roleOf(each).kind === 'blank') === true
    const role = roleOf(line)
    if (role.kind === 'years') {
      if (heading) open.sideBySide = true
      else years = line
    } else if (role.kind === 'header') {
      if (heading && open.key === role.key) open.header.push(line)
      else {
        const sideBySide = years?.table === line.table
        const above = before?.table === line.table && before.figures === 0 ? before.cells : []
        sections.push({ key: role.key, header: [line], body: [], sideBySide, above })
      }
      years = null
    } else if (heading && (role.kind === 'ambiguous' || role.kind === 'fragments')) {
      open.header.push(line)
    } else place(sections, line)
  }
  return sections
}

/** Puts a row of the body below the open header, or begins a section without one when the row is of another table. */
function place(sections: OpenSection[], line: PrintedLine): void {
  const open = sections.at(-1)
  const key = tableOfRows(line)
  if (key !== null && key !== open?.key)
    sections.push({ key, header: [], body: [line], sideBySide: false, above: [] })
  else open?.body.push(line)
}

function tableOfRows(line: PrintedLine): TableKey | null {
  for (const { words } of line.cells)
    for (const word of words)
      if ((word.kind === 'row' || word.kind === 'rowGroup') && word.label.length > 2) return word.table
  return null
}

const isHeaderCell = (cell: PrintedCell): boolean =>
  cell.words.some(({ kind }) => kind === 'column' || kind === 'columnGroup' || kind === 'furniture')
const isRowCell = (cell: PrintedCell): boolean =>
  cell.words.some(
    ({ kind }) => kind === 'row' || kind === 'rowGroup' || kind === 'item' || kind === 'foreign',
  )

const isOnlyHeader = (cell: PrintedCell): boolean => isHeaderCell(cell) && !isRowCell(cell)

function roleOf(line: PrintedLine): Role {
  if (line.cells.every(({ look, isUnit }) => look === 'blank' || isUnit)) return { kind: 'blank' }
  if (line.figures > 0) return { kind: 'body' }
  const key = headerTable(line)
  if (key !== null) return { kind: 'header', key }
  const filled = line.cells.filter(({ look }) => look !== 'blank')
  if (new Set(filled.filter(({ label }) => yearWord.test(label)).map(({ label }) => label)).size > 1)
    return { kind: 'years' }
  if (filled.every(isHeaderCell)) return { kind: 'ambiguous' }
  if (filled.every((cell) => !isRowCell(cell) && cell.label.length <= longestFragment))
    return { kind: 'fragments' }
  return { kind: 'body' }
}

/** The table whose header words stand in the line and mean nothing else (其他 and 总计 are also rows). */
function headerTable(line: PrintedLine): TableKey | null {
  for (const cell of line.cells) {
    const [first] = cell.words
    if (first && isOnlyHeader(cell) && cell.words.every(({ table }) => table === first.table))
      return first.table
  }
  return null
}

/**
 * In flattened text a header may stand on one line with the figures before or after it: such a line is cut where its
 * header words begin and where they end.
 */
function splitAtHeader(line: PrintedLine): readonly PrintedLine[] {
  if (line.figures === 0 || line.cells.filter(isOnlyHeader).length < 2) return [line]
  const pieces: PrintedCell[][] = []
  let inHeader: boolean | null = null
  for (const cell of line.cells) {
    const header: boolean =
      isOnlyHeader(cell) || (inHeader === true && (isHeaderCell(cell) || cell.look === 'blank'))
    if (header === inHeader) pieces.at(-1)?.push(cell)
    else pieces.push([cell])
    inHeader = header
  }
  return pieces.map((cells) => ({
    ...line,
    cells,
    figures: cells.filter(({ look }) => look === 'figure').length,
  }))
}
