import type { Catalog } from '../archive/catalog/catalog.ts'
import type { SiteReader } from '../archive/siteReader.ts'
import type { Change, History } from '../model/history.ts'
import type { RunsBySite } from './runsBySite.ts'
import { siteHistories } from './siteHistories.ts'

/** Works out what happened to the reports of a site (docs/decisions/0035) and keeps it in the catalogue. False where it is to be done again. */
export async function refreshChanges(
  { changes }: Pick<Catalog, 'changes'>,
  shelf: SiteReader,
  order: {
    readonly stamp: string
    readonly runs: RunsBySite
    /** The list of what is withheld, as the catalogue was told it. */
    readonly withheld: string
  },
): Promise<boolean> {
  const { stamp, runs, withheld } = order
  const { id } = shelf
  const reports = () => changes.lives(id)
  const captures = (after?: number) => shelf.captures(after)
  const lived = await siteHistories({ id, captures, reports }, runs.get(id) ?? [])
  const found: Change[] = []
  for (const report of reports()) {
    const history = lived(report)
    if (history !== null) found.push(...eventsOf(history))
  }
  return changes.put(id, stamp, found, withheld)
}

const eventsOf = ({ id, site, unit, year, title, events }: History): readonly Change[] =>
  events.map((event) => ({ id, site, unit, year, title, ...event }))
