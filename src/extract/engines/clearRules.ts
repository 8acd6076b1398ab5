import { rulesOf, type Rule } from '../readers/pdfRules.ts'
import type { PdfPage } from './pdfPage.ts'

/** Points. A stroke down two lines of type is as long as this, or the upright of a large title; a line down a whole table is longer. */
const strokes = 32
/** Points between the end of a line and the line that it ends at. Type keeps further away. */
const reach = 1.6

/**
 * The ruling lines of a page that OCR is to read, as boxes of no thickness, without strokes of characters that lie in one line (服 above 务, bold titles): a
 * line between two cells of a row begins and ends at the lines above and below it.
 */
export function clearRules(page: Pick<PdfPage, 'rules'>): Float32Array<ArrayBuffer> {
  const { horizontal, vertical } = rulesOf(page)
  const ends = (position: number, at: number): boolean =>
    horizontal.some(
      (row) => Math.abs(row.at - position) <= reach && row.from - reach <= at && at <= row.to + reach,
    )
  const isLine = ({ at, from, to }: Rule): boolean => to - from > strokes || (ends(from, at) && ends(to, at))
  return Float32Array.from([
    ...horizontal.flatMap(({ at, from, to }) => [from, at, to, at]),
    ...vertical.filter(isLine).flatMap(({ at, from, to }) => [at, from, at, to]),
  ])
}
