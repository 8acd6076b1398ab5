import type { ScanImage } from './madeScan.ts'

/** How a BMP stores its pixels. */
export interface BmpLook {
  readonly depth: 1 | 4 | 8 | 24 | 32
  /** Rows from the top; mostly they stand from the foot upwards. */
  readonly isDownward?: boolean
  /** BI_BITFIELDS with the masks that mean the same as none. */
  readonly hasMasks?: boolean
}

/** A BMP ([MS-WMF] 2.2.2.3): gray values become the nearest of the palette where there is one. */
export function bmpOf({ width, height, rgb }: ScanImage, look: BmpLook): Buffer {
  const { depth, isDownward = false, hasMasks = false } = look
  const grays = depth < 24 ? 2 ** depth : 0
  const row = Math.ceil((width * depth) / 32) * 4
  const masks = hasMasks ? [0xff0000, 0xff00, 0xff] : []
  const pixels = 54 + 4 * (masks.length + grays)
  const bytes = Buffer.alloc(pixels + row * height)
  bytes.write('BM', 'latin1')
  bytes.writeUInt32LE(bytes.length, 2)
  bytes.writeUInt32LE(pixels, 10)
  bytes.writeUInt32LE(40, 14)
  bytes.writeInt32LE(width, 18)
  bytes.writeInt32LE(isDownward ? -height : height, 22)
  bytes.writeUInt16LE(1, 26)
  bytes.writeUInt16LE(depth, 28)
  bytes.writeUInt32LE(hasMasks ? 3 : 0, 30)
  masks.forEach((mask, at) => bytes.writeUInt32LE(mask, 54 + 4 * at))
  for (let gray = 0; gray < grays; gray += 1)
    bytes.fill(Math.round((gray * 255) / (grays - 1)), 54 + 4 * gray, 57 + 4 * gray)
  for (let y = 0; y < height; y += 1) {
    const start = pixels + row * (isDownward ? y : height - 1 - y)
    for (let x = 0; x < width; x += 1) {
      const from = (y * width + x) * 3
      if (depth >= 24) {
        const to = start + (x * depth) / 8
        for (let light = 0; light < 3; light += 1) bytes[to + light] = rgb[from + 2 - light] ?? 0
      } else {
        const index = Math.round(((rgb[from] ?? 0) * (grays - 1)) / 255)
        const to = start + ((x * depth) >> 3)
        bytes[to] = (bytes[to] ?? 0) | (index << (8 - depth - ((x * depth) & 7)))
      }
    }
  }
  return bytes
}
