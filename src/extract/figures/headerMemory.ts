import type { Header } from './header.ts'
import type { PrintedUnits } from './printedUnits.ts'

/** What a cell of a header prints, and where. */
interface PrintedPlace {
  readonly text: string
  readonly label: string
  readonly look: string
  readonly row: number
  readonly start: number
  readonly end: number
}

interface PrintedRow {
  readonly table: number
  readonly spansKnown: boolean
  readonly inferred: boolean
  readonly blanksLost: boolean
  readonly units: PrintedUnits
  readonly cells: readonly PrintedPlace[]
}

/** All of a section (`Section`) on which the reading of its header depends. */
interface PrintedHeader {
  readonly key: string
  readonly header: readonly PrintedRow[]
  readonly sideBySide: boolean
  readonly above: readonly PrintedPlace[]
}

/** Headers that were read, by all that they print: each form has one for each table, in a handful of layouts. */
export type HeaderMemory = <Section extends PrintedHeader>(
  section: Section,
  read: (section: Section) => Header,
) => Header

/** A longer header is no form's, and its words would keep the page that they were cut from. */
const longestText = 64
const mostCells = 200
/** All layouts of all forms are some dozens. */
const most = 512

/**
 * The same reading of a header, done once for each that prints the same in the same places. `read` must depend on the header, on
 * the line above it and on the forms alone, not on the rows below.
 */
export function headerMemory(): HeaderMemory {
  const known = new Map<string, Header>()
  return (section, read) => {
    const print = printOf(section)
    if (print === null) return read(section)
    const found = known.get(print)
    if (found !== undefined) return placed(found, section)
    const header = read(section)
    if (known.size >= most) known.clear()
    known.set(print, header)
    return header
  }
}

/** A header of its own, as rows are told apart by theirs; its table is counted in its document. */
const placed = (header: Header, { header: [first] }: PrintedHeader): Header =>
  header.kind !== 'columns' || header.table === null
    ? { ...header }
    : { ...header, table: first?.table ?? null }

/** Everything that a header prints and where, counted from its first line; null for one that is too long to be remembered. */
function printOf({ key, header, above, sideBySide }: PrintedHeader): string | null {
  const [first] = header
  const print: unknown[] = [key, sideBySide, above.map(({ look, label }) => [look, label])]
  let cells = 0
  for (const line of header) {
    const { table, spansKnown, inferred, blanksLost, units } = line
    print.push(table - (first?.table ?? 0), spansKnown, inferred, blanksLost, units)
    for (const { text, row, start, end } of line.cells) {
      cells += 1
      if (cells > mostCells || text.length > longestText) return null
      print.push(text, row - rowOf(first), start, end)
    }
  }
  return above.some(({ text }) => text.length > longestText) ? null : JSON.stringify(print)
}

const rowOf = (line: PrintedRow | undefined): number => line?.cells[0]?.row ?? 0
