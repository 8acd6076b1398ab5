import type { Metric } from '../model/metric.ts'
import type { YearFinding } from '../model/yearFinding.ts'
import { carryOver } from './carryOver.ts'
import { certainReport, type CertainReport, type SitedReport } from './certainFigure.ts'
import { outOfScale } from './outOfScale.ts'
import { stockAndFlow } from './stockAndFlow.ts'

/** Gives the contradictions between all reports of one unit, in any order, at any sites; by year and site. */
export type AcrossYears = (reports: readonly SitedReport[]) => readonly YearFinding[]

/** Prepares the comparison across years (docs/decisions/0039). `metrics`: of every form. */
export function acrossYears(metrics: readonly Metric[]): AcrossYears {
  const dictionary = new Map(metrics.map((metric) => [metric.id, metric]))
  return (reports) => {
    const certain = reports.flatMap((report) => certainReport(report) ?? []).sort(byYearAndSite)
    const years = [...new Set(certain.map(({ year }) => year))]
    return certain.flatMap((now) => {
      const of = (year: number): readonly CertainReport[] => preferred(certain, year, now.site)
      const chains = of(now.year - 1).flatMap((before) => {
        const carried = carryOver(before, now, dictionary)
        return [...(carried === null ? [] : [carried]), ...stockAndFlow(before, now, dictionary)]
      })
      const history = years.flatMap((year) => (year === now.year ? [] : of(year)))
      return [...chains, ...outOfScale(now, history, dictionary)]
    })
  }
}

/** The report of a year: of the same site, else of the first that has one; an empty list where there is none. */
function preferred(reports: readonly CertainReport[], year: number, site: string): readonly CertainReport[] {
  const ofYear = reports.filter((report) => report.year === year)
  const report = ofYear.find((each) => each.site === site) ?? ofYear[0]
  return report === undefined ? [] : [report]
}

const byYearAndSite = (a: CertainReport, b: CertainReport): number =>
  a.year - b.year || (a.site < b.site ? -1 : 1)
