import { mayBeOneBody, resembles } from '../model/bodyNames.ts'
import { bareName, governmentName } from '../model/divisions.ts'
import type { FiledReport } from './filedReport.ts'

interface Missed {
  readonly unit: string
  readonly name: string
  readonly year: number
  /** Names that it has in any register, its own among them; of a body none. */
  readonly formerNames: readonly string[]
}

const divisionOf = (unit: string): string => unit.split('/')[0] ?? unit

/**
 * A filed report that may be the one that seems to be missing, in words; null where there is none. Bodies are renamed and
 * abbreviated, reports are filed under a body of their street, and findings doubt whose a report is or of which year.
 */
export function stoodInBy(missed: Missed, reports: readonly FiledReport[]): string | null {
  const found = reports.find((report) => report.unit !== missed.unit && mayBe(report, missed, reports))
  const own = reports.find(
    ({ unit, year, doubts }) => unit === missed.unit && year !== missed.year && doubts.includes('year'),
  )
  const report = found ?? own
  return report === undefined
    ? null
    : `may be what is filed as ${report.unit}/${report.year} (${report.name})`
}

function mayBe(report: FiledReport, missed: Missed, reports: readonly FiledReport[]): boolean {
  if (report.doubts.includes('unit') && resembles(report.name, missed.name))
    return report.year === missed.year || report.doubts.includes('year')
  if (report.year !== missed.year) return false
  // a body of the street itself: 半山街道党工委办公室
  if (missed.unit.length === 9 && report.unit.startsWith(`${missed.unit}/`)) return true
  if (missed.unit.length === 9 && isTownOf(report, missed)) return true
  const isBody = missed.unit.includes('/') && divisionOf(report.unit) === divisionOf(missed.unit)
  return isBody && mayBeOneBody(report.name, missed.name) && !wereTwo(report, missed, reports)
}

/** A town that the register does not know, filed as a body of the county: a street under the name that it had as a town, or once had. */
function isTownOf({ unit, name }: FiledReport, { unit: code, name: own, formerNames }: Missed): boolean {
  if (!unit.startsWith(`${code.slice(0, 6)}/`) || bareName(governmentName(name)) === null) return false
  return [own, ...formerNames].some((one) => bareName(governmentName(one)) === bareName(governmentName(name)))
}

/** Whether both published for one year: then they are two bodies, however alike their names. */
function wereTwo(report: FiledReport, missed: Missed, reports: readonly FiledReport[]): boolean {
  const yearsOf = (unit: string) => new Set(reports.flatMap((one) => (one.unit === unit ? [one.year] : [])))
  const years = yearsOf(missed.unit)
  return [...yearsOf(report.unit)].some((year) => years.has(year))
}
