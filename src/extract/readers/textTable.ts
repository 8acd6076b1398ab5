import type { Table } from '../../model/document.ts'

/** Rows of a table in plain text, and the line after its last one. */
export interface TextRows {
  readonly rows: readonly (readonly string[])[]
  readonly end: number
}

/** A line with a tab alone is not blank: it is a cell without text. */
export const isBlank = (line: string): boolean => !line.includes('\t') && line.trim() === ''

/** Prose rather than a cell or a label: a full stop, or longer than the longest label of any form. */
export const isSentence = (line: string): boolean => line.includes('。') || line.trim().length > 100

/** Text of a cell: its lines without the white space of the layout; no-break and full-width spaces stay as printed. */
export const cellText = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replaceAll(/[ \t]+/gu, ' ').replaceAll(/^ | $/gu, ''))
    .filter((line) => line !== '')
    .join('\n')

/** The first line from `at` on that is not blank, or the number of lines. */
export function nextPrinted(lines: readonly string[], at: number): number {
  let next = at
  while (next < lines.length && isBlank(lines[next] ?? '')) next += 1
  return next
}

/** A table whose container knows no spans: every cell 1 × 1, a column is a position in its row. */
export function tableOf(rows: readonly (readonly string[])[]): Table {
  return {
    rows: rows.map((cells, row) =>
      cells.map((text, column) => ({ text, row, column, rowSpan: 1, columnSpan: 1 })),
    ),
    width: rows.reduce((widest, cells) => Math.max(widest, cells.length), 0),
    spansKnown: false,
  }
}

/**
 * Gathers rows that stand on one line each: as long as `isRow` holds, and the blank lines between two rows are no more than
 * between the first two, for a wider gap is where another table begins.
 */
export function rowsOnLines(
  lines: readonly string[],
  at: number,
  isRow: (line: string) => boolean,
): { readonly found: readonly string[]; readonly end: number } {
  const found: string[] = []
  let end = at
  let widestGap = Number.POSITIVE_INFINITY
  for (let next = at; next < lines.length; next = nextPrinted(lines, end)) {
    const line = lines[next] ?? ''
    if (!isRow(line) || next - end > widestGap) break
    if (found.length === 1) widestGap = next - end
    found.push(line)
    end = next + 1
  }
  return { found, end }
}
