import type { Block, TableBlock } from '../../model/document.ts'
import { objectSign } from './objectSign.ts'
import { alignedParts } from './pdfAligned.ts'
import type { ColumnExtent } from './pdfHeaderSpans.ts'
import type { DocumentItem } from './pdfJoin.ts'
import type { Line } from './pdfLines.ts'
import { isMarked, type Marks } from './pdfMarks.ts'
import { textRowsOf, type TextRow } from './pdfTextRows.ts'

/** A line of a page. */
export type LineItem = Extract<DocumentItem, { kind: 'line' }>

/** Lines of one cell that may stand between two lines of a table without rules: a heading, a label of its own. */
const mostBetween = 3

/**
 * Tables that have no rules, only columns: runs of lines that wide gaps part, with figures in them. By the number of the item: the
 * lines of the run at its first item, none at its others.
 */
export function columnRuns(items: readonly DocumentItem[]): ReadonlyMap<number, readonly LineItem[]> {
  const runs = new Map<number, readonly LineItem[]>()
  let start: number | null = null
  let last = 0
  const close = (): void => {
    if (start === null) return
    const end = endOf(items, last)
    const lines = items.slice(start, end + 1).filter((item) => item.kind === 'line')
    if (lines.filter(({ line }) => hasColumns(line)).length >= 2 && lines.some(({ line }) => hasFigure(line)))
      for (let index = start; index <= end; index += 1) runs.set(index, index === start ? lines : [])
    start = null
  }
  items.forEach((item, index) => {
    if (item.kind === 'line' && hasColumns(item.line)) {
      start ??= startOf(items, index, runs)
      last = index
    } else if (item.kind === 'table' || index - last > mostBetween) close()
  })
  close()
  return runs
}

/** The tables of a report have 120 lines; more are none, and comparing them all would take long. */
const mostLines = 1000
/** Lines that may be of a header above the first line with columns, or of the label of its first row. */
const mostAbove = 8

/** Where a run begins: short lines right above, in type as small, are of its header. */
function startOf(
  items: readonly DocumentItem[],
  first: number,
  runs: ReadonlyMap<number, readonly LineItem[]>,
): number {
  let start = first
  while (first - start < mostAbove && !runs.has(start - 1)) {
    const [above, below] = [items[start - 1], items[start]]
    if (above?.kind !== 'line' || below?.kind !== 'line' || !isOfHeader(above, below)) return start
    start -= 1
  }
  return start
}

/** Where it ends: what stands close below may be of the label of its last row, or of its figures. */
function endOf(items: readonly DocumentItem[], last: number): number {
  let end = last
  while (end - last < mostBetween) {
    const [above, below] = [items[end], items[end + 1]]
    if (above?.kind !== 'line' || below?.kind !== 'line') return end
    const { line, page } = below
    const isNear = page === above.page && line.top - above.line.bottom < line.size
    if (!isNear || line.size > 1.15 * above.line.size) return end
    end += 1
  }
  return end
}

/** No sentence, no larger than the line below it, and close to it. */
function isOfHeader(above: LineItem, below: LineItem): boolean {
  const [{ line: upper }, { line: lower }] = [above, below]
  const isNear = above.page !== below.page || lower.top - upper.bottom < 2 * lower.size
  return isNear && upper.size <= 1.15 * lower.size && !/[。；：！？]$/u.test(upper.text)
}

const hasColumns = ({ parts }: Line): boolean => parts.length > 1
const hasFigure = ({ parts }: Line): boolean =>
  parts.length > 1 && parts.some((part) => /^\d+(?:\.\d+)?$/u.test(part))

/**
 * Such a run as tables, where the alignment of its words shows them, and the words between; what shows none as a table of one column, a
 * line to a row: it keeps its words and gives no figures. Where headings take two lines and blanks leave no trace, the order of cells does
 * not tell their columns: read so, figures came out wrong without a mark.
 */
export function columnBlocks(items: readonly LineItem[], marks: readonly Marks[]): readonly Block[] {
  const pages = [...Map.groupBy(items, ({ page }) => page)].map(([page, own]) => ({
    page,
    glyphs: own.flatMap(({ line }) => line.glyphs),
  }))
  const rows = items.length > mostLines ? null : textRowsOf(pages)
  const parts = rows === null ? [] : alignedParts(rows, (row, column) => blankText(row, column, marks))
  if (!parts.some(({ kind }) => kind === 'table')) return [columnTable(items.map(({ line }) => line.parts))]
  return parts.flatMap((part): readonly Block[] => {
    if (part.kind === 'table') return [part]
    const words = part.rows.map(({ segments }) => segments.map(({ text }) => text))
    if (words.some((row) => row.length > 1)) return [columnTable(words)]
    return words.map(([text = '']) => ({ kind: 'paragraph', text }))
  })
}

/** A picture where a figure would stand is one that cannot be read. */
function blankText(
  { page, foot, size }: TextRow,
  { left, right }: ColumnExtent,
  marks: readonly Marks[],
): string {
  const own = marks[page]
  const cell = { left: left - size, top: foot - 1.5 * size, right: right + size, bottom: foot + size }
  return own !== undefined && isMarked(cell, own) ? objectSign : ''
}

function columnTable(lines: readonly (readonly string[])[]): TableBlock {
  const rows = lines.map((parts, row) => [
    { text: parts.join('  '), row, column: 0, rowSpan: 1, columnSpan: 1 },
  ])
  return { kind: 'table', table: { rows, width: 1, spansKnown: true } }
}
