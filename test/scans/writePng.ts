import { crc32, deflateSync } from 'node:zlib'
import type { ScanImage } from './madeScan.ts'

/** How a PNG keeps its pixels. */
export interface PngLook {
  readonly depth: 1 | 2 | 4 | 8 | 16
  /** Gray, colours, palette of grays, gray and alpha, colours and alpha (ISO/IEC 15948, 11.2.2). */
  readonly colour: 0 | 2 | 3 | 4 | 6
  readonly interlaced?: boolean
  /** Ink on nothing: black everywhere, and light as transparency. Only with alpha. */
  readonly onNothing?: boolean
}

export const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

export function chunk(type: string, body: Uint8Array): Buffer {
  const out = Buffer.alloc(12 + body.length)
  out.writeUInt32BE(body.length, 0)
  out.write(type, 4, 'latin1')
  out.set(body, 8)
  out.writeUInt32BE(crc32(out.subarray(4, 8 + body.length)), 8 + body.length)
  return out
}

export function header(width: number, height: number, { depth, colour, interlaced }: PngLook): Buffer {
  const body = Buffer.alloc(13)
  body.writeUInt32BE(width, 0)
  body.writeUInt32BE(height, 4)
  body.set([depth, colour, 0, 0, interlaced === true ? 1 : 0], 8)
  return chunk('IHDR', body)
}

const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const

/** A picture as PNG; the rows take each of the five filters in turn. */
export function pngOf(image: ScanImage, look: PngLook, more: readonly Uint8Array[] = []): Uint8Array {
  const { width, height } = image
  const rows = (look.interlaced === true ? passes : [[0, 0, 1, 1] as const]).flatMap(([x0, y0, dx, dy]) => {
    const columns = range(x0, width, dx)
    if (columns.length === 0) return []
    const lines = range(y0, height, dy).map((y) =>
      packed(columns.map((x) => pixel(image, x, y, look)).flat(), look),
    )
    return lines.map((line, at) => filtered(line, lines[at - 1], at % 5, stepOf(look)))
  })
  const palette = look.colour === 3 ? [chunk('PLTE', grays(2 ** look.depth))] : []
  return Buffer.concat([
    ...[signature, header(width, height, look), ...palette, ...more],
    ...[chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 1 })), chunk('IEND', Buffer.alloc(0))],
  ])
}

const counts = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const
const stepOf = ({ depth, colour }: PngLook): number => Math.max(1, (depth * counts[colour]) >> 3)

const range = (from: number, to: number, step: number): readonly number[] =>
  Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, at) => from + at * step)

const grays = (count: number): Buffer =>
  Buffer.from(
    Array.from({ length: count * 3 }, (_, at) => Math.round((Math.floor(at / 3) * 255) / (count - 1))),
  )

/** Its samples, each as large as its depth allows. */
function pixel({ width, rgb }: ScanImage, x: number, y: number, look: PngLook): readonly number[] {
  const at = (y * width + x) * 3
  const most = 2 ** look.depth - 1
  const [red = 0, green = 0, blue = 0] = Array.from(rgb.subarray(at, at + 3), (each) =>
    Math.round((each / 255) * most),
  )
  const isDrawn = look.onNothing === true
  switch (look.colour) {
    case 0:
    case 3:
      return [red]
    case 2:
      return [red, green, blue]
    case 4:
      return isDrawn ? [0, most - red] : [red, most]
    case 6:
      return isDrawn ? [0, 0, 0, most - red] : [red, green, blue, most]
  }
}

function packed(samples: readonly number[], { depth }: PngLook): Buffer {
  if (depth === 8) return Buffer.from(samples)
  if (depth === 16) return Buffer.from(samples.flatMap((each) => [each >> 8, each & 255]))
  const out = Buffer.alloc(Math.ceil((samples.length * depth) / 8))
  samples.forEach((each, at) => {
    const bit = at * depth
    out[bit >> 3] = (out[bit >> 3] ?? 0) | (each << (8 - depth - (bit & 7)))
  })
  return out
}

function filtered(line: Buffer, above: Buffer | undefined, filter: number, step: number): Buffer {
  const out = Buffer.alloc(line.length + 1)
  out[0] = filter
  line.forEach((value, at) => {
    const left = at < step ? 0 : (line[at - step] ?? 0)
    const up = above?.[at] ?? 0
    const corner = at < step ? 0 : (above?.[at - step] ?? 0)
    const guess = [0, left, up, (left + up) >> 1, nearest(left, up, corner)][filter] ?? 0
    out[at + 1] = (value - guess) & 255
  })
  return out
}

/** Paeth: whichever of the three lies next to `left + up - corner`. */
function nearest(left: number, up: number, corner: number): number {
  const aim = left + up - corner
  return [left, up, corner].reduce((best, one) => (Math.abs(one - aim) < Math.abs(best - aim) ? one : best))
}
