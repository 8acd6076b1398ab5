import { resembles } from '../model/bodyNames.ts'
import { governmentName } from '../model/divisions.ts'
import type { Publication } from '../model/publication.ts'

/** A look at all listings of a site by one run. */
export interface Look {
  /** ISO date. */
  readonly date: string
  /** Every listing of the site was read to its end and gave what it declared. */
  readonly complete: boolean
  /** Of an incomplete look, what went wrong. */
  readonly trouble: string | null
}

/** Something listed or archived that became no report: it may be the one that seems to be missing. */
export interface Unassigned {
  /** As its title says; null when that tells no unit, or no year. */
  readonly unit: string | null
  readonly year: number | null
  /**
   * `archived`: kept and not readable; `underived`: kept, nobody tried to read it yet; `disagreeing`: kept,
   * and listing and document give it different names; `waiting`: listed and not captured.
   */
  readonly kind: 'archived' | 'underived' | 'disagreeing' | 'waiting'
  readonly url: string
}

interface Absent {
  readonly name: string
  readonly year: number
  readonly due: string | null
  /** A filed report that may be this one, in words. */
  readonly standIn: string | null
  /** That hardly anything of the year was found at the site, in words. */
  readonly short: string | null
  readonly unassigned: readonly Unassigned[]
  readonly looks: readonly Look[]
  readonly today: string
}

/**
 * What can be said of a report that is expected and not filed. `missing` needs a complete look at the listings after the
 * deadline, and nothing at hand that may be the report; every doubt of ours is `not-known`.
 */
export function absence(absent: Absent): Pick<Publication, 'state' | 'looked' | 'reason'> {
  const { due, today, unassigned, looks, standIn, short } = absent
  const named = unassigned.find((item) => concerns(item, absent) && item.year !== null)
  if (named?.kind === 'archived')
    return { state: 'unreadable', looked: null, reason: `archived, not read: ${named.url}` }
  if (named?.kind === 'underived')
    return notKnown(`archived, not derived yet: ${named.url} (nianbao extract)`)
  if (named?.kind === 'disagreeing') return notKnown(`archived under several names, not read: ${named.url}`)
  if (named) return notKnown(`listed, not captured yet: ${named.url}`)
  if (due === null) return notKnown('no deadline is configured for it')
  if (today <= due) return notKnown(`due ${due}`)
  const after = looks.filter(({ date }) => date > due)
  const complete = latest(after.filter((look) => look.complete))
  if (complete === undefined) return notKnown(incomplete(latest(after), due))
  if (standIn !== null) return notKnown(standIn)
  if (short !== null) return notKnown(short)
  const doubt = unassigned.find((item) => mayConcern(item, absent))
  if (doubt) return notKnown(`may be what could not be assigned: ${doubt.url}`)
  return {
    state: 'missing',
    looked: complete.date,
    reason: `not in the listings on ${complete.date}, due ${due}`,
  }
}

const notKnown = (reason: string): Pick<Publication, 'state' | 'looked' | 'reason'> => ({
  state: 'not-known',
  looked: null,
  reason,
})

/** Whether it says that it is this unit's report of this year. */
function concerns({ unit, year }: Unassigned, absent: Absent): boolean {
  const named = unit !== null && governmentName(unit).endsWith(governmentName(absent.name))
  return named && (year === null || year === absent.year)
}

/** Whether it may be: what its title does not say may be anything, and a name that nobody could place is often a misprint. */
function mayConcern({ unit, year }: Unassigned, absent: Absent): boolean {
  return (unit === null || resembles(unit, absent.name)) && (year === null || year === absent.year)
}

const latest = (looks: readonly Look[]): Look | undefined =>
  [...looks].sort((one, other) => (one.date < other.date ? 1 : -1))[0]

const incomplete = (look: Look | undefined, due: string): string =>
  look === undefined
    ? `nobody looked after ${due}`
    : `the look on ${look.date} was not complete: ${look.trouble ?? 'partial'}`
