import type { FailureCode } from '../errors.ts'
import type { Missing } from '../model/history.ts'
import { isLoginAddress } from '../model/loginAddress.ts'
import type { ListedLinks, Run, SiteRun, Trouble } from '../model/run.ts'

/** A night on which something was not there. Times are ISO 8601, UTC. */
export interface Missed {
  readonly run: string
  readonly time: string
  readonly how: Missing
}

/** A night on which a link was off every list; `since`: when it left them. */
export interface OffList {
  readonly time: string
  readonly since: string
}

/** What the records of runs prove to be missing at a site (docs/decisions/0035). */
export interface NightlyEvidence {
  /** By address. */
  readonly missed: ReadonlyMap<string, readonly Missed[]>
  /** By key of the link (`linkKey`). */
  readonly offList: ReadonlyMap<string, readonly OffList[]>
  /** Keys (`sourceKey`) of all sources that were ever listed. */
  readonly sources: ReadonlySet<string>
  /** Runs, by id, whose looks may speak of what is missing. */
  readonly trusted: ReadonlySet<string>
}

/** Alarms on what a site holds, or lists no more: the listings answered all the same. */
const ofHoldings: ReadonlySet<FailureCode> = new Set(['too-few', 'too-many'])

/** Reads the records of a site's runs, oldest first. */
export function nightlyEvidence(
  runs: readonly (readonly [run: Pick<Run, 'run' | 'started'>, seen: SiteRun])[],
): NightlyEvidence {
  const missed = new Map<string, Missed[]>()
  const offList = new Map<string, OffList[]>()
  const trusted = new Set<string>()
  const lists = new Map<string, Set<string>>()
  const leftSince = new Map<string, string>()
  for (const [{ run, started: time }, seen] of runs) {
    for (const links of seen.links ?? []) replay(links, time, lists, leftSince)
    if (!listingsAnswer(seen)) continue
    trusted.add(run)
    for (const trouble of seen.troubles) {
      const how = missingBy(trouble)
      if (how !== null) push(missed, trouble.url, { run, time, how })
    }
    if (!wasWalked(seen, time)) continue
    for (const [key, since] of leftSince) push(offList, key, { time, since })
  }
  return { missed, offList, trusted, sources: new Set(lists.keys()) }
}

function push<T>(all: Map<string, T[]>, key: string, one: T): void {
  const known = all.get(key)
  if (known) known.push(one)
  else all.set(key, [one])
}

/** Lets what is known of the lists follow what one source gave. A link that another list still holds has not left. */
function replay(
  { source, anew, listed, left }: ListedLinks,
  time: string,
  lists: Map<string, Set<string>>,
  leftSince: Map<string, string>,
): void {
  const before = lists.get(source) ?? new Set()
  const now = anew ? new Set(listed) : before.union(new Set(listed)).difference(new Set(left))
  lists.set(source, now)
  for (const key of before.difference(now).union(new Set(left)))
    if (![...lists.values()].some((list) => list.has(key)) && !leftSince.has(key)) leftSince.set(key, time)
  for (const key of now) leftSince.delete(key)
}

/** Whether every listing was read to its end and nothing but the holdings alarmed: else a page that is missing says nothing. */
function listingsAnswer({ listings, alarms }: SiteRun): boolean {
  return (
    listings.length > 0 &&
    listings.every(({ complete }) => complete) &&
    listings.some(({ rows }) => rows > 0) &&
    !alarms.some(
      ({ code, fails }) =>
        code === 'budget-spent' || code === 'host-moved' || (fails && !ofHoldings.has(code)),
    )
  )
}

/** Whether the whole content of every listing is known of the night itself, and not of an earlier one. */
const wasWalked = ({ listings }: SiteRun, time: string): boolean =>
  listings.every(({ walked }) => walked === time.slice(0, 10))

function missingBy({ code, url, status, final_url }: Trouble): Missing | null {
  if (code === 'not-found') return 'not-found'
  if (code === 'blocked' && status !== undefined)
    return status === 401 || isLoginAddress(final_url ?? '') ? 'login' : 'refused'
  if (code !== 'soft-404') return null
  return final_url !== undefined && isFrontPage(final_url) && !isFrontPage(url)
    ? 'redirected-home'
    : 'soft-404'
}

const isFrontPage = (url: string): boolean =>
  URL.canParse(url) && /^\/(?:(?:index|default|home)\.\w+)?$/iu.test(new URL(url).pathname)
