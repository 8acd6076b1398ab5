import type { SiteArchive } from '../archive/siteArchive.ts'
import type { Trouble } from '../model/run.ts'
import { everyCore, type DerivePool } from './derivePool.ts'
import { deriveReports } from './deriveReports.ts'

const bundlesForAWorker = 4

/** What a rebuild of one site gave: the ids of its reports, and the bundles without one. */
export interface RebuiltSite {
  readonly filed: ReadonlySet<string>
  readonly unread: readonly Trouble[]
}

/** Derives every report of a site again from what is archived, and removes those that nothing gives any more. */
export async function rebuildSite(shelf: SiteArchive, derive: DerivePool['derive']): Promise<RebuiltSite> {
  const filed = new Set<string>()
  const unread: Trouble[] = []
  await deriveReports(shelf, shelf.bundleKeys(), {
    width: bundlesForAWorker * everyCore(),
    derive,
    filing: new Map(),
    report: (id) => filed.add(id),
    unread: (trouble) => unread.push(trouble),
  })
  for await (const { id } of shelf.reports()) if (id !== null && !filed.has(id)) await shelf.removeReport(id)
  return { filed, unread }
}
