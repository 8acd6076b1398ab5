import type { NianbaoError } from '../errors.ts'
import { sourceKey } from '../sites/siteFile.ts'
import type { Task } from './discoverTools.ts'
import type { CountsByYear, DiscoveryAlarm, Listing, Past } from './discovery.ts'
import { alarm, warning } from './discoveryAlarm.ts'
import { keysAsBefore } from './keysAsBefore.ts'
import { contentOf, declaredTotalOf, excessOf, isProvable, rowsOf, shortfallOf, type Walk } from './walk.ts'

/** An endpoint being read, with what was counted in it. */
export interface Reading {
  readonly walk: Walk
  readonly past: Past | null
  readonly unchanged: boolean
  readonly counts: Map<string, number>
  readonly taken: Set<string>
  /** Titles of rows of a report column that speak of nothing that is known: nobody can say that they are no reports. */
  readonly strange: Set<string>
}

/** What is to be said of an endpoint that was read to its end, then the endpoint. */
export async function* finishEndpoint(
  reading: Reading,
  task: Task,
): AsyncGenerator<Listing | DiscoveryAlarm, void, undefined> {
  const { endpoint } = reading.walk
  if (reading.unchanged) {
    yield* doubtful(reading, task)
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
  yield* doubtful(reading, task)
  yield finished(reading, task, shortfall === null && !emptied)
}

/** Warns as long as a report column holds rows that nobody can place: a look at it shows no absence (docs/decisions/0042). */
function* doubtful(reading: Reading, { index }: Task): Generator<DiscoveryAlarm> {
  const { endpoint } = reading.walk
  const rows = strangeOf(reading)
  if (rows.length > 0)
    yield warning(
      index,
      endpoint,
      'listing-partial',
      `${endpoint}: rows that may be reports or not: ${named(rows)}`,
    )
}

const strangeOf = ({ unchanged, past, strange }: Reading): readonly string[] =>
  unchanged && past !== null ? past.strange : [...strange]

/** So many are named; the ledger has the others. */
const NAMED = 5

const named = (rows: readonly string[]): string =>
  `${rows.slice(0, NAMED).join(', ')}${rows.length > NAMED ? ` and ${rows.length - NAMED} more` : ''}`

async function doubt(listing: Listing, { source, tools }: Task): Promise<NianbaoError | null> {
  const before = tools.taken(sourceKey(source))[listing.endpoint] ?? []
  const stranger = before.length > 0 && !before.some((key) => listing.taken.includes(key))
  return listing.taken.length === 0 || stranger ? ((await tools.doubt?.(listing)) ?? null) : null
}

/** The endpoint as it was read so far. */
export function finished(reading: Reading, task: Task, complete: boolean): Listing {
  const { index, source, tools } = task
  const { walk, past, unchanged } = reading
  const rows = unchanged && past !== null ? past.rows : rowsOf(walk)
  const declaredTotal = declaredTotalOf(walk)
  const counts = unchanged && past !== null ? past.counts : sorted(reading.counts)
  const before = tools.taken(sourceKey(source))[walk.endpoint] ?? []
  const asBefore = keysAsBefore(before, [...reading.taken])
  // with only some years wanted, links were left that a later night must not take for captured
  const lasting = complete && (unchanged || tools.years === null)
  return {
    kind: 'listing',
    source: index,
    endpoint: walk.endpoint,
    column: walk.column,
    complete,
    unchanged,
    sameLinks: unchanged || past?.content === contentOf(walk),
    foreign: false,
    rows,
    declaredTotal,
    counts,
    walked: complete ? walkedOf(reading, task) : null,
    taken: unchanged ? before : [...reading.taken].map((key) => asBefore.get(key) ?? key),
    past: lasting
      ? {
          fingerprint: walk.fingerprint,
          rows,
          declaredTotal,
          counts,
          strange: strangeOf(reading),
          ...proofOf(reading, task),
        }
      : null,
    responses: walk.pages.map(({ response }) => response),
  }
}

/** The earlier of two: that the whole of the endpoint was seen, and that it was seen to be the one. */
function walkedOf(reading: Reading, { learnt, tools: { today } }: Task): string | null {
  const { past, unchanged, walk } = reading
  const seen = unchanged && past?.provable !== true ? (past?.walked ?? null) : today
  const fromMemory = walk.pages.some((page) => page.fromMemory === true)
  if (!fromMemory) return seen
  return seen === null || learnt === null ? null : earlier(seen, learnt)
}

/** What an unchanged first page will prove, and of what day. */
function proofOf(
  { walk, past, unchanged }: Reading,
  { tools: { today } }: Task,
): Pick<Past, 'walked' | 'provable' | 'content'> {
  return unchanged
    ? { walked: past?.walked ?? null, provable: past?.provable ?? false, content: past?.content ?? null }
    : { walked: today, provable: isProvable(walk), content: contentOf(walk) }
}

/** Of two ISO dates. */
const earlier = (one: string, other: string): string => (one < other ? one : other)

function sorted(counts: ReadonlyMap<string, number>): CountsByYear {
  return Object.fromEntries([...counts].sort(([one], [other]) => (one < other ? -1 : 1)))
}
