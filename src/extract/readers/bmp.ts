import { deflateSync } from 'node:zlib'
import { refuseSize, unreadable, type Picture } from './picture.ts'

const kind = 'BMP image'
/** Before the header of the picture stands that of the file. */
const fileHeader = 14
/** BI_RGB, and BI_BITFIELDS with the usual masks, which says the same. */
const plain: ReadonlySet<number> = new Set([0, 3])
const usualMasks = [0xff0000, 0xff00, 0xff]
const depths: ReadonlySet<number> = new Set([1, 4, 8, 24, 32])

interface Header {
  readonly width: number
  readonly height: number
  /** Rows stand from the foot of the picture upwards, as they mostly do. */
  readonly isUpward: boolean
  readonly depth: number
  readonly pixels: number
  readonly palette: number
}

/**
 * A BMP ([MS-WMF] 2.2.2.3 and 2.2.2.9, DIB with a file header) as a PDF holds it: uncompressed, of 1, 4, 8, 24 or 32 bits; what Windows' own
 * programs save. Throws `unreadable-file` (packed, cut off, damaged) and `too-large`.
 */
export function readBmp(bytes: Uint8Array): Picture {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { width, height, isUpward, depth, pixels, palette } = headerOf(view)
  const row = Math.ceil((width * depth) / 32) * 4
  if (pixels < fileHeader || pixels + row * height > view.length) throw unreadable(kind, 'cut off')
  const rgb = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y += 1) {
    const start = pixels + row * (isUpward ? height - 1 - y : y)
    for (let x = 0; x < width; x += 1) {
      const from =
        depth >= 24
          ? start + (x * depth) / 8
          : palette + 4 * indexAt(view[start + ((x * depth) >> 3)] ?? 0, x, depth)
      const to = (y * width + x) * 3
      rgb[to] = view[from + 2] ?? 0
      rgb[to + 1] = view[from + 1] ?? 0
      rgb[to + 2] = view[from] ?? 0
    }
  }
  const body = deflateSync(rgb, { level: 1 })
  return { width, height, orientation: 1, channels: 3, filter: 'FlateDecode', bytes: body }
}

function headerOf(view: Buffer): Header {
  if (view.length < fileHeader + 40) throw unreadable(kind, 'cut off')
  const size = view.readUInt32LE(fileHeader)
  const [width, height] = [view.readInt32LE(18), view.readInt32LE(22)]
  const [depth, packing] = [view.readUInt16LE(28), view.readUInt32LE(30)]
  if (size < 40 || width <= 0) throw unreadable(kind, 'damaged, or older than Windows 3')
  refuseSize(width, Math.abs(height), kind)
  if (!depths.has(depth) || !plain.has(packing) || (packing === 3 && !hasUsualMasks(view, depth)))
    throw unreadable(kind, `packed, or of ${depth} bits: save it as PNG`)
  const pixels = view.readUInt32LE(10)
  return { width, height: Math.abs(height), isUpward: height > 0, depth, pixels, palette: fileHeader + size }
}

const hasUsualMasks = (view: Buffer, depth: number): boolean =>
  depth === 32 && view.length >= 66 && usualMasks.every((mask, at) => view.readUInt32LE(54 + 4 * at) === mask)

const indexAt = (byte: number, x: number, depth: number): number =>
  (byte >> (8 - depth - ((x * depth) & 7))) & (2 ** depth - 1)
