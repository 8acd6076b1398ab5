import type { Ink } from './ink.ts'

/** The largest angle that is looked for, in radians: 3°. A page that lies more askew has no rules that anybody finds. */
const largest = (3 * Math.PI) / 180
/** Steps of the search: first coarse, then each a fifth of the one before. 0.004° moves one pixel in 14,000. */
const steps = [0.1, 0.02, 0.004].map((degrees) => (degrees * Math.PI) / 180)
/** Every so many ink pixels are counted. */
const most = 200_000

/**
 * By how much a page must be turned (radians, for `turned`) so that its lines run along it: the angle at which ink gathers in the
 * fewest rows (Postl 1986), which ruling lines and lines of text decide alike.
 */
export function skewOf(ink: Ink): number {
  const points = pointsOf(ink)
  let best = 0
  let range = largest
  for (const step of steps) {
    const centre = best
    let strongest = -1
    for (let turn = -Math.round(range / step); turn <= Math.round(range / step); turn += 1) {
      const angle = centre + turn * step
      const strength = gathered(points, angle, ink.height)
      if (strength <= strongest) continue
      strongest = strength
      best = angle
    }
    range = step
  }
  return best
}

interface Points {
  readonly xs: Int32Array
  readonly ys: Int32Array
}

function pointsOf({ width, marks }: Ink): Points {
  const all = marks.reduce((sum, mark) => sum + mark, 0)
  const every = Math.max(1, Math.ceil(all / most))
  const xs = new Int32Array(Math.ceil(all / every))
  const ys = new Int32Array(xs.length)
  let seen = 0
  marks.forEach((mark, at) => {
    if (mark === 0) return
    if (seen % every === 0) {
      xs[seen / every] = at % width
      ys[seen / every] = Math.floor(at / width)
    }
    seen += 1
  })
  return { xs, ys }
}

/** The sum of the squares of ink in each row of the turned page. */
function gathered({ xs, ys }: Points, angle: number, height: number): number {
  const margin = height
  const rows = new Float64Array(3 * height)
  const slope = Math.tan(angle)
  for (let index = 0; index < xs.length; index += 1) {
    const row = Math.round((ys[index] ?? 0) - (xs[index] ?? 0) * slope) + margin
    if (row >= 0 && row < rows.length) rows[row] = (rows[row] ?? 0) + 1
  }
  return rows.reduce((sum, count) => sum + count * count, 0)
}
