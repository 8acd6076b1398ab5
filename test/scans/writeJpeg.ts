import type { ScanImage } from './madeScan.ts'

/** What stands around the pixels of a JPEG. */
export interface JpegLook {
  /** Components: gray; colours as Y, Cb, Cr; colours as they are (Adobe's marker says so); cyan, magenta, yellow and black. */
  readonly colours: 'gray' | 'ycc' | 'rgb' | 'cmyk'
  /** In an Exif segment. */
  readonly orientation?: number
}

/** The order of coefficients (ITU-T T.81, figure A.6). */
const zigzag = [
  ...[
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
    14, 21,
  ],
  ...[
    28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53,
    60, 61,
  ],
  ...[54, 47, 55, 62, 63],
]
/** Every coefficient is kept to a sixth. */
const quantum = 6

/**
 * Codes of one length each, which need no statistics: 4 bits for the 12 sizes of a mean, 8 bits for the 162 pairs of a run and a size
 * (ITU-T T.81, K.3 names the pairs). The last code of a length stays free, as C.2 wants it.
 */
const means = Array.from({ length: 12 }, (_, size) => size)
const pairs = [
  0x00,
  0xf0,
  ...Array.from({ length: 160 }, (_, at) => (Math.floor(at / 10) << 4) | ((at % 10) + 1)),
]

/** A baseline JPEG (ITU-T T.81) of a picture. */
export function jpegOf(image: ScanImage, look: JpegLook): Uint8Array {
  const planes = planesOf(image, look.colours)
  const tables = [
    segment(0xdb, [0, ...Array.from({ length: 64 }, () => quantum)]),
    segment(0xc4, [0x00, ...lengths(4, means.length), ...means]),
    segment(0xc4, [0x10, ...lengths(8, pairs.length), ...pairs]),
  ]
  const { width, height } = image
  const frame = [8, height >> 8, height & 255, width >> 8, width & 255, planes.length]
  return Buffer.concat([
    Buffer.of(0xff, 0xd8),
    ...(look.orientation === undefined ? [] : [exif(look.orientation)]),
    ...(look.colours === 'rgb' || look.colours === 'cmyk' ? [adobe] : []),
    ...tables,
    segment(0xc0, [...frame, ...planes.flatMap((_, at) => [at + 1, 0x11, 0])]),
    segment(0xda, [planes.length, ...planes.flatMap((_, at) => [at + 1, 0]), 0, 63, 0]),
    scanOf(planes, width, height),
    Buffer.of(0xff, 0xd9),
  ])
}

const segment = (marker: number, body: readonly number[]): Buffer =>
  Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255, ...body])

const lengths = (length: number, count: number): readonly number[] =>
  Array.from({ length: 16 }, (_, at) => (at + 1 === length ? count : 0))

/** Transform 0: the components are what they are. */
const adobe = segment(0xee, [...Buffer.from('Adobe'), 0, 100, 0, 0, 0, 0, 0])

/** Big-endian, one entry: tag 274, a short. */
export const exif = (orientation: number): Buffer =>
  segment(0xe1, [
    ...Buffer.from('Exif\0\0MM\0*', 'latin1'),
    0,
    0,
    0,
    8,
    0,
    1,
    1,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
  ])

type Plane = Float32Array

function planesOf({ width, height, rgb }: ScanImage, colours: JpegLook['colours']): readonly Plane[] {
  const plane = (of: (r: number, g: number, b: number) => number): Plane =>
    Float32Array.from({ length: width * height }, (_, at) =>
      of(rgb[at * 3] ?? 0, rgb[at * 3 + 1] ?? 0, rgb[at * 3 + 2] ?? 0),
    )
  const luma = plane((r, g, b) => 0.299 * r + 0.587 * g + 0.114 * b)
  switch (colours) {
    case 'gray':
      return [luma]
    case 'ycc':
      return [
        luma,
        plane((r, g, b) => 128 - 0.168736 * r - 0.331264 * g + 0.5 * b),
        plane((r, g, b) => 128 + 0.5 * r - 0.418688 * g - 0.081312 * b),
      ]
    case 'rgb':
      return [plane((r) => r), plane((_r, g) => g), plane((_r, _g, b) => b)]
    case 'cmyk':
      return [...[1, 2, 3].map(() => plane(() => 0)), plane((r) => 255 - r)]
  }
}

function scanOf(planes: readonly Plane[], width: number, height: number): Buffer {
  const out: number[] = []
  let [held, count] = [0, 0]
  const put = (value: number, length: number): void => {
    for (let bit = length - 1; bit >= 0; bit -= 1) {
      held = (held << 1) | ((value >> bit) & 1)
      count += 1
      if (count < 8) continue
      out.push(held)
      if (held === 0xff) out.push(0)
      ;[held, count] = [0, 0]
    }
  }
  const number = (value: number, size: number): void => {
    put(value < 0 ? value + 2 ** size - 1 : value, size)
  }
  const before = planes.map(() => 0)
  for (let top = 0; top < height; top += 8)
    for (let left = 0; left < width; left += 8)
      planes.forEach((plane, at) => {
        const block = transformed(plane, width, height, left, top)
        const difference = (block[0] ?? 0) - (before[at] ?? 0)
        before[at] = block[0] ?? 0
        put(sizeOf(difference), 4)
        number(difference, sizeOf(difference))
        let run = 0
        for (const value of zigzag.slice(1).map((place) => block[place] ?? 0)) {
          if (value === 0) {
            run += 1
            continue
          }
          for (; run > 15; run -= 16) put(pairs.indexOf(0xf0), 8)
          put(pairs.indexOf((run << 4) | sizeOf(value)), 8)
          number(value, sizeOf(value))
          run = 0
        }
        if (run > 0) put(pairs.indexOf(0), 8)
      })
  if (count > 0) put(2 ** (8 - count) - 1, 8 - count)
  return Buffer.from(out)
}

/** Bits of a value without its sign. */
const sizeOf = (value: number): number => (value === 0 ? 0 : Math.floor(Math.log2(Math.abs(value))) + 1)

const cosines = Float64Array.from({ length: 64 }, (_, at) => {
  const [u, x] = [at >> 3, at & 7]
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16)
})

/** The cosine transform of eight by eight pixels (A.3.3), quantised; beyond the edge the last pixel goes on. */
function transformed(plane: Plane, width: number, height: number, left: number, top: number): Int32Array {
  const rows = new Float64Array(64)
  for (let y = 0; y < 8; y += 1)
    for (let u = 0; u < 8; u += 1)
      for (let x = 0; x < 8; x += 1) {
        const light = plane[Math.min(height - 1, top + y) * width + Math.min(width - 1, left + x)] ?? 0
        rows[y * 8 + u] = (rows[y * 8 + u] ?? 0) + (light - 128) * (cosines[u * 8 + x] ?? 0)
      }
  return Int32Array.from({ length: 64 }, (_, at) => {
    const [v, u] = [at >> 3, at & 7]
    let sum = 0
    for (let y = 0; y < 8; y += 1) sum += (rows[y * 8 + u] ?? 0) * (cosines[v * 8 + y] ?? 0)
    return Math.round(sum / quantum)
  })
}
