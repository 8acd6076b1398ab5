import { sumOutcome } from '../../model/formSum.ts'
import type { Entry } from './entries.ts'
import type { PreparedRow } from './prepareForms.ts'
import type { RowDraft } from './readCells.ts'
import { rowFinding } from './rowFinding.ts'
import type { RowReading } from './rowReading.ts'

/** A row whose reading needed more than labels and grid stands only if its own sums hold (`proven` rows need no proof). */
export function provedRow(draft: RowDraft, row: PreparedRow, entry: Entry, proven: boolean): RowReading {
  const { figures, findings, parted } = draft
  if (proven && (parted.length === 0 || sumsHold(figures, row, parted))) return { figures, findings }
  if (proven) {
    const kept = new Map([...figures].filter(([metric]) => !parted.includes(metric)))
    const what = 'digits with a space or line break between them'
    return {
      figures: kept,
      findings: [...findings, rowFinding(entry, 'unreadable-cell', 'warning', parted, what)],
    }
  }
  if (isProved(figures, row)) return { figures, findings }
  const what = 'cells and columns do not agree, and no sum proves the order of the cells'
  return {
    figures: new Map(),
    findings: [...findings, rowFinding(entry, 'unclear-layout', 'warning', row.metrics, what)],
  }
}

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
