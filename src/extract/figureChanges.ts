import type { Edition } from '../model/report.ts'
import type { Reading } from './reading.ts'

/** The figures that differ between two readings; one that only one of them has is without the other side. */
export function figureChanges(before: Reading, after: Reading): Edition['changes'] {
  const metrics = new Set([...Object.keys(before.figures), ...Object.keys(after.figures)])
  return [...metrics]
    .filter((metric) => before.figures[metric] !== after.figures[metric])
    .map((metric) => ({
      metric,
      ...(metric in before.figures && { before: before.figures[metric] }),
      ...(metric in after.figures && { after: after.figures[metric] }),
    }))
}
