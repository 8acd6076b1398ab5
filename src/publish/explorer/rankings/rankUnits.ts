import type { ListedReport, RankedReport } from '../../../model/library.ts'
import type { Publication } from '../../../model/publication.ts'
import type { Ranking } from '../../../model/ranking.ts'

/** A figure that a ranking used, with whether a person corrected it. */
export interface UsedFigure {
  readonly metric: string
  readonly value: number
  readonly corrected: boolean
}

/** A unit that has a place in a ranking. Units of the same value share a place, and the next one counts them. */
export interface PlacedUnit {
  readonly place: number
  readonly report: ListedReport
  readonly value: number
  readonly above: number
  /** Null where nothing divides it. */
  readonly below: number | null
  readonly used: readonly UsedFigure[]
}

/** Why a unit has no place. */
export type WhyLeftOut =
  | 'small'
  | 'doubt'
  | 'years'
  | 'blank'
  | 'absent'
  | 'contradiction'
  | 'sites'
  | 'missing'
  | 'unreadable'
  | 'unknown'

/** A unit without a place (未参与). */
export interface LeftOutUnit {
  readonly why: WhyLeftOut
  readonly name: string
  readonly unit: string
  /** Null where there is none. */
  readonly report: ListedReport | null
  /** Metrics that are the reason; none for a report that is not there. */
  readonly metrics: readonly string[]
  /** Those of them that the report has cells of. */
  readonly printed: readonly string[]
  /** The divisor, where it is the reason. */
  readonly below: number | null
}

export interface RankedUnits {
  readonly placed: readonly PlacedUnit[]
  readonly leftOut: readonly LeftOutUnit[]
}

/** What is known beside the reports themselves. */
export interface Surroundings {
  /** Metrics of a report that other years of the unit put in doubt, by site and id. */
  readonly acrossYears: ReadonlyMap<string, ReadonlySet<string>>
  /** Units of the kind, year and region of which no report is there. */
  readonly absent: readonly Publication[]
}

export const reportKey = ({ site, id }: Pick<ListedReport, 'site' | 'id'>): string => `${site} ${id}`

/** Puts the units of one kind and year in order, the largest value first, and says of every other why it has no place. */
export function rankUnits(
  ranking: Ranking,
  reports: readonly RankedReport[],
  around: Surroundings,
): RankedUnits {
  const outcomes = [...Map.groupBy(reports, ({ report }) => report.id).values()].map((copies) =>
    outcomeOf(ranking, copies, around),
  )
  const values = outcomes
    .flatMap((outcome) => ('value' in outcome ? [outcome] : []))
    .sort((a, b) => b.value - a.value || (a.report.id < b.report.id ? -1 : 1))
  const places = new Map<number, number>()
  values.forEach(({ value }, at) => {
    if (!places.has(value)) places.set(value, at + 1)
  })
  const known = new Set(reports.map(({ unit }) => unit))
  const leftOut = [
    ...outcomes.flatMap((outcome) => ('why' in outcome ? [outcome] : [])),
    ...around.absent.filter(({ unit }) => !known.has(unit)).map(absentUnit),
  ]
  return {
    placed: values.map((unit) => ({ ...unit, place: places.get(unit.value) ?? 0 })),
    leftOut: leftOut.sort((a, b) => whys.indexOf(a.why) - whys.indexOf(b.why) || (a.unit < b.unit ? -1 : 1)),
  }
}

/** In the order in which they are listed. */
export const whys: readonly WhyLeftOut[] = [
  ...(['doubt', 'years', 'contradiction', 'sites', 'blank', 'absent', 'small'] as const),
  ...(['missing', 'unreadable', 'unknown'] as const),
]

type Outcome = Omit<PlacedUnit, 'place'> | LeftOutUnit

/** One unit; several sites may have its report, which must then say the same. */
function outcomeOf(
  ranking: Ranking,
  copies: readonly RankedReport[],
  { acrossYears }: Surroundings,
): Outcome {
  const [first] = copies
  if (first === undefined) throw new Error('a unit without a report has no outcome')
  const { report, figures, unit } = first
  const needed = [...ranking.above, ...(ranking.below ?? [])]
  const left = (why: WhyLeftOut, metrics: readonly string[], below: number | null = null): LeftOutUnit => ({
    ...{ why, name: report.name, unit, report, metrics, below },
    printed: metrics.filter((metric) => figures[metric] !== undefined),
  })
  const differing = needed.filter((metric) =>
    copies.some((copy) => copy.figures[metric]?.value !== figures[metric]?.value),
  )
  if (differing.length > 0) return left('sites', differing)
  const absent = needed.filter((metric) => figures[metric] === undefined)
  if (absent.length > 0) return left('absent', absent)
  const others = acrossYears.get(reportKey(report))
  const doubted = needed.filter((metric) => figures[metric]?.doubts !== undefined)
  if (doubted.length > 0) return left('doubt', doubted)
  const contradicted = needed.filter(
    (metric) => others?.has(metric) === true && figures[metric]?.corrected !== true,
  )
  if (contradicted.length > 0) return left('years', contradicted)
  const blank = needed.filter((metric) => figures[metric]?.value === null)
  if (blank.length > 0) return left('blank', blank)
  const used = [...new Set(needed)].map((metric) => ({
    ...{ metric, value: figures[metric]?.value ?? 0, corrected: figures[metric]?.corrected === true },
  }))
  const sum = (metrics: readonly string[]): number =>
    metrics.reduce((total, metric) => total + (figures[metric]?.value ?? 0), 0)
  const above = sum(ranking.above)
  if (ranking.below === null) return { report, value: above, above, below: null, used }
  const below = sum(ranking.below)
  if (below === 0 || below < ranking.least) return left('small', ranking.below, below)
  if (ranking.shape === 'part' && above > below) return left('contradiction', needed)
  return { report, value: (above / below) * 100, above, below, used }
}

const ofState = { missing: 'missing', unreadable: 'unreadable', 'not-known': 'unknown' } as const

const absentUnit = ({ unit, name, state }: Publication): LeftOutUnit => ({
  why: state === 'published' || state === 'late' ? 'unknown' : ofState[state],
  ...{ name, unit, report: null, metrics: [], printed: [], below: null },
})
