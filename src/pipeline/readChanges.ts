import { readArchive } from '../archive/openArchive.ts'
import type { Change, Changes, History } from '../model/history.ts'
import { publicReport } from '../model/publicReport.ts'
import { runsBySite } from './runsBySite.ts'
import { siteHistories } from './siteHistories.ts'

/** `nianbao changes`: what was known since a moment to have been replaced, moved, disappeared or returned, over all sites. */
export async function readChanges(order: {
  readonly archive: string
  readonly since: Date
  /** Whether reports that were seen for the first time are told too. */
  readonly found: boolean
}): Promise<Changes> {
  const since = order.since.toISOString()
  const archive = await readArchive(order.archive)
  try {
    const withheld = await archive.withheld()
    const runs = await runsBySite(order.archive)
    const changes: Change[] = []
    for (const id of await archive.sites()) {
      const shelf = await archive.site(id)
      const lived = await siteHistories(shelf, runs.get(id) ?? [])
      for await (const report of shelf.reports()) {
        const history = lived(publicReport(report, withheld))
        if (history !== null) changes.push(...changesOf(history, since, order.found))
      }
    }
    return { archive: archive.kind, since, changes: changes.sort((a, b) => (rank(a) < rank(b) ? -1 : 1)) }
  } finally {
    await archive.close()
  }
}

function changesOf(
  { id, site, unit, year, title, events }: History,
  since: string,
  found: boolean,
): Change[] {
  return events
    .filter(({ kind, time }) => time >= since && (found || kind !== 'found'))
    .map((event) => ({ id, site, unit, year, title, ...event }))
}

const rank = ({ time, site, id }: Change): string => `${time} ${site} ${id}`
