import type { TableBlock } from '../../model/document.ts'
import type { DocumentItem } from './pdfJoin.ts'
import type { Line } from './pdfLines.ts'

/** Lines of one cell that may stand between two lines of a table without rules: a heading, a label of its own. */
const mostBetween = 3

/**
 * Tables that have no rules, only columns: runs of lines that wide gaps part, with figures in them. By the number of the item: the
 * lines of the run at its first item, none at its others.
 */
export function columnRuns(items: readonly DocumentItem[]): ReadonlyMap<number, readonly Line[]> {
  const runs = new Map<number, readonly Line[]>()
  let start: number | null = null
  let last = 0
  const close = (): void => {
    if (start === null) return
    const lines = items.slice(start, last + 1).flatMap((item) => (item.kind === 'line' ? [item.line] : []))
    if (lines.filter(hasColumns).length >= 2 && lines.some(hasFigure))
      for (let index = start; index <= last; index += 1) runs.set(index, index === start ? lines : [])
    start = null
  }
  items.forEach((item, index) => {
    if (item.kind === 'line' && hasColumns(item.line)) {
      start ??= index
      last = index
    } else if (item.kind === 'table' || index - last > mostBetween) close()
  })
  close()
  return runs
}

const hasColumns = ({ parts }: Line): boolean => parts.length > 1
const hasFigure = ({ parts }: Line): boolean =>
  parts.length > 1 && parts.some((part) => /^\d+(?:\.\d+)?$/u.test(part))

/**
 * Such a run as a table of one column, a line to a row: it keeps its words and gives no figures. Where headings take two lines and
 * blanks leave no trace, the order of cells does not tell their columns: read so, figures came out wrong without a mark.
 */
export function columnTable(lines: readonly Line[]): TableBlock {
  const rows = lines.map(({ parts }, row) => [
    { text: parts.join('  '), row, column: 0, rowSpan: 1, columnSpan: 1 },
  ])
  return { kind: 'table', table: { rows, width: 1, spansKnown: true } }
}
