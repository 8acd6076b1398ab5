import { inkOf } from './ink.ts'
import type { Raster } from './raster.ts'

/** A part of a long page, from and to which share of its height. */
export interface Slice {
  readonly top: number
  readonly bottom: number
}

/** Higher for its width than this, a page holds several below each other (长图). */
export const longestPage = 2
/** Height for its width of the pages that it is cut into at most: A4. */
const shape = Math.SQRT2
/** A slice is not shorter than this share of the longest. */
const shortest = 0.5
/** Rows of paper between what is cut apart, in pixels of the look that is taken. */
const gap = 5
/** A row with ink over this share of the width is a ruling line. */
const ruled = 0.5
/** Rows beside a ruling line that both slices show, so that each has the whole of it. */
const beside = 2

/**
 * Where a long page is cut, by a small drawing of it: through paper that nothing crosses, else along a ruling line, which then closes the
 * one slice and opens the next, else through the row with the least ink, as a page break cuts a table.
 */
export function slicesOf(look: Raster): readonly Slice[] {
  const { width, height } = look
  const dark = inkInRows(look)
  const most = Math.round(width * shape)
  const slices: Slice[] = []
  let top = 0
  while (height - top > most) {
    const from = top + Math.round(most * shortest)
    const { last, next } = cutBetween(dark, from, top + most, width)
    slices.push({ top: top / height, bottom: last / height })
    top = next
  }
  return [...slices, { top: top / height, bottom: 1 }]
}

interface Cut {
  /** The first row that the slice above does not have, and the first that the slice below has. */
  readonly last: number
  readonly next: number
}

function cutBetween(dark: readonly number[], from: number, to: number, width: number): Cut {
  let paper = 0
  for (let y = to - 1; y >= from; y -= 1) {
    paper = dark[y] === 0 ? paper + 1 : 0
    if (paper === gap) return { last: y + (gap >> 1), next: y + (gap >> 1) }
  }
  for (let y = to - 1 - beside; y >= from; y -= 1)
    if ((dark[y] ?? 0) > width * ruled)
      return { last: y + 1 + beside, next: firstOfRule(dark, y, width) - beside }
  const rows = dark.slice(from, to)
  const least = from + rows.lastIndexOf(Math.min(...rows))
  return { last: least, next: least }
}

function firstOfRule(dark: readonly number[], at: number, width: number): number {
  let first = at
  while ((dark[first - 1] ?? 0) > width * ruled) first -= 1
  return first
}

/** How many pixels of each row are ink. */
function inkInRows(look: Raster): readonly number[] {
  const { width, height, marks } = inkOf(look)
  return Array.from({ length: height }, (_, y) =>
    marks.subarray(y * width, (y + 1) * width).reduce((sum, mark) => sum + mark, 0),
  )
}
