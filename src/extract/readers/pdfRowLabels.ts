import { overlap, type Body, type FigureRow } from './pdfBodies.ts'
import type { Segment, TextRow } from './pdfTextRows.ts'

/** The labels of the lines with figures of a body: the label of each, and those that stand left of it (三、本年度办理结果). */
export interface RowLabels {
  readonly labels: readonly { readonly leaf: string; readonly regions: readonly string[] }[]
  /** Lines of which nothing is left. */
  readonly used: ReadonlySet<TextRow>
}

/** A line of a label. */
interface Piece {
  readonly row: TextRow
  readonly segment: Segment
}

/** Where the figures stand beside a label of several lines. */
const placings = ['middle', 'top', 'bottom'] as const
type Placing = (typeof placings)[number]

/** Shares of the size of type: how far lines of one label are apart, and how exactly figures stand in their middle. */
const furthest = 1.9
const exact = 0.3
/** Type of two sizes in one line stands on feet that differ by less. */
const sameLine = 0.45
/** A line of a label is broken only where it is full: so many characters less than the longest. */
const ragged = 1.6

/** Lines of one label lie closer together than lines of two: by so much where both can be read. */
const clearly = 1.1

interface Claims {
  readonly leaves: readonly (readonly Piece[])[]
  readonly regions: readonly Piece[]
  readonly inside: number
  /** How far the lines of labels lie apart, all together; points. */
  readonly stretch: number
  readonly outside: number
}

/**
 * Which words are the label of which figures, where all labels of a body that take several lines stand alike beside their figures.
 * Null where words among them are no part of any label, or more than one reading remains.
 */
export function rowLabelsOf(body: Body, around: readonly TextRow[]): RowLabels | null {
  const claims = placings.flatMap((placing) => claimed(body, around, placing) ?? [])
  const most = Math.max(...claims.map(({ inside }) => inside))
  const [first, ...others] = claims
    .filter(({ inside }) => inside === most)
    .toSorted((a, b) => a.outside - b.outside || a.stretch - b.stretch)
  if (first === undefined) return null
  const isDoubtful = others.some(
    (other) =>
      other.outside === first.outside &&
      other.stretch < clearly * first.stretch &&
      textsOf(other) !== textsOf(first),
  )
  if (isDoubtful) return null
  const regions = regionsOf(first.regions, body)
  return {
    labels: first.leaves.map((pieces, at) => ({ leaf: wordsOf(pieces), regions: regions.get(at) ?? [] })),
    used: new Set([...first.leaves.flat(), ...first.regions].map(({ row }) => row)),
  }
}

const heightOf = (pieces: readonly Piece[]): number => (pieces.at(-1)?.row.y ?? 0) - (pieces[0]?.row.y ?? 0)
const wordsOf = (pieces: readonly Piece[]): string => pieces.map(({ segment }) => segment.text).join('\n')
const textsOf = ({ leaves }: Claims): string => leaves.map(wordsOf).join('\t')

function claimed({ rows, left }: Body, around: readonly TextRow[], placing: Placing): Claims | null {
  const [first, last] = [rows[0]?.row.y ?? 0, rows.at(-1)?.row.y ?? 0]
  const free = around.flatMap((row): readonly Piece[] => {
    const segment = row.segments.at(-1)
    return segment !== undefined && segment.right <= left ? [{ row, segment }] : []
  })
  const taken = new Set<Piece>()
  const take = (pieces: readonly Piece[]): readonly Piece[] => {
    for (const piece of pieces) taken.add(piece)
    return pieces
  }
  const least = rows.map((row): readonly Piece[] => {
    const own = row.labels.at(-1)
    const pair =
      placing === 'middle'
        ? pairAround(
            row,
            free.filter((piece) => !taken.has(piece)),
          )
        : []
    // What stands between two lines of a label, left of it, is a line of a region.
    if (pair.length > 0 && pair.every(({ segment }) => own === undefined || segment.left >= own.right))
      return take(pair)
    if (own !== undefined) return [{ row: row.row, segment: own }]
    const level = free.findLast(
      (piece) => !taken.has(piece) && Math.abs(piece.row.y - row.row.y) <= sameLine * row.row.size,
    )
    return level === undefined ? [] : take([level])
  })
  const leaves = least.map((pieces, at) =>
    take(
      grown(
        pieces,
        rows[at]?.row.y ?? NaN,
        placing,
        (piece) => free.includes(piece) && !taken.has(piece),
        free,
      ),
    ),
  )
  const isLabelled = leaves.some((pieces) => pieces.length > 0)
  if (isLabelled && !leaves.every((pieces) => pieces.length > 0 && isBroken(pieces))) return null
  const beside = [
    ...rows.flatMap(({ row, labels }) => labels.map((segment) => ({ row, segment }))),
    ...around.flatMap((row) => row.segments.map((segment) => ({ row, segment }))),
  ].filter(
    ({ row, segment }) =>
      row.y > first - furthest * row.size * 2 &&
      row.y < last + furthest * row.size * 2 &&
      segment.right <= left &&
      ![...taken].some((piece) => piece.segment === segment),
  )
  const isInside = ({ row }: Piece): boolean => row.y > first && row.y < last
  const isRegion = (piece: Piece): boolean =>
    nearestLeaves(piece, leaves).every((leaf) => leaf.left >= piece.segment.right)
  const inner = beside.filter(isInside)
  if (!isLabelled ? inner.length > 0 : !inner.every(isRegion)) return null
  const own = [...taken].filter(({ row }) => around.includes(row))
  return {
    leaves,
    regions: isLabelled
      ? beside
          .filter((piece) => isInside(piece) || rows.some(({ row }) => row === piece.row))
          .filter(isRegion)
      : [],
    inside: own.filter(isInside).length,
    stretch: leaves.reduce((sum, pieces) => sum + heightOf(pieces), 0),
    outside: own.filter((piece) => !isInside(piece)).length,
  }
}

/** The lines just above and just below figures that stand between them. */
function pairAround({ row }: FigureRow, free: readonly Piece[]): readonly Piece[] {
  const near = free.filter((piece) => Math.abs(piece.row.y - row.y) < furthest * row.size)
  const pairs = near
    .filter((upper) => upper.row.y < row.y)
    .flatMap((upper) =>
      near
        .filter(
          (lower) =>
            lower.row.y > row.y &&
            lower.row.y - upper.row.y <= furthest * row.size &&
            isMiddle(upper, lower, row.y) &&
            overlap(upper.segment, lower.segment),
        )
        .map((lower) => [upper, lower]),
    )
  return pairs.toSorted((a, b) => (b[0]?.segment.left ?? 0) - (a[0]?.segment.left ?? 0))[0] ?? []
}

/** A label with the lines above and below that go on with it. */
function grown(
  least: readonly Piece[],
  y: number,
  placing: Placing,
  isFree: (piece: Piece) => boolean,
  all: readonly Piece[],
): readonly Piece[] {
  let pieces = least
  for (;;) {
    const [top, bottom] = [pieces[0], pieces.at(-1)]
    if (top === undefined || bottom === undefined) return pieces
    const near = (to: Piece, piece: Piece): boolean =>
      isFree(piece) &&
      Math.abs(piece.row.y - to.row.y) <= furthest * to.row.size &&
      overlap(piece.segment, to.segment)
    const upper = all.findLast((piece) => piece.row.y < top.row.y && near(top, piece))
    const lower = all.find((piece) => piece.row.y > bottom.row.y && near(bottom, piece))
    if (placing === 'top' && lower !== undefined) pieces = [...pieces, lower]
    else if (placing === 'bottom' && upper !== undefined) pieces = [upper, ...pieces]
    else if (placing === 'middle' && upper !== undefined && lower !== undefined && isMiddle(upper, lower, y))
      pieces = [upper, ...pieces, lower]
    else return pieces
  }
}

const isMiddle = (upper: Piece, lower: Piece, y: number): boolean =>
  Math.abs((upper.row.y + lower.row.y) / 2 - y) <= exact * upper.row.size

/** Whether each line but the last is full: 规章 above 行政规范性文件 are two labels. */
function isBroken(pieces: readonly Piece[]): boolean {
  const widths = pieces.map(({ segment }) => segment.right - segment.left)
  const longest = Math.max(...widths)
  return pieces.slice(0, -1).every(({ row }, at) => (widths[at] ?? 0) >= longest - ragged * row.size)
}

/** The labels of the figures above and below a line, or of those on it. */
function nearestLeaves(piece: Piece, leaves: readonly (readonly Piece[])[]): readonly Segment[] {
  const extent = leaves.map((pieces) => ({
    pieces,
    from: pieces[0]?.row.y ?? 0,
    to: pieces.at(-1)?.row.y ?? 0,
  }))
  const { y } = piece.row
  const on = extent.filter(({ from, to }) => from <= y && y <= to)
  const near = on.length > 0 ? on : [extent.findLast(({ to }) => to < y), extent.find(({ from }) => from > y)]
  return near.flatMap((one) => (one?.pieces ?? []).map(({ segment }) => segment))
}

/** The labels of regions, each whole and beside the figures in the middle of its lines. */
function regionsOf(pieces: readonly Piece[], { rows }: Body): ReadonlyMap<number, readonly string[]> {
  const blocks: Piece[][] = []
  for (const piece of pieces.toSorted((a, b) => a.row.y - b.row.y)) {
    const before = blocks.findLast((block) => {
      const last = block.at(-1)
      return (
        last !== undefined &&
        overlap(last.segment, piece.segment) &&
        piece.row.y - last.row.y <= furthest * piece.row.size
      )
    })
    if (before) before.push(piece)
    else blocks.push([piece])
  }
  const found = new Map<number, readonly string[]>()
  for (const block of blocks.toSorted((a, b) => (a[0]?.segment.left ?? 0) - (b[0]?.segment.left ?? 0))) {
    const middle = ((block[0]?.row.y ?? 0) + (block.at(-1)?.row.y ?? 0)) / 2
    const away = rows.map(({ row }) => Math.abs(row.y - middle))
    const at = away.indexOf(Math.min(...away))
    found.set(at, [...(found.get(at) ?? []), wordsOf(block)])
  }
  return found
}
