import type { Extent, Segment, TextRow } from './pdfTextRows.ts'

/** A line with figures: its labels, and its figures behind them. */
export interface FigureRow {
  readonly row: TextRow
  readonly labels: readonly Segment[]
  readonly values: readonly Segment[]
}

/** Lines with figures in the same columns, from one header to the next. */
export interface Body {
  readonly rows: readonly FigureRow[]
  /** Where their columns begin. */
  readonly left: number
}

/** Of larger type than this share of that of the figures is no part of their table. */
export const larger = 1.15

export const overlap = (a: Omit<Extent, 'text'>, b: Omit<Extent, 'text'>): boolean =>
  a.left < b.right && b.left < a.right

/** The bodies of the tables among lines: words above the columns, and headings, part one from the next. */
export function bodiesOf(rows: readonly TextRow[]): readonly Body[] {
  const bodies: { rows: FigureRow[]; left: number }[] = []
  let open: (typeof bodies)[number] | null = null
  for (const row of rows) {
    const figures = figureRow(row)
    if (figures === null) {
      const {
        left,
        rows: [first],
      }: { left: number; rows: FigureRow[] } = open ?? { left: Infinity, rows: [] }
      const isHeading = first !== undefined && row.size > larger * first.row.size
      if (isHeading || row.segments.some(({ right }) => right > left)) open = null
      continue
    }
    const left = figures.values[0]?.left ?? Infinity
    if (open === null) {
      open = { rows: [], left }
      bodies.push(open)
    }
    open.rows.push(figures)
    open.left = Math.min(open.left, left)
  }
  return bodies
}

function figureRow(row: TextRow): FigureRow | null {
  const labels = row.segments.findLastIndex(({ isFigure }) => !isFigure) + 1
  return labels === row.segments.length
    ? null
    : { row, labels: row.segments.slice(0, labels), values: row.segments.slice(labels) }
}
