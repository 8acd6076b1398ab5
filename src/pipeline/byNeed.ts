import { readRuns } from '../archive/readRuns.ts'
import type { Run } from '../model/run.ts'
import type { Site } from '../sites/siteFile.ts'

/**
 * Sites in the order in which they need a look: never looked at first, then those whose last look is longest ago. A run whose
 * budget ends early would otherwise leave the same sites every night. A folder that holds no archive yet has no runs.
 */
export async function byNeed(sites: readonly Site[], archive: string): Promise<readonly Site[]> {
  const lastLook = new Map<string, string>()
  for await (const run of readRuns(archive)) {
    for (const site of lookedAt(run)) if (!lastLook.has(site)) lastLook.set(site, run.started)
    if (sites.every(({ id }) => lastLook.has(id))) break
  }
  const at = ({ id }: Site): string => lastLook.get(id) ?? ''
  return [...sites].sort((one, other) => (at(one) < at(other) ? -1 : Number(at(one) > at(other))))
}

const lookedAt = (run: Run): readonly string[] =>
  run.sites.flatMap(({ site, listings }) => (listings.length > 0 ? [site] : []))
