import type { Absence, Address, AddressLook, Fate, Locked, Missing } from '../model/history.ts'

const minutesOfADay = 24 * 60

/** The most telling first. */
const ways: readonly Missing[] = [
  ...(['not-found', 'redirected-home', 'soft-404', 'other-content', 'unlisted', 'login', 'refused'] as const),
]
const isLock = (how: Missing): how is Locked => how === 'login' || how === 'refused'

/** What is missed since an address was last seen, and whether an event told of it. */
interface Missed extends Absence {
  /** Two looks at least a day apart missed it. */
  readonly confirmed: boolean
  readonly told: boolean
}

/** What is known of an address while its looks are gone through. */
interface Standing {
  readonly url: string
  readonly role: Address['role']
  seenFirst: string | null
  seenLast: string | null
  /** That it gives the report no more; a lock is no such thing and counts for itself. */
  removal: Missed | null
  lock: Missed | null
}

const unseen = ({ url, role }: Pick<Address, 'url' | 'role'>): Standing => ({
  ...{ url, role, seenFirst: null, seenLast: null },
  ...{ removal: null, lock: null },
})

/**
 * What became of where a report stands (docs/decisions/0035): an address is gone after two looks at least 24 hours apart that
 * missed it; then the report moved, where another address was seen to give it since, or disappeared, where all are gone; it is locked
 * where those that are not gone ask for a login or refuse us. Which looks count is for the caller. Oldest first.
 */
export function fatesOf(addresses: readonly Address[]): readonly Fate[] {
  const standings = addresses.map(unseen)
  const looks = addresses.flatMap(({ looks: own }, at) =>
    own.map((look) => ({ look, standing: standings[at] })),
  )
  const moments = Map.groupBy(looks, ({ look }) => look.time)
  const fates: Fate[] = []
  let goneSince: string | null = null
  for (const time of [...moments.keys()].sort()) {
    for (const { look, standing } of moments.get(time) ?? []) {
      if (!standing) continue
      applyLook(standing, look)
      if (look.kind === 'seen' && goneSince !== null) {
        fates.push({ kind: 'returned', time, url: standing.url, first_missed: goneSince })
        goneSince = null
      }
    }
    for (const fate of newFates(time, standings)) {
      if (fate.kind === 'disappeared' || fate.kind === 'locked') goneSince ??= fate.first_missed
      fates.push(fate)
    }
  }
  return fates
}

/** How an address stands after all its looks: what it misses since it was last seen, or null. */
export function absenceNow({ looks, ...address }: Address): Absence | null {
  const standing = unseen(address)
  for (const look of looks) applyLook(standing, look)
  const missed = standing.removal ?? standing.lock
  return missed === null ? null : bareAbsence(missed)
}

function applyLook(standing: Standing, look: AddressLook): void {
  if (look.kind === 'seen') {
    standing.seenFirst ??= look.time
    standing.seenLast = look.time
    standing.removal = null
    standing.lock = null
    return
  }
  const { seenLast } = standing
  if (seenLast === null) return
  const kind = isLock(look.how) ? 'lock' : 'removal'
  standing[kind] = missedAgain(standing[kind], look, seenLast)
}

function missedAgain(
  before: Missed | null,
  { time, how }: Extract<AddressLook, { kind: 'missing' }>,
  last_seen: string,
): Missed {
  if (before === null) return { last_seen, first_missed: time, how, confirmed: false, told: false }
  return {
    ...before,
    how: ways.indexOf(how) < ways.indexOf(before.how) ? how : before.how,
    confirmed: minuteOf(time) - minuteOf(before.first_missed) >= minutesOfADay,
  }
}

function newFates(time: string, standings: readonly Standing[]): readonly Fate[] {
  const known = standings.filter(({ seenLast }) => seenLast !== null)
  const isGone = ({ removal }: Standing): boolean => removal?.confirmed === true
  const gone = known.filter(isGone)
  if (gone.length === known.length) return told('disappeared', 'removal', time, gone)
  const locked = known.filter((one) => !isGone(one) && one.lock?.confirmed === true)
  if (gone.length + locked.length === known.length) return told('locked', 'lock', time, locked)
  return gone.flatMap((standing): readonly Fate[] => {
    const { url: from, removal } = standing
    const to = removal?.told === false ? placeNow(standing, known) : null
    if (to === null || removal === null) return []
    standing.removal = { ...removal, told: true }
    return [{ kind: 'moved', time, from, to: to.url, ...bareAbsence(removal) }]
  })
}

/** That no address gives the report, once, of the one that was seen last. */
function told(
  kind: 'disappeared' | 'locked',
  by: 'removal' | 'lock',
  time: string,
  standings: readonly Standing[],
): readonly Fate[] {
  if (!standings.some((one) => one[by]?.told === false)) return []
  for (const standing of standings) {
    const missed = standing[by]
    if (missed !== null) standing[by] = { ...missed, told: true }
  }
  const last = [...standings].sort((a, b) => ((a.seenLast ?? '') < (b.seenLast ?? '') ? -1 : 1)).at(-1)
  const missed = last?.[by] ?? null
  return last === undefined || missed === null ? [] : [{ kind, time, url: last.url, ...bareAbsence(missed) }]
}

const bareAbsence = ({ last_seen, first_missed, how }: Absence): Absence => ({ last_seen, first_missed, how })

/** Where the report is since: an address that was seen after this one was last; of several one of the same kind, the newest. */
function placeNow({ role, seenLast }: Standing, known: readonly Standing[]): Standing | null {
  const there = known.filter(
    (one) => one.removal === null && one.lock === null && (one.seenLast ?? '') > (seenLast ?? ''),
  )
  const rank = (one: Standing): string => `${one.role === role ? 1 : 0} ${one.seenFirst ?? ''}`
  return there.sort((a, b) => (rank(a) < rank(b) ? -1 : 1)).at(-1) ?? null
}

/** A timer begins its nights some seconds early or late: 24 hours are counted in minutes. */
const minuteOf = (time: string): number => Math.floor(Date.parse(time) / 60_000)
