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
  const matched = sections
    .filter(({ key }) => !silent.includes(key))
    .flatMap(sentencesOf)
    .map(matchesIn)
    .filter((matches) => matches.length > 0)
  if (matched.length === 0) return []
  const subject: Subject = { year, own: ownWordsOf(unit) }
  const found = matched.flatMap((matches) => read(matches, subject))
  return withoutSecond(found).map(({ metric, value, sentence: { text, section } }) => ({
    metric,
    value,
    text,
    section,
  }))
}

/** A number before what it counts, or money. */
const counted = /[\d零〇一二两三四五六七八九十百千万](?:[件起份宗例个条元]|万元)/u
/** Words that deny, and a nought that needs nothing behind it. */
const denied = /[无未没0零]/u

/** What the phrases find in a sentence. Most sentences have neither a number nor a sign of any, and need not be searched. */
function matchesIn(sentence: Sentence): readonly Found[] {
  const { bare } = sentence
  const isDenied = denied.test(bare)
  const isCounted = isDenied || counted.test(bare)
  if (!isCounted) return []
  return phrases
    .filter(({ sign, zero }) => (zero !== true || isDenied) && bare.includes(sign))
    .flatMap((phrase) =>
      bare.search(phrase.pattern) < 0
        ? []
        : [...bare.matchAll(phrase.pattern)].map((match): Found => {
            const { index: from } = match
            const { n, money, before, into, after } = match.groups ?? {}
            return { phrase, sentence, from, to: from + match[0].length, n, money, before, into, after }
          }),
    )
}

/** The matches in a sentence that are statements. */
function read(matches: readonly Found[], subject: Subject): readonly Read[] {
  const found = matches.flatMap((match): readonly Read[] => {
    const { phrase, n, money } = match
    const value = phrase.zero === true ? 0 : valueOf(n ?? '', money)
    return value === null || !isWhole(match, subject) ? [] : [{ ...match, metric: phrase.metric, value }]
  })
  return withoutContradicted(
    found.filter(
      (one, at) =>
        found.findIndex(({ metric, value }) => metric === one.metric && value === one.value) === at,
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
