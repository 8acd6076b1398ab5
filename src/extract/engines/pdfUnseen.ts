import type { Characters } from './pdfCharacters.ts'
import { TooMuchDrawn } from './pdfCharacters.ts'
import { holds } from './pdfClip.ts'
import type { Drawing } from './pdfDrawing.ts'
import type { Box } from './pdfSpace.ts'
import type { Raster } from './raster.ts'

/** Digits whose sight is in doubt, by their index: `covered` is known, `faint` only a look at the page can tell. */
export interface Suspects {
  readonly covered: ReadonlySet<number>
  readonly faint: ReadonlySet<number>
}

/** What is compared at most: every digit of a full page with every area of a chart. */
const mostComparisons = 50_000_000

const isDigit = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) || (code >= 0xff10 && code <= 0xff19)

/** The digits of a page that are light, lie under something or are cut off; `isOpaque` says whether a picture shows nothing behind it. */
export function suspectsOf(
  { codes, boxes, objects }: Characters,
  { covers, texts }: Drawing,
  isOpaque: (picture: number) => boolean,
): Suspects {
  const covered = new Set<number>()
  const faint = new Set<number>()
  if (codes.length * covers.length > mostComparisons)
    throw new TooMuchDrawn(`${covers.length} areas over ${codes.length} characters on a page`)
  codes.forEach((code, index) => {
    if (!isDigit(code)) return
    const box = boxes[index]
    const text = texts.get(objects[index] ?? 0)
    if (box === undefined || text === undefined) return
    const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
    const over = covers.filter((cover) => cover.order > text.order && holds(cover.box, x, y))
    // Light on a picture is seen or not by what the picture shows there, and the ink of the picture itself looks like the digit's.
    const isOnPicture =
      text.isLight &&
      covers.some((one) => one.picture !== null && one.order < text.order && holds(one.box, x, y))
    const pictures = over.flatMap(({ picture }) => picture ?? [])
    if (isOnPicture || pictures.some(isOpaque) || (text.clip !== null && !holds(text.clip, x, y)))
      covered.add(index)
    else if (text.isFaint || over.length > 0) faint.add(index)
  })
  return { covered, faint }
}

/** Lights from 0 to 255: with less between the darkest and the lightest pixel of a letter nobody reads it. */
const leastContrast = 40

/** Whether something is seen where a letter stands; the box in pixels. Its edges may belong to its neighbours. */
export function isInked({ width, height, gray }: Raster, [left, top, right, bottom]: Box): boolean {
  const [w, h] = [right - left, bottom - top]
  let [darkest, lightest] = [255, 0]
  for (let y = Math.max(0, Math.floor(top + h * 0.2)); y < Math.min(height, bottom - h * 0.2); y += 1)
    for (let x = Math.max(0, Math.floor(left + w * 0.1)); x < Math.min(width, right - w * 0.1); x += 1) {
      const light = gray[y * width + x] ?? 255
      darkest = Math.min(darkest, light)
      lightest = Math.max(lightest, light)
    }
  return lightest - darkest >= leastContrast
}
