import { readRuns } from '../archive/readRuns.ts'
import { enoughNights, type Night } from '../discover/emptyNights.ts'
import type { Run, SiteRun } from '../model/run.ts'

/** Records that are read at most: an archive of years is not walked through every night. */
const mostRecords = 60

/** Verbs that look at the listings as they are tonight. */
const nightlyVerbs: ReadonlySet<string> = new Set(['crawl', 'demo'])

/** What one run saw of a site. */
export const nightOf = ({ started }: Pick<Run, 'started'>, { listings }: SiteRun): Night => ({
  date: started.slice(0, 10),
  saw: listings.some(({ complete, rows }) => complete && rows > 0),
})

/** What the recorded nights saw of each of these sites, newest first; several runs of one date are one night. */
export async function pastNights(
  archive: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Night[]>> {
  const nights = new Map<string, Night[]>(ids.map((id) => [id, []]))
  let records = 0
  for await (const run of readRuns(archive)) {
    records += 1
    if (records > mostRecords || [...nights.values()].every(enoughNights)) break
    if (!nightlyVerbs.has(run.command)) continue
    for (const seen of run.sites) addNight(nights.get(seen.site), nightOf(run, seen))
  }
  return nights
}

function addNight(nights: Night[] | undefined, night: Night): void {
  const last = nights?.at(-1)
  if (last?.date !== night.date) nights?.push(night)
  else if (night.saw) nights?.splice(-1, 1, night)
}
