import type { FigureStanding } from '../../../model/figureStanding.ts'

/** One figure in two reports (对比). */
export interface ComparedFigure {
  readonly left: FigureStanding
  readonly right: FigureStanding
  /** Right less left; null unless both are numbers: what is blank or absent is never taken for 0. */
  readonly delta: number | null
  /** Delta in per cent of the left; null where the left is too small for it. */
  readonly percent: number | null
  /** One of the two is in doubt, and so is what follows from it. */
  readonly inDoubt: boolean
}

/** Of fewer, one more or less is a leap in per cent and says nothing. */
export const smallestBase = 20

export function compareFigures(
  left: FigureStanding,
  right: FigureStanding,
  { signed }: { readonly signed: boolean },
): ComparedFigure {
  const inDoubt = [left, right].some((side) => side.kind !== 'absent' && side.doubts.length > 0)
  if (left.kind !== 'number' || right.kind !== 'number')
    return { left, right, delta: null, percent: null, inDoubt }
  const delta = withoutNoise(right.value - left.value)
  const percent = signed || left.value < smallestBase ? null : Math.round((delta / left.value) * 1000) / 10
  return { left, right, delta, percent, inDoubt }
}

/** Whether both say the same: then nothing is to be pointed out. */
export const isSame = ({ left, right, delta }: ComparedFigure): boolean =>
  delta === 0 || (left.kind !== 'number' && left.kind === right.kind)

/** Amounts have at most six places after the point (万元, printed in 元 and 分); the rest is binary arithmetic. */
const withoutNoise = (value: number): number => Math.round(value * 1e6) / 1e6
