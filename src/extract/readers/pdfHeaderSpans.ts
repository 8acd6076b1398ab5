import { overlap } from './pdfBodies.ts'
import type { Extent, Segment, TextRow } from './pdfTextRows.ts'

/** A column of figures (列): from where to where anything stands in it. */
export type ColumnExtent = Omit<Extent, 'text'>

/** A word of a header, and the columns that it stands above: from, and to before. */
export interface HeaderPiece {
  readonly row: TextRow
  readonly segment: Extent
  readonly from: number
  readonly to: number
}

/** Shares: of the distance of columns, how far the middle of a word may lie from that of its columns; of the size of type, what is below. */
const exact = 0.3
const below = 0.75
/** More words than this on one line, above others, are columns and no regions. */
const mostRegions = 6

/** The columns of a body, those that have no figure too, as far as the lowest words above them go, and which words stand right above. */
export function columnsUnder(
  figures: readonly ColumnExtent[],
  header: readonly TextRow[],
  left: number,
): { readonly columns: readonly ColumnExtent[]; readonly pieces: readonly HeaderPiece[] } {
  const columns = [...figures]
  const lowest = new Map<ColumnExtent, TextRow>()
  const words = header.flatMap((row) =>
    row.segments
      .flatMap((segment) => ofColumns(segment, figures, left))
      .filter(({ right }) => right > left)
      .map((segment) => ({ row, segment })),
  )
  for (const { row, segment } of words.toReversed()) {
    const over = columns.filter((column) => overlap(column, segment))
    const [only] = over
    const isLevel = [...lowest.values()].some((other) => Math.abs(other.y - row.y) < below * row.size)
    if (over.length === 0 && isLevel) {
      const own = { left: segment.left, right: segment.right }
      columns.push(own)
      columns.sort((a, b) => a.left - b.left)
      lowest.set(own, row)
    }
    if (over.length !== 1 || only === undefined || lowest.has(only)) continue
    const wider = { left: Math.min(only.left, segment.left), right: Math.max(only.right, segment.right) }
    columns[columns.indexOf(only)] = wider
    lowest.set(wider, row)
  }
  const pieces = words.map(({ row, segment }) => {
    const from = columns.findIndex((column) => overlap(column, segment))
    const to = columns.findLastIndex((column) => overlap(column, segment)) + 1
    return { row, segment, from, to }
  })
  return { columns, pieces }
}

/** The words of narrow columns, which have hardly a gap between them, each for itself; words that stand above several columns are whole. */
export function ofColumns(
  segment: Segment,
  columns: readonly ColumnExtent[],
  left: number,
): readonly Extent[] {
  const over = columns.filter((column) => overlap(column, segment)).length
  const fields = over + (segment.pieces.some(({ right }) => right <= left) ? 1 : 0)
  const isOfOne = (piece: Extent): boolean => columns.filter((column) => overlap(column, piece)).length <= 1
  return fields > 1 && segment.pieces.length >= fields && segment.pieces.every(isOfOne)
    ? segment.pieces
    : [segment]
}

/** Words that stand above others, with all columns in whose middle they are printed: regions of the header (行政诉讼). */
export function withRegions(
  pieces: readonly HeaderPiece[],
  columns: readonly ColumnExtent[],
): readonly HeaderPiece[] {
  const wide: HeaderPiece[] = []
  const settled = new Map<HeaderPiece, HeaderPiece>()
  for (const line of Map.groupBy(pieces, ({ row }) => row).values()) {
    const upper = line.filter((piece) => isAbove(piece, pieces))
    if (upper.length === 0 || upper.length > mostRegions) continue
    const ways = upper.map((piece) => rangesOf(piece, pieces, columns, wide))
    const best = widest(ways)
    best.forEach((range, at) => {
      const piece = upper[at]
      if (piece === undefined || range.to - range.from <= Math.max(1, piece.to - piece.from)) return
      const grown = { ...piece, from: range.from, to: range.to }
      settled.set(piece, grown)
      wide.push(grown)
    })
  }
  return pieces.map((piece) => settled.get(piece) ?? piece)
}

const isAbove = (piece: HeaderPiece, pieces: readonly HeaderPiece[]): boolean =>
  pieces.some(
    (other) =>
      other.row.y > piece.row.y && (piece.from < 0 || (other.from < piece.to && other.to > piece.from)),
  )

interface Range {
  readonly from: number
  readonly to: number
  /** How far its middle is from that of the word. */
  readonly away: number
}

/** Every run of columns in whose middle a word stands, all of whose other words are below it, inside one region of those above. */
function rangesOf(
  piece: HeaderPiece,
  pieces: readonly HeaderPiece[],
  columns: readonly ColumnExtent[],
  wide: readonly HeaderPiece[],
): readonly Range[] {
  const isFree = (at: number): boolean =>
    pieces.every(
      (other) =>
        other === piece ||
        other.from !== at ||
        other.to !== at + 1 ||
        wide.some(({ segment }) => segment === other.segment) ||
        other.row === piece.row ||
        other.row.y - piece.row.y > below * piece.row.size,
    )
  const distance = ((columns.at(-1)?.left ?? 0) - (columns[0]?.left ?? 0)) / Math.max(1, columns.length - 1)
  const ranges: Range[] = [{ from: piece.from, to: piece.to, away: 0 }]
  for (let from = 0; from < columns.length; from += 1)
    for (let to = from + 1; to <= columns.length; to += 1) {
      if (piece.from >= 0 && (from > piece.from || to < piece.to)) continue
      const away = Math.abs(
        (piece.segment.left + piece.segment.right) / 2 -
          ((columns[from]?.left ?? 0) + (columns[to - 1]?.right ?? 0)) / 2,
      )
      const isNested = wide.every(
        (other) =>
          other.row.y >= piece.row.y ||
          to <= other.from ||
          from >= other.to ||
          (from >= other.from && to <= other.to),
      )
      const all = Array.from({ length: to - from }, (_, at) => from + at)
      if (away <= exact * distance && isNested && all.every(isFree)) ranges.push({ from, to, away })
    }
  return ranges
}

interface Choice {
  readonly ranges: readonly Range[]
  readonly size: number
  readonly away: number
}

/** One range for each word of a line, none over another, that together have most columns; of these the most exact. */
const widest = (ways: readonly (readonly Range[])[]): readonly Range[] => bestChoice(ways, [])?.ranges ?? []

/** Null where the ranges that are left all lie over those that were chosen. */
function bestChoice(ways: readonly (readonly Range[])[], chosen: readonly Range[]): Choice | null {
  const next = ways[chosen.length]
  if (next === undefined)
    return {
      ranges: chosen,
      size: chosen.reduce((sum, { from, to }) => sum + to - from, 0),
      away: chosen.reduce((sum, range) => sum + range.away, 0),
    }
  const end = chosen.at(-1)?.to ?? -1
  let best: Choice | null = null
  for (const range of next) {
    if (range.from < end || range.from < 0) continue
    const found = bestChoice(ways, [...chosen, range])
    if (found !== null && (best === null || isBetter(found, best))) best = found
  }
  return best
}

const isBetter = (one: Choice, other: Choice): boolean =>
  one.size > other.size || (one.size === other.size && one.away < other.away)
