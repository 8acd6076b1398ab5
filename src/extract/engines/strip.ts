import { heightOf, widthOf, type PixelBox, type Raster } from './raster.ts'

/** What Tesseract's networks were trained on is about 36 pixels high with its white. */
const inkHeight = 30
const margin = 12
/** A line across a page has 100,000: what is larger is no line, and takes memory for nothing. */
const mostPixels = 2_000_000

/**
 * A piece of a page as its networks read best: its ink as high as they know it (`size`: the height of a character in pixels), white
 * around it, paper white and ink black.
 */
export function stripOf({ width, height, gray }: Raster, box: PixelBox, size: number): Raster {
  const most = Math.sqrt(mostPixels / Math.max(1, widthOf(box) * heightOf(box)))
  const scale = Math.min(4, most, inkHeight / Math.max(1, size))
  const [outWidth, outHeight] = [
    Math.round(widthOf(box) * scale) + 2 * margin,
    Math.round(heightOf(box) * scale) + 2 * margin,
  ]
  const { paper, black } = lightOf({ width, height, gray }, box)
  const out = new Uint8Array(outWidth * outHeight).fill(255)
  const at = (x: number, y: number): number =>
    gray[Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))] ?? 255
  for (let y = margin; y < outHeight - margin; y += 1)
    for (let x = margin; x < outWidth - margin; x += 1) {
      const fromX = box.left + (x - margin + 0.5) / scale - 0.5
      const fromY = box.top + (y - margin + 0.5) / scale - 0.5
      const [x0, y0] = [Math.floor(fromX), Math.floor(fromY)]
      const [dx, dy] = [fromX - x0, fromY - y0]
      const light =
        (at(x0, y0) * (1 - dx) + at(x0 + 1, y0) * dx) * (1 - dy) +
        (at(x0, y0 + 1) * (1 - dx) + at(x0 + 1, y0 + 1) * dx) * dy
      out[y * outWidth + x] = Math.max(
        0,
        Math.min(255, Math.round(((light - black) / (paper - black)) * 255)),
      )
    }
  return { width: outWidth, height: outHeight, gray: out }
}

/** The light of the paper and of the ink in a box. */
export function lightOf(
  { width, gray }: Raster,
  box: PixelBox,
): { readonly paper: number; readonly black: number } {
  const counts = new Uint32Array(256)
  for (let y = box.top; y < box.bottom; y += 1)
    for (let x = box.left; x < box.right; x += 1) {
      const light = gray[y * width + x] ?? 255
      counts[light] = (counts[light] ?? 0) + 1
    }
  const all = widthOf(box) * heightOf(box)
  const darkest = (part: number): number => {
    let left = all * part
    return counts.findIndex((count) => (left -= count) < 0)
  }
  const [black, paper] = [darkest(0.02), darkest(0.8)]
  return { black: Math.max(0, black), paper: Math.max(black + 1, paper) }
}
