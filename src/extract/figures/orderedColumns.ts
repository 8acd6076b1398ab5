import type { TableKey } from '../../model/report.ts'
import { sayingOf } from './cellLook.ts'
import type { Column, Header } from './header.ts'
import { columnsInOrder } from './headerTree.ts'
import { headerWord, isFurniture, type HeaderWord } from './headerWord.ts'
import type { ColumnPath, PreparedForms } from './prepareForms.ts'
import type { PrintedCell, PrintedLine } from './printedLine.ts'
import { noUnits, together } from './printedUnits.ts'
import type { Section } from './sections.ts'

/** 主动公开 in plain text: the words of the header stand beside each other, each a column. */
export function columnsBeside(section: Section, prepared: PreparedForms): Header {
  const rows = joinPieces(section.header, section.key, prepared)
  const cells = [...new Map(rows.flat().map((cell) => [cell.label, cell])).values()]
  const captions = section.header.map((line) => line.units)
  const corner = cells.findIndex(isFurniture)
  const columns = cells
    .filter((cell, index) => index > corner && !isFurniture(cell))
    .map((cell): Column => {
      const word = headerWord(cell.label, section, prepared)
      const units = together([cell.units, ...captions])
      return { key: word?.label ?? null, printed: cell.label, units, range: null }
    })
  const first = columns.findIndex(({ key }) => key !== null)
  const named = corner >= 0 ? columns : columns.slice(Math.max(0, first))
  const isTwice = new Set(named.map(({ key, printed }) => key ?? printed)).size < named.length
  if (first < 0 || isTwice || isInPieces(section, prepared)) return { kind: 'unknown' }
  return { kind: 'columns', columns: named, table: null, order: 'labels' }
}

/**
 * Whether a header has pieces of a column that it does not name (`本年新 … 制作数量`): the cells of two lines, one line after the
 * other, of which nobody can tell whose column is whose.
 */
export function isInPieces(section: Section, prepared: PreparedForms): boolean {
  const cells = joinPieces(section.header, section.key, prepared).flat()
  const words = new Set(cells.map(({ label }) => headerWord(label, section, prepared)?.label))
  const missing = (prepared.labels.get(`${section.key} column`) ?? []).filter((label) => !words.has(label))
  return cells.some(({ label, look }) => look === 'text' && isPieceOf(label, missing))
}

/** A cell of the header and the word that it stands for; null: a stranger, which is no column of any form. */
interface Named {
  readonly cell: PrintedCell
  readonly word: HeaderWord | null
}

/** 申请 and 复议诉讼 in plain text, or in a grid whose spans do not hold: the order of the header's words. */
export function columnsByOrder(section: Section, prepared: PreparedForms): Header {
  const paths = prepared.columns.get(section.key) ?? []
  const rows = namedRows(section, prepared)
  const named = rows.flat().filter(({ cell }) => !isFurniture(cell))
  const labels = named.flatMap(({ word }) => word?.label ?? [])
  const units = together(
    section.header.flatMap((line) => [line.units, ...line.cells.map((cell) => cell.units)]),
  )
  const columns = (order: readonly ColumnPath[]): readonly Column[] =>
    order.map((path) => ({ key: keyOf(path, section), printed: path.join(''), units, range: null }))
  const whole = columnsInOrder(paths, labels, 'whole')
  if (whole) return withStrangers(columns(whole), whole, rows)
  const isPlain = section.key === 'applications' && section.header.every(({ blanksLost }) => !blanksLost)
  const strange = named.some(({ word }) => word === null)
  const some = isPlain && !strange ? columnsInOrder(paths, labels, 'some') : null
  if (isReplaced(paths.flat(), labels, strangersOf(rows, section))) return { kind: 'unknown' }
  // Without a header that can be read, the order of the form is only a guess: sums must prove each row.
  return { kind: 'columns', columns: columns(some ?? paths), table: null, order: some ? 'labels' : 'guess' }
}

/**
 * The words of no form that a header prints, but for the one in its corner; above 复议诉讼, which has no corner, also those of a row
 * that was not taken for its own (行政裁决, 行政赔偿).
 */
function strangersOf(rows: readonly (readonly Named[])[], section: Section): readonly string[] {
  const hasCorner = section.key !== 'review_litigation'
  const [corner] = rows[0] ?? []
  const own = rows.flat().filter((each) => each.word === null && !(hasCorner && each === corner))
  const cells = own.map(({ cell }) => cell).filter((cell) => cell.look === 'text' && !isFurniture(cell))
  const above = hasCorner ? [] : section.above.filter(({ look }) => look === 'text')
  return [...cells, ...(above.length > 1 ? above : [])].map(({ label }) => label)
}

/**
 * Whether a word of no form may stand in the place of a column that is not named (个体工商户 for 科研机构, 审结 for 尚未审结): such a
 * column is not among the words, and the pieces of its own (`科研`, `机构`) are not all there.
 */
function isReplaced(
  labels: readonly string[],
  printed: readonly string[],
  strangers: readonly string[],
): boolean {
  const missing = labels.filter((label) => !printed.includes(label))
  const isPieceOfWhole = (text: string): boolean =>
    missing.some((label) => label.includes(text) && isMadeOf(label, strangers))
  return missing.length > 0 && !strangers.every(isPieceOfWhole)
}

/** Whether a word's pieces are all there. */
const isMadeOf = (label: string, pieces: readonly string[]): boolean =>
  pieces
    .toSorted((one, other) => other.length - one.length)
    .reduce((rest, piece) => rest.replace(piece, ''), label) === ''

const isPieceOf = (text: string, labels: readonly string[]): boolean =>
  labels.some((label) => label.includes(text))

const keyOf = (path: ColumnPath, { key }: Section): string =>
  key === 'review_litigation' ? path.join('/') : (path.at(-1) ?? '')

/** The header's cells with their words; a 合计 beside a 总计 adds up some of the columns and is a stranger. */
function namedRows(section: Section, prepared: PreparedForms): readonly (readonly Named[])[] {
  const rows = joinPieces(section.header, section.key, prepared).map((cells) =>
    cells.map((cell) => ({
      cell,
      word: isFurniture(cell) ? null : headerWord(cell.label, section, prepared),
    })),
  )
  const own = new Set(rows.flat().flatMap(({ word }) => (word && !word.alias ? [word.label] : [])))
  return rows.map((row) =>
    row.map(({ cell, word }) => ({ cell, word: word?.alias && own.has(word.label) ? null : word })),
  )
}

/**
 * The columns with those of no form where they stand: behind all others (备注), or behind the column or region before them
 * (小计). What stands among the columns of a header without spans is plain enough only where sums prove it.
 */
function withStrangers(
  columns: readonly Column[],
  paths: readonly ColumnPath[],
  rows: readonly (readonly Named[])[],
): Header {
  const strangers = rows.flatMap((row) =>
    row.flatMap(({ cell, word }, at) => {
      if (word !== null || cell.look === 'blank' || isFurniture(cell) || at === 0) return []
      const before = row[at - 1]?.word ?? null
      if (before === null && at < row.length - 1) return []
      const after = before === null ? -1 : paths.findLastIndex((path) => path.includes(before.label))
      const plain = after < 0 || before?.leaf === true
      return [{ label: cell.label, at: after < 0 ? columns.length : after + 1, plain }]
    }),
  )
  const all = [...columns.keys(), columns.length].flatMap((at): readonly Column[] => [
    ...strangers
      .filter((stranger) => stranger.at === at)
      .map(({ label }) => ({ key: null, printed: label, units: noUnits, range: null })),
    ...columns.slice(at, at + 1),
  ])
  const sequence = strangers.every(({ plain }) => plain) ? 'sequence' : 'guess'
  const order = strangers.every(({ at }) => at === columns.length) ? 'labels' : sequence
  const isSpare = ({ cell, word }: Named, at: number): boolean =>
    word === null && at > 0 && !isFurniture(cell) && !strangers.some(({ label }) => label === cell.label)
  const spare = rows.some((row) => row.some(isSpare))
  return { kind: 'columns', columns: all, table: null, order, spare }
}

/**
 * Header cells that are only pieces of words (`商业` over `企业`) put together: piece by piece with the row below. Words of no form
 * (小计) are none, unless only with them both rows have as many.
 */
function joinPieces(
  lines: readonly PrintedLine[],
  key: TableKey,
  prepared: PreparedForms,
): readonly (readonly PrintedCell[])[] {
  const labels = prepared.labels.get(`${key} column`) ?? []
  const isText = (cell: PrintedCell): boolean => cell.look === 'text'
  const isPart = (cell: PrintedCell): boolean => isText(cell) && isPieceOf(cell.label, labels)
  const rows = lines.map((line) => line.cells.filter(({ look }) => look !== 'blank'))
  for (let at = 0; at + 1 < rows.length; at++) {
    const upper = rows[at] ?? []
    const lower = rows[at + 1] ?? []
    const count = (cells: readonly PrintedCell[], isPiece: typeof isText): number =>
      cells.filter(isPiece).length
    const isPiece = [isPart, isText].find(
      (is) => count(lower, is) > 0 && count(lower, is) === count(upper, is),
    )
    if (!isPiece) continue
    const below = lower.filter(isPiece)
    let next = 0
    const whole = upper.map((cell) => (isPiece(cell) ? joined(cell, below[next++], prepared) : cell))
    // Words that make no word together (the corner and 小计) only happen to be as many.
    if (!whole.some((cell, place) => cell.look === 'word' && cell !== upper[place])) continue
    rows[at] = whole
    rows[at + 1] = lower.filter((cell) => !isPiece(cell))
  }
  return rows
}

function joined(upper: PrintedCell, lower: PrintedCell | undefined, prepared: PreparedForms): PrintedCell {
  const label = upper.label + (lower?.label ?? '')
  const words = prepared.memory.words(label)
  return { ...upper, ...sayingOf(label), label, words, look: words.length > 0 ? 'word' : 'text' }
}
