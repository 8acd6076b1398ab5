import type { Finding } from '../model/finding.ts'
import { sumOutcome, type SumOutcome } from '../model/formSum.ts'
import type { PlacedSum } from '../model/placedSum.ts'
import type { Report } from '../model/report.ts'

interface TestedSum {
  readonly metrics: readonly string[]
  readonly outcome: SumOutcome
}

/**
 * What is in doubt of a report that OCR read (识别): a figure stands unmarked only where two things agree that know nothing of each
 * other (docs/decisions/0046-scans.md). Sure readings agree among themselves, and no sum contradicts them; an unsure one needs a sum
 * that holds and in which all others are certain.
 */
export function scanFindings(report: Report, sums: readonly PlacedSum[]): readonly Finding[] {
  const read = Object.entries(report.cells).flatMap(([metric, { ocr }]) =>
    ocr === undefined || !(metric in report.figures) ? [] : [{ metric, ocr }],
  )
  if (read.length === 0) return []
  const tested = sums.map((sum) => testedBy(sum, report.figures))
  const certain = proved(
    new Set(Object.keys(report.figures).filter((metric) => (report.cells[metric]?.ocr ?? 'sure') === 'sure')),
    tested,
  )
  const held = membersOf(
    tested,
    ({ metrics, outcome }) => outcome === 'holds' && metrics.every((each) => certain.has(each)),
  )
  const failed = membersOf(tested, ({ outcome }) => outcome === 'fails' || outcome === 'incomplete')
  const doubtful = read
    .map(({ metric }) => metric)
    .filter((metric) => !certain.has(metric) || (failed.has(metric) && !held.has(metric)))
    .sort()
  const alone = read
    .map(({ metric }) => metric)
    .filter((metric) => !doubtful.includes(metric) && !held.has(metric))
    .sort()
  return [
    ...named(report),
    ...ifAny(
      doubtful,
      'warning',
      'read from a picture, and nothing vouches for it: compare with the original',
    ),
    ...ifAny(alone, 'info', 'read from a picture: every reader agrees, and no sum could contradict them'),
  ]
}

const ifAny = (
  metrics: readonly string[],
  severity: Finding['severity'],
  said: string,
): readonly Finding[] =>
  metrics.length === 0
    ? []
    : [{ code: 'read-by-ocr', severity, metrics: [...metrics], message: `${metrics.length} figures ${said}` }]

/** Words of the report itself say whose it is: only the register of divisions can vouch for what OCR made of them. */
function named({ unit, unit_from: from, title }: Report): readonly Finding[] {
  if (from === undefined || !inDocument.has(from)) return []
  const isRegistered = unit.code !== null && !unit.code.includes('/')
  const message = `unit and year were read from a picture: ${title}`
  return [{ code: 'read-by-ocr', severity: isRegistered ? 'info' : 'warning', metrics: [], message }]
}

const inDocument: ReadonlySet<Report['unit_from']> = new Set(['title', 'signature', 'publisher'] as const)

function testedBy({ left, right }: PlacedSum, figures: Report['figures']): TestedSum {
  const value = (metric: string): number | null | undefined => figures[metric]
  const metrics = [...left, ...right].filter((metric) => metric in figures)
  return { metrics, outcome: sumOutcome(left.map(value), right.map(value)) }
}

/** A sum that holds vouches for a member when it is the only one that is not certain; what is certain then may vouch for others. */
function proved(sure: ReadonlySet<string>, tested: readonly TestedSum[]): ReadonlySet<string> {
  const certain = new Set(sure)
  const holding = tested.filter(({ outcome }) => outcome === 'holds')
  for (let before = -1; before < certain.size;) {
    before = certain.size
    for (const { metrics } of holding) {
      const [only, ...others] = metrics.filter((metric) => !certain.has(metric))
      if (only !== undefined && others.length === 0) certain.add(only)
    }
  }
  return certain
}

const membersOf = (tested: readonly TestedSum[], isMeant: (sum: TestedSum) => boolean): ReadonlySet<string> =>
  new Set(tested.filter(isMeant).flatMap(({ metrics }) => metrics))
