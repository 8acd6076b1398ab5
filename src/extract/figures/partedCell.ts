import { readCell } from './readCell.ts'
import type { ReadFigure } from './rowReading.ts'

/**
 * A cell of a sum: what it counts as a whole, and what it counts when only the digits before one of its gaps do. Those behind
 * the gap then add up by themselves.
 */
export interface PartedCell {
  readonly whole: number
  readonly parts: readonly number[]
}

/** A count as part of a sum, in the direction of `sign`; its digits are parted by white space where it `isParted`. */
export function partedCell(figure: ReadFigure | undefined, isParted: boolean, sign: 1 | -1): PartedCell {
  const pieces = isParted ? (figure?.evidence.raw.trim().split(/\s+/u) ?? []) : []
  const cuts = [...pieces.keys()].slice(1)
  const parts = cuts.flatMap((at) => {
    const part = readCell(pieces.slice(0, at).join(''), { unit: '件', signed: false })
    return part.kind === 'number' ? [sign * part.value] : []
  })
  return { whole: sign * (figure?.value ?? 0), parts }
}

/** Whether the cells cancel out with the parts of at least one in the place of its whole. */
export function addsUpInParts(cells: readonly PartedCell[]): boolean {
  let whole = 0
  let inParts = new Set<number>()
  for (const cell of cells) {
    const { parts } = cell
    const all = [cell.whole, ...parts]
    const before = whole
    inParts = new Set([
      ...[...inParts].flatMap((sum) => all.map((each) => sum + each)),
      ...parts.map((part) => before + part),
    ])
    whole += cell.whole
  }
  return inParts.has(0)
}
