import { emptyNights } from '../discover/emptyNights.ts'
import type { Tell } from '../model/progress.ts'
import type { SiteRun } from '../model/run.ts'
import type { Site } from '../sites/siteFile.ts'
import type { CrawlOrder } from './crawlOrder.ts'
import { nightOf, pastNights } from './pastNights.ts'

/** Adds the alarm of a site of which this and the nights before saw nothing. A backfill is no night. */
export async function watchNights(
  order: CrawlOrder & { readonly archive: string; readonly sites: readonly Site[]; readonly tell: Tell },
  started: string,
): Promise<(seen: SiteRun) => SiteRun> {
  if (order.years !== null || order.mode === 'everything') return (seen) => seen
  const past = await pastNights(
    order.archive,
    order.sites.map(({ id }) => id),
  )
  return (seen) => {
    const tonight = nightOf({ started }, seen)
    const before = (past.get(seen.site) ?? []).filter(({ date }) => date !== tonight.date)
    const alarm = emptyNights(seen.site, [tonight, ...before])
    if (alarm === null) return seen
    order.tell({ kind: 'alarm', site: seen.site, ...alarm })
    return { ...seen, alarms: [...seen.alarms, alarm] }
  }
}
