import { columnsInOrder } from './headerTree.ts'
import { nearestLabel } from './nearestLabel.ts'
import { withoutNote, withoutNumber } from './normaliseLabel.ts'
import type { PreparedForms } from './prepareForms.ts'
import { wordsOfLabel, type PrintedCell, type PrintedLine } from './printedLine.ts'
import { unitInLabel } from './readAmount.ts'
import type { Section } from './sections.ts'

/** A column as its header names it. */
export interface Column {
  /** What cells of a prepared row are looked up by; null when the header's words are of no form. */
  readonly key: string | null
  readonly printed: string
  /** Unit of money that the header names, or null. */
  readonly unit: string | null
  /** Grid columns that it covers; null where the container or the header does not say. */
  readonly range: { readonly start: number; readonly end: number } | null
}

/** What the header of a section says. `proven`: by its labels alone, not by the order of the form. */
export type Header =
  | {
      readonly kind: 'columns'
      readonly columns: readonly Column[]
      readonly table: number | null
      readonly proven: boolean
    }
  | { readonly kind: 'two-years'; readonly columns: readonly Column[] }
  | { readonly kind: 'unknown' }

const unknown: Header = { kind: 'unknown' }

/**
 * Reads the header of a section: by the grid where spans are known and hold, else by the order of its words. Where both can
 * be read and contradict each other the spans are wrong, and sums must prove each row.
 */
export function readHeader(section: Section, prepared: PreparedForms): Header {
  if (section.sideBySide || hasDoubles(section, prepared)) return twoYears(section, prepared)
  const grid = section.header.every((line) => line.spansKnown) ? gridColumns(section, prepared) : null
  if (section.key === 'proactive') return grid ? byGrid(section, grid) : wordsBeside(section, prepared)
  const words = wordsInOrder(section, prepared)
  if (!grid) return words
  const contradicts = words.kind === 'columns' && words.proven && order(words.columns) !== order(grid)
  return contradicts ? { ...words, proven: false } : byGrid(section, grid)
}

const byGrid = (section: Section, columns: readonly Column[]): Header => {
  return { kind: 'columns', columns, table: section.header[0]?.table ?? null, proven: true }
}

const order = (columns: readonly Column[]): string => columns.flatMap(({ key }) => key ?? []).join()

/** The same column twice side by side: two years, or a total over the years. Results stand under three headings in 复议诉讼. */
function hasDoubles(section: Section, prepared: PreparedForms): boolean {
  return section.header.some(({ cells }) => {
    const words = cells.flatMap(({ label }) => {
      const word = headerWord(label, section, prepared)
      return word && !(word.leaf && section.key === 'review_litigation') ? [word.label] : []
    })
    return new Set(words).size < words.length
  })
}

/** Nothing of such a table is taken; its columns still tell of which form it is. */
function twoYears(section: Section, prepared: PreparedForms): Header {
  const words = section.header.flatMap(({ cells }) =>
    cells.flatMap(({ label }) => headerWord(label, section, prepared)?.label ?? []),
  )
  const columns = [...new Set(words)].map((key): Column => ({ key, printed: key, unit: null, range: null }))
  return { kind: 'two-years', columns }
}

/** The word of this table that a header text stands for: exactly, or by likeness. */
function headerWord(
  label: string,
  section: Section,
  prepared: PreparedForms,
): { label: string; leaf: boolean } | null {
  for (const { table, kind, label: word } of wordsOfLabel(label, prepared.words)) {
    if (table !== section.key || (kind !== 'column' && kind !== 'columnGroup')) continue
    return { label: prepared.canonical.get(word) ?? word, leaf: kind === 'column' }
  }
  return null
}

function likeWord(
  label: string,
  section: Section,
  prepared: PreparedForms,
): { label: string; leaf: boolean } | null {
  const leaves = prepared.labels.get(`${section.key} column`) ?? []
  const groups = prepared.labels.get(`${section.key} columnGroup`) ?? []
  const near = nearestLabel(withoutNote(withoutNumber(label)), [...leaves, ...groups])
  return near === null ? null : { label: near, leaf: leaves.includes(near) }
}

const isFurniture = (cell: PrintedCell): boolean => cell.words.some(({ kind }) => kind === 'furniture')

/** Columns from the grid: what stands above each grid column. Null when that does not make up columns of the form. */
function gridColumns(section: Section, prepared: PreparedForms): readonly Column[] | null {
  const cells = section.header.flatMap((line) => line.cells.filter(({ look }) => look !== 'blank'))
  if (new Set(section.header.map(({ table }) => table)).size !== 1) return null
  const width = Math.min(64, Math.max(0, ...cells.map(({ end }) => end)))
  const columns: Column[] = []
  let previous = ''
  for (let at = 0; at < width; at++) {
    const above = cells.filter((cell) => cell.start <= at && at < cell.end)
    const identity = above.map((cell) => `${cell.row}.${cell.start}`).join()
    const last = columns.at(-1)
    if (identity === previous && last?.range)
      columns[columns.length - 1] = { ...last, range: { ...last.range, end: at + 1 } }
    else {
      const column = columnUnder(above, section, prepared)
      if (column && (column.key !== null || columns.length > 0))
        columns.push({ ...column, range: { start: at, end: at + 1 } })
      previous = column && (column.key !== null || columns.length > 0) ? identity : ''
    }
  }
  return isWhole(columns, section, prepared) ? columns : null
}

/** No key of any row. */
const broken = ''

function columnUnder(
  above: readonly PrintedCell[],
  section: Section,
  prepared: PreparedForms,
): Omit<Column, 'range'> | null {
  const named = above.filter((cell) => !isFurniture(cell))
  if (named.length === 0) return null
  const groups: string[] = []
  let leaf: string | null = null
  for (let at = 0; at < named.length;) {
    const [word, used] = wordFrom(named, at, section, prepared)
    if (word?.leaf) leaf = word.label
    else if (word && !groups.includes(word.label)) groups.push(word.label)
    at += used
  }
  const printed = named.map(({ label }) => label).join('')
  // A region without a column below it: the spans of the header do not hold.
  if (leaf === null && groups.length > 0) return { key: broken, printed, unit: null }
  const path = section.key === 'review_litigation' ? [...groups, leaf] : [leaf]
  return { key: leaf === null ? null : path.join('/'), printed, unit: unitInLabel(printed) }
}

/** The word that begins at a cell: that cell, or several cells below each other that only together are a word. */
function wordFrom(
  cells: readonly PrintedCell[],
  at: number,
  section: Section,
  prepared: PreparedForms,
): readonly [{ label: string; leaf: boolean } | null, number] {
  for (let end = at + 1; end <= cells.length; end++) {
    const label = cells
      .slice(at, end)
      .map((cell) => cell.label)
      .join('')
    const word = headerWord(label, section, prepared)
    if (word) return [word, end - at]
  }
  const single = cells[at]?.label ?? ''
  return [likeWord(single, section, prepared), 1]
}

/** 申请 needs all its columns, 复议诉讼 whole regions; in 主动公开 any known columns, each once. */
function isWhole(columns: readonly Column[], section: Section, prepared: PreparedForms): boolean {
  const keys = columns.flatMap(({ key }) => (key === null ? [] : [key]))
  if (keys.length === 0 || new Set(keys).size < keys.length) return false
  const paths = prepared.columns.get(section.key)
  if (section.key === 'proactive' || !paths) return true
  const known = new Set(
    paths.map((path) => (section.key === 'review_litigation' ? path.join('/') : (path.at(-1) ?? ''))),
  )
  if (!keys.every((key) => known.has(key))) return false
  return keys.length === known.size || (section.key === 'review_litigation' && keys.length % 5 === 0)
}

/** Header cells that are only pieces of words (`商业` over `企业`) put together: piece by piece with the row below. */
function joinPieces(
  lines: readonly PrintedLine[],
  prepared: PreparedForms,
): readonly (readonly PrintedCell[])[] {
  const rows = lines.map((line) => line.cells.filter(({ look }) => look !== 'blank'))
  const isPiece = (cell: PrintedCell): boolean => cell.look === 'text'
  for (let at = 0; at + 1 < rows.length; at++) {
    const upper = rows[at] ?? []
    const lower = rows[at + 1] ?? []
    const below = lower.filter(isPiece)
    if (below.length === 0 || below.length !== upper.filter(isPiece).length) continue
    let next = 0
    rows[at] = upper.map((cell) => (isPiece(cell) ? joined(cell, below[next++], prepared) : cell))
    rows[at + 1] = lower.filter((cell) => !isPiece(cell))
  }
  return rows
}

function joined(upper: PrintedCell, lower: PrintedCell | undefined, prepared: PreparedForms): PrintedCell {
  const label = upper.label + (lower?.label ?? '')
  const words = wordsOfLabel(label, prepared.words)
  return { ...upper, label, words, look: words.length > 0 ? 'word' : 'text' }
}

/** 主动公开 in plain text: the words of the header stand beside each other, each a column. */
function wordsBeside(section: Section, prepared: PreparedForms): Header {
  const rows = joinPieces(section.header, prepared)
  const cells = [...new Map(rows.flat().map((cell) => [cell.label, cell])).values()]
  const corner = cells.findIndex(isFurniture)
  const columns = cells
    .filter((cell, index) => index > corner && !isFurniture(cell))
    .map((cell): Column => {
      const word = headerWord(cell.label, section, prepared) ?? likeWord(cell.label, section, prepared)
      return { key: word?.label ?? null, printed: cell.label, unit: unitInLabel(cell.label), range: null }
    })
  const first = columns.findIndex(({ key }) => key !== null)
  const named = corner >= 0 ? columns : columns.slice(Math.max(0, first))
  if (first < 0 || new Set(named.map(({ key, printed }) => key ?? printed)).size < named.length)
    return unknown
  return { kind: 'columns', columns: named, table: null, proven: true }
}

/** 申请 and 复议诉讼 in plain text, or in a grid whose spans do not hold: the order of the header's words. */
function wordsInOrder(section: Section, prepared: PreparedForms): Header {
  const paths = prepared.columns.get(section.key) ?? []
  const keyOf = (path: readonly string[]): string =>
    section.key === 'review_litigation' ? path.join('/') : (path.at(-1) ?? '')
  const columns = (order: readonly (readonly string[])[]): readonly Column[] =>
    order.map((path) => ({ key: keyOf(path), printed: path.join(''), unit: null, range: null }))
  const rows = joinPieces(section.header, prepared)
  const cells = rows.flat().filter((cell) => !isFurniture(cell))
  const words = cells.flatMap((cell) => {
    const word = headerWord(cell.label, section, prepared) ?? likeWord(cell.label, section, prepared)
    return word ? [word.label] : []
  })
  const order = columnsInOrder(paths, words)
  const after = strangersAtEnd(rows, section, prepared)
  if (order) return { kind: 'columns', columns: [...columns(order), ...after], table: null, proven: true }
  // Without a header that can be read, the order of the form is only a guess: sums must prove each row.
  return { kind: 'columns', columns: columns(paths), table: null, proven: false }
}

/** Columns of no form behind those of the form (备注): a text that no form knows at the end of a header row. */
function strangersAtEnd(
  rows: readonly (readonly PrintedCell[])[],
  section: Section,
  prepared: PreparedForms,
): readonly Column[] {
  return rows.flatMap((cells): readonly Column[] => {
    const last = cells.at(-1)
    if (last?.look !== 'text' || likeWord(last.label, section, prepared) || cells.length < 2) return []
    return [{ key: null, printed: last.label, unit: null, range: null }]
  })
}
