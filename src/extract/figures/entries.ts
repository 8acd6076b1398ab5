import type { PrintedCell, PrintedLine } from './printedLine.ts'
import type { Section } from './sections.ts'

/** One printed row of figures: its labels, outermost first, and its cells in order. */
export interface Entry {
  readonly line: PrintedLine
  readonly labels: readonly PrintedCell[]
  readonly values: readonly PrintedCell[]
  /** A heading or another label follows on the same printed row: the end of this one was lost. */
  readonly runsOn: boolean
  /**
   * Put together from several printed rows; `unsure` when a piece may as well be the number of a page.
   */
  readonly joined: 'no' | 'sure' | 'unsure'
  /** Of another width than nearly all rows of its plain-text table: a cell was lost or two became one, and nobody can tell which. */
  readonly ragged: boolean
}

type Growing = { -readonly [Key in keyof Entry]: Entry[Key] } & {
  labels: PrintedCell[]
  values: PrintedCell[]
}

/**
 * The rows of a section's body: cut where a label follows figures, and put together where a row without a label gives
 * exactly the cells that the row before it lacks.
 */
export function entriesOf(section: Section, columns: number): readonly Entry[] {
  const entries = section.body.flatMap((line) => cutLine(line, columns))
  const whole: Entry[] = []
  for (let at = 0; at < entries.length;) {
    const entry = entries[at]
    if (!entry) break
    const pieces = piecesAfter(entry, entries, at + 1)
    const joined = join(entry, pieces, columns)
    whole.push(joined ?? entry)
    at += joined ? 1 + pieces.length : 1
  }
  return markRagged(whole, columns)
}

/**
 * Some converters fill up merged cells with empty ones, also behind a label, and so give every row of a table the same number
 * of cells. There, and only there, a row of another width is a row with a fault.
 */
function markRagged(entries: readonly Entry[], columns: number): readonly Entry[] {
  const plain = entries.filter(
    ({ line, joined, runsOn }) => !line.spansKnown && !line.blanksLost && joined === 'no' && !runsOn,
  )
  const usual = new Map(
    [...Map.groupBy(plain, ({ line }) => line.table)].flatMap(([table, rows]) =>
      filledWidth(rows, columns).map((width) => [table, width]),
    ),
  )
  const isRagged = (entry: Entry): boolean => {
    const width = usual.get(entry.line.table)
    return width !== undefined && entry.line.cells.length !== width && entry.values.length > 0
  }
  const ragged = new Set(plain.filter(isRagged))
  return entries.map((entry) => (ragged.has(entry) ? { ...entry, ragged: true } : entry))
}

/** The width of at least four rows in five, when some of them are filled up behind their label. */
function filledWidth(rows: readonly Entry[], columns: number): readonly number[] {
  const isFilled = ({ values: [first, ...others] }: Entry): boolean =>
    first?.look === 'blank' && others.length >= columns
  return [...Map.groupBy(rows, ({ line }) => line.cells.length)].flatMap(([width, same]) =>
    same.length * 5 >= rows.length * 4 && same.some(isFilled) ? [width] : [],
  )
}

/** The rows without a label that follow in plain text; where spans are known a row is never broken. */
function piecesAfter(entry: Entry, entries: readonly Entry[], from: number): readonly Entry[] {
  if (entry.labels.length === 0 || entry.runsOn || entry.line.spansKnown) return []
  const end = entries.findIndex(
    (each, at) => at >= from && (each.labels.length > 0 || each.line === entry.line),
  )
  return entries.slice(from, end < 0 ? entries.length : end).filter(({ line }) => !line.spansKnown)
}

/** The row with its pieces, when they give exactly the cells that it lacks, with or without the empty rows at their end. */
function join(entry: Entry, following: readonly Entry[], columns: number): Entry | null {
  if (entry.values.length >= columns) return null
  const isEmpty = ({ values }: Entry): boolean => values.every(({ look }) => look === 'blank')
  const filled = following.slice(0, following.findLastIndex((piece) => !isEmpty(piece)) + 1)
  const lacking = columns - entry.values.length
  const pieces = [following, filled].find((some) => cellsOf(some).length === lacking)
  if (!pieces) return null
  const values = [...entry.values, ...cellsOf(pieces)]
  return { ...entry, values, joined: entry.values.length > 0 ? joining(pieces) : 'unsure' }
}

const cellsOf = (pieces: readonly Entry[]): readonly PrintedCell[] => pieces.flatMap(({ values }) => values)

/** How sure pieces make one row: a lone number other than 0 may be the number of a page. */
export function joining(pieces: readonly Entry[]): 'sure' | 'unsure' {
  const isPageNumber = ({ values: [only, ...others] }: Entry): boolean =>
    others.length === 0 && only?.look === 'figure' && Number(only.text) !== 0
  return pieces.some(isPageNumber) ? 'unsure' : 'sure'
}

function cutLine(line: PrintedLine, columns: number): readonly Entry[] {
  const entries: Growing[] = []
  const begin = (): Growing => {
    const entry: Growing = { line, labels: [], values: [], runsOn: false, joined: 'no', ragged: false }
    entries.push(entry)
    return entry
  }
  let open = begin()
  line.cells.forEach((cell, index) => {
    const rest = line.cells.length - index - 1
    if (!isLabel(cell, open, rest, columns)) open.values.push(cell)
    else if (open.values.length > 0 && !isPadding(open, cell)) {
      open.runsOn = open.labels.length > 0
      open = begin()
      open.labels.push(cell)
    } else {
      open.values = []
      open.labels.push(cell)
    }
  })
  return entries.filter(({ labels, values }) => labels.length > 0 || values.length > 0)
}

/** Blank cells before a label, or between a region's label and a row's, stand for merged cells. */
function isPadding(open: Entry, cell: PrintedCell): boolean {
  if (open.values.some(({ look }) => look !== 'blank')) return false
  if (cell.words.some(({ kind }) => kind === 'item')) return open.labels.length === 0
  const last = open.labels.at(-1)
  return !last?.words.some(({ kind }) => kind === 'row') || last.words.some(({ kind }) => kind === 'rowGroup')
}

/** A word of a form is a label; a text that no form knows is one as long as the row's cells can still follow it. */
function isLabel(cell: PrintedCell, open: Entry, rest: number, columns: number): boolean {
  if (cell.look === 'word') return true
  if (cell.look !== 'text') return false
  if (open.values.some(({ look }) => look !== 'blank')) return false
  return open.labels.length === 0 || rest >= columns
}
