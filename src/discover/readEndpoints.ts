import { NianbaoError } from '../errors.ts'
import { exhaustionFault } from '../model/exhaustion.ts'
import { familyOf } from '../families/families.ts'
import type { ReportAddress } from '../families/family.ts'
import type { Appetite, Link, ListingPage } from '../model/listing.ts'
import { sourceKey, type Source } from '../sites/siteFile.ts'
import type { Task } from './discoverTools.ts'
import type { Discovery } from './discovery.ts'
import { alarm } from './discoveryAlarm.ts'
import { finished, finishEndpoint, type Reading } from './finishEndpoint.ts'
import { isOfReports, judgeLink } from './judgeLink.ts'
import { linkKey } from './linkKey.ts'
import { strangeRows } from './strangeRows.ts'
import { beginWalk, continueWalk, rowsOf } from './walk.ts'

/** A province's column of 18 years would have a third of it: what goes on is a trap, not a list. */
const MOST_ROWS = 50_000

/** Reads the pages of every endpoint of a source: their links, judged, and each endpoint when it ends. */
export async function* readEndpoints(
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
      yield* finishEndpoint(reading, task)
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
    const fault = error instanceof NianbaoError ? error : exhaustionFault(error)
    if (fault === null) throw error
    return fault
  }
}

function advance(reading: Reading | null, page: ListingPage, task: Task): Reading {
  return reading === null ? begin(page, task) : { ...reading, walk: continueWalk(reading.walk, page) }
}

function begin(page: ListingPage, { source, tools }: Task): Reading {
  const walk = beginWalk(page)
  const past = tools.past(sourceKey(source), page.endpoint)
  const unchanged =
    tools.mode === 'nightly' &&
    past?.fingerprint === walk.fingerprint &&
    !tools.isWalkDue(page.endpoint, past.walked)
  return { walk, past, unchanged, counts: new Map(), taken: new Set(), strange: new Set() }
}

function* judgeLinks(
  page: ListingPage,
  { counts, taken, strange }: Reading,
  task: Task,
): Generator<Discovery> {
  const { endpoint, column, response } = page
  const unrelated: string[] = []
  for (const link of page.links) {
    const seen = { source: task.index, endpoint, column, link, response }
    const key = linkKey(link.url, task.source.family)
    task.seen.add(key)
    const judgement = judgeLink(link.title, column, reportAt(link, task.source))
    if (judgement.kind === 'ignored') {
      if (judgement.reason === 'unrelated') unrelated.push(link.title)
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
  if (isOfReports(column)) for (const title of strangeRows(unrelated, taken.size)) strange.add(title)
}

const reportAt = ({ url }: Link, { family }: Source): ReportAddress | null =>
  URL.canParse(url) ? familyOf(family).reportAt(url) : null
