import { heightOf, widthOf, type PixelBox, type Raster } from './raster.ts'
import { lightOf } from './strip.ts'

/** A digit as it looks: darkness on a grid, its mean taken off, of length 1, so that a product of two is their likeness. */
export type Shape = Float32Array

const [columns, rows] = [18, 24]

/** The look of one part of ink, scaled to one height; its width stays in proportion, so that a 1 is narrow. */
export function shapeOf(raster: Raster, part: PixelBox): Shape {
  const { paper, black } = lightOf(raster, part)
  const scale = heightOf(part) / rows
  const left = part.left + widthOf(part) / 2 - (columns / 2) * scale
  const shape = new Float32Array(columns * rows)
  for (let y = 0; y < rows; y += 1)
    for (let x = 0; x < columns; x += 1) {
      const fromX = left + (x + 0.5) * scale - 0.5
      if (fromX < part.left - 1 || fromX > part.right) continue
      const light = lightAt(raster, fromX, part.top + (y + 0.5) * scale - 0.5)
      shape[y * columns + x] = Math.max(0, Math.min(1, (paper - light) / (paper - black)))
    }
  const mean = shape.reduce((sum, each) => sum + each, 0) / shape.length
  const length = Math.sqrt(shape.reduce((sum, each) => sum + (each - mean) ** 2, 0))
  return shape.map((each) => (each - mean) / Math.max(length, 1e-6))
}

function lightAt({ width, height, gray }: Raster, x: number, y: number): number {
  const [x0, y0] = [Math.floor(x), Math.floor(y)]
  const [dx, dy] = [x - x0, y - y0]
  const at = (column: number, row: number): number =>
    gray[Math.max(0, Math.min(height - 1, row)) * width + Math.max(0, Math.min(width - 1, column))] ?? 255
  return (
    (at(x0, y0) * (1 - dx) + at(x0 + 1, y0) * dx) * (1 - dy) +
    (at(x0, y0 + 1) * (1 - dx) + at(x0 + 1, y0 + 1) * dx) * dy
  )
}

/** A digit that both networks read alike somewhere in the file. */
export interface KnownShape {
  readonly digit: string
  readonly shape: Shape
}

/** Which digit a shape is by the others of the file; `clear`: like two others of it, and like no other digit nearly as much. */
export interface ShapeReading {
  readonly digit: string
  readonly clear: boolean
}

/** A document's digits are of one font or two: of each so many tell all. */
const mostSamples = 40
/** Two prints of one digit at 100 dots to the inch, with the grain of a scanner and of JPEG, are at least so alike. */
const alike = 0.85
/** The next digit must be so much less like it. */
const apart = 0.06

/**
 * A third reader that no one trained: a file prints its digits in its own type, so a digit must look like the others that are read
 * alike. It is likened to the second most similar of each digit, so that one misread sample vouches for nothing. Null without any.
 */
export function shapeReader(known: readonly KnownShape[]): (shape: Shape) => ShapeReading | null {
  const samples = new Map<string, Shape[]>()
  for (const { digit, shape } of known) {
    const same = samples.get(digit) ?? []
    if (same.length < mostSamples) samples.set(digit, [...same, shape])
  }
  return (shape) => {
    const scores = [...samples].map(([digit, others]) => ({ digit, score: secondBest(shape, others) }))
    const [best, next] = scores.toSorted((a, b) => b.score - a.score)
    if (best === undefined || best.score === 0) return null
    return { digit: best.digit, clear: best.score >= alike && best.score - (next?.score ?? 0) >= apart }
  }
}

/** A shape is no witness for itself. */
function secondBest(shape: Shape, others: readonly Shape[]): number {
  let [best, second] = [0, 0]
  for (const other of others) {
    if (other === shape) continue
    const score = other.reduce((sum, each, at) => sum + each * (shape[at] ?? 0), 0)
    if (score > best) [best, second] = [score, best]
    else if (score > second) second = score
  }
  return second
}
