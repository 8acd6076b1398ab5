import type { Edition } from '../model/report.ts'
import { digestOf, paragraphsOf, wordingOf } from './content.ts'
import { figureChanges } from './figureChanges.ts'
import type { Version } from './lineage.ts'
import type { Reading } from './reading.ts'
import { sourceKey } from './replacements.ts'
import { sourceOf } from './sourceOf.ts'
import { textChanges } from './textChanges.ts'

/**
 * The editions of a report from its versions, oldest first (docs/decisions/0035). A file without a time of capture has none.
 * `readings`: all that gave the report; each is named as a source of the edition that it began with.
 */
export function editionsOf(versions: readonly Version[], readings: readonly Reading[]): readonly Edition[] {
  const dated = versions.flatMap(({ since, ...version }) =>
    since === null ? [] : [{ since, digest: digestOf(version.reading), ...version }],
  )
  if (dated.length === 0) return []
  const members = Map.groupBy(readings, (reading) => editionOf(reading, dated))
  return dated.map(({ since, digest, reading, before }, at) => ({
    first_seen: since,
    digest,
    changes: before ? figureChanges(before, reading) : [],
    text: before ? textOf(before, reading) : [],
    // What speaks again after something else did is a source of both editions.
    sources: [...new Set([...(members.get(at) ?? []), ...readings.filter((own) => own === reading)])]
      .map(({ original }) => sourceOf(original))
      .sort((a, b) => (a.capture ?? 0) - (b.capture ?? 0)),
  }))
}

/** Between the states of one source its whole wording counts, between two sources the prose. */
function textOf(before: Reading, after: Reading): NonNullable<Edition['text']> {
  const words = sourceKey(before.original) === sourceKey(after.original) ? wordingOf : paragraphsOf
  return textChanges(words(before), words(after))
}

interface Dated extends Version {
  readonly since: string
  readonly digest: string
}

/**
 * Which edition an original belongs to: of those with its content the one that was current when it was captured, else the first
 * of these; where none has its content (a page that says less than its file) the one that was current.
 */
function editionOf(reading: Reading, versions: readonly Dated[]): number {
  const own = versions.findIndex((version) => version.reading === reading)
  if (own !== -1) return own
  const captured = reading.original.captured ?? ''
  const digest = digestOf(reading)
  const begun = ({ since }: Dated): boolean => since <= captured
  const same = (version: Dated): boolean => version.digest === digest
  const current = versions.findLastIndex((version) => same(version) && begun(version))
  if (current !== -1) return current
  const like = versions.findIndex(same)
  return like === -1 ? Math.max(0, versions.findLastIndex(begun)) : like
}
