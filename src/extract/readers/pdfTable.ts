import type { Cell, Table } from '../../model/document.ts'
import type { ReadCell } from '../engines/pdfPage.ts'
import { cellText, marginsOf } from './pdfCellText.ts'
import type { Glyph } from './pdfGlyphs.ts'
import type { Grid } from './pdfGrids.ts'
import { objectSign } from './objectSign.ts'
import { isMarked, type Mark, type Marks } from './pdfMarks.ts'
import { closeness, type Rule } from './pdfRules.ts'
import { areasOf, type Area } from './pdfAreas.ts'

/** A table as one page shows it: its cells, and where its edges lie in points. */
export interface PdfTable extends Table {
  readonly top: number
  readonly bottom: number
  /** Column edges, one more than columns. */
  readonly xs: readonly number[]
  /** The lines that are drawn at its upper and its lower edge: where none is, a cell may go on there. */
  readonly upper: readonly Rule[]
  readonly lower: readonly Rule[]
}

/** What is known of a page beside its characters. */
export interface PageFacts {
  /** What OCR says of its cells. */
  readonly reads: readonly ReadCell[]
  readonly marks: Marks
  /** Which page, from 0. */
  readonly page: number
}

/** Fills a lattice: each character goes to the cell in which its middle lies; what is drawn in a cell without text is a sign there. */
export function tableOf(
  grid: Grid,
  glyphs: readonly Glyph[],
  { reads, marks, page }: PageFacts,
): { table: PdfTable; outside: readonly Glyph[] } {
  const { xs, ys } = grid
  const areas = areasOf(grid)
  const held = new Map<Area, Glyph[]>()
  const outside: Glyph[] = []
  for (const glyph of glyphs) {
    const column = intervalOf(xs, (glyph.left + glyph.right) / 2)
    const row = intervalOf(ys, (glyph.top + glyph.bottom) / 2)
    const area = row === null || column === null ? undefined : areas[row]?.[column]
    if (area === undefined) {
      outside.push(glyph)
      continue
    }
    const inside = held.get(area)
    if (inside) inside.push(glyph)
    else held.set(area, [glyph])
  }
  const widthOf = ({ column, columnSpan }: Area): number => (xs[column + columnSpan] ?? 0) - (xs[column] ?? 0)
  const margins = marginsOf([...held].map(([area, inside]) => ({ glyphs: inside, width: widthOf(area) })))
  const rows = areas.map((row, at) =>
    [...new Set(row)]
      .filter((area) => area.row === at)
      .map((area): Cell => {
        const read = reads.find((one) => isAround(one, area, grid))
        const text = cellText(held.get(area) ?? [], widthOf(area), margins)
        return {
          ...area,
          text: text === '' && isMarked(boxOf(area, grid), marks) ? objectSign : text,
          ...(read !== undefined && { ocr: read.sure ? 'sure' : 'unsure', page }),
        }
      }),
  )
  const table = {
    rows,
    width: xs.length - 1,
    spansKnown: true,
    top: ys[0] ?? 0,
    bottom: ys.at(-1) ?? 0,
    xs,
    upper: linesAt(ys[0] ?? 0, grid),
    lower: linesAt(ys.at(-1) ?? 0, grid),
  }
  return { table, outside }
}

const boxOf = ({ row, column, rowSpan, columnSpan }: Area, { xs, ys }: Grid): Mark => ({
  left: xs[column] ?? 0,
  top: ys[row] ?? 0,
  right: xs[column + columnSpan] ?? 0,
  bottom: ys[row + rowSpan] ?? 0,
})

function isAround(read: ReadCell, { row, column, rowSpan, columnSpan }: Area, { xs, ys }: Grid): boolean {
  const x = ((xs[column] ?? 0) + (xs[column + columnSpan] ?? 0)) / 2
  const y = ((ys[row] ?? 0) + (ys[row + rowSpan] ?? 0)) / 2
  return read.left < x && x < read.right && read.top < y && y < read.bottom
}

const linesAt = (y: number, { rules }: Grid): readonly Rule[] =>
  rules.horizontal.filter(({ at }) => Math.abs(at - y) <= closeness)

/** Two cells side by side at least, and words in them: frames around text and the grids of charts are none. */
export const isTable = ({ rows }: PdfTable): boolean =>
  rows.some((row) => row.length > 1) &&
  rows.some((row) => row.some(({ text }) => text !== '' && text !== objectSign))

/** The interval between ascending edges that holds a position; null outside. */
function intervalOf(edges: readonly number[], position: number): number | null {
  const after = edges.findIndex((edge) => edge > position)
  return after <= 0 ? null : after - 1
}
