import type { Ink } from './ink.ts'
import type { PixelBox } from './raster.ts'

/** Ink that hangs together (eight neighbours): its box and how many pixels it has. */
export interface InkPart extends PixelBox {
  readonly pixels: number
}

/** The connected parts of the ink inside a box, in the order of their first pixel. */
export function inkParts(ink: Ink, box: PixelBox): readonly InkPart[] {
  const [width, height] = [box.right - box.left, box.bottom - box.top]
  const seen = new Uint8Array(Math.max(0, width * height))
  const isNew = (x: number, y: number): boolean =>
    x >= 0 &&
    y >= 0 &&
    x < width &&
    y < height &&
    seen[y * width + x] === 0 &&
    ink.marks[(y + box.top) * ink.width + x + box.left] === 1
  const parts: InkPart[] = []
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) if (isNew(x, y)) parts.push(partFrom(x, y))
  return parts

  function partFrom(startX: number, startY: number): InkPart {
    const queue = [startY * width + startX]
    seen[startY * width + startX] = 1
    let [left, top, right, bottom] = [startX, startY, startX, startY]
    for (const at of queue) {
      const [x, y] = [at % width, Math.floor(at / width)]
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
      for (let dy = -1; dy <= 1; dy += 1)
        for (let dx = -1; dx <= 1; dx += 1) {
          if (!isNew(x + dx, y + dy)) continue
          seen[(y + dy) * width + x + dx] = 1
          queue.push((y + dy) * width + x + dx)
        }
    }
    return {
      left: left + box.left,
      top: top + box.top,
      right: right + box.left + 1,
      bottom: bottom + box.top + 1,
      pixels: queue.length,
    }
  }
}
