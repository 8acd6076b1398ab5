import { NianbaoError } from '../../errors.ts'
import { damagedFile } from './damagedFile.ts'
import { objectSign } from './objectSign.ts'

/** A rectangle of cells that are shown as one (合并单元格); all sides inclusive, 0-based. */
export interface Merge {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** A sheet (工作表) as its file has it: what is printed in each cell that is not blank, and what shapes and hides them. */
export interface Sheet {
  readonly name: string
  /** By `cellKey`. */
  readonly texts: ReadonlyMap<number, string>
  readonly merges: readonly Merge[]
  readonly hiddenRows: ReadonlySet<number>
  readonly hiddenColumns: ReadonlySet<number>
}

/** Excel's own size ([MS-XLS] has fewer). */
const mostColumns = 16_384
const mostRows = 1_048_576
/** As many as the largest table may have; a report has about 300. */
const mostCells = 64 * 2000

export const cellKey = (row: number, column: number): number => row * mostColumns + column
export const placeOfKey = (key: number): { readonly row: number; readonly column: number } => ({
  row: Math.floor(key / mostColumns),
  column: key % mostColumns,
})

/**
 * Collects a sheet while its file is walked. Throws `too-large` beyond 128,000 cells with a text or as many merges, and
 * `unreadable-file` where one cell is written twice or outside of every sheet, because then nobody knows what it shows.
 */
export class SheetBuilder {
  readonly #name: string
  readonly #texts = new Map<number, string>()
  readonly #merges: Merge[] = []
  readonly #drawn: Merge[] = []
  readonly #hiddenRows = new Set<number>()
  readonly #hiddenColumns = new Set<number>()

  constructor(name: string) {
    this.#name = name
  }

  /** Cells without letters, digits or signs are blank, as a million of them may be that only have a border. */
  add(row: number, column: number, text: string): void {
    if (text.trim() === '') return
    if (!isWithin(row, mostRows) || !isWithin(column, mostColumns)) {
      throw damagedFile('a cell lies outside of every sheet')
    }
    const key = cellKey(row, column)
    if (this.#texts.has(key)) throw damagedFile('a cell is written twice')
    this.#texts.set(key, text)
    this.#bound(this.#texts.size, 'cells')
  }

  merge(merge: Merge): void {
    if (merge.bottom < merge.top || merge.right < merge.left) throw damagedFile('a merged cell has no size')
    this.#merges.push(merge)
    this.#bound(this.#merges.length, 'merged cells')
  }

  hideRow(row: number): void {
    if (isWithin(row, mostRows)) this.#hiddenRows.add(row)
  }

  hideColumns(from: number, to: number): void {
    for (let column = from; column <= Math.min(to, mostColumns - 1); column += 1) {
      this.#hiddenColumns.add(column)
    }
  }

  /** A picture, a shape or a text box lies over these cells. */
  draw(area: Merge): void {
    this.#drawn.push(area)
  }

  finish(): Sheet {
    this.#showDrawn()
    return {
      name: this.#name,
      texts: this.#texts,
      merges: this.#merges,
      hiddenRows: this.#hiddenRows,
      hiddenColumns: this.#hiddenColumns,
    }
  }

  /** Where it lies in one blank cell among those with words, it may be the figure; over several it is a seal or an ornament. */
  #showDrawn(): void {
    const places = [...this.#texts.keys()].map(placeOfKey)
    const [rows, columns] = [places.map(({ row }) => row), places.map(({ column }) => column)]
    const isAmong = (at: number, all: readonly number[]): boolean =>
      at >= all.reduce((a, b) => Math.min(a, b), Infinity) && at <= all.reduce((a, b) => Math.max(a, b), -1)
    for (const area of this.#drawn) {
      const cell = this.#merges.find((merge) => isInside(area, merge)) ?? area
      const isOne = cell !== area || (area.top === area.bottom && area.left === area.right)
      const key = cellKey(cell.top, cell.left)
      if (isOne && !this.#texts.has(key) && isAmong(cell.top, rows) && isAmong(cell.left, columns))
        this.#texts.set(key, objectSign)
    }
  }

  #bound(count: number, what: string): void {
    if (count > mostCells) {
      throw new NianbaoError('too-large', `a sheet has more than ${mostCells} ${what}; not opened`)
    }
  }
}

const isWithin = (at: number, most: number): boolean => Number.isInteger(at) && at >= 0 && at < most

const isInside = (inner: Merge, outer: Merge): boolean =>
  inner.top >= outer.top &&
  inner.bottom <= outer.bottom &&
  inner.left >= outer.left &&
  inner.right <= outer.right
