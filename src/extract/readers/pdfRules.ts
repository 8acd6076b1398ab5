import { NianbaoError } from '../../errors.ts'
import type { PdfPage } from '../engines/pdfPage.ts'

/** A ruling line (表格线): where it lies across its direction, and from where to where it runs. Points. */
export interface Rule {
  readonly at: number
  readonly from: number
  readonly to: number
}

export interface Rules {
  /** `at` is y. */
  readonly horizontal: readonly Rule[]
  /** `at` is x. */
  readonly vertical: readonly Rule[]
}

/** Lines this close are one line: double borders, and borders that two cells draw each for itself. No row is so low. */
export const closeness = 3
/** A page of a report has a hundred. */
const mostRules = 2000

/** The ruling lines of a page, each whole: pieces, dots and dashes in one line are put together. */
export function rulesOf({ rules }: Pick<PdfPage, 'rules'>): Rules {
  const horizontal: Rule[] = []
  const vertical: Rule[] = []
  for (let index = 0; index < rules.length; index += 4) {
    const left = rules[index] ?? 0
    const top = rules[index + 1] ?? 0
    const right = rules[index + 2] ?? 0
    const bottom = rules[index + 3] ?? 0
    const width = right - left
    const height = bottom - top
    if (width >= height) horizontal.push({ at: (top + bottom) / 2, from: left, to: right })
    if (height >= width) vertical.push({ at: (left + right) / 2, from: top, to: bottom })
  }
  return { horizontal: whole(horizontal), vertical: whole(vertical) }
}

function whole(pieces: readonly Rule[]): readonly Rule[] {
  const lines = clusters(pieces.map(({ at }) => at))
  const groups = new Map<number, Rule[]>()
  for (const piece of pieces) {
    const at = nearest(lines, piece.at)
    const group = groups.get(at)
    if (group) group.push(piece)
    else groups.set(at, [piece])
  }
  const joined = [...groups].flatMap(([at, group]) => joinedAt(at, group))
  const rules = joined.filter(({ from, to }) => to - from > 2 * closeness)
  if (rules.length > mostRules)
    throw new NianbaoError('too-large', `PDF: a page with more than ${mostRules} ruling lines, not extracted`)
  return rules
}

function joinedAt(at: number, pieces: readonly Rule[]): readonly Rule[] {
  const joined: Rule[] = []
  let last: Rule | null = null
  for (const { from, to } of pieces.toSorted((a, b) => a.from - b.from)) {
    if (last !== null && from - last.to <= closeness) {
      last = { at, from: last.from, to: Math.max(last.to, to) }
      joined[joined.length - 1] = last
    } else {
      last = { at, from, to }
      joined.push(last)
    }
  }
  return joined
}

/** Positions, ascending; those that are one with the first of them, by their closeness unless told otherwise, are one, in the middle of them. */
export function clusters(
  positions: readonly number[],
  isOne = (first: number, next: number): boolean => next - first <= closeness,
): readonly number[] {
  const found: { first: number; last: number }[] = []
  for (const position of positions.toSorted((a, b) => a - b)) {
    const last = found.at(-1)
    if (last !== undefined && isOne(last.first, position)) last.last = position
    else found.push({ first: position, last: position })
  }
  return found.map(({ first, last }) => (first + last) / 2)
}

/** Which of ascending positions lies nearest. */
export function nearest(positions: readonly number[], to: number): number {
  let low = 0
  let high = positions.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    const here = positions[middle] ?? 0
    const next = positions[middle + 1] ?? Infinity
    if (to - here <= next - to) high = middle
    else low = middle + 1
  }
  return positions[low] ?? to
}
