import type { Report, Section } from '../../model/report.ts'
import type { StatedMetricId } from '../../model/statedMetric.ts'
import { inTenThousands } from '../figures/readAmount.ts'
import { ownWordsOf } from './ownWords.ts'
import { phrases } from './phrases.ts'
import type { Found } from './found.ts'
import { isWhole, type Subject } from './scope.ts'
import { sentencesOf, type Sentence } from './sentences.ts'
import { statedCount } from './statedCount.ts'

type Statement = Report['statements'][number]

interface Read extends Found {
  readonly metric: StatedMetricId
  readonly value: number
}

/** Plans and shortcomings: what they count is no figure of the year. */
const silent: readonly Section['key'][] = ['problems']

/**
 * The statements (陈述) of a report's prose: numbers that a sentence gives for a metric, of this unit and this year, each with
 * its sentence. They never become figures. Sure or left out: estimates (7700余条), ranges, sums over years, differences, parts,
 * and numbers of other bodies are no statements. Counts in their own unit, amounts in 万元.
 */
export function statementsOf(
  sections: readonly Section[],
  unit: { readonly name: string; readonly printed: string },
  year: number | null,
): readonly Statement[] {
  if (year === null) return []
  const subject: Subject = { year, own: ownWordsOf(unit) }
  const found = sections
    .filter(({ key }) => !silent.includes(key))
    .flatMap(sentencesOf)
    .flatMap((sentence) => readSentence(sentence, subject))
  return withoutSecond(found).map(({ metric, value, sentence: { text, section } }) => ({
    metric,
    value,
    text,
    section,
  }))
}

function readSentence(sentence: Sentence, subject: Subject): readonly Read[] {
  const read = phrases
    .filter(({ sign }) => sentence.bare.includes(sign))
    .flatMap((phrase) =>
      [...sentence.bare.matchAll(phrase.pattern)].flatMap((match): readonly Read[] => {
        const { n, money, before, into, after } = match.groups ?? {}
        const value = phrase.zero === true ? 0 : valueOf(n ?? '', money)
        const { index: from } = match
        const found: Found = { phrase, sentence, from, to: from + match[0].length, before, into, after }
        return value === null || !isWhole(found, subject) ? [] : [{ ...found, metric: phrase.metric, value }]
      }),
    )
  return withoutContradicted(
    read.filter(
      (one, at) => read.findIndex(({ metric, value }) => metric === one.metric && value === one.value) === at,
    ),
  )
}

/** A sentence that gives two numbers for one metric speaks of two things, and which of them is the metric nobody can tell. */
const withoutContradicted = (read: readonly Read[]): readonly Read[] =>
  read.filter(
    (one) =>
      !read.some(
        ({ metric, value, phrase }) =>
          metric === one.metric && value !== one.value && phrase.second === one.phrase.second,
      ),
  )

function valueOf(printed: string, money: string | undefined): number | null {
  const count = statedCount(printed)
  if (count === null || money === undefined) return count !== null && Number.isInteger(count) ? count : null
  return inTenThousands(String(count), money)
}

/** 受理 may mean fewer than 收到: it counts where nothing surer is said. */
const withoutSecond = (found: readonly Read[]): readonly Read[] =>
  found.filter(
    ({ phrase, metric }) =>
      phrase.second !== true ||
      !found.some((other) => other.metric === metric && other.phrase.second !== true),
  )
