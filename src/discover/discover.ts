import { NianbaoError } from '../errors.ts'
import { familyOf } from '../families/families.ts'
import type { Memory, ReportAddress } from '../families/family.ts'
import type { Appetite, Link, ListingPage } from '../model/listing.ts'
import type { Get } from '../model/page.ts'
import { originOf, sourceKey, type Site, type Source } from '../sites/siteFile.ts'
import type { CountsByYear, Discovery, DiscoveryAlarm, Listing, Past, TakenLinks } from './discovery.ts'
import { goneLinks, type SourceSeen } from './goneLinks.ts'
import { judgeLink } from './judgeLink.ts'
import { beginWalk, continueWalk, declaredTotalOf, excessOf, rowsOf, shortfallOf, type Walk } from './walk.ts'

/** The network and the remembered state, as arguments. */
export interface DiscoverTools {
  readonly get: Get
  /** What a source's family had remembered at the end of its last complete run, by `sourceKey`. */
  readonly remembered: (source: string) => Memory
  /** What the last complete walk of an endpoint left, by `sourceKey` and endpoint. */
  readonly past: (source: string, endpoint: string) => Past | null
  /** What a source gave when it was last listed to its end, by `sourceKey`; empty when that is not known. */
  readonly taken: (source: string) => TakenLinks
  /**
   * Why what was read is no listing of this site (a page that the host gives for every address, another owner's), or null.
   * Asked only of a listing without any link taken for a report, or without any of those that it gave before.
   */
  readonly doubt?: (listing: Listing) => Promise<NianbaoError | null>
  /** `nightly` leaves an endpoint whose first page is unchanged; `everything` walks every endpoint to its end. */
  readonly mode: 'nightly' | 'everything'
  /** Years of report that are wanted; null for all. */
  readonly years: ReadonlySet<number> | null
}

/**
 * Lists every source of a site: its links as candidates or ignored with a reason, then the endpoint they stood in.
 * A source that fails gives an alarm and stops no other. Only defects of ours are thrown.
 */
export async function* discover(
  site: Site,
  tools: DiscoverTools,
): AsyncGenerator<Discovery, void, undefined> {
  const met = new Set<string>()
  const seen = new Set<string>()
  const sources: SourceSeen[] = []
  for (const [index, source] of site.sources.entries()) {
    if (!isWanted(source, tools.years)) continue
    const now = yield* discoverSource({ site, index, source, met, seen, tools })
    const key = sourceKey(source)
    sources.push({ source: index, key, before: tools.taken(key), now })
  }
  // With only some years wanted, other sources may hold what is missing here.
  if (tools.years === null) yield* goneLinks(sources, seen)
}

function isWanted({ from, until }: Source, years: DiscoverTools['years']): boolean {
  if (years === null) return true
  return [...years].some((year) => year >= (from ?? year) && year <= (until ?? year))
}

interface Task {
  readonly site: Site
  readonly index: number
  readonly source: Source
  /** Keys of the articles that this run met at the site, and of every link that it saw. */
  readonly met: Set<string>
  readonly seen: Set<string>
  readonly tools: DiscoverTools
}

/** Gives what the source's links were in the end, or null when it was not read to its end. */
async function* discoverSource(task: Task): AsyncGenerator<Discovery, TakenLinks | null, undefined> {
  const { site, source, index, tools } = task
  const key = sourceKey(source)
  const kept: { memory: Memory } = { memory: null }
  const pages = familyOf(source.family).list(source.options, {
    origin: originOf(site),
    get: tools.get,
    remembered: tools.remembered(key),
    remember: (memory) => {
      kept.memory = memory
    },
  })
  const listings: Listing[] = []
  let alarmed = false
  for await (const discovery of readEndpoints(pages, task)) {
    if (discovery.kind === 'listing') listings.push(discovery)
    if (discovery.kind === 'alarm' && discovery.fails) alarmed = true
    yield discovery
  }
  if (alarmed) return null
  // a source whose every report stood in another before is no empty one
  if (listings.every(({ counts, taken }) => Object.keys(counts).length + taken.length === 0)) {
    const rows = listings.reduce((sum, listing) => sum + listing.rows, 0)
    yield alarm(index, null, 'nothing-listed', `${rows} rows listed, none of them an annual report (${key})`)
    return null
  }
  yield { kind: 'remembered', source: index, key, memory: kept.memory }
  return Object.fromEntries(listings.map(({ endpoint, taken }) => [endpoint, taken]))
}

/** An endpoint being read, with what was counted in it. */
interface Reading {
  readonly walk: Walk
  readonly past: Past | null
  readonly unchanged: boolean
  readonly counts: Map<string, number>
  readonly taken: Set<string>
}

/** A province's column of 18 years would have a third of it: what goes on is a trap, not a list. */
const MOST_ROWS = 50_000

async function* readEndpoints(
  pages: AsyncGenerator<ListingPage, void, Appetite | undefined>,
  task: Task,
): AsyncGenerator<Discovery, void, undefined> {
  let reading: Reading | null = null
  let appetite: Appetite = 'more'
  for (;;) {
    const step = await nextPage(pages, appetite)
    if (step instanceof NianbaoError) {
      const endpoint = reading?.walk.endpoint ?? null
      yield alarm(task.index, endpoint, step.code, step.message)
      if (reading !== null) yield finished(reading, task, false)
      return
    }
    if (reading !== null && step?.endpoint !== reading.walk.endpoint) {
      yield* finish(reading, task)
      reading = null
    }
    if (step === null) return
    reading = advance(reading, step, task)
    if (rowsOf(reading.walk) > MOST_ROWS) {
      const { endpoint } = reading.walk
      yield alarm(
        task.index,
        endpoint,
        'listing-partial',
        `${endpoint}: more than ${MOST_ROWS} rows; no column has so many`,
      )
      yield finished(reading, task, false)
      return
    }
    appetite = reading.unchanged ? 'enough' : 'more'
    if (!reading.unchanged) yield* judgeLinks(step, reading, task)
  }
}

/** The next page, null at the end, or what the site did wrong. */
async function nextPage(
  pages: AsyncGenerator<ListingPage, void, Appetite | undefined>,
  appetite: Appetite,
): Promise<ListingPage | NianbaoError | null> {
  try {
    const step = await pages.next(appetite)
    return step.done === true ? null : step.value
  } catch (error) {
    if (error instanceof NianbaoError) return error
    throw error
  }
}

function advance(reading: Reading | null, page: ListingPage, task: Task): Reading {
  return reading === null ? begin(page, task) : { ...reading, walk: continueWalk(reading.walk, page) }
}

function begin(page: ListingPage, { source, tools }: Task): Reading {
  const walk = beginWalk(page)
  const past = tools.past(sourceKey(source), page.endpoint)
  const unchanged = tools.mode === 'nightly' && past?.fingerprint === walk.fingerprint
  return { walk, past, unchanged, counts: new Map(), taken: new Set() }
}

function* judgeLinks(page: ListingPage, { counts, taken }: Reading, task: Task): Generator<Discovery> {
  const { endpoint, column, response } = page
  for (const link of page.links) {
    const seen = { source: task.index, endpoint, column, link, response }
    const key = keyOf(link, task.source)
    task.seen.add(key)
    const judgement = judgeLink(link.title, column, reportAt(link, task.source))
    if (judgement.kind === 'ignored') {
      yield { ...seen, ...judgement }
      continue
    }
    taken.add(key)
    if (task.met.has(key)) {
      yield { ...seen, kind: 'ignored', reason: 'duplicate' }
      continue
    }
    task.met.add(key)
    const year = judgement.year === null ? 'unknown' : String(judgement.year)
    counts.set(year, (counts.get(year) ?? 0) + 1)
    const wanted =
      task.tools.years === null || judgement.year === null || task.tools.years.has(judgement.year)
    yield wanted ? { ...seen, ...judgement, key } : { ...seen, kind: 'ignored', reason: 'other-year' }
  }
}

/** Scheme and `www.` do not make another article; what else does not, the family knows. */
function keyOf({ url }: Link, source: Source): string {
  if (!URL.canParse(url)) return url
  return familyOf(source.family)
    .identity(url)
    .replace(/^https?:\/\/(?:www\.)?/u, '')
}

const reportAt = ({ url }: Link, { family }: Source): ReportAddress | null =>
  URL.canParse(url) ? familyOf(family).reportAt(url) : null

async function* finish(
  reading: Reading,
  task: Task,
): AsyncGenerator<Listing | DiscoveryAlarm, void, undefined> {
  const { endpoint } = reading.walk
  if (reading.unchanged) {
    yield finished(reading, task, true)
    return
  }
  const foreign = await doubt(finished(reading, task, false), task)
  if (foreign !== null) {
    yield alarm(task.index, endpoint, foreign.code, `${endpoint}: ${foreign.message}`)
    yield { ...finished(reading, task, false), foreign: true }
    return
  }
  const shortfall = shortfallOf(reading.walk)
  const emptied = rowsOf(reading.walk) === 0 && (reading.past?.rows ?? 0) > 0
  if (shortfall !== null) yield alarm(task.index, endpoint, 'listing-partial', `${endpoint}: ${shortfall}`)
  else if (emptied)
    yield alarm(task.index, endpoint, 'nothing-listed', `${endpoint}: empty, and was not before`)
  const excess = excessOf(reading.walk)
  if (excess !== null) yield warning(task.index, endpoint, 'total-too-low', `${endpoint}: ${excess}`)
  yield finished(reading, task, shortfall === null && !emptied)
}

async function doubt(listing: Listing, { source, tools }: Task): Promise<NianbaoError | null> {
  const before = tools.taken(sourceKey(source))[listing.endpoint] ?? []
  const stranger = before.length > 0 && !before.some((key) => listing.taken.includes(key))
  return listing.taken.length === 0 || stranger ? ((await tools.doubt?.(listing)) ?? null) : null
}

function finished(reading: Reading, { index, source, tools }: Task, complete: boolean): Listing {
  const { walk, past, unchanged } = reading
  const rows = unchanged && past !== null ? past.rows : rowsOf(walk)
  const declaredTotal = declaredTotalOf(walk)
  const counts = unchanged && past !== null ? past.counts : sorted(reading.counts)
  // with only some years wanted, links were left that a later night must not take for captured
  const lasting = complete && (unchanged || tools.years === null)
  return {
    kind: 'listing',
    source: index,
    endpoint: walk.endpoint,
    column: walk.column,
    complete,
    unchanged,
    foreign: false,
    rows,
    declaredTotal,
    counts,
    taken: unchanged ? (tools.taken(sourceKey(source))[walk.endpoint] ?? []) : [...reading.taken],
    past: lasting ? { fingerprint: walk.fingerprint, rows, declaredTotal, counts } : null,
    responses: walk.pages.map(({ response }) => response),
  }
}

function sorted(counts: ReadonlyMap<string, number>): CountsByYear {
  return Object.fromEntries([...counts].sort(([one], [other]) => (one < other ? -1 : 1)))
}

function alarm(
  source: number,
  endpoint: string | null,
  code: DiscoveryAlarm['code'],
  message: string,
): DiscoveryAlarm {
  return { kind: 'alarm', source, endpoint, code, message, fails: true }
}

const warning = (...words: Parameters<typeof alarm>): DiscoveryAlarm => ({ ...alarm(...words), fails: false })
