import { isChapter, type CaptionedTable } from './captionedTables.ts'
import { doubtsOfCaption, doubtsOfUnread } from './doubtfulUnits.ts'
import type { Look } from './cellLook.ts'
import type { Word } from './formWord.ts'
import type { PreparedForms } from './prepareForms.ts'
import { noUnits, together, unitsOfCell, unitsOfCaption, type PrintedUnits } from './printedUnits.ts'
import { scaledRows } from './scaledRows.ts'

/** A printed cell and what it may be. */
export interface PrintedCell extends Look {
  readonly text: string
  /** 0-based row and grid columns that it covers; in plain text the position in its row. */
  readonly row: number
  readonly start: number
  readonly end: number
}

/** A printed row of a table. */
export interface PrintedLine {
  /** From 0, among all tables of the document. */
  readonly table: number
  readonly spansKnown: boolean
  /** Nothing draws the columns of its table. */
  readonly inferred: boolean
  /** A blank cell leaves no trace in this text. */
  readonly blanksLost: boolean
  /** The next chapter begins behind the table. */
  readonly endsChapter: boolean
  /** Units that the caption of the table names. */
  readonly units: PrintedUnits
  readonly cells: readonly PrintedCell[]
  readonly figures: number
}

/** What a cell tells of the unit of all amounts of its table, or leaves in doubt. The label of a figure speaks of its own row only. */
function unitsForTable(
  { label, look, words, isUnit, units, doubts, start }: PrintedCell,
  row: readonly PrintedCell[],
): PrintedUnits {
  if (look === 'blank' || look === 'figure') return noUnits
  if (isUnit) return unitsOfCell(label)
  if (words.some(isItem)) return together([units, doubts])
  if (row.some(isFigure)) return noUnits
  // The corner of a header names no column, so nothing reads its unit.
  const isInHeader = look === 'text' && start > 0 && row.some((cell) => cell.words.some(isAboveColumns))
  return words.some(isColumn) || isInHeader ? doubts : doubtsOfUnread(label)
}

const isFigure = ({ look }: PrintedCell): boolean => look === 'figure'
const isItem = ({ kind }: Word): boolean => kind === 'item'
const isColumn = ({ kind }: Word): boolean => kind === 'column' || kind === 'columnGroup'
const isAboveColumns = ({ kind }: Word): boolean => kind === 'furniture' || kind === 'column'

const isRowOf = (cells: readonly PrintedCell[], rows: readonly Word[]): boolean =>
  rows.length > 0 &&
  cells.some(({ words }) =>
    words.some(({ kind, table, label }) =>
      rows.some((row) => row.kind === kind && row.table === table && row.label === label),
    ),
  )

/** All rows of all tables in order, each cell with its look, each row with the units of its table's captions. */
export function printedLines(
  tables: readonly CaptionedTable[],
  { memory }: PreparedForms,
): readonly PrintedLine[] {
  const looked = tables.map(({ rows }) =>
    rows.map((row) =>
      row.map((cell): PrintedCell => {
        // One by one: to spread a look behind the text costs more than to look it up.
        const { label, look, words, isUnit, units, doubts, number } = memory.look(cell.text)
        const { text, row: at, column: start } = cell
        const end = start + cell.columnSpan
        return { text, label, look, words, isUnit, units, doubts, number, row: at, start, end }
      }),
    ),
  )
  const named = (word: Word): boolean => looked.some((rows) => rows.some((row) => isRowOf(row, [word])))
  // Units that the rows of a table tell hold on in one that goes on with it.
  let told: PrintedUnits = noUnits
  return tables.flatMap((table, index) => {
    const rows = looked[index] ?? []
    const inside: PrintedUnits[] = []
    for (const row of rows)
      for (const cell of row) {
        const units = unitsForTable(cell, row)
        if (units !== noUnits) inside.push(units)
      }
    told = together([table.adjacent === true ? told : noUnits, ...inside])
    const captions = (table.captions ?? []).map((text) => scaledRows(text, memory, named))
    const around = captions.flatMap(({ rest }) => [unitsOfCaption(rest), doubtsOfCaption(rest)])
    const ofTable = together([...around, told])
    const scaled = captions.flatMap((caption) => caption.rows)
    const { spansKnown, inferred = false, blanksLost = false } = table
    const endsChapter = isChapter(table.followedBy ?? '')
    return rows.map((cells): PrintedLine => {
      const figures = cells.reduce((count, cell) => count + (cell.look === 'figure' ? 1 : 0), 0)
      const units = isRowOf(cells, scaled) ? { ...ofTable, scaled: true } : ofTable
      return { table: index, spansKnown, inferred, blanksLost, endsChapter, units, cells, figures }
    })
  })
}
