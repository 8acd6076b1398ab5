import { brokenKey, type Column } from './header.ts'
import { exactWord, headerWord, isFurniture, likeWord, type HeaderWord } from './headerWord.ts'
import type { PreparedForms } from './prepareForms.ts'
import type { PrintedCell } from './printedLine.ts'
import { together } from './printedUnits.ts'
import type { Section } from './sections.ts'

interface GridColumn extends Column {
  /** Named by another word than the form's own (合计 for 总计). */
  readonly alias: boolean
}

/** Columns from the grid: what stands above each grid column. Null when that does not make up columns of the form. */
export function gridColumns(section: Section, prepared: PreparedForms): readonly Column[] | null {
  const cells = section.header.flatMap((line) => line.cells.filter(({ look }) => look !== 'blank'))
  if (new Set(section.header.map(({ table }) => table)).size !== 1) return null
  const width = Math.min(64, Math.max(0, ...cells.map(({ end }) => end)))
  const columns: GridColumn[] = []
  let previous = ''
  for (let at = 0; at < width; at++) {
    const above = cells.filter((cell) => cell.start <= at && at < cell.end)
    const identity = above.map((cell) => `${cell.row}.${cell.start}`).join()
    const last = columns.at(-1)
    if (identity === previous && last?.range)
      columns[columns.length - 1] = { ...last, range: { ...last.range, end: at + 1 } }
    else {
      const column = columnUnder(above, section, prepared)
      const counts =
        column !== null && (column.key !== null || columns.length > 0 || (at > 0 && isCode(column.printed)))
      if (counts) columns.push({ ...column, range: { start: at, end: at + 1 } })
      previous = counts ? identity : ''
    }
  }
  const named = withoutSubtotals(columns)
  return isWhole(named, section, prepared) ? named : null
}

/** A column of numbers of rows between the labels and the figures. */
const isCode = (printed: string): boolean => /^(?:行次|行号|序号|编号|编码|(?:指标)?代码)$/u.test(printed)

function columnUnder(
  above: readonly PrintedCell[],
  section: Section,
  prepared: PreparedForms,
): Omit<GridColumn, 'range'> | null {
  const named = above.filter((cell) => !isFurniture(cell))
  if (named.length === 0) return null
  const groups: string[] = []
  const leaves = new Map<string, HeaderWord>()
  let strange = false
  for (let at = 0; at < named.length;) {
    const [word, used] = wordFrom(named, at, section, prepared)
    if (word?.leaf) leaves.set(word.label, word)
    else if (word === null) strange = true
    else if (!groups.includes(word.label)) groups.push(word.label)
    at += used
  }
  const printed = named.map(({ label }) => label).join('')
  const captions = section.header.map((line) => line.units)
  const units = together([...above.map((cell) => cell.units), ...captions])
  const [leaf = null, ...others] = leaves.values()
  const column = { printed, units, alias: leaf?.alias === true }
  // A region without a column below it, or a column below another: the spans of the header do not hold.
  if (others.length > 0 || (leaf === null && !strange && groups.length > 0))
    return { ...column, key: brokenKey }
  if (leaf === null) return { ...column, key: null }
  if (section.key !== 'review_litigation') return { ...column, key: leaf.label }
  const path = [...groups, leaf.label].join('/')
  // 行政赔偿 above 复议后起诉: the word that would make the path whole is replaced.
  return { ...column, key: strange ? path : pathEnding(path, section, prepared) }
}

/** The one column whose path ends so: where 复议诉讼 is cut in tables, 行政诉讼 may not stand above 复议后起诉. */
function pathEnding(path: string, section: Section, prepared: PreparedForms): string {
  const paths = prepared.paths.get(section.key) ?? []
  const [only, ...others] = paths.filter((each) => each === path || each.endsWith(`/${path}`))
  return only !== undefined && others.length === 0 ? only : path
}

/** The word that begins at a cell: that cell, or several cells below each other that only together are a word. */
function wordFrom(
  cells: readonly PrintedCell[],
  at: number,
  section: Section,
  prepared: PreparedForms,
): readonly [HeaderWord | null, number] {
  for (let end = at + 1; end <= cells.length; end++) {
    const label = cells
      .slice(at, end)
      .map((cell) => cell.label)
      .join('')
    const word = exactWord(label, section, prepared)
    if (word) return [word, end - at]
  }
  return [likeWord(cells[at]?.label ?? '', section, prepared), 1]
}

/** A 合计 beside a 总计 adds up some of the columns, and no form has it. */
const withoutSubtotals = (columns: readonly GridColumn[]): readonly Column[] =>
  columns.map((column) => {
    const double = column.alias && columns.some(({ key, alias }) => key === column.key && !alias)
    return double ? { ...column, key: null } : column
  })

/** 复议诉讼 needs whole regions; elsewhere any known columns do, each once, when no word of the header is left over. */
function isWhole(columns: readonly Column[], section: Section, prepared: PreparedForms): boolean {
  const keys = columns.flatMap(({ key }) => (key === null ? [] : [key]))
  if (keys.length === 0 || new Set(keys).size < keys.length) return false
  const paths = prepared.columns.get(section.key)
  if (section.key === 'proactive' || !paths) return true
  const known = new Set(
    paths.map((path) => (section.key === 'review_litigation' ? path.join('/') : (path.at(-1) ?? ''))),
  )
  if (!keys.every((key) => known.has(key))) return false
  if (section.key === 'review_litigation') return keys.length % 5 === 0
  return keys.length === known.size || isAllNamed(columns, section, prepared)
}

/** Whether the columns have every word that the header prints above or behind the first of them, and no piece of one is left. */
function isAllNamed(columns: readonly Column[], section: Section, prepared: PreparedForms): boolean {
  const first = columns[0]?.range?.start ?? 0
  const cells = section.header.flatMap((line) => line.cells.filter(({ end }) => end > first))
  return cells.every((cell) => {
    if (cell.look === 'blank' || isFurniture(cell)) return true
    const word = headerWord(cell.label, section, prepared)
    if (word === null) return columns.some(({ key, printed }) => key === null && printed.endsWith(cell.label))
    return !word.leaf || columns.some(({ key }) => key === word.label)
  })
}
