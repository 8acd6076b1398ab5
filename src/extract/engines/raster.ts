/** A gray picture, row by row, one byte for each pixel: 0 is black, 255 white. */
export interface Raster {
  readonly width: number
  readonly height: number
  readonly gray: Uint8Array<ArrayBuffer>
}

/** A rectangle of pixels; `right` and `bottom` are the first that no longer belong to it. */
export interface PixelBox {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export const widthOf = ({ left, right }: PixelBox): number => right - left
export const heightOf = ({ top, bottom }: PixelBox): number => bottom - top

/** The smallest box around several. */
export const around = (boxes: readonly PixelBox[]): PixelBox => ({
  left: Math.min(...boxes.map(({ left }) => left)),
  top: Math.min(...boxes.map(({ top }) => top)),
  right: Math.max(...boxes.map(({ right }) => right)),
  bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
})

/** The picture turned by a small angle (radians, against the clock as it is seen), as large as before, white where nothing was. */
export function turned({ width, height, gray }: Raster, angle: number): Raster {
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)]
  const [cx, cy] = [width / 2, height / 2]
  const out = new Uint8Array(width * height).fill(255)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const fromX = cos * (x - cx) - sin * (y - cy) + cx
      const fromY = sin * (x - cx) + cos * (y - cy) + cy
      const [x0, y0] = [Math.floor(fromX), Math.floor(fromY)]
      if (x0 < 0 || y0 < 0 || x0 + 1 >= width || y0 + 1 >= height) continue
      const [dx, dy, at] = [fromX - x0, fromY - y0, y0 * width + x0]
      const above = (gray[at] ?? 255) * (1 - dx) + (gray[at + 1] ?? 255) * dx
      const below = (gray[at + width] ?? 255) * (1 - dx) + (gray[at + width + 1] ?? 255) * dx
      out[y * width + x] = Math.round(above * (1 - dy) + below * dy)
    }
  }
  return { width, height, gray: out }
}
