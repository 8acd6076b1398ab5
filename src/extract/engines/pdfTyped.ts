import type { Characters } from './pdfCharacters.ts'
import { holds } from './pdfClip.ts'
import type { Drawing } from './pdfDrawing.ts'
import type { Box } from './pdfSpace.ts'

const isBlank = (code: number): boolean => code === 0x20 || code === 0xa0 || code === 0x3000

/**
 * How many characters of a page are printed for its reader: not white space, and not what the software of a scanner wrote around its
 * picture, light over it or wholly under it. `isWhole` says whether a picture covers most of the page and shows nothing behind it.
 */
export function typedOn(
  { codes, boxes, objects }: Characters,
  { covers, texts }: Drawing,
  isWhole: (picture: number, box: Box) => boolean,
): number {
  const sheets = covers.filter(({ picture, box }) => picture !== null && isWhole(picture, box))
  return codes.filter((code, index) => {
    if (isBlank(code)) return false
    const text = texts.get(objects[index] ?? 0)
    if (text?.isLight === true) return false
    if (sheets.length === 0) return true
    const [left, top, right, bottom] = boxes[index] ?? [0, 0, 0, 0]
    const [x, y] = [(left + right) / 2, (top + bottom) / 2]
    return !sheets.some(({ box, order }) => order > (text?.order ?? 0) && holds(box, x, y))
  }).length
}
