import { openArchive } from '../archive/openArchive.ts'
import { archiveState, notAnArchive } from '../archive/archiveFolder.ts'
import type { Clock } from '../clock.ts'
import { loadConfig } from '../config/loadConfig.ts'
import type { Tell } from '../model/progress.ts'
import type { Trouble } from '../model/run.ts'
import { everyCore, openDerivePool } from './derivePool.ts'
import { rebuildSite } from './rebuildSite.ts'

/** What a rebuild gave. */
export interface Rebuilt {
  readonly reports: number
  /** Bundles without a report: archived, not extracted. */
  readonly unread: readonly Trouble[]
}

/**
 * `nianbao extract` without a file: derives every report again from what is archived, offline. The same rules give the
 * same bytes; better rules improve history.
 */
export async function rebuildReports(order: {
  readonly archive: string
  readonly config: string
  readonly clock: Clock
  readonly tell: Tell
}): Promise<Rebuilt> {
  const { fetch } = await loadConfig(order.config)
  const state = await archiveState(order.archive)
  if (state.kind !== 'archive') throw notAnArchive(order.archive, 'nothing is archived here yet')
  const run = order.clock().toISOString()
  const archive = await openArchive(order.archive, {
    kind: state.file.kind,
    now: order.clock,
    run,
    refusedKeptDays: fetch.refusedKeptDays,
  })
  const pool = openDerivePool(order.config, everyCore())
  const unread: Trouble[] = []
  let reports = 0
  try {
    for (const site of await archive.sites()) {
      const shelf = await archive.site(site)
      for (const message of shelf.recovered) order.tell({ kind: 'recovered', site, message })
      const rebuilt = await rebuildSite(shelf, pool.derive)
      unread.push(...rebuilt.unread)
      reports += rebuilt.filed.size
      order.tell({ kind: 'site-done', site, reports: rebuilt.filed.size })
      await shelf.finish()
    }
  } finally {
    await pool.close()
    await archive.close()
  }
  return { reports, unread }
}
