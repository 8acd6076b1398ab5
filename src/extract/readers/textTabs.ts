import { cellText, isBlank, isSentence, nextPrinted, rowsOnLines, type TextRows } from './textTable.ts'

/** How a file prints cells: `below`: one under the other, each begun by a tab; `beside`: a row on a line, tabs between. */
export type CellLayout = 'below' | 'beside'

const beginsWithTab = (line: string): boolean => /^[^\S\t]*\t/u.test(line)
const afterFirstTab = (line: string): string => line.slice(line.indexOf('\t') + 1)
const isLoneCell = (line: string): boolean => beginsWithTab(line) && !afterFirstTab(line).includes('\t')

/** Most lines with tabs and text decide: a file comes from one converter. Tabs alone may be either. */
export function cellLayout(lines: readonly string[]): CellLayout {
  const tabbed = lines.filter((line) => line.includes('\t'))
  const telling = tabbed.filter((line) => line.trim() !== '')
  const votes = telling.length > 0 ? telling : tabbed
  return votes.filter(isLoneCell).length * 2 > votes.length ? 'below' : 'beside'
}

/** The table that begins at this line, or null when none does. */
export function tabTableAt(lines: readonly string[], at: number, layout: CellLayout): TextRows | null {
  const line = lines[at] ?? ''
  if (!line.includes('\t') || isProse(line)) return null
  return layout === 'below' && beginsWithTab(line) ? cellsBelow(lines, at) : cellsBeside(lines, at, layout)
}

/** A sentence that is only indented, or a line whose only tab hangs at its end. */
function isProse(line: string): boolean {
  if (isLoneCell(line)) return isSentence(line)
  return !beginsWithTab(line) && !line.trimEnd().includes('\t') && isSentence(line)
}

function cellsBeside(lines: readonly string[], at: number, layout: CellLayout): TextRows {
  const isRow = (line: string): boolean =>
    line.includes('\t') && !isProse(line) && !(layout === 'below' && beginsWithTab(line))
  const { found, end } = rowsOnLines(lines, at, isRow)
  // Where every row begins with a tab it is an indent; else it is a first cell without text.
  const indented = found.every(beginsWithTab)
  return { rows: found.map((line) => (indented ? afterFirstTab(line) : line).split('\t').map(cellText)), end }
}

/**
 * Cells below each other, as text converters print `<td><p>…`: a tab before each cell, a line end after each of its
 * paragraphs, an empty line after a row, one more after the table. A cell may end in empty paragraphs, so an empty line may
 * also stand inside a row; and a table after a table has a paragraph between them. Hence: up to two empty lines end a row,
 * three or prose end the table.
 */
function cellsBelow(lines: readonly string[], at: number): TextRows {
  const rows: string[][] = []
  let row: string[] = []
  let next = at
  const endRow = (): void => {
    if (row.length > 0) rows.push(row.map(cellText))
    row = []
  }
  for (;;) {
    const line = lines[next] ?? ''
    if (next < lines.length && beginsWithTab(line) && !isProse(line)) {
      row.push(...afterFirstTab(line).split('\t'))
      next += 1
      continue
    }
    const more = continuation(lines, next, row.at(-1) ?? '')
    if (more > next) {
      row.push([row.pop() ?? '', ...lines.slice(next, more)].join('\n'))
      next = more
      continue
    }
    endRow()
    const follower = nextPrinted(lines, next)
    const goesOn = follower > next && follower - next <= 2 && beginsWithTab(lines[follower] ?? '')
    if (!goesOn || isProse(lines[follower] ?? '')) return { rows, end: next }
    next = follower
  }
}

/**
 * The line after the last further line of the open cell; `at` when it has none. Further lines have no tab and follow at once;
 * after one empty line only a bare number does, and only in a cell without text: anything else there is prose.
 * (Two empty lines would be the end of the table, and a number behind it the number of a page.)
 */
function continuation(lines: readonly string[], at: number, openCell: string): number {
  if (isBlank(lines[at] ?? '')) {
    const number = isBlank(openCell) && /^\s*[+-]?\d[\d.,]*\s*$/u.test(lines[at + 1] ?? '')
    return number && !(lines[at + 1] ?? '').includes('\t') ? at + 2 : at
  }
  let end = at
  while (end < lines.length && !isBlank(lines[end] ?? '') && !(lines[end] ?? '').includes('\t')) end += 1
  return lines.slice(at, end).some(isSentence) ? at : end
}
