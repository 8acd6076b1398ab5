import type { YearEvidence, YearFinding } from '../model/yearFinding.ts'
import { certainFigures, evidenceOf, type CertainReport } from './certainFigure.ts'
import { changedWords, namedInWords, type BothWords, type Dictionary } from './yearWords.ts'

/** The guards against small numbers and restless units (docs/decisions/0039, rule 3). */
interface Bounds {
  /** How many times higher than the highest, or lower than the lowest, of all other years. */
  readonly fold: number
  /** The least that the larger side must be. */
  readonly large: number
  /** The least that every other year must be where the figure is higher. */
  readonly small: number
}
const counts: Bounds = { fold: 100, large: 1000, small: 10 }
const amounts: Bounds = { fold: 1000, large: 100, small: 0 }
const fewestYears = 3
const mostRestless = 10

interface Jump {
  readonly metric: string
  readonly value: number
  readonly others: readonly (readonly [year: CertainReport, value: number])[]
}

/**
 * Figures of one report that are orders of magnitude from all other years of the unit: a finding for each row of a table.
 * `history`: the other reports of the unit, one for each year.
 */
export function outOfScale(
  now: CertainReport,
  history: readonly CertainReport[],
  dictionary: Dictionary,
): readonly YearFinding[] {
  if (history.length < fewestYears) return []
  const figure = certainFigures(now)
  const others = history.map((year) => [year, certainFigures(year)] as const)
  const jumps = Object.keys(now.report.figures).flatMap((metric): readonly Jump[] => {
    const entry = dictionary.get(metric)
    const value = figure(metric)
    if (entry === undefined || entry.signed || typeof value !== 'number') return []
    const all = others.flatMap(([year, of]) => {
      const other = of(metric)
      return typeof other === 'number' ? [[year, other] as const] : []
    })
    const printed = all.filter(([, other]) => other > 0)
    const values = printed.map(([, other]) => other)
    // A unit that prints 0 in another year may well come down to a few.
    if (printed.length < all.length && value < Math.min(...values)) return []
    return isOut(value, values, entry.unit === '万元' ? amounts : counts)
      ? [{ metric, value, others: printed }]
      : []
  })
  const rows = Map.groupBy(jumps, ({ metric }) => metric.slice(0, metric.lastIndexOf('.')))
  return [...rows.values()].map((row) => findingOf(now, row, dictionary))
}

function isOut(value: number, others: readonly number[], { fold, large, small }: Bounds): boolean {
  if (value <= 0 || others.length < fewestYears) return false
  const [least, most] = [Math.min(...others), Math.max(...others)]
  if (most > least * mostRestless) return false
  if (value > most) return value >= most * fold && value >= large && least >= small
  return least >= value * fold && least >= large
}

function findingOf(now: CertainReport, row: readonly Jump[], dictionary: Dictionary): YearFinding {
  const evidence = row.flatMap(({ metric, others }): readonly YearEvidence[] => [
    evidenceOf(now, metric),
    ...others.map(([year]) => evidenceOf(year, metric)),
  ])
  const changed = changedWords(evidence, dictionary)
  const said = row.map((jump) => jumpWords(jump, dictionary))
  return {
    ...{
      site: now.site,
      report: now.id,
      unit: now.report.unit.name,
      unit_code: now.unitCode,
      year: now.year,
    },
    code: 'out-of-scale',
    severity: 'warning',
    metrics: row.map(({ metric }) => metric).sort(),
    evidence,
    message: `In the report for ${now.year} ${said.map(({ en }) => en).join('; ')}.${changed.en}`,
    message_zh: `${now.year} 年报告${said.map(({ zh }) => zh).join('；')}。${changed.zh}`,
  }
}

function jumpWords({ metric, value, others }: Jump, dictionary: Dictionary): BothWords {
  const { en, zh } = namedInWords(metric, dictionary)
  const unit = dictionary.get(metric)?.unit ?? ''
  const values = others.map(([, other]) => other)
  const range = [...new Set([Math.min(...values), Math.max(...values)])]
  const years = others.map(([{ year }]) => year).sort()
  // Amounts are kept in 万元 whatever a cell says.
  const inYuan = unit === '万元' ? ' (10,000 yuan)' : ''
  return {
    en: `${en} is ${value}${inYuan}, against ${range.join(' to ')} in ${years.join(', ')}`,
    zh: `${zh}为 ${value} ${unit}，而 ${years.join('、')} 年为 ${range.join(' 至 ')} ${unit}`,
  }
}
