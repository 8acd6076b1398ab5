import { sourceKey, type Site } from '../../src/sites/siteFile.ts'
import { discover } from '../../src/discover/discover.ts'
import type {
  Candidate,
  Discovery,
  DiscoveryAlarm,
  Listing,
  Past,
  TakenLinks,
} from '../../src/discover/discovery.ts'
import type { Memory } from '../../src/families/family.ts'
import type { Get } from '../../src/model/page.ts'

/** What a pipeline keeps between nights, in memory. */
export interface Kept {
  readonly memories: Map<string, Memory>
  readonly learnt: Map<string, string | null>
  readonly pasts: Map<string, Past>
  readonly taken: Map<string, TakenLinks>
  readonly vendors: Map<string, string | null>
}

export const nothingKept = (): Kept => ({
  memories: new Map(),
  learnt: new Map(),
  pasts: new Map(),
  taken: new Map(),
  vendors: new Map(),
})

export interface Night {
  readonly candidates: readonly Candidate[]
  readonly listings: readonly Listing[]
  readonly alarms: readonly DiscoveryAlarm[]
  readonly ignored: readonly { readonly title: string; readonly reason: string }[]
}

interface NightOptions {
  readonly mode?: 'nightly' | 'everything'
  readonly years?: ReadonlySet<number>
  /** ISO date. */
  readonly today?: string
  /** Whether the turn of every listing has come to be read from end to end. */
  readonly walksDue?: boolean
}

/** One night of discovery at a site; what is to be remembered goes into `kept`. */
export async function readListing(
  site: Site,
  get: Get,
  kept: Kept,
  options: NightOptions = {},
): Promise<Night> {
  const all: Discovery[] = []
  for await (const discovery of discover(site, {
    get,
    remembered: (source) => kept.memories.get(source) ?? null,
    vendor: (source) => kept.vendors.get(source),
    learnt: (source) => kept.learnt.get(source) ?? null,
    today: options.today ?? '2024-02-01',
    isWalkDue: (_name, walked) => options.walksDue ?? walked === null,
    past: (source, endpoint) => kept.pasts.get(`${source} ${endpoint}`) ?? null,
    taken: (source) => kept.taken.get(source) ?? {},
    mode: options.mode ?? 'nightly',
    years: options.years ?? null,
  })) {
    all.push(discovery)
  }
  const lost = new Set(
    all.flatMap((one) => (one.kind === 'taken' ? one.lost.map((at) => `${one.key} ${at}`) : [])),
  )
  for (const one of all) {
    if (one.kind === 'remembered') kept.vendors.set(one.key, one.vendor)
    if (one.kind === 'remembered') kept.memories.set(one.key, one.memory)
    if (one.kind === 'remembered') kept.learnt.set(one.key, one.learnt)
    if (one.kind === 'taken') kept.taken.set(one.key, one.links)
    if (one.kind === 'listing' && one.past !== null && !lost.has(`${keyOf(site, one)} ${one.endpoint}`))
      kept.pasts.set(`${keyOf(site, one)} ${one.endpoint}`, one.past)
  }
  return {
    candidates: all.filter((one) => one.kind === 'candidate'),
    listings: all.filter((one) => one.kind === 'listing'),
    alarms: all.filter((one) => one.kind === 'alarm'),
    ignored: all.flatMap((one) =>
      one.kind === 'ignored' ? [{ title: one.link.title, reason: one.reason }] : [],
    ),
  }
}

function keyOf(site: Site, { source }: Listing): string {
  const found = site.sources[source]
  if (found === undefined) throw new Error(`no source ${source}`)
  return sourceKey(found)
}
