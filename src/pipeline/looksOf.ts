import type { FailureCode } from '../errors.ts'
import type { Run, SiteRun } from '../model/run.ts'
import type { Look } from '../validate/absence.ts'

/** Runs that walk the listings as they are; a backfill of some years does not. */
const lookingVerbs = new Set(['crawl', 'demo'])
/** What makes a look incomplete though it fails no site: our own budget, and what a listing shows that nobody could place. */
const ofTheLook: ReadonlySet<FailureCode> = new Set(['budget-spent', 'listing-partial', 'layout-changed'])
/** Alarms on what a site holds; its listings were read all the same. */
const ofHoldings: ReadonlySet<FailureCode> = new Set(['too-few', 'too-many', 'host-paused'])

/**
 * What a run proves of a site's listings (docs/decisions/0030): a look at what they held on the oldest day of which one of them is
 * known to its end; and of its own day no more than that it was not complete, where that is a day before. A listing that nobody has
 * seen live yet may be another column than we think, so a look at it proves no absence; in a replica everything is as the site file
 * has it. `sources` are those of the site file today: a run that did not read them all, or does not say, proves nothing.
 */
export function looksOf(
  run: Run,
  seen: SiteRun,
  { unverified, sources }: { readonly unverified: boolean; readonly sources: readonly string[] },
): readonly Look[] {
  if (!lookingVerbs.has(run.command)) return []
  const tonight = run.started.slice(0, 10)
  const partial = seen.listings.find(({ complete }) => !complete)
  const failing = seen.alarms.find(
    ({ code, fails }) => ofTheLook.has(code) || (fails && !ofHoldings.has(code)),
  )
  const trouble =
    failing?.message ??
    (partial ? `${partial.endpoint}: not read to its end` : null) ??
    (seen.listings.length === 0 ? 'no listing was read' : null) ??
    (unverified ? 'the columns of the site file were never verified' : null) ??
    unread(seen, sources)
  if (trouble !== null) return [{ date: tonight, complete: false, trouble }]
  const oldest = seen.listings.reduce((least, one) => (dayOf(one) < dayOf(least) ? one : least))
  const walked = dayOf(oldest)
  const whole = walked === '' ? [] : [{ date: walked, complete: true, trouble: null }]
  if (walked >= tonight) return whole
  const known = walked === '' ? 'never known to its end' : `read to its end on ${walked}`
  return [{ date: tonight, complete: false, trouble: `${oldest.endpoint}: ${known}` }, ...whole]
}

const dayOf = ({ walked }: SiteRun['listings'][number]): string => walked ?? ''

function unread(seen: SiteRun, sources: readonly string[]): string | null {
  if (seen.sources === undefined) return 'its record does not say which sources were read'
  const left = sources.find((source) => seen.sources?.includes(source) !== true)
  return left === undefined ? null : `${left}: not in the site file of that day`
}
