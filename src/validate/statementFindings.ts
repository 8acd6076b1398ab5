import type { Finding } from '../model/finding.ts'
import type { Report } from '../model/report.ts'
import { statedMetrics, type StatedMetric } from '../model/statedMetric.ts'

type Statement = Report['statements'][number]

/** What a table of the report gives for a stated metric: the sum of some of its figures. */
interface Printed {
  readonly metrics: readonly string[]
  readonly value: number
}

/**
 * Narrative against table (正文与表格不一致): a finding for each metric of which sentences give only other numbers than the table.
 * Where one sentence agrees with it the others speak of something narrower; where the table is blank or absent there is nothing
 * to compare. The finding names the table's figures: which of the two is wrong nobody can tell from here.
 */
export function statementFindings({ statements, figures }: Report): readonly Finding[] {
  return statedMetrics.flatMap((metric): readonly Finding[] => {
    const stated = statements.filter((each) => each.metric === metric.id)
    const [first] = stated
    const printed = metric.equals.flatMap((sum) => printedSum(sum, figures))
    const [table] = printed
    if (first === undefined || table === undefined) return []
    const agrees = stated.some(({ value }) => printed.some((each) => isSame(each.value, value)))
    return agrees ? [] : [differs(metric, first, table)]
  })
}

function printedSum(metrics: readonly string[], figures: Report['figures']): readonly Printed[] {
  const values = metrics.map((metric) => figures[metric])
  const numbers = values.filter((value) => typeof value === 'number')
  if (numbers.length < values.length) return []
  return [{ metrics, value: numbers.reduce((sum, each) => sum + each, 0) }]
}

/** What differs by less is the noise of binary fractions. */
const isSame = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6

function differs(metric: StatedMetric, { text, value }: Statement, table: Printed): Finding {
  const { chinese, english, unit } = metric
  const [said, printed] = [rounded(value), rounded(table.value)]
  const message =
    `正文称“${chinese}”为${said}${unit}，表格为${printed}${unit}；` +
    `the text says ${said} for ${english}, the table ${printed}: “${shortened(text)}”`
  return { code: 'statement-differs', severity: 'warning', metrics: [...table.metrics].sort(), message }
}

const rounded = (value: number): string => String(Number(value.toFixed(6)))

/** Enough of a sentence to find it. */
const longest = 120
const shortened = (text: string): string => (text.length <= longest ? text : `${text.slice(0, longest)}…`)
