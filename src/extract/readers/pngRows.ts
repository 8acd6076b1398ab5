/** The seven passes of an interlaced PNG (ISO/IEC 15948, 8.2): where each begins and how far its pixels lie apart. */
const adam7 = [
  { x: 0, y: 0, dx: 8, dy: 8 },
  { x: 4, y: 0, dx: 8, dy: 8 },
  { x: 0, y: 4, dx: 4, dy: 8 },
  { x: 2, y: 0, dx: 4, dy: 4 },
  { x: 0, y: 2, dx: 2, dy: 4 },
  { x: 1, y: 0, dx: 2, dy: 2 },
  { x: 0, y: 1, dx: 1, dy: 2 },
] as const
const whole = [{ x: 0, y: 0, dx: 1, dy: 1 }] as const

/** A pass over a picture: its own size, and where its pixels belong. */
export interface PngPass {
  readonly width: number
  readonly height: number
  readonly x: number
  readonly y: number
  readonly dx: number
  readonly dy: number
}

/** The passes of a picture in the order of the file, without empty ones. */
export const pngPasses = (width: number, height: number, isInterlaced: boolean): readonly PngPass[] =>
  (isInterlaced ? adam7 : whole)
    .map((pass) => ({
      ...pass,
      width: Math.ceil((width - pass.x) / pass.dx),
      height: Math.ceil((height - pass.y) / pass.dy),
    }))
    .filter((pass) => pass.width > 0 && pass.height > 0)

/** Bytes of a row without the byte that names its filter. */
export const rowBytes = (width: number, bits: number): number => Math.ceil((width * bits) / 8)

/**
 * Undoes the filters of rows in place (ISO/IEC 15948, 9.2), from the byte `at`: each row is a byte that names its filter and the row.
 * `step`: bytes of a pixel, at least 1. False where a filter is none that there is.
 */
export function unfilter(
  data: Uint8Array,
  at: number,
  rows: number,
  size: { readonly row: number; readonly step: number },
): boolean {
  const { row, step } = size
  for (let y = 0; y < rows; y += 1) {
    const start = at + y * (row + 1) + 1
    const filter = data[start - 1] ?? 0
    if (filter > 4) return false
    if (filter === 0) continue
    for (let x = 0; x < row; x += 1) {
      const left = x < step ? 0 : (data[start + x - step] ?? 0)
      const up = y === 0 ? 0 : (data[start + x - row - 1] ?? 0)
      const corner = y === 0 || x < step ? 0 : (data[start + x - row - 1 - step] ?? 0)
      data[start + x] = (data[start + x] ?? 0) + predicted(filter, left, up, corner)
    }
  }
  return true
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left
    case 2:
      return up
    case 3:
      return (left + up) >> 1
    default:
      return paeth(left, up, corner)
  }
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}
