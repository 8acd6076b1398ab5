import { readRuns } from '../archive/readRuns.ts'
import type { Run, SiteRun } from '../model/run.ts'

/** The records of an archive by site, oldest first. */
export type RunsBySite = ReadonlyMap<string, readonly (readonly [Run, SiteRun])[]>

export async function runsBySite(archive: string): Promise<RunsBySite> {
  const records = (await Array.fromAsync(readRuns(archive))).reverse()
  const all = records.flatMap((run) => run.sites.map((seen) => [run, seen] as const))
  return Map.groupBy(all, ([, { site }]) => site)
}
