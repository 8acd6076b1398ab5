import type { PdfPage } from '../engines/pdfPage.ts'
import { closeness, clusters, rulesOf, type Rule, type Rules } from './pdfRules.ts'

/** The lattice of a table: its column and row edges, and which stretches of them are drawn. */
export interface Grid {
  /** Ascending x of the column edges; one more than there are columns. */
  readonly xs: readonly number[]
  /** Ascending y of the row edges. */
  readonly ys: readonly number[]
  readonly rules: Rules
}

/** The lattices of a page, the smallest first: a table inside a cell takes its characters before the cell does. */
export function gridsOf(page: PdfPage): readonly Grid[] {
  return groupsOf(rulesOf(page))
    .flatMap((rules) => {
      const grid = gridOf(rules, page)
      return grid === null ? [] : [grid]
    })
    .toSorted((a, b) => areaOf(a) - areaOf(b))
}

const areaOf = ({ xs, ys }: Grid): number =>
  ((xs.at(-1) ?? 0) - (xs[0] ?? 0)) * ((ys.at(-1) ?? 0) - (ys[0] ?? 0))

/** Lines that touch each other; what touches nothing (underlines) is no table. */
function groupsOf({ horizontal, vertical }: Rules): readonly Rules[] {
  const groups: Rules[] = []
  const left = new Set(vertical)
  const done = new Set<Rule>()
  for (const start of horizontal) {
    if (done.has(start)) continue
    done.add(start)
    const rows = [start]
    const columns: Rule[] = []
    for (const row of rows) {
      for (const column of left) {
        if (!touch(row, column)) continue
        left.delete(column)
        columns.push(column)
        for (const other of horizontal) {
          if (done.has(other) || !touch(other, column)) continue
          done.add(other)
          rows.push(other)
        }
      }
    }
    if (columns.length > 0) groups.push({ horizontal: rows, vertical: columns })
  }
  return groups.map((group) => withSpanningColumns(group, [...left]))
}

/** A column whose one cell spans the whole page has no line across that would touch its sides. */
function withSpanningColumns({ horizontal, vertical }: Rules, loose: readonly Rule[]): Rules {
  const top = Math.min(...vertical.map(({ from }) => from))
  const bottom = Math.max(...vertical.map(({ to }) => to))
  const beside = loose.filter(
    ({ from, to }) => Math.abs(from - top) <= 2 * closeness && Math.abs(to - bottom) <= 2 * closeness,
  )
  return { horizontal, vertical: [...vertical, ...beside] }
}

const touch = (row: Rule, column: Rule): boolean => reaches(row, column.at) && reaches(column, row.at)

const reaches = ({ from, to }: Rule, position: number): boolean =>
  position >= from - closeness && position <= to + closeness

function gridOf(rules: Rules, page: PdfPage): Grid | null {
  const xs = edgesOf(rules.vertical, rules.horizontal, printedAlong(page, 'x', rules.vertical))
  const ys = edgesOf(rules.horizontal, rules.vertical, printedAlong(page, 'y', rules.horizontal))
  return xs.length > 2 && ys.length > 1 ? { xs, ys, rules } : null
}

/**
 * Where each cell draws a frame of its own, with a gap between (border-spacing), a row's lines lie a little beside those of the next row,
 * and both sides of the gap are one edge, where nothing is printed between them: a small print (a page put on paper at half its size) has
 * columns as narrow as this.
 */
const doubled = 5

/** The lines across, and the ends of the others where two of them end alike: tables open at their sides. */
function edgesOf(
  across: readonly Rule[],
  along: readonly Rule[],
  isPrinted: (from: number, to: number) => boolean,
): readonly number[] {
  const drawn = clusters(
    across.map(({ at }) => at),
    (from, to) => to - from <= closeness || (to - from <= doubled && !isPrinted(from, to)),
  )
  const first = outermost(
    along.map(({ from }) => -from),
    -(drawn[0] ?? 0),
  )
  const last = outermost(
    along.map(({ to }) => to),
    drawn.at(-1) ?? 0,
  )
  return [...(first === null ? [] : [-first]), ...drawn, ...(last === null ? [] : [last])]
}

/** Whether the middle of a printed character lies between two places along an axis, in the reach of these lines across it. */
function printedAlong(
  { codes, boxes }: PdfPage,
  axis: 'x' | 'y',
  lines: readonly Rule[],
): (from: number, to: number) => boolean {
  const low = lines.reduce((least, { from }) => Math.min(least, from), Infinity)
  const high = lines.reduce((most, { to }) => Math.max(most, to), -Infinity)
  const [along, beside] = axis === 'x' ? [0, 1] : [1, 0]
  const middleOf = (at: number, side: number): number =>
    ((boxes[4 * at + side] ?? NaN) + (boxes[4 * at + side + 2] ?? NaN)) / 2
  let middles: readonly number[] | null = null
  const asked = (): readonly number[] =>
    Array.from(codes.keys())
      .filter((at) => {
        const there = middleOf(at, beside)
        return !isSpace(codes[at]) && there > low && there < high
      })
      .map((at) => middleOf(at, along))
      .sort((a, b) => a - b)
  return (from, to) => {
    middles ??= asked()
    const next = middles[firstBehind(middles, from)]
    return next !== undefined && next < to
  }
}

const isSpace = (code: number | undefined): boolean =>
  code === undefined || code <= 32 || code === 0xa0 || code === 0x3000

/** Index of the first of ascending numbers that is greater. */
function firstBehind(ascending: readonly number[], than: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? Infinity) > than) high = middle
    else low = middle + 1
  }
  return low
}

/** A side that no line closes; no column and no row is narrower than a character. */
const narrowest = 8

function outermost(ends: readonly number[], drawn: number): number | null {
  const beyond = ends.filter((end) => end > drawn + narrowest).toSorted((a, b) => b - a)
  const [end] = beyond
  return end !== undefined && beyond.filter((other) => end - other <= closeness).length >= 2 ? end : null
}
