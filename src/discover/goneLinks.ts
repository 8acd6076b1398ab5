import type { DiscoverTools } from './discoverTools.ts'
import { alarm, warning } from './discoveryAlarm.ts'
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

const REMEDY =
  'look at the column and let the site file name where it is now; where the site itself took them away, nianbao crawl --recheck believes it'

/** So many addresses are named; the ledger has the others. */
const examples = 3

/** Fewer may be the slips of one day. */
const FEWEST_LOST = 3

/** Whether most of what a list held is gone, and hardly anything came in its place: then it is another list, or what is left of one. */
function isLost(gone: number, links: readonly string[], instead: readonly string[]): boolean {
  const before = new Set(links)
  const fresh = instead.filter((link) => !before.has(link)).length
  return gone >= FEWEST_LOST && gone * 2 > links.length && fresh * 2 < gone
}

/**
 * Warns of links that a site listed as reports and lists no more, endpoint by endpoint, and gives what is to be kept for the
 * next run. `seen` are the keys of every link of this run, traps among them: a link that moved to another list, or whose
 * title changed, is not gone. A list that keeps its length while one link replaces another is noticed too. A list that lost most of
 * what it held is `listing-partial`, night after night, until it is there again, others took its place, or a person who looked lets
 * everything be read again (`everything`): what is gone then is taken for gone.
 */
export function* goneLinks(
  sources: readonly SourceSeen[],
  seen: ReadonlySet<string>,
  mode: DiscoverTools['mode'] = 'nightly',
): Generator<DiscoveryAlarm | Taken> {
  const still = new Set([
    ...seen,
    ...sources.flatMap(({ before, now }) => Object.values(now ?? before).flat()),
  ])
  for (const { source, key, before, now } of sources) {
    if (now === null) continue
    const lost: Record<string, readonly string[]> = {}
    for (const [endpoint, links] of Object.entries(before)) {
      const gone = links.filter((link) => !still.has(link))
      if (gone.length === 0) continue
      const named = `${gone.slice(0, examples).join(', ')}${gone.length > examples ? ', …' : ''}`
      const message = `${endpoint}: ${gone.length} of ${links.length} links that were listed before are gone: ${named}`
      if (mode === 'nightly' && isLost(gone.length, links, now[endpoint] ?? Object.values(now).flat())) {
        lost[endpoint] = links
        yield alarm(source, endpoint, 'listing-partial', `${message}; ${REMEDY}`)
      } else yield warning(source, endpoint, 'listing-shrank', message)
    }
    yield { kind: 'taken', source, key, links: { ...now, ...lost }, lost: Object.keys(lost) }
  }
}
