import type { PrintedCell, PrintedLine } from './printedLine.ts'
import type { Section } from './sections.ts'

/**
 * Some converters print the content of a merged cell in every place that it covers. The header is then a full grid, also in plain text:
 * rows of one width, with the same text beside or below itself.
 */
export function isRepeating({ header }: Section): boolean {
  if (!haveOneWidth(header)) return false
  const isRepeat = (line: PrintedLine, row: number): boolean =>
    line.cells.some(
      ({ label }, at) =>
        label !== '' && (label === line.cells[at - 1]?.label || label === header[row - 1]?.cells[at]?.label),
    )
  return header.some(isRepeat)
}

/**
 * The section with each column once that is printed several times over: its header and every cell below say the same as the
 * column to its left. Where any cell differs the columns are two.
 */
export function withoutRepeats(section: Section): Section {
  const { header, body } = section
  const width = header[0]?.cells.length ?? 0
  const lines = [...header, ...body.filter(({ cells }) => cells.some(({ look }) => look !== 'blank'))]
  if (header.length === 0 || !haveOneWidth(lines) || !lines.every(isNarrow)) return section
  const isTwice = (at: number): boolean =>
    header.some(({ cells }) => cells[at]?.look === 'word') &&
    lines.every(({ cells }) => cells[at]?.text.trim() === cells[at - 1]?.text.trim())
  const twice = new Set(Array.from({ length: width }, (_, at) => at).filter((at) => at > 0 && isTwice(at)))
  if (twice.size === 0) return section
  const once = (line: PrintedLine): PrintedLine => ({ ...line, cells: merge(line.cells, twice) })
  return { ...section, header: header.map(once), body: body.map(once) }
}

const haveOneWidth = (lines: readonly PrintedLine[]): boolean =>
  new Set(lines.map(({ cells }) => cells.length)).size === 1

const isNarrow = ({ cells }: PrintedLine): boolean => cells.every(({ start, end }) => end - start === 1)

/** The cells without those places, each merged into the cell before it. */
function merge(cells: readonly PrintedCell[], places: ReadonlySet<number>): readonly PrintedCell[] {
  return cells.flatMap((cell, at) => {
    if (places.has(at)) return []
    let last = at
    while (places.has(last + 1)) last += 1
    return [{ ...cell, end: cells[last]?.end ?? cell.end }]
  })
}
