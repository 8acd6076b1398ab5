import type { KnownShape, Shape } from '../../src/extract/engines/digitShapes.ts'
import { random } from '../documents/random.ts'

const size = 18 * 24

/** Shapes that are like nothing else: as different from each other as digits, or more. */
export function randomShapes(count: number): readonly Shape[] {
  const dice = random('shapes')
  return Array.from({ length: count }, () =>
    unit(Float32Array.from({ length: size }, () => dice.int(-100, 100))),
  )
}

/** Prints of one shape, each with a grain of its own. */
export function digitsLike(digit: string, shape: Shape | undefined, count: number): readonly KnownShape[] {
  if (shape === undefined) return []
  const dice = random(`like ${digit} ${count}`)
  return Array.from({ length: count }, () => ({
    digit,
    shape: unit(shape.map((each) => each + dice.int(-100, 100) / 100 / 120)),
  }))
}

function unit(shape: Float32Array): Shape {
  const length = Math.sqrt(shape.reduce((sum, each) => sum + each * each, 0))
  return shape.map((each) => each / length)
}
