import type { Raster } from './raster.ts'

/** Where a picture is darker than what lies around it: 1 for ink, 0 for paper. */
export interface Ink {
  readonly width: number
  readonly height: number
  readonly marks: Uint8Array<ArrayBuffer>
}

/** Half the side of the square whose mean is the paper around a pixel: wider than a stroke, narrower than a shadow. */
const reach = 24
/** Ink has less than this share of the light around it (Bradley and Roth 2007 take 0.85 for text). */
const share = 0.82
/** Light that differs by less is grain of the paper or of JPEG. */
const grain = 24

/** Tells ink from paper at each pixel by the mean around it, so that shades, shadows and yellowed paper are paper. */
export function inkOf({ width, height, gray }: Raster): Ink {
  const sums = summed({ width, height, gray })
  const marks = new Uint8Array(width * height)
  for (let y = 0; y < height; y += 1) {
    const [top, bottom] = [Math.max(0, y - reach), Math.min(height, y + reach + 1)]
    for (let x = 0; x < width; x += 1) {
      const [left, right] = [Math.max(0, x - reach), Math.min(width, x + reach + 1)]
      const stride = width + 1
      const total =
        (sums[bottom * stride + right] ?? 0) -
        (sums[top * stride + right] ?? 0) -
        (sums[bottom * stride + left] ?? 0) +
        (sums[top * stride + left] ?? 0)
      const mean = total / ((bottom - top) * (right - left))
      const light = gray[y * width + x] ?? 255
      if (light < mean * share && light < mean - grain) marks[y * width + x] = 1
    }
  }
  return { width, height, marks }
}

/** Sums over all pixels above and left of each (an integral image), one row and column more than the picture. */
function summed({ width, height, gray }: Raster): Float64Array {
  const sums = new Float64Array((width + 1) * (height + 1))
  for (let y = 0; y < height; y += 1) {
    let row = 0
    for (let x = 0; x < width; x += 1) {
      row += gray[y * width + x] ?? 0
      sums[(y + 1) * (width + 1) + x + 1] = (sums[y * (width + 1) + x + 1] ?? 0) + row
    }
  }
  return sums
}
