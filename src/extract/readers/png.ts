import { deflateSync, inflateSync } from 'node:zlib'
import { exifOrientation } from './exifOrientation.ts'
import { refuseSize, unreadable, type Picture } from './picture.ts'
import { pngChunks, pngKind, type PngChunks } from './pngChunks.ts'
import { pngPasses, rowBytes, unfilter } from './pngRows.ts'

/** Samples of a pixel by colour type (ISO/IEC 15948, 11.2.2): gray, colours, index, gray and alpha, colours and alpha. */
const samples: ReadonlyMap<number, number> = new Map([
  [0, 1],
  [2, 3],
  [3, 1],
  [4, 2],
  [6, 4],
])
const depths: ReadonlySet<number> = new Set([1, 2, 4, 8, 16])

interface Header {
  readonly width: number
  readonly height: number
  readonly depth: number
  readonly colour: number
  readonly count: number
  readonly isInterlaced: boolean
}

/**
 * A PNG (ISO/IEC 15948) as a PDF holds it: its pixels, of any depth and interlaced or not, on white paper where they are
 * transparent. Throws `unreadable-file` (cut off, damaged) and `too-large`, before anything larger than it claims is unpacked.
 */
export function readPng(bytes: Uint8Array): Picture {
  const chunks = pngChunks(bytes)
  const header = headerOf(chunks.header)
  const { width, height } = header
  const rgb = pixelsOf(header, chunks)
  return {
    ...{ width, height, orientation: exifOrientation(chunks.exif), channels: 3, filter: 'FlateDecode' },
    bytes: deflateSync(rgb, { level: 1 }),
  }
}

function headerOf(body: Buffer): Header {
  if (body.length !== 13) throw unreadable(pngKind, 'damaged')
  const [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)]
  const [depth = 0, colour = 0, , , interlace] = body.subarray(8)
  refuseSize(width, height, pngKind)
  const count = samples.get(colour)
  if (count === undefined || !depths.has(depth)) throw unreadable(pngKind, 'damaged')
  return { width, height, depth, colour, count, isInterlaced: interlace === 1 }
}

/** Three bytes for each pixel. */
function pixelsOf(header: Header, { data, palette, transparency }: PngChunks): Uint8Array {
  const { width, height, depth, count, isInterlaced } = header
  const bits = depth * count
  const passes = pngPasses(width, height, isInterlaced)
  const sizeOf = (pass: { readonly width: number; readonly height: number }): number =>
    pass.height * (rowBytes(pass.width, bits) + 1)
  const raw = inflated(
    data,
    passes.reduce((sum, pass) => sum + sizeOf(pass), 0),
  )
  const rgb = new Uint8Array(width * height * 3)
  const paint = painter(header, palette, transparency)
  let at = 0
  for (const pass of passes) {
    const row = rowBytes(pass.width, bits)
    if (!unfilter(raw, at, pass.height, { row, step: Math.max(1, bits >> 3) }))
      throw unreadable(pngKind, 'damaged')
    for (let y = 0; y < pass.height; y += 1) {
      const start = at + y * (row + 1) + 1
      const line = (pass.y + y * pass.dy) * width
      for (let x = 0; x < pass.width; x += 1) paint(raw, start, x, rgb, (line + pass.x + x * pass.dx) * 3)
    }
    at += sizeOf(pass)
  }
  return rgb
}

function inflated(data: Uint8Array, size: number): Uint8Array {
  try {
    const raw = inflateSync(data, { maxOutputLength: size })
    if (raw.length === size) return raw
  } catch (cause) {
    throw unreadable(pngKind, 'damaged (its pixels cannot be unpacked)', cause)
  }
  throw unreadable(pngKind, 'damaged (pixels are missing)')
}

/** Writes the pixel `x` of the row that begins at `start` to `to`, on white. */
type Paint = (raw: Uint8Array, start: number, x: number, rgb: Uint8Array, to: number) => void

function painter({ depth, colour, count }: Header, palette: Buffer, transparency: Buffer): Paint {
  const largest = 2 ** depth - 1
  const isIndexed = colour === 3
  const coloured = colour === 2 || colour === 6
  const hasAlpha = colour === 4 || colour === 6
  /** Without an alpha channel one colour may stand for none (11.3.2.1). */
  const clear =
    hasAlpha || isIndexed || transparency.length < 2 * count
      ? null
      : Array.from({ length: count }, (_, at) => transparency.readUInt16BE(2 * at))
  return (raw, start, x, rgb, to) => {
    const first = sampleAt(raw, start, x * count, depth)
    if (isIndexed) {
      const alpha = transparency[first] ?? 255
      for (let at = 0; at < 3; at += 1) rgb[to + at] = onWhite(palette[first * 3 + at] ?? 0, alpha)
      return
    }
    const second = coloured ? sampleAt(raw, start, x * count + 1, depth) : first
    const third = coloured ? sampleAt(raw, start, x * count + 2, depth) : first
    const isClear =
      clear !== null && clear[0] === first && (!coloured || (clear[1] === second && clear[2] === third))
    const share = hasAlpha ? sampleAt(raw, start, x * count + count - 1, depth) / largest : isClear ? 0 : 1
    const alpha = 255 * share
    rgb[to] = onWhite((first / largest) * 255, alpha)
    rgb[to + 1] = onWhite((second / largest) * 255, alpha)
    rgb[to + 2] = onWhite((third / largest) * 255, alpha)
  }
}

const onWhite = (light: number, alpha: number): number => Math.round(255 + ((light - 255) * alpha) / 255)

function sampleAt(raw: Uint8Array, start: number, index: number, depth: number): number {
  if (depth === 8) return raw[start + index] ?? 0
  if (depth === 16) return (raw[start + 2 * index] ?? 0) * 256 + (raw[start + 2 * index + 1] ?? 0)
  const bit = index * depth
  return ((raw[start + (bit >> 3)] ?? 0) >> (8 - depth - (bit & 7))) & (2 ** depth - 1)
}
