import { dueDate, type Deadlines } from '../model/deadlines.ts'
import type { Divisions } from '../model/divisions.ts'
import type { ExpectedBecause, Publication } from '../model/publication.ts'
import type { Division } from '../model/unit.ts'
import { absence, type Look, type Unassigned } from './absence.ts'
import type { FiledReport } from './filedReport.ts'
import { presenceOf } from './presence.ts'
import { stoodInBy } from './stoodInBy.ts'

/** Everything known of one site. Years and dates are the site's; nothing here reads a clock. */
export interface SiteKnowledge {
  /** Division code of the site. */
  readonly division: string
  /** Whether its listings are to hold every government of the division, or only units that published there before. */
  readonly whole: boolean
  /** First year of report that is expected. */
  readonly from: number
  /** So many reports of a year the site gives at least. */
  readonly least: number
  readonly reports: readonly FiledReport[]
  /** What is listed or archived and belongs to no filed report. */
  readonly unassigned: readonly Unassigned[]
  /** Every look at the listings of the site, in any order. */
  readonly looks: readonly Look[]
  /** ISO date. */
  readonly today: string
}

/** Who should have published and did not (覆盖), from `config/` and what is known of a site: one cell for each unit and year. */
export function publications(
  site: SiteKnowledge,
  { divisions, deadlines }: { readonly divisions: Divisions; readonly deadlines: Deadlines },
): readonly Publication[] {
  const years = yearsOf(site).map((year) => ({ year, register: divisions.of(year) }))
  const registered = new Map(
    years.map(({ year, register }) => [year, site.whole ? registeredUnits(site.division, register) : nobody]),
  )
  const names = new Map([
    ...[...registered.values()].flatMap((units) => [...units]),
    ...site.reports.map(({ unit, name }) => [unit, name] as const),
  ])
  const filed = new Map(site.reports.map((report) => [`${report.unit} ${report.year}`, report]))
  const presence = presenceOf(site.reports)
  const formerNames = formerNamesOf(divisions, years)
  const cells: Publication[] = []
  for (const [unit, name] of [...names].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const published = (year: number): boolean => filed.has(`${unit} ${year}`)
    for (const { year, register } of years) {
      const listed = registered.get(year)?.has(unit) === true ? register.asOf : null
      const mayBeExpected = year >= site.from && isDivisionOf(unit, register)
      const expected = mayBeExpected ? expectation(listed, year, published) : null
      const report = filed.get(`${unit} ${year}`)
      const due = dueDate(deadlines, unit, year)
      const cell = { unit, name, year, expected, due }
      if (report !== undefined) cells.push({ ...cell, ...presence(report, due) })
      else if (expected !== null) {
        const standIn = stoodInBy({ ...cell, formerNames: formerNames(unit) }, site.reports)
        const short = shortOf(site, year)
        cells.push({ ...cell, ...absence({ name, year, due, standIn, short, ...site }) })
      }
    }
  }
  return cells
}

const nobody: ReadonlyMap<string, string> = new Map()

/** The names that a division has in the registers of these years. */
const formerNamesOf =
  (divisions: Divisions, years: readonly { readonly register: Divisions }[]) =>
  (unit: string): readonly string[] => {
    const found = [divisions, ...years.map(({ register }) => register)].flatMap(
      (register) => register.byCode(unit)?.path.at(-1) ?? [],
    )
    return [...new Set(found)]
  }

/** That the site gave fewer reports of a year than it must, in words: then it is our reading, or the site, that failed, and no unit. */
function shortOf({ reports, least }: SiteKnowledge, of: number): string | null {
  const count = reports.filter(({ year }) => year === of).length
  if (count >= least) return null
  return `${count} ${count === 1 ? 'report' : 'reports'} of ${of} ${count === 1 ? 'is' : 'are'} archived of the site, at least ${least} are expected: its listings may have failed us`
}

/** Whether there was such a division then: one that got another code, or was joined to another, publishes no more under this one. */
const isDivisionOf = (unit: string, register: Divisions): boolean =>
  register.byCode(unit.split('/')[0] ?? unit) !== null

/** The government of the site's division; for a county also its streets and townships, which publish on its site. */
function registeredUnits(division: string, divisions: Divisions): ReadonlyMap<string, string> {
  const own = divisions.byCode(division)
  const children = division.length === 6 ? divisions.childrenOf(division).filter(isGovernment) : []
  return new Map(
    [...(own === null ? [] : [own]), ...children].map(({ code, path }) => [code, path.at(-1) ?? code]),
  )
}

/**
 * Whether a division of the fourth level is a street, town or township. Codes whose seventh digit is 4 or 5 are for what statistics
 * count like one (类似乡级单位: parks, farms, forest stations), which have no government; a few streets have such codes too.
 * Source: 统计用区划代码和城乡划分代码编制规则 (国家统计局), §三.
 */
const isGovernment = ({ code, path }: Division): boolean =>
  !/^\d{6}[45]/u.test(code) || /(?:街道|办事处|镇|乡|苏木)$/u.test(path.at(-1) ?? '')

/** From the first expected year, or the first of which there is a report, to the last whose year is over. */
function yearsOf({ from, reports, today }: SiteKnowledge): readonly number[] {
  const first = Math.min(from, ...reports.map(({ year }) => year))
  const last = Number(today.slice(0, 4)) - 1
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
}

function expectation(
  registered: string | null,
  year: number,
  published: (year: number) => boolean,
): ExpectedBecause | null {
  if (registered !== null) return { kind: 'register', asOf: registered }
  const before = [year - 1, year - 2].find(published)
  return before === undefined ? null : { kind: 'published', year: before }
}
