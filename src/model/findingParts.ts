import type { Finding } from './finding.ts'
import type { EvidentFigure, FindingEvidence } from './findingEvidence.ts'

/** What a sentence about a finding is computed from. Never from its message, which is the record of the program and may quote the document. */
export interface FindingAbout extends Pick<Finding, 'code' | 'severity' | 'metrics'> {
  readonly evidence: FindingEvidence
  /** Name of the unit. */
  readonly unit: string
  readonly year: number | null
}

export type SentenceLanguage = 'zh' | 'en'

/** What a metric is called in a language: itself, its row, and its unit of measure; the unit is empty where nobody knows it. */
export interface MetricWords {
  readonly name: string
  readonly row: string
  readonly unit: string
}

/** What the parts of a sentence say, in its own language. */
export interface FindingParts extends FindingAbout {
  /** “A”、“B”、“C”等 12 项, or the row where all of many stand in one; what is meant where no metric is named. */
  readonly named: string
  /** The same with their values: “A”（5）. */
  readonly valued: string
  /** The first metric, and what its cell says. */
  readonly first: (EvidentFigure & MetricWords) | null
  /** Its parts as a sum, and what they and the total come to; null where the sum cannot be told. */
  readonly sum: {
    readonly label: string
    readonly parts: string
    readonly added: string
    readonly total: string
  } | null
}

/** What stands between the words of a language. */
const signs = {
  zh: {
    ...{ blank: '空白', absent: '未读出', comma: '、', one: '有关数据' },
    row: (row: string, all: number) => `“${row}”一行的 ${String(all)} 项`,
    more: (_rest: number, all: number) => `等 ${String(all)} 项`,
    value: (value: string) => `（${value}）`,
  },
  en: {
    ...{ blank: 'blank', absent: 'not read', comma: ', ', one: 'the figures concerned' },
    row: (row: string, all: number) => `the ${String(all)} figures of the row “${row}”`,
    more: (rest: number) => ` and ${String(rest)} more`,
    value: (value: string) => ` (${value})`,
  },
} as const

/** Puts what is known of a finding into the words of a language. `wordsOf`: what a metric is called in it. */
export function findingParts(
  language: SentenceLanguage,
  about: FindingAbout,
  wordsOf: (metric: string) => MetricWords,
): FindingParts {
  const { metrics, evidence } = about
  const { comma, more, one, row, value: bracketed } = signs[language]
  const value = (figure: EvidentFigure): string =>
    figure.value === undefined
      ? signs[language].absent
      : figure.value === null
        ? signs[language].blank
        : numberWords(figure.value)
  const listed = (words: readonly string[], all: number): string =>
    all === 0 ? one : words.join(comma) + (all > words.length ? more(all - words.length, all) : '')
  const quoted = ({ metric }: Pick<EvidentFigure, 'metric'>): string => `“${inner(wordsOf(metric).name)}”`
  const shown = evidence.figures
  const [first] = shown
  const rows = new Set(metrics.map((metric) => metric.slice(0, metric.lastIndexOf('.'))))
  return {
    ...about,
    named:
      first !== undefined && metrics.length > shown.length && rows.size === 1
        ? row(inner(wordsOf(first.metric).row), metrics.length)
        : listed(shown.map(quoted), metrics.length),
    valued: listed(
      shown.map((figure) => quoted(figure) + bracketed(value(figure))),
      metrics.length,
    ),
    first: first === undefined ? null : { ...first, ...namedInside(wordsOf(first.metric)) },
    sum: evidence.sum === undefined ? null : sumWords(evidence.sum, quoted, value),
  }
}

/** Quotation marks within quotation marks (GB/T 15834 §4.8). */
const inner = (words: string): string => words.replaceAll('“', '‘').replaceAll('”', '’')
const namedInside = ({ name, row, unit }: MetricWords): MetricWords => ({
  ...{ name: inner(name), row: inner(row), unit },
})

function sumWords(
  { left, right }: NonNullable<FindingEvidence['sum']>,
  quoted: (figure: EvidentFigure) => string,
  value: (figure: EvidentFigure) => string,
): NonNullable<FindingParts['sum']> {
  const added = (side: readonly EvidentFigure[]): string =>
    numberWords(side.reduce((sum, figure) => sum + (figure.value ?? 0), 0))
  const [only, ...others] = right
  return {
    label: right.map(quoted).join(' + '),
    parts: left.map(value).join(' + '),
    added: added(left),
    total: only !== undefined && others.length === 0 ? value(only) : added(right),
  }
}

/** Without the noise of binary fractions. */
export const numberWords = (value: number | undefined): string =>
  value === undefined ? '' : String(Number(value.toFixed(6)))
