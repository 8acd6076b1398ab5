import type { CellShape, RowShape } from './cellShape.ts'
import type { ByteView } from './byteView.ts'
import { damagedFile } from './damagedFile.ts'

/** A cell as row properties define it (TC80, [MS-DOC] 2.9.313): its width in twips and its merging bits. */
interface DocCell {
  width: number
  /** 0 none; else the cells of one merge bear non-zero values, see `horizontalOf`. */
  horizontal: number
  vertical: number
}

const cellSize = 20

/** The numbers of the properties that concern the grid. */
export const rowProperties: ReadonlySet<number> = new Set([
  ...[0xd608, 0x9601, 0x7621, 0x5622, 0x7623, 0x5624, 0x5625, 0xd62b],
])

/** Gathers what the row properties (TAP sprms, [MS-DOC] 2.6.3) of one row say, in order. */
export class DocRow {
  #left = 0
  #cells: DocCell[] = []
  /** One of `rowProperties`; others are nothing to it. */
  apply(sprm: number, operand: ByteView): void {
    switch (sprm) {
      case 0xd608: // sprmTDefTable
        this.#define(operand)
        break
      case 0x9601: // sprmTDxaLeft
        this.#left = operand.i16(0)
        break
      case 0x7621: // sprmTInsert: from, how many, how wide
        this.#insert(operand.u8(0), operand.u8(1), operand.i16(2))
        break
      case 0x5622: // sprmTDelete: from, behind the last
        this.#cells.splice(operand.u8(0), Math.max(0, operand.u8(1) - operand.u8(0)))
        break
      case 0x7623: // sprmTDxaCol: from, behind the last, how wide
        for (const cell of this.#range(operand)) cell.width = operand.i16(2)
        break
      case 0x5624: // sprmTMerge
        this.#range(operand).forEach((cell, index) => (cell.horizontal = index === 0 ? 1 : 2))
        break
      case 0x5625: // sprmTSplit
        for (const cell of this.#range(operand)) cell.horizontal = 0
        break
      case 0xd62b: {
        // sprmTVertMerge: which cell, then as in TC80
        const cell = this.#cells[operand.u8(0)]
        if (cell !== undefined) cell.vertical = operand.u8(1)
        break
      }
    }
  }

  /** Left edge and cells, for the grid. */
  shape(): RowShape {
    const merges = horizontalOf(this.#cells)
    let right = this.#left
    const cells = this.#cells.map(({ width, vertical }, index): CellShape => {
      right += width
      return {
        right,
        vertical: (vertical & 2) !== 0 ? 'restart' : (vertical & 1) !== 0 ? 'continue' : 'none',
        horizontal: merges[index] ?? 'none',
      }
    })
    return { left: this.#left, cells }
  }

  /** Edges in twips, one more than cells; then what is said of each cell, the last ones perhaps left out. */
  #define(operand: ByteView): void {
    const count = operand.u8(0)
    const edge = (index: number): number => operand.i16(1 + index * 2)
    const described = 1 + (count + 1) * 2
    if (operand.length < described) throw damagedFile('the definition of a row is cut off')
    this.#left = edge(0)
    this.#cells = []
    for (let index = 0; index < count; index += 1) {
      const at = described + index * cellSize
      const flags = at + 2 <= operand.length ? operand.u16(at) : 0
      const width = edge(index + 1) - edge(index)
      this.#cells.push({ width, horizontal: flags & 3, vertical: (flags >>> 5) & 3 })
    }
  }

  #insert(from: number, count: number, width: number): void {
    const at = Math.min(from, this.#cells.length)
    const added = Array.from({ length: count }, (): DocCell => ({ width, horizontal: 0, vertical: 0 }))
    this.#cells.splice(at, 0, ...added)
  }

  #range(operand: ByteView): readonly DocCell[] {
    return this.#cells.slice(operand.u8(0), operand.u8(1))
  }
}

/**
 * Which cells begin a horizontal merge and which continue it. Word 97's own description calls 1 the first cell and 2 a
 * further one, [MS-DOC] 2.9.317 calls 2 and 3 the first and 1 a further one. Both agree that a merge begins with its first
 * cell, so the first value of a stretch tells which of the two speaks.
 */
function horizontalOf(cells: readonly DocCell[]): readonly CellShape['horizontal'][] {
  let first = 0
  return cells.map(({ horizontal }) => {
    if (horizontal === 0) first = 0
    else if (first === 0) first = horizontal
    else if (first === 1 ? horizontal !== 1 : horizontal === 1) return 'continue'
    return horizontal === 0 ? 'none' : 'restart'
  })
}
