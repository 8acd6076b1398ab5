import type { SiteReader } from '../archive/siteReader.ts'
import type { CountsByYear } from '../discover/discovery.ts'
import { waitingLinks } from './waitingLinks.ts'

/** What the archive holds of a site after its links were followed. */
export interface HeldReports {
  /** Reports by year of report, each counted once however many pages speak of it. */
  readonly byYear: CountsByYear
  /** Bundles and waiting links without a report, by the code that says why. */
  readonly without: Readonly<Record<string, number>>
}

/** Counts from the index alone, which the ledger can rebuild: no report is read for it. */
export function heldReports(shelf: Pick<SiteReader, 'bundleKeys' | 'outcome' | 'note'>): HeldReports {
  const ids = new Set<string>()
  const reasons = new Map<string, string>()
  for (const key of shelf.bundleKeys()) {
    const outcome = shelf.outcome(key)
    for (const id of outcome?.ids ?? []) ids.add(id)
    const [first] = outcome?.left ?? []
    if (outcome?.ids.length === 0 && first !== undefined) reasons.set(key, first.code)
  }
  for (const { bundle, code } of waitingLinks({ shelf })) reasons.set(bundle, code)
  // an id is <unit>/<year>, and a unit may hold a slash of its own
  return {
    byYear: tally([...ids].map((id) => id.slice(id.lastIndexOf('/') + 1))),
    without: tally(reasons.values()),
  }
}

function tally(words: Iterable<string>): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}
