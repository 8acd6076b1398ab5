import type { Library } from '../../../model/library.ts'
import { rankings, type Ranking } from '../../../model/ranking.ts'
import { unitKind, type UnitKind } from '../../../model/unitKind.ts'
import { rankUnits, reportKey, type RankedUnits } from './rankUnits.ts'

/** Which ranking of whom: units of one kind, of one year, in one division and below; an empty region is everywhere. */
export interface AskedRanking {
  readonly id: string
  readonly kind: UnitKind
  readonly year: number
  readonly region: string
}

/** A ranking with its units; null for one that is not there, or where nobody could be ranked at all. */
export async function readRanking(
  library: Library,
  { id, ...asked }: AskedRanking,
): Promise<{ readonly ranking: Ranking; readonly units: RankedUnits } | null> {
  const ranking = rankings.find((each) => each.id === id)
  if (ranking === undefined) return null
  const reports = await library.ranked(asked)
  if (reports.length === 0) return null
  const [lacking, across] = await Promise.all([
    library.absent(asked),
    library.doubtedBetweenYears(asked.year),
  ])
  const doubted = Map.groupBy(across, ({ site, report }) => reportKey({ site, id: report }))
  const absent = lacking.filter(({ unit }) => unitKind(unit) === asked.kind)
  const units = rankUnits(ranking, reports, {
    acrossYears: new Map(
      [...doubted].map(([key, found]) => [key, new Set(found.flatMap(({ metrics }) => metrics))]),
    ),
    absent: [...new Map(absent.map((each) => [each.unit, each])).values()],
  })
  return { ranking, units }
}
