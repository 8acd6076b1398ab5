import { sumOutcome } from '../../model/formSum.ts'
import type { Entry } from './entries.ts'
import type { PreparedRow } from './prepareForms.ts'
import type { RowDraft } from './readCells.ts'
import { addsUpInParts, partedCell, type PartedCell } from './partedCell.ts'
import { rowFinding } from './rowFinding.ts'
import type { RowReading } from './rowReading.ts'

/** A row whose reading needed more than labels and grid stands only if its own sums hold (`proven` rows need no proof). */
export function provedRow(draft: RowDraft, row: PreparedRow, entry: Entry, proven: boolean): RowReading {
  const { figures, findings, parted } = draft
  const arePieces = parted.length > 0 && !(draft.isWhole && areJoined(figures, row, parted))
  if (proven && arePieces) {
    const kept = new Map([...figures].filter(([metric]) => !parted.includes(metric)))
    const what = 'digits with a space or line break between them'
    return {
      figures: kept,
      findings: [...findings, rowFinding(entry, 'unreadable-cell', 'warning', parted, what)],
    }
  }
  if (proven || (!arePieces && isProved(figures, row))) return { figures, findings }
  const what = 'cells and columns do not agree, and no sum proves the order of the cells'
  return {
    figures: new Map(),
    findings: [...findings, rowFinding(entry, 'unclear-layout', 'warning', row.metrics, what)],
  }
}

/**
 * Whether the digits of each parted cell are one number: the sums hold with it, and with no part of it. Two years that stand
 * below each other in every cell add up joined as well as apart.
 */
const areJoined = (figures: RowReading['figures'], row: PreparedRow, parted: readonly string[]): boolean =>
  sumsHold(figures, row, parted) &&
  row.sums
    .filter(({ left, right }) => [...left, ...right].some((metric) => parted.includes(metric)))
    .every(({ left, right }) => {
      const cells = (metrics: readonly string[], sign: 1 | -1): readonly PartedCell[] =>
        metrics.map((metric) => partedCell(figures.get(metric), parted.includes(metric), sign))
      return !addsUpInParts([...cells(left, 1), ...cells(right, -1)])
    })

/** Whether its sums hold and have every number of the row, or it is the same in all columns, so that their order is nothing. */
export const isProved = (figures: RowReading['figures'], row: PreparedRow): boolean =>
  sumsHold(figures, row, [...figures.keys()]) || allAlike(figures)

/** Whether every printed number among `metrics` takes part in a sum that holds, and no sum fails. */
function sumsHold(figures: RowReading['figures'], row: PreparedRow, metrics: readonly string[]): boolean {
  const value = (metric: string): number | null | undefined => figures.get(metric)?.value
  const proved = new Set<string>()
  for (const { left, right } of row.sums) {
    const outcome = sumOutcome(left.map(value), right.map(value))
    if (outcome === 'fails' || outcome === 'incomplete') return false
    if (outcome === 'holds') for (const metric of [...left, ...right]) proved.add(metric)
  }
  return metrics.every((metric) => proved.has(metric) || typeof value(metric) !== 'number')
}

/** The same in every column: whatever the order, the figures are these. */
export function allAlike(figures: RowReading['figures']): boolean {
  const values = new Set([...figures.values()].map(({ value }) => value))
  return values.size === 1
}
