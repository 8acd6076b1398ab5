import { NianbaoError } from '../../errors.ts'
import type { Block } from '../../model/document.ts'
import { gridOfEdges } from './cellEdges.ts'
import type { RowShape } from './cellShape.ts'
import { damagedFile } from './damagedFile.ts'
import { Story } from './docxStory.ts'
import { DocxTable, type WrittenCell } from './docxTable.ts'

const deepest = 256
const mostRows = 2000
/** As many cells as the largest table may have; a report has about 300. */
const mostCells = 64 * mostRows

interface Row {
  readonly shape: RowShape
  readonly cells: WrittenCell[]
}

interface OpenTable {
  readonly rows: Row[]
  /** Something in the row at hand was deleted with change tracking, or hidden. */
  removed: boolean
  cells: WrittenCell[]
  story: Story
}

/**
 * The body and the tables open at a place, for formats in which a paragraph only says how deep in tables it stands, and
 * marks end cells and rows (.doc, RTF). Tables end where a paragraph stands less deep.
 * Throws `too-large` beyond 256 levels, 2,000 rows, 64 columns or 128,000 cells, `unreadable-file` where the cells of a row
 * are not as many as it defines, because then nobody knows under which heading they stand.
 */
export class OpenTables {
  readonly #body = new Story('words')
  readonly #open: OpenTable[] = []
  #cellCount = 0

  /** The words of the cell at hand at this depth; 0 is the body. */
  storyAt(depth: number): Story {
    if (depth > deepest) throw new NianbaoError('too-large', `tables are nested ${depth} deep; not opened`)
    while (this.#open.length > depth) this.#closeTable()
    while (this.#open.length < depth)
      this.#open.push({ rows: [], removed: false, cells: [], story: this.#newCell() })
    return this.#open.at(-1)?.story ?? this.#body
  }

  /**
   * Words of the row at hand, or its end, are deleted or hidden. Writers do not agree on which mark a deleted row bears
   * (LibreOffice 7.4: that of the row before), so a row is gone when something of it was removed and no word is left.
   */
  remove(depth: number): void {
    this.storyAt(depth)
    const table = this.#open.at(-1)
    if (table !== undefined) table.removed = true
  }

  /** The mark that ends a cell at this depth. */
  endCell(depth: number): void {
    const story = this.storyAt(depth)
    const table = this.#open.at(-1)
    story.finish()
    if (table === undefined || story.cell === null) return
    table.cells.push(story.cell)
    table.story = this.#newCell()
  }

  /** The mark that ends a row at this depth; what it defines. */
  endRow(depth: number, shape: RowShape): void {
    this.storyAt(depth)
    const table = this.#open.at(-1)
    if (table === undefined) return
    const { cells } = table
    // LibreOffice 7.4 writes blank cells too many at the end of a row around a nested table (RTF).
    while (cells.length > shape.cells.length && cells.at(-1)?.blocks.length === 0) cells.pop()
    if (cells.length !== shape.cells.length) {
      throw damagedFile(`a row has ${cells.length} cells and defines ${shape.cells.length}`)
    }
    if (table.rows.length === mostRows) {
      throw new NianbaoError('too-large', `a table has more than ${mostRows} rows; not opened`)
    }
    const gone = table.removed && cells.every(({ blocks }) => blocks.length === 0)
    if (!gone) table.rows.push({ shape, cells })
    table.removed = false
    table.cells = []
    table.story = this.#newCell()
  }

  /** Everything in reading order. */
  finish(): readonly Block[] {
    return this.storyAt(0).finish()
  }

  #newCell(): Story {
    if (++this.#cellCount > mostCells) {
      throw new NianbaoError('too-large', `the document has more than ${mostCells} cells; not opened`)
    }
    return new Story('cell')
  }

  /** Words behind the last row would be lost, and a row without its end has no columns. */
  #closeTable(): void {
    const table = this.#open.pop()
    if (table === undefined) return
    const left = [...table.cells.flatMap(({ blocks }) => blocks), ...table.story.finish()]
    if (left.length > 0) throw damagedFile('a row of a table has no end')
    const around = this.#open.at(-1)?.story ?? this.#body
    for (const block of tableOf(table.rows)) around.add(block)
  }
}

function tableOf(rows: readonly Row[]): readonly Block[] {
  const grid = gridOfEdges(rows.map(({ shape }) => shape))
  const table = new DocxTable()
  rows.forEach(({ shape, cells }, at) => {
    table.startRow()
    const placed = grid[at]
    if (table.row === null || placed === undefined) return
    table.row.before = placed.before
    shape.cells.forEach(({ vertical, horizontal }, index) => {
      const cell = cells[index]
      if (cell === undefined) return
      cell.vertical = vertical
      cell.horizontal = horizontal
      cell.span = placed.spans[index] ?? 1
    })
    table.row.cells = cells
    table.endRow()
  })
  return table.finish()
}
