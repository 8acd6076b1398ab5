import type { DiscoveryAlarm, Taken, TakenLinks } from './discovery.ts'

/** A source as this run saw it. */
export interface SourceSeen {
  readonly source: number
  /** `sourceKey` of the source. */
  readonly key: string
  /** What its last whole listing gave. */
  readonly before: TakenLinks
  /** What it gives now; null when it was not read to its end, which says nothing of what is missing. */
  readonly now: TakenLinks | null
}

/** So many addresses are named; the ledger has the others. */
const examples = 3

/**
 * Warns of links that a site listed as reports and lists no more, endpoint by endpoint, and gives what is to be kept for the
 * next run. `seen` are the keys of every link of this run, traps among them: a link that moved to another list, or whose
 * title changed, is not gone. A list that keeps its length while one link replaces another is noticed too.
 */
export function* goneLinks(
  sources: readonly SourceSeen[],
  seen: ReadonlySet<string>,
): Generator<DiscoveryAlarm | Taken> {
  const still = new Set([
    ...seen,
    ...sources.flatMap(({ before, now }) => Object.values(now ?? before).flat()),
  ])
  for (const { source, key, before, now } of sources) {
    if (now === null) continue
    for (const [endpoint, links] of Object.entries(before)) {
      const gone = links.filter((link) => !still.has(link))
      if (gone.length === 0) continue
      const named = `${gone.slice(0, examples).join(', ')}${gone.length > examples ? ', …' : ''}`
      const message = `${endpoint}: ${gone.length} of ${links.length} links that were listed before are gone: ${named}`
      yield { kind: 'alarm', source, endpoint, code: 'listing-shrank', message, fails: false }
    }
    yield { kind: 'taken', source, key, links: now }
  }
}
