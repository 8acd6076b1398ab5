import type { PrintedCell, PrintedLine } from './printedLine.ts'
import type { Section } from './sections.ts'

/** One printed row of figures: its labels, outermost first, and its cells in order. */
export interface Entry {
  readonly line: PrintedLine
  readonly labels: readonly PrintedCell[]
  readonly values: readonly PrintedCell[]
  /** A heading or another label follows on the same printed row: the end of this one was lost. */
  readonly runsOn: boolean
  /** Put together from two printed rows. */
  readonly continued: boolean
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
  for (const entry of entries) {
    const before = whole.at(-1)
    if (before && completes(before, entry, columns)) {
      whole[whole.length - 1] = { ...before, values: [...before.values, ...entry.values], continued: true }
    } else whole.push(entry)
  }
  return whole
}

/** A lone figure may be the number of a page: only two cells or more complete a row that has cells of its own. */
function completes(before: Entry, entry: Entry, columns: number): boolean {
  if (entry.labels.length > 0 || entry.line === before.line || before.runsOn || before.labels.length === 0)
    return false
  if (before.line.spansKnown || entry.line.spansKnown || before.values.length === 0) return false
  const missing = columns - before.values.length
  return missing > 1 && entry.values.length === missing && entry.values.some(({ look }) => look === 'figure')
}

function cutLine(line: PrintedLine, columns: number): readonly Entry[] {
  const entries: Growing[] = []
  const begin = (): Growing => {
    const entry = { line, labels: [], values: [], runsOn: false, continued: false }
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
