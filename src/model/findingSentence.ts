import { findingSentences, type Sentence } from './findingSentences.ts'
import { findingParts, type FindingAbout, type MetricWords, type SentenceLanguage } from './findingParts.ts'

/** Codes of findings that have sentences here. */
export const sentencedCodes = Object.keys(findingSentences) as readonly (keyof typeof findingSentences)[]

const byCode: ReadonlyMap<string, Sentence> = new Map(Object.entries(findingSentences))

/** The finding in a sentence. `wordsOf`: what a metric is called in that language. Empty for a code that is no finding within a report. */
export const findingSentence = (
  language: SentenceLanguage,
  about: FindingAbout,
  wordsOf: (metric: string) => MetricWords,
): string => byCode.get(about.code)?.[language](findingParts(language, about, wordsOf)) ?? ''
