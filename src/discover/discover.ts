import { familyOf } from '../families/families.ts'
import type { Memory } from '../families/family.ts'
import { originOf, sourceKey, type Site, type Source } from '../sites/siteFile.ts'
import type { DiscoverTools, Task } from './discoverTools.ts'
import type { Discovery, Listing, TakenLinks } from './discovery.ts'
import { alarm, warning } from './discoveryAlarm.ts'
import { goneLinks, type SourceSeen } from './goneLinks.ts'
import { readEndpoints } from './readEndpoints.ts'
import { watchPages } from './watchPages.ts'

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
    const key = sourceKey(source)
    const task = { site, index, source, ...learning(key, tools), met, seen, tools }
    const now = yield* discoverSource(task)
    sources.push({ source: index, key, before: tools.taken(key), now })
  }
  // With only some years wanted, other sources may hold what is missing here.
  if (tools.years === null) yield* goneLinks(sources, seen, tools.mode)
}

function isWanted({ from, until }: Source, years: DiscoverTools['years']): boolean {
  if (years === null) return true
  return [...years].some((year) => year >= (from ?? year) && year <= (until ?? year))
}

function learning(key: string, tools: DiscoverTools): Pick<Task, 'anew' | 'learnt'> {
  const before = tools.learnt(key)
  const anew = tools.mode === 'everything' || tools.isWalkDue(key, before)
  return { anew, learnt: anew ? tools.today : before }
}

/**
 * That the column looks like another vendor's than when it was last listed in peace, in words: its list may be filled by that vendor now,
 * and what the page still prints be left over. Where the page lists reports that are new, its list is alive.
 */
function vendorChange(
  now: string | null | undefined,
  taken: readonly string[],
  { source, tools }: Task,
): readonly string[] {
  const key = sourceKey(source)
  const before = new Set(Object.values(tools.taken(key)).flat())
  const vendor = tools.vendor?.(key)
  if (vendor === undefined || now === undefined || now === null || now === vendor || now === source.family)
    return []
  if (taken.some((link) => !before.has(link))) return []
  return [
    `${key}: its page looks like ${now} now and did not before; nianbao sites check tells what lists it`,
  ]
}

/** The addresses that a source names in its options. */
const addressesOf = ({ options }: Source): readonly string[] =>
  Object.values(options).flatMap((value) => (typeof value === 'string' && URL.canParse(value) ? [value] : []))

/** Gives what the source's links were in the end, or null when it was not read to its end. */
async function* discoverSource(task: Task): AsyncGenerator<Discovery, TakenLinks | null, undefined> {
  const { site, source, index, anew, learnt, tools } = task
  const key = sourceKey(source)
  const kept: { memory: Memory } = { memory: null }
  const watched = watchPages(tools.get, addressesOf(source), source.family)
  const pages = familyOf(source.family).list(source.options, {
    origin: originOf(site),
    get: watched.get,
    remembered: anew ? null : tools.remembered(key),
    known: tools.remembered(key),
    elsewhere: (tools.sources ?? site.sources).flatMap((other) =>
      sourceKey(other) === key ? [] : addressesOf(other),
    ),
    remember: (memory) => {
      kept.memory = memory
    },
  })
  const listings: Listing[] = []
  let alarmed = false
  for await (const discovery of readEndpoints(pages, task)) {
    if (discovery.kind === 'listing') listings.push(discovery)
    if (discovery.kind === 'alarm' && (discovery.fails || discovery.code === 'budget-spent')) alarmed = true
    yield discovery
  }
  if (alarmed) return null
  // a source whose every report stood in another before is no empty one
  if (listings.every(({ counts, taken }) => Object.keys(counts).length + taken.length === 0)) {
    const rows = listings.reduce((sum, listing) => sum + listing.rows, 0)
    yield alarm(index, null, 'nothing-listed', `${rows} rows listed, none of them an annual report (${key})`)
    return null
  }
  const taken = listings.flatMap((listing) => listing.taken)
  const said = [...watched.notices(), ...vendorChange(watched.vendor(), taken, task)]
  for (const words of said) yield warning(index, null, 'listing-partial', words)
  // what speaks against the list is looked at every night, and so is the way to it
  if (said.length === 0) {
    const vendor = watched.vendor() ?? tools.vendor?.(key) ?? null
    yield { kind: 'remembered', source: index, key, memory: kept.memory, learnt, vendor }
  }
  return Object.fromEntries(listings.map(({ endpoint, taken }) => [endpoint, taken]))
}
