import type { CountsByYear } from '../discover/discovery.ts'
import { expectations } from '../discover/expectations.ts'
import { listedInVain } from '../discover/listedInVain.ts'
import { heldReports } from './heldReports.ts'
import type { SiteWorks } from './works.ts'

/** Alarms on what came of a site: hosts that refused us, and what the archive holds against what was expected and listed. */
export function judgeSite(
  { shelf, site, log, clock, fetcher, budget }: SiteWorks,
  listed: CountsByYear,
  years: ReadonlySet<number> | null,
): void {
  for (const { host, message } of fetcher.paused())
    if (site.hosts.includes(host)) log.alarm({ code: 'host-paused', endpoint: null, message, fails: true })
  // what the budget left is no failing of the site
  if (budget.spent() !== null) return
  const { byYear: held, without } = heldReports(shelf)
  const today = clock().toISOString().slice(0, 10)
  for (const alarm of expectations(site, held, today, years)) log.alarm(alarm)
  for (const alarm of listedInVain({ site, listed, held, without, years })) log.alarm(alarm)
}
