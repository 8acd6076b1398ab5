import type { ReplicaColumn } from '../columnReplica.ts'
import type { Publication } from '../publications.ts'

/** Years of report that the replicas of later sites have. */
export const reportYears = (lastYear: number): readonly number[] =>
  Array.from({ length: Math.max(0, lastYear - 2020) }, (_, index) => 2021 + index)

/** A tree that begins with units: each has pages of its own, and a column of annual reports below them. */
export function unitColumns(
  published: readonly Publication[],
  slugs: Readonly<Record<string, string>>,
): readonly ReplicaColumn[] {
  const units = Object.entries(slugs)
  const [first] = units
  return [
    { path: '', name: '部门信息公开目录', publications: [] },
    ...units.flatMap(([unit, slug]) => [
      { path: slug, name: unit.endsWith('街道') ? `${unit}办事处` : unit, publications: [] },
      {
        path: `${slug}/xxgknb_9490`,
        name: '信息公开年报',
        // traps stand in the first unit's column
        publications: published.filter(({ report }) => (report?.unit ?? first?.[0]) === unit),
      },
    ]),
  ]
}
