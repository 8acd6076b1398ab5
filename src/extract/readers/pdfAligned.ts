import type { Cell, Table } from '../../model/document.ts'
import { bodiesOf, larger, overlap, type Body } from './pdfBodies.ts'
import {
  columnsUnder,
  ofColumns,
  withRegions,
  type ColumnExtent,
  type HeaderPiece,
} from './pdfHeaderSpans.ts'
import { rowLabelsOf, type RowLabels } from './pdfRowLabels.ts'
import type { TextRow } from './pdfTextRows.ts'

/** What lines that stand in columns are: tables, and lines between that are of none. */
export type AlignedPart =
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'rows'; readonly rows: readonly TextRow[] }

/** Text for a cell in which no word stands. */
export type BlankText = (row: TextRow, column: ColumnExtent) => string

/**
 * Tables that only the alignment of their words shows: no lines between columns, perhaps none at all. A column is where the figures of a
 * body lie below each other and below a word of the header, a row where figures stand beside a label. What fits no such picture in every
 * line is no table (docs/decisions/0067-tables-without-lines.md). From top to bottom, with all lines.
 */
export function alignedParts(rows: readonly TextRow[], blank: BlankText): readonly AlignedPart[] {
  const bodies = bodiesOf(rows)
  const parts: AlignedPart[] = []
  let next = 0
  for (const [at, body] of bodies.entries()) {
    const start = rows.indexOf(body.rows[0]?.row ?? nothing)
    const end = rows.indexOf(body.rows.at(-1)?.row ?? nothing)
    const limit = rows.indexOf(bodies[at + 1]?.rows[0]?.row ?? nothing)
    const around = rows
      .slice(next, limit < 0 ? rows.length : limit)
      .filter(
        (row) =>
          body.rows.every((each) => each.row !== row) && !row.segments.some(({ right }) => right > body.left),
      )
    const labels = rowLabelsOf(body, around)
    const above = rows.slice(next, start).filter((row) => labels?.used.has(row) !== true)
    const header = above.slice(headerStart(above, body))
    const table = labels === null ? null : tableOf(body, header, labels, blank)
    const last = labels === null ? end : Math.max(end, ...[...labels.used].map((row) => rows.indexOf(row)))
    const before = above.slice(0, above.length - header.length)
    if (table === null) parts.push({ kind: 'rows', rows: rows.slice(next, last + 1) })
    else parts.push({ kind: 'rows', rows: before }, { kind: 'table', table })
    next = last + 1
  }
  parts.push({ kind: 'rows', rows: rows.slice(next) })
  return parts.filter((part) => part.kind === 'table' || part.rows.length > 0)
}

const nothing: TextRow = { page: -1, y: NaN, foot: NaN, size: 0, segments: [] }

/** A line of a header is no further from the next, in sizes of type. */
const furthest = 4
const chapter = /^[一二三四五六七八九十]{1,2}、/u

/** Where the header of a body begins among the lines above it. */
function headerStart(above: readonly TextRow[], { rows: [first] }: Body): number {
  let lower = first?.row
  for (let at = above.length - 1; at >= 0; at -= 1) {
    const row = above[at]
    if (row === undefined || lower === undefined) return at + 1
    const [segment, ...others] = row.segments
    const isChapter = others.length === 0 && chapter.test(segment?.text ?? '')
    const isFar = row.page === lower.page && lower.y - row.y > furthest * lower.size
    if (isChapter || isFar || row.size > larger * (first?.row.size ?? 0)) return at + 1
    lower = row
  }
  return 0
}

/** 复议诉讼 has 15 columns of figures. */
const mostColumns = 40

/** Null where a column has no word of its own above it. */
function tableOf(
  body: Body,
  header: readonly TextRow[],
  { labels }: RowLabels,
  blank: BlankText,
): Table | null {
  const figures = extentsOf(body)
  if (figures.length > mostColumns) return null
  const { columns, pieces } = columnsUnder(figures, header, body.left)
  const named = withRegions(pieces, columns)
  const hasWord = (at: number): boolean => named.some((piece) => isOfColumn(piece) && piece.from === at)
  if (columns.length > mostColumns || !columns.every((_, at) => hasWord(at))) return null
  const isLabelled = labels.some(({ leaf }) => leaf !== '')
  const regions = Math.max(0, ...labels.map((each) => each.regions.length))
  const offset = isLabelled ? regions + 1 : 0
  const top = headerCells(header, named, columns, { offset, left: body.left })
  const rest = body.rows.map(({ row, values }, at): readonly Cell[] => {
    const own = labels[at]
    const words = isLabelled ? [...padded(own?.regions ?? [], regions), own?.leaf ?? ''] : []
    const cells = columns.map((column) => {
      const inside = values.filter((value) => overlap(value, column))
      return inside.length === 0 ? blank(row, column) : inside.map(({ text }) => text).join(' ')
    })
    return [...words, ...cells].map((text, column) => cellAt(text, top.length + at, column))
  })
  return { rows: [...top, ...rest], width: offset + columns.length, spansKnown: true, inferred: true }
}

const padded = (texts: readonly string[], length: number): readonly string[] => [
  ...texts,
  ...Array.from({ length: length - texts.length }, () => ''),
]

const cellAt = (text: string, row: number, column: number, columnSpan = 1): Cell => ({
  text,
  row,
  column,
  rowSpan: 1,
  columnSpan,
})

/** The title of an item of the form (第二十条第（五）项) is of no column, wherever it stands. */
const isItem = ({ segment }: HeaderPiece): boolean => /^第.{1,4}条/u.test(segment.text)
const isOfColumn = (piece: HeaderPiece): boolean =>
  piece.to - piece.from === 1 && piece.from >= 0 && !isItem(piece)

/** The lines of a header with titles and regions, and below them a line of its columns, each with all of its words. */
function headerCells(
  header: readonly TextRow[],
  pieces: readonly HeaderPiece[],
  columns: readonly ColumnExtent[],
  { offset, left }: { readonly offset: number; readonly left: number },
): readonly (readonly Cell[])[] {
  const upper = header.flatMap((row) => {
    const own = pieces.filter((piece) => piece.row === row && !isOfColumn(piece))
    return own.length > 0 ? [own] : []
  })
  const regions = upper.map((line, at) =>
    line.map(({ segment, from, to }) =>
      from < 0
        ? cellAt(segment.text, at, 0, Math.max(1, offset))
        : cellAt(segment.text, at, offset + from, to - from),
    ),
  )
  const corner = header
    .flatMap((row) => row.segments.flatMap((segment) => ofColumns(segment, columns, left)))
    .filter(({ right }) => right <= left)
  const words = columns.flatMap((_, at) => {
    const text = pieces
      .filter((piece) => isOfColumn(piece) && piece.from === at)
      .map(({ segment }) => segment.text)
    return text.length > 0 ? [cellAt(text.join('\n'), upper.length, offset + at)] : []
  })
  const first = offset > 0 ? [cellAt(corner.map(({ text }) => text).join('\n'), upper.length, 0, offset)] : []
  return [...regions, [...first, ...words]]
}

/** Where figures lie below each other. */
function extentsOf({ rows }: Body): readonly ColumnExtent[] {
  const extents: ColumnExtent[] = []
  for (const { left, right } of rows.flatMap(({ values }) => values).toSorted((a, b) => a.left - b.left)) {
    const last = extents.at(-1)
    if (last !== undefined && left < last.right)
      extents[extents.length - 1] = { left: last.left, right: Math.max(last.right, right) }
    else extents.push({ left, right })
  }
  return extents
}
