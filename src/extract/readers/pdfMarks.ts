import type { PdfPage } from '../engines/pdfPage.ts'

/** A box on a page, in points, y down. */
export interface Mark {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** What stands on a page without being text (图片、线条), which may be the figure of a blank cell. */
export interface Marks {
  /** Pictures, notes, filled-in fields. */
  readonly pictures: readonly Mark[]
  /** Drawings with curves or many corners. */
  readonly shapes: readonly Mark[]
}

export const marksOf = ({ marks, shapes }: PdfPage): Marks => ({
  pictures: boxesOf(marks),
  shapes: boxesOf(shapes),
})

function boxesOf(flat: Float32Array = new Float32Array()): readonly Mark[] {
  return Array.from({ length: flat.length / 4 }, (_, index) => {
    const at = index * 4
    return {
      left: flat[at] ?? 0,
      top: flat[at + 1] ?? 0,
      right: flat[at + 2] ?? 0,
      bottom: flat[at + 3] ?? 0,
    }
  })
}

/** Points: a smaller thing is a dot or a piece of a line. */
const smallest = 2
/** A drawing that fills so much of a cell both ways is its ground. */
const ground = 0.8

/** Whether one of them lies in a cell, by more than half. */
export const isMarked = (cell: Mark, { pictures, shapes }: Marks): boolean =>
  pictures.some((mark) => liesIn(mark, cell)) ||
  shapes.some((mark) => liesIn(mark, cell) && !isGround(mark, cell))

function liesIn(mark: Mark, cell: Mark): boolean {
  const [width, height] = [mark.right - mark.left, mark.bottom - mark.top]
  if (Math.max(width, height) < smallest) return false
  const across = Math.min(mark.right, cell.right) - Math.max(mark.left, cell.left)
  const down = Math.min(mark.bottom, cell.bottom) - Math.max(mark.top, cell.top)
  return across > 0 && down > 0 && across * down > 0.5 * width * height
}

const isGround = (mark: Mark, cell: Mark): boolean =>
  mark.right - mark.left > ground * (cell.right - cell.left) &&
  mark.bottom - mark.top > ground * (cell.bottom - cell.top)
