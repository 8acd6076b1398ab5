import { createHash } from 'node:crypto'
import type { Edition } from '../model/report.ts'
import type { Reading } from './readOriginal.ts'

/**
 * The editions among the versions of one original, oldest first: a new one begins when title, sections or figures differ
 * from the version before, not when only the bytes do. A file without a time of capture has none.
 */
export function editionsOf(versions: readonly Reading[]): readonly Edition[] {
  const editions: Edition[] = []
  let before: Reading | null = null
  for (const version of versions) {
    const first_seen = version.original.captured
    if (first_seen === null) continue
    const digest = digestOf(version)
    if (editions.at(-1)?.digest === digest) continue
    editions.push({ first_seen, digest, changes: before ? changesBetween(before, version) : [] })
    before = version
  }
  return editions
}

function digestOf({ title, sections, figures }: Reading): string {
  return createHash('sha256')
    .update(JSON.stringify([title, sections, figures]))
    .digest('hex')
}

function changesBetween(before: Reading, after: Reading): Edition['changes'] {
  const metrics = new Set([...Object.keys(before.figures), ...Object.keys(after.figures)])
  return [...metrics]
    .filter((metric) => before.figures[metric] !== after.figures[metric])
    .map((metric) => ({
      metric,
      ...(metric in before.figures && { before: before.figures[metric] }),
      ...(metric in after.figures && { after: after.figures[metric] }),
    }))
}
