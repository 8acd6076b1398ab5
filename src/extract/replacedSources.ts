import type { Finding } from '../model/finding.ts'
import type { Original } from '../model/original.ts'
import type { Reading, ReadingOutcome } from './readOriginal.ts'
import { unlinkedBy } from './unlinkedBy.ts'

/** An original and what came of it. */
export interface Read {
  readonly original: Original
  readonly outcome: ReadingOutcome
}

/** What became of the addresses that once gave a report. */
export interface Replaced {
  /** Addresses whose newest content no longer gives it. */
  readonly gone: ReadonlySet<string>
  readonly findings: readonly Finding[]
}

/** Names a source by its address; a person's word about an address is no answer of it, and a lone file has none. */
export const sourceKey = ({ role, url, sha256 }: Original): string =>
  role === 'import' || url === null ? sha256 : url

/** Readings without those that lost every table which an earlier one of the same address had: a stub is no new edition. */
export function withoutEmptied(readings: readonly Reading[]): readonly Reading[] {
  return readings.filter(
    (reading, at) =>
      !isEmpty(reading) ||
      !readings.slice(0, at).some((before) => isSameSource(before, reading) && !isEmpty(before)),
  )
}

/**
 * Whether each address that gave a report (`readings`: of one id, emptied ones left out) still gives it, by every look at it in
 * ledger order (docs/decisions/0015-replaced-source.md). A warning where no source is left, else for information.
 */
export function replacedSources(readings: readonly Reading[], reads: readonly Read[]): Replaced {
  const keys = [...new Set(readings.map(({ original }) => sourceKey(original)))]
  const fates = keys.map((key) => ({ key, fate: fateOf(key, readings, reads) }))
  const gone = new Set(fates.flatMap(({ key, fate }) => (fate.kind === 'gone' ? [key] : [])))
  const findings = fates.flatMap(({ fate }): readonly Finding[] => {
    if (fate.kind === 'gives') return []
    const severity = fate.kind === 'gone' && gone.size === keys.length ? 'warning' : 'info'
    return [{ code: 'source-replaced', severity, metrics: [], message: wordsOf(fate) }]
  })
  return { gone, findings }
}

type Fate =
  | { readonly kind: 'gives' }
  /** Gone, or gone for a while: `since` shows what stands there instead, `last` is the last that gave the report. */
  | {
      readonly kind: 'gone' | 'back'
      readonly since: Original
      readonly last: Original
      readonly why: string
    }

function fateOf(key: string, readings: readonly Reading[], reads: readonly Read[]): Fate {
  const kept = new Set(readings.map(({ original }) => original))
  // The same file found through another page may be read differently there; it is still the same file.
  const known = new Set(readings.map(({ original }) => original.sha256))
  const looks = reads.filter(
    ({ original }) => sourceKey(original) === key && (kept.has(original) || !known.has(original.sha256)),
  )
  const at = looks.findLastIndex(({ original }) => kept.has(original))
  const last = looks[at]?.original
  if (!last) return { kind: 'gives' }
  const next = looks[at + 1]
  if (next) return { kind: 'gone', since: next.original, last, why: instead(next.outcome) }
  const page = unlinkedBy(
    looks.map(({ original }) => original),
    reads.map(({ original }) => original),
  )
  if (page) return { kind: 'gone', since: page, last, why: `${page.url ?? ''} no longer links it` }
  const first = looks.findIndex(({ original }) => kept.has(original))
  const between = looks.slice(first, at).find(({ original }) => !kept.has(original))
  return between
    ? { kind: 'back', since: between.original, last, why: instead(between.outcome) }
    : { kind: 'gives' }
}

function wordsOf({ kind, since, last, why }: Exclude<Fate, { kind: 'gives' }>): string {
  const from = `from capture ${since.capture ?? '?'} (${since.captured ?? 'no time'})`
  const until = `capture ${last.capture ?? '?'}`
  return kind === 'gone'
    ? `${from} on ${last.url ?? ''} no longer gives this report: ${why}; read as of ${until}`
    : `${from} until ${until} ${last.url ?? ''} gave something else: ${why}`
}

function instead(outcome: ReadingOutcome): string {
  if (outcome.kind === 'refused') return `${outcome.refusal.code}, ${outcome.refusal.message}`
  const { id, title } = outcome.reading
  if (isEmpty(outcome.reading)) return 'a text without its tables'
  return id === null ? `"${title}", whose unit or year is not certain` : `it gives ${id}`
}

const isEmpty = ({ figures }: Reading): boolean => Object.keys(figures).length === 0

const isSameSource = (a: Reading, b: Reading): boolean => sourceKey(a.original) === sourceKey(b.original)
