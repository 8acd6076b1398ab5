import { withheldText } from '../../model/withoutWords.ts'

/** Runs of letters and digits; what stands between them parts words. Compatibility forms (１ for 1) and case count as one. */
const runsOf = (text: string): readonly (readonly string[])[] =>
  (text.normalize('NFKC').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map((run) => Array.from(run))

const pairs = (run: readonly string[]): readonly string[] =>
  run.slice(0, -1).map((letter, at) => letter + (run[at + 1] ?? ''))

/**
 * Text for the index: each run as its overlapping pairs, and its last character alone: `米市巷` is `米市 市巷 巷`. The lone character keeps
 * a phrase from reaching over a sign of punctuation, and lets a single character be found as the beginning of a token. What stands in place of withheld words is no word.
 */
export const indexedText = (text: string): string =>
  runsOf(text.replaceAll(withheldText, '\n'))
    .map((run) => [...pairs(run), run.at(-1) ?? ''].join(' '))
    .join(' ')

/**
 * The FTS5 query for words that a person typed: every run of them, exactly as it stands. Each is quoted, and a run holds letters and digits
 * only, so nothing typed is ever syntax. Null where there is nothing to look for.
 */
export function phraseQuery(words: string): string | null {
  const runs = runsOf(words.slice(0, longest))
  if (runs.length === 0) return null
  return runs.map((run) => (run.length === 1 ? `"${run.join('')}" *` : `"${pairs(run).join(' ')}"`)).join(' AND ')
}

/** Nobody types more; a bound on what a query may cost. */
const longest = 100
