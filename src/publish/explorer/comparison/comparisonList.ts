import type { FigureStanding } from '../../../model/figureStanding.ts'
import type { Library } from '../../../model/library.ts'
import type { ListFile } from '../lists/listFile.ts'
import { comparedMetrics } from './comparedTable.ts'
import { compareTables } from './compareTables.ts'
import { pairAt } from './comparisonPage.ts'

const columns = [
  ...['left_report', 'right_report', 'table', 'metric', 'row', 'column', 'unit', 'comparable'],
  ...['left', 'left_state', 'right', 'right_state', 'delta', 'percent'],
]

/** Every cell of a comparison, one a row; those that only one form has are there and not compared. */
export async function comparisonList(library: Library, address: string): Promise<ListFile | null> {
  const found = await pairAt(library, address)
  if (found === null) return null
  const { left, right } = found.pair
  const known = new Map(library.metrics.map((metric) => [metric.id, metric]))
  const rows = compareTables(left, right, library.forms).flatMap((table) => {
    const names = (id: string) => {
      const metric = known.get(id)
      return [
        left.id,
        right.id,
        table.key,
        id,
        metric?.rowLabel ?? '',
        metric?.columnLabel ?? '',
        metric?.unit ?? '',
      ]
    }
    const sides = (one: FigureStanding | null, other: FigureStanding | null) =>
      [one, other].flatMap((side) => [
        side?.kind === 'number' ? side.value : null,
        side === null ? '' : stateOf(side),
      ])
    return [
      ...comparedMetrics(table).map((id) => {
        const figure = table.figures.get(id)
        return [
          ...[...names(id), 'yes', ...sides(figure?.left ?? null, figure?.right ?? null)],
          ...[figure?.delta ?? null, figure?.percent ?? null],
        ]
      }),
      ...table.apart.map(({ side, metric: { id }, standing }) => [
        ...[...names(id), 'no'],
        ...(side === 'left' ? sides(standing, null) : sides(null, standing)),
        ...[null, null],
      ]),
    ]
  })
  return { columns, rows }
}

/** `number`, `blank`, `absent`; behind it what doubts it, and whether a person corrected it. */
function stateOf(standing: FigureStanding): string {
  if (standing.kind === 'absent') return 'absent'
  const { kind, doubts, corrected } = standing
  return [kind, ...(corrected ? ['corrected'] : []), ...doubts.map((code) => `in doubt: ${code}`)].join('; ')
}
