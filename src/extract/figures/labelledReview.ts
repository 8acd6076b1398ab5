import type { CaptionedTable } from './captionedTables.ts'
import type { Entry } from './entries.ts'
import type { Column } from './header.ts'
import type { PreparedForms, PreparedRow } from './prepareForms.ts'
import type { PrintedCell, PrintedLine } from './printedLine.ts'
import { noUnits } from './printedUnits.ts'
import { readRow } from './readRow.ts'
import type { RowReading } from './rowReading.ts'
import { normaliseLabel } from './normaliseLabel.ts'

/** The kinds of 复议诉讼 (行政复议, 行政诉讼/复议后起诉) and the results of each (结果维持 …), as the paths of its columns name them. */
interface Words {
  readonly kinds: ReadonlyMap<string, string>
  readonly above: ReadonlySet<string>
  readonly results: readonly string[]
}

/** The figures of one kind, in the order in which its results are printed. */
interface KindRow {
  readonly kind: string
  readonly line: PrintedLine
  readonly results: readonly string[]
  readonly values: readonly PrintedCell[]
}

/**
 * 复议诉讼 where each kind has a line of its own (results across, or a table each under its title), or a column (results down): each figure
 * has both of its words, so none is known by its place. Null where a cell has not, where a kind is there twice, and in every other table.
 */
export function readLabelledReview(
  lines: readonly PrintedLine[],
  tables: readonly CaptionedTable[],
  row: PreparedRow,
  prepared: PreparedForms,
): readonly RowReading[] | null {
  const words = wordsOf(row, prepared)
  const kinds = [...Map.groupBy(lines, ({ table }) => table)].map(([table, own]) =>
    own.every(({ spansKnown }) => spansKnown)
      ? (kindsDown(own, words, prepared) ??
        kindsAcross(own, words, prepared) ??
        kindOfTitle(own, tables[table]?.titles ?? [], words, prepared))
      : null,
  )
  if (kinds.length === 0 || kinds.some((each) => each === null)) return null
  const rows = kinds.flatMap((each) => each ?? [])
  if (new Set(rows.map(({ kind }) => kind)).size < rows.length) return null
  return rows.map((each) => read(each, row))
}

function wordsOf({ cells }: PreparedRow, { canonical }: PreparedForms): Words {
  const paths = [...cells.keys()]
    .map((key) => key.split('/'))
    .filter((path) => !canonical.has(path.at(-1) ?? ''))
  const kinds = paths.map((path) => path.slice(0, -1))
  return {
    kinds: new Map(kinds.map((path) => [path.at(-1) ?? '', path.join('/')])),
    above: new Set(kinds.flatMap((path) => path.slice(0, -1))),
    results: [...new Set(paths.map((path) => path.at(-1) ?? ''))],
  }
}

/** What a text is among the words of the table, by the form's own word for it. */
function wordOf(label: string, { canonical, memory }: PreparedForms): string {
  const word = memory
    .words(label)
    .find(({ table, kind }) => table === 'review_litigation' && kind !== 'furniture')
  return word === undefined ? label : (canonical.get(word.label) ?? word.label)
}

/** Cells that are not blank, with their words. */
const inked = (line: PrintedLine, prepared: PreparedForms): readonly { cell: PrintedCell; word: string }[] =>
  line.cells
    .filter(({ look }) => look !== 'blank')
    .map((cell) => ({ cell, word: wordOf(cell.label, prepared) }))

/** The columns that a line names, by their words: each of `wanted` once, or null. */
function columnsOf(
  line: PrintedLine,
  wanted: ReadonlySet<string>,
  prepared: PreparedForms,
): readonly { readonly word: string; readonly cell: PrintedCell }[] | null {
  const found = inked(line, prepared).filter(({ word }) => wanted.has(word))
  return found.length === wanted.size && new Set(found.map(({ word }) => word)).size === wanted.size
    ? found
    : null
}

/** The cell of a line that stands in a column, and no other of its cells does. */
function under(line: PrintedLine, { start, end }: PrintedCell): PrintedCell | null {
  const [cell, ...others] = line.cells.filter((each) => each.start < end && each.end > start)
  return cell !== undefined && others.length === 0 && cell.start === start && cell.end === end ? cell : null
}

/** A line for each kind: `行政复议 | 0 | 0 | 0 | 0 | 0` below the results. */
function kindsDown(
  lines: readonly PrintedLine[],
  { kinds, above, results }: Words,
  prepared: PreparedForms,
): readonly KindRow[] | null {
  const head = lines.findIndex((line) => columnsOf(line, new Set(results), prepared) !== null)
  const columns = lines[head] && columnsOf(lines[head], new Set(results), prepared)
  if (!columns) return null
  const rows: KindRow[] = []
  for (const line of lines.slice(head + 1)) {
    const labels = inked(line, prepared).filter(({ cell }) => cell.look === 'word')
    const values = columns.map(({ cell }) => under(line, cell))
    const figures = line.cells.filter(({ look }) => look !== 'word' && look !== 'blank')
    const path = kinds.get(labels.at(-1)?.word ?? '')
    if (figures.length === 0 && labels.every(({ word }) => above.has(word))) continue
    const own = values.filter((cell) => cell !== null)
    if (path === undefined || own.length < columns.length || !figures.every((cell) => own.includes(cell)))
      return null
    if (!labels.slice(0, -1).every(({ word }) => above.has(word))) return null
    rows.push({ kind: path, line, results: columns.map(({ word }) => word), values: own })
  }
  return rows.length > 0 ? rows : null
}

/** A line for each result, a column for each kind. */
function kindsAcross(
  lines: readonly PrintedLine[],
  { kinds, results }: Words,
  prepared: PreparedForms,
): readonly KindRow[] | null {
  const first = lines.findIndex((line) => results.includes(inked(line, prepared)[0]?.word ?? ''))
  const columns = lines
    .slice(0, Math.max(0, first))
    .flatMap((line) => inked(line, prepared).filter(({ word }) => kinds.has(word)))
  const body = lines.slice(first).filter((line) => inked(line, prepared).length > 0)
  const names = body.map((line) => inked(line, prepared)[0]?.word ?? '')
  const isWhole =
    first > 0 &&
    columns.length === kinds.size &&
    new Set(columns.map(({ word }) => word)).size === kinds.size &&
    names.toSorted().join() === results.toSorted().join()
  if (!isWhole) return null
  const rows = columns.map(({ word, cell }) => ({ word, values: body.map((line) => under(line, cell)) }))
  const placed = rows.flatMap(({ values }) => values.filter((cell) => cell !== null))
  const figures = body.flatMap((line) => line.cells.filter(({ look }) => look !== 'blank').slice(1))
  const [line] = body
  if (line === undefined || placed.length < columns.length * body.length) return null
  if (!figures.every((cell) => placed.includes(cell))) return null
  return rows.map(({ word, values }) => ({
    kind: kinds.get(word) ?? '',
    line,
    results: names,
    values: values.filter((cell) => cell !== null),
  }))
}

/** A table of one line of figures below the results, under a title that is the name of a kind. */
function kindOfTitle(
  lines: readonly PrintedLine[],
  titles: readonly string[],
  { kinds, results }: Words,
  prepared: PreparedForms,
): readonly KindRow[] | null {
  const [head, line, ...others] = lines.filter(({ cells }) => cells.some(({ look }) => look !== 'blank'))
  const columns = head && columnsOf(head, new Set(results), prepared)
  const kind = kinds.get(wordOf(normaliseLabel(titles.at(-1) ?? ''), prepared))
  if (!columns || line === undefined || others.length > 0 || kind === undefined) return null
  const values = columns.map(({ cell }) => under(line, cell)).filter((cell) => cell !== null)
  const isWhole = values.length === columns.length && line.cells.length === columns.length
  return isWhole ? [{ kind, line, results: columns.map(({ word }) => word), values }] : null
}

/** Read as a row of its own, which its sum must bear out. */
function read({ kind, line, results, values }: KindRow, row: PreparedRow): RowReading {
  const columns = results.map((result): Column => {
    return { key: `${kind}/${result}`, printed: result, units: noUnits, range: null }
  })
  const metrics = columns.flatMap(({ key }) => row.cells.get(key ?? '')?.metric ?? [])
  const entry: Entry = { line, labels: [], values, runsOn: false, joined: 'no', ragged: false }
  return readRow(entry, { ...row, metrics }, { kind: 'columns', columns, table: null, order: 'sequence' })
}
