import { discover } from '../discover/discover.ts'
import { linkKey } from '../discover/linkKey.ts'
import { listedLinks } from '../discover/listedLinks.ts'
import type { Candidate, CountsByYear, DiscoveryAlarm, Listing } from '../discover/discovery.ts'
import type { NianbaoError } from '../errors.ts'
import type { Memory } from '../families/family.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Alarm } from '../model/run.ts'
import { sourceKey } from '../sites/siteFile.ts'
import { isWalkDue } from './isWalkDue.ts'
import { listingNotes, noteKey } from './listingNotes.ts'
import { listingGet, type ListingGet } from './listingGet.ts'
import type { SiteWorks } from './works.ts'

/** A candidate with the ledger line of the listing that printed it. */
export interface ListedLink {
  readonly candidate: Candidate
  readonly listing: number | null
}

/** What the listings of a site gave. */
export interface Listed {
  readonly links: readonly ListedLink[]
  readonly counts: CountsByYear
  /** Whether a list named this address before, and names it no more: it is looked at now. Null when there is none. */
  readonly hasLeft: ((url: string) => boolean) | null
  /** To be called when every link is captured or waits by name: only then may the next night leave early. */
  readonly settle: () => void
}

/** Stage 1: every listing of the site. Listing responses are kept when their links changed. */
export async function listSite(
  works: SiteWorks,
  order: { readonly mode: 'nightly' | 'everything'; readonly years: ReadonlySet<number> | null },
): Promise<Listed> {
  const { site, shelf, log } = works
  const bodies = new Map<string, Exchange>()
  const network = listingGet(works, (exchange) => {
    // The same bytes again (a last page that a click does not change) did not need what the first needed.
    if (!bodies.has(exchange.sha256)) bodies.set(exchange.sha256, exchange)
  })
  const lines = new Map<string, number>()
  const candidates: Candidate[] = []
  const counts: Record<string, number> = {}
  const foreign = new Set<string>()
  const left = new Set<string>()
  const notes: [string, Memory][] = []
  const lost = new Set<string>()

  const now = works.clock()
  const tools = {
    ...order,
    today: now.toISOString().slice(0, 10),
    isWalkDue: (name: string, walked: string | null): boolean =>
      isWalkDue(name, walked, now, works.config.fetch.recheck),
    ...listingNotes(shelf),
    get: network.get,
    doubt: ({ responses: [first] }: Listing): Promise<NianbaoError | null> => {
      const exchange = bodies.get(first?.sha256 ?? '')
      return exchange ? network.doubt(exchange) : Promise.resolve(null)
    },
  }
  for await (const seen of discover(site, tools)) {
    switch (seen.kind) {
      case 'candidate':
        candidates.push(seen)
        log.candidate()
        break
      case 'ignored':
        log.ignored(seen.reason)
        break
      case 'listing': {
        if (seen.foreign) foreign.add(placeOf(seen))
        else if (!seen.sameLinks) await keepListing(works, seen, bodies, lines)
        noteListing(works, seen, counts)
        const source = site.sources[seen.source]
        if (seen.past && source)
          notes.push([noteKey.past(sourceKey(source), seen.endpoint), { ...seen.past }])
        break
      }
      case 'remembered':
        notes.push(
          [noteKey.memory(seen.key), seen.memory],
          [noteKey.learnt(seen.key), seen.learnt],
          [noteKey.vendor(seen.key), seen.vendor],
        )
        break
      case 'taken': {
        const changed = listedLinks(seen, tools.taken(seen.key))
        log.links(changed)
        for (const link of changed.left) left.add(link)
        notes.push([noteKey.taken(seen.key), seen.links])
        for (const endpoint of seen.lost) lost.add(noteKey.past(seen.key, endpoint))
        break
      }
      case 'alarm':
        log.alarm(await truerAlarm(seen, network))
    }
  }
  return {
    links: candidates
      .filter((candidate) => !foreign.has(placeOf(candidate)))
      .map((candidate) => ({
        candidate,
        listing: lines.get(candidate.response.sha256) ?? null,
      })),
    counts,
    hasLeft:
      left.size === 0 ? null : (url) => site.sources.some(({ family }) => left.has(linkKey(url, family))),
    settle() {
      for (const [key, note] of [...notes, ...network.notes()]) if (!lost.has(key)) shelf.setNote(key, note)
    },
  }
}

const placeOf = ({ source, endpoint }: Listing | Candidate): string => `${source} ${endpoint}`

/** A page that is not what the vendor sends may be what the host gives for every address: then that is the alarm. */
async function truerAlarm(
  { code, endpoint, message, fails }: DiscoveryAlarm,
  network: ListingGet,
): Promise<Alarm> {
  const last = code === 'layout-changed' ? network.last() : null
  const truth = last && (await network.doubt(last))
  if (!truth) return { code, endpoint, message, fails }
  return { code: truth.code, endpoint, message: `${last.url}: ${truth.message} (${message})`, fails }
}

async function keepListing(
  works: SiteWorks,
  listing: Listing,
  bodies: Map<string, Exchange>,
  lines: Map<string, number>,
): Promise<void> {
  for (const { sha256 } of listing.responses) {
    const exchange = bodies.get(sha256)
    if (!exchange || lines.has(sha256)) continue
    bodies.delete(sha256)
    // What the host sent of a rendered page comes before the page.
    for (const part of exchange.browser?.kind === 'rendered' ? exchange.browser.parts : [])
      await keepExchange(works, listing, part)
    lines.set(sha256, await keepExchange(works, listing, exchange))
  }
}

/** Keeps a listing response unless it is the last one that is kept of its request; gives its ledger line. */
async function keepExchange(
  { site, shelf }: SiteWorks,
  { source, column }: Listing,
  exchange: Exchange,
): Promise<number> {
  const { url, method, form, json, browser } = exchange
  const last = await shelf.lastCapture({
    ...{ url, method },
    ...(form && { form }),
    ...(json !== undefined && { json }),
    ...(browser?.kind === 'rendered' && { render: { step: browser.step } }),
  })
  if (last?.capture.sha256 === exchange.sha256) return last.capture.seq
  const { seq } = await shelf.admit(exchange, {
    ...{ role: 'listing', source, column, parent: null, division: site.division },
    ...{ title: null, date: null, name: null, given: null },
  })
  return seq
}

function noteListing({ log }: SiteWorks, listing: Listing, counts: Record<string, number>): void {
  if (!listing.foreign)
    for (const [year, count] of Object.entries(listing.counts)) counts[year] = (counts[year] ?? 0) + count
  const { endpoint, complete, unchanged, rows, declaredTotal, walked } = listing
  log.listing({ endpoint, complete, unchanged, rows, declared: declaredTotal, walked })
}
