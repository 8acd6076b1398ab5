import type { Edition } from '../model/report.ts'
import { digestOf, paragraphsOf } from './content.ts'
import type { Reading } from './readOriginal.ts'
import { sourceOf } from './sourceOf.ts'
import { textChanges } from './textChanges.ts'

/**
 * The editions among the versions of a report, oldest first (docs/decisions/0035): a new one begins when the content differs
 * from the version before, not when only the bytes do. A file without a time of capture has none.
 * `readings`: all that gave the report; each is named as a source of one edition.
 */
export function editionsOf(versions: readonly Reading[], readings: readonly Reading[]): readonly Edition[] {
  const editions: Edition[] = []
  let before: Reading | null = null
  for (const version of versions) {
    const first_seen = version.original.captured
    if (first_seen === null) continue
    const digest = digestOf(version)
    if (editions.at(-1)?.digest === digest) continue
    const changes = before ? figureChanges(before, version) : []
    const text = before ? textChanges(paragraphsOf(before), paragraphsOf(version)) : []
    editions.push({ first_seen, digest, changes, text })
    before = version
  }
  const members = Map.groupBy(readings, (reading) => editionOf(reading, editions))
  return editions.map((edition, at) => ({
    ...edition,
    sources: (members.get(at) ?? [])
      .map(({ original }) => sourceOf(original))
      .sort((a, b) => (a.capture ?? 0) - (b.capture ?? 0)),
  }))
}

/**
 * Which edition an original belongs to: of those with its content the one that was current when it was captured, else the first
 * of these; where none has its content (a page that says less than its file) the one that was current.
 */
function editionOf(reading: Reading, editions: readonly Edition[]): number {
  const captured = reading.original.captured ?? ''
  const digest = digestOf(reading)
  const begun = (edition: Edition): boolean => edition.first_seen <= captured
  const same = (edition: Edition): boolean => edition.digest === digest
  const current = editions.findLastIndex((edition) => same(edition) && begun(edition))
  if (current !== -1) return current
  const like = editions.findIndex(same)
  return like === -1 ? Math.max(0, editions.findLastIndex(begun)) : like
}

function figureChanges(before: Reading, after: Reading): Edition['changes'] {
  const metrics = new Set([...Object.keys(before.figures), ...Object.keys(after.figures)])
  return [...metrics]
    .filter((metric) => before.figures[metric] !== after.figures[metric])
    .map((metric) => ({
      metric,
      ...(metric in before.figures && { before: before.figures[metric] }),
      ...(metric in after.figures && { after: after.figures[metric] }),
    }))
}
