import type { Edition } from '../model/report.ts'
import { digestOf, paragraphsOf, saysTheSame } from './content.ts'
import { figureChanges } from './figureChanges.ts'
import type { Version } from './lineage.ts'
import type { Reading } from './readOriginal.ts'
import { sourceOf } from './sourceOf.ts'
import { textChanges } from './textChanges.ts'

/**
 * The editions of a report from its versions, oldest first (docs/decisions/0035). A file without a time of capture has none.
 * `readings`: all that gave the report; each is named as a source of one edition.
 */
export function editionsOf(versions: readonly Version[], readings: readonly Reading[]): readonly Edition[] {
  const dated = versions.flatMap(({ since, ...version }) => (since === null ? [] : [{ since, ...version }]))
  const members = Map.groupBy(readings, (reading) => editionOf(reading, dated))
  return dated.map(({ since, reading, before }, at) => ({
    first_seen: since,
    digest: digestOf(reading),
    changes: before ? figureChanges(before, reading) : [],
    text: before ? textChanges(paragraphsOf(before), paragraphsOf(reading)) : [],
    sources: (members.get(at) ?? [])
      .map(({ original }) => sourceOf(original))
      .sort((a, b) => (a.capture ?? 0) - (b.capture ?? 0)),
  }))
}

/**
 * Which edition an original belongs to: of those with its content the one that was current when it was captured, else the first
 * of these; where none has its content (a page that says less than its file) the one that was current.
 */
function editionOf(reading: Reading, versions: readonly (Version & { readonly since: string })[]): number {
  const captured = reading.original.captured ?? ''
  const begun = ({ since }: { readonly since: string }): boolean => since <= captured
  const same = (version: Version): boolean =>
    version.reading === reading || saysTheSame(version.reading, reading)
  const current = versions.findLastIndex((version) => same(version) && begun(version))
  if (current !== -1) return current
  const like = versions.findIndex(same)
  return like === -1 ? Math.max(0, versions.findLastIndex(begun)) : like
}
