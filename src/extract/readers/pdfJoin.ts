import type { Cell } from '../../model/document.ts'
import type { PageItem, ReadPage } from './pdfItems.ts'
import { clusters, closeness, nearest } from './pdfRules.ts'
import type { PdfTable } from './pdfTable.ts'

/** What stands in a document, in order, with the width of its page. */
export type DocumentItem = PageItem & { readonly page: number; readonly pageWidth: number }

/** The items of all pages; a table at the end of a page and one of the same width at the start of the next are one. */
export function joinTables(pages: readonly ReadPage[]): readonly DocumentItem[] {
  const items: DocumentItem[] = []
  pages.forEach(({ items: own, width }, page) => {
    own.forEach((item, index) => {
      const last = items.at(-1)
      const place = { page, pageWidth: width }
      if (index === 0 && item.kind === 'table' && last?.kind === 'table' && isCut(last.table, item.table))
        items[items.length - 1] = { ...place, ...item, table: joined(last.table, item.table) }
      else items.push({ ...item, ...place })
    })
  })
  return items
}

const isCut = (upper: PdfTable, lower: PdfTable): boolean =>
  isNear(upper.xs[0], lower.xs[0]) && isNear(upper.xs.at(-1), lower.xs.at(-1))

const isNear = (a: number | undefined, b: number | undefined): boolean =>
  a !== undefined && b !== undefined && Math.abs(a - b) <= closeness

function joined(upper: PdfTable, lower: PdfTable): PdfTable {
  const xs = clusters([...upper.xs, ...lower.xs])
  const rest = withoutRepeatedHead(upper, lower)
  const above = placed(upper.rows, upper.xs, xs)
  const below = placed(rest, lower.xs, xs)
  const isOpen = ({ column, columnSpan }: Cell): boolean => {
    const middle = ((xs[column] ?? 0) + (xs[column + columnSpan] ?? 0)) / 2
    return ![...upper.lower, ...lower.upper].some(({ from, to }) => from <= middle && middle <= to)
  }
  // Below a head that is printed again no cell is open; a row may be cut all the same.
  const rows = sewn(above, below, rest === lower.rows ? isOpen : () => false)
  return { ...lower, upper: upper.upper, top: upper.top, rows, width: xs.length - 1, xs }
}

/** Puts cells together that the end of a page cut; where it cut a whole row, both parts are one row. */
function sewn(
  above: readonly (readonly Cell[])[],
  below: readonly (readonly Cell[])[],
  isOpen: (cell: Cell) => boolean,
): readonly (readonly Cell[])[] {
  const end = above.length
  const first = below[0] ?? []
  const ends = above.flat().filter((cell) => cell.row + cell.rowSpan === end)
  const isCutRow = isRestOfRow(first, ends)
  const pairs = new Map<Cell, Cell>()
  for (const cell of first) {
    const over = ends.find((one) => sameColumns(one, cell))
    if (over !== undefined && (isCutRow || isOpen(cell))) pairs.set(over, cell)
  }
  if (pairs.size === 0) return reachDown(above, below)
  const whole = pairs.size === first.length
  const overlap = whole ? 1 : 0
  const upper = above.map((cells) =>
    cells.map((cell) => {
      const rest = pairs.get(cell)
      if (rest === undefined) return cell
      const text = [cell.text, rest.text].filter((part) => part !== '').join('\n')
      const rowSpan = cell.rowSpan + rest.rowSpan - overlap
      return { ...cell, text, rowSpan, ...(cell.ocr !== undefined && { ocr: 'unsure' as const }) }
    }),
  )
  const used = new Set(pairs.values())
  const lower = below.map((cells) => cells.filter((cell) => !used.has(cell)))
  return [...upper, ...movedDown(whole ? lower.slice(1) : lower, end - overlap)]
}

/** How the labels of rows begin where they are numbered: `1.`, `（三）`, `二、`. */
const ordinal = /^\s*[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．]/u

/**
 * Word closes both parts of a row that it cuts with a line. Then the second part is known by its words: the numbered labels above
 * go on without a number, and figures stand only where none stands above. Where this errs, two labels make one that no form has.
 */
function isRestOfRow(first: readonly Cell[], ends: readonly Cell[]): boolean {
  const over = (cell: Cell): Cell | undefined => ends.find((one) => sameColumns(one, cell))
  const inked = first.filter(({ text }) => text !== '')
  const isRest = (cell: Cell): boolean => {
    const above = over(cell)?.text ?? ''
    return isWords(cell.text) ? !ordinal.test(cell.text) && ordinal.test(above) : above === ''
  }
  return inked.length > 0 && inked.every(isRest) && first.every((cell) => over(cell) !== undefined)
}

const movedDown = (rows: readonly (readonly Cell[])[], by: number): readonly (readonly Cell[])[] =>
  rows.map((cells) => cells.map((cell) => ({ ...cell, row: cell.row + by })))

/** Rows on the column edges of the whole table, counted from 0. */
function placed(
  rows: PdfTable['rows'],
  own: readonly number[],
  xs: readonly number[],
): readonly (readonly Cell[])[] {
  const columnOf = (edge: number): number => xs.indexOf(nearest(xs, own[edge] ?? 0))
  const first = rows.flat()[0]?.row ?? 0
  return rows.map((cells) =>
    cells.map((cell) => {
      const column = columnOf(cell.column)
      const end = columnOf(cell.column + cell.columnSpan)
      return { ...cell, row: cell.row - first, column, columnSpan: Math.max(1, end - column) }
    }),
  )
}

/** Word prints the head of a table again on each page. */
function withoutRepeatedHead({ rows: upper }: PdfTable, { rows: lower }: PdfTable): PdfTable['rows'] {
  const same = lower.findIndex((cells, index) => wordsOf(cells) !== wordsOf(upper[index] ?? []))
  const count = same === -1 ? 0 : same
  const head = lower.slice(0, count)
  const whole = head.every((cells) => cells.every(({ row, rowSpan }) => row + rowSpan <= count))
  const labels = head.every((cells) => !cells.some(({ text }) => /^\s*\d/u.test(text)))
  return count > 0 && whole && labels ? lower.slice(count) : lower
}

const wordsOf = (cells: readonly Cell[]): string =>
  JSON.stringify(cells.map(({ text, columnSpan }) => [text, columnSpan]))

/**
 * A label that spans rows is printed once, above the cut; below it stands a blank in front of the first label. That blank is the same
 * cell. A blank behind a label is a figure that is not there, and stays.
 */
function reachDown(
  above: readonly (readonly Cell[])[],
  below: readonly (readonly Cell[])[],
): readonly (readonly Cell[])[] {
  const first = below[0] ?? []
  const labelled = first.findIndex(({ text }) => text !== '')
  const next = first[labelled]
  if (next === undefined || !isWords(next.text)) return [...above, ...movedDown(below, above.length)]
  const leading = first.slice(0, labelled)
  const end = above.length
  const growth = new Map<Cell, number>()
  for (const blank of leading) {
    const over = above.flat().find((cell) => cell.row + cell.rowSpan === end && sameColumns(cell, blank))
    if (over !== undefined && isWords(over.text)) growth.set(over, blank.rowSpan)
  }
  const joinedBlanks = new Set(
    leading.filter((blank) => [...growth.keys()].some((cell) => sameColumns(cell, blank))),
  )
  const grown = above.map((cells) =>
    cells.map((cell) => ({ ...cell, rowSpan: cell.rowSpan + (growth.get(cell) ?? 0) })),
  )
  const rest = below.map((cells) => cells.filter((cell) => !joinedBlanks.has(cell)))
  return [...grown, ...movedDown(rest, end)]
}

const isWords = (text: string): boolean => /\p{Script=Han}/u.test(text)
const sameColumns = (a: Cell, b: Cell): boolean => a.column === b.column && a.columnSpan === b.columnSpan
