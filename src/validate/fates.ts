import type { Absence, Address, AddressLook, Fate, Missing } from '../model/history.ts'

const minutesOfADay = 24 * 60

/** The most telling first. */
const ways: readonly Missing[] = ['not-found', 'redirected-home', 'soft-404', 'other-content', 'unlisted']

/** What is known of an address while its looks are gone through. */
interface Standing {
  readonly url: string
  readonly role: Address['role']
  seenFirst: string | null
  seenLast: string | null
  absence: (Absence & { readonly confirmed: boolean }) | null
  /** Whether an event told of this absence. */
  told: boolean
}

/**
 * What became of where a report stands (docs/decisions/0035): an address is gone after two looks at least 24 hours apart that
 * missed it; then the report moved, where another address was seen to give it since, or disappeared, where all are gone. Which looks
 * count is for the caller. Oldest first.
 */
export function fatesOf(addresses: readonly Address[]): readonly Fate[] {
  const standings = addresses.map(({ url, role }): Standing => ({
    ...{ url, role, seenFirst: null, seenLast: null },
    ...{ absence: null, told: false },
  }))
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
      if (fate.kind === 'disappeared') goneSince = fate.first_missed
      fates.push(fate)
    }
  }
  return fates
}

/** How an address stands after all its looks: what it misses since it was last seen, or null. */
export function absenceNow({ url, role, looks }: Address): Absence | null {
  const standing: Standing = { url, role, seenFirst: null, seenLast: null, absence: null, told: false }
  for (const look of looks) applyLook(standing, look)
  if (standing.absence === null) return null
  const { last_seen, first_missed, how } = standing.absence
  return { last_seen, first_missed, how }
}

function applyLook(standing: Standing, look: AddressLook): void {
  if (look.kind === 'seen') {
    standing.seenFirst ??= look.time
    standing.seenLast = look.time
    standing.absence = null
    standing.told = false
    return
  }
  const { seenLast: last_seen, absence } = standing
  if (last_seen === null) return
  const first_missed = absence?.first_missed ?? look.time
  const how = absence === null || ways.indexOf(look.how) < ways.indexOf(absence.how) ? look.how : absence.how
  const confirmed =
    absence?.confirmed === true || minuteOf(look.time) - minuteOf(first_missed) >= minutesOfADay
  standing.absence = { last_seen, first_missed, how, confirmed }
}

function newFates(time: string, standings: readonly Standing[]): readonly Fate[] {
  const known = standings.filter(({ seenLast }) => seenLast !== null)
  const gone = known.filter(({ absence }) => absence?.confirmed)
  const untold = gone.filter(({ told }) => !told)
  if (untold.length === 0) return []
  if (gone.length === known.length) {
    for (const standing of gone) standing.told = true
    const last = [...gone].sort((a, b) => ((a.seenLast ?? '') < (b.seenLast ?? '') ? -1 : 1)).at(-1)
    return last?.absence ? [{ kind: 'disappeared', time, url: last.url, ...bareAbsence(last.absence) }] : []
  }
  return untold.flatMap((standing): readonly Fate[] => {
    const to = placeNow(standing, known)
    if (to === null || standing.absence === null) return []
    standing.told = true
    return [{ kind: 'moved', time, from: standing.url, to: to.url, ...bareAbsence(standing.absence) }]
  })
}

const bareAbsence = ({ last_seen, first_missed, how }: Absence): Absence => ({ last_seen, first_missed, how })

/** Where the report is since: an address that was seen after this one was last; of several one of the same kind, the newest. */
function placeNow({ role, seenLast }: Standing, known: readonly Standing[]): Standing | null {
  const there = known.filter((one) => one.absence === null && (one.seenLast ?? '') > (seenLast ?? ''))
  const rank = (one: Standing): string => `${one.role === role ? 1 : 0} ${one.seenFirst ?? ''}`
  return there.sort((a, b) => (rank(a) < rank(b) ? -1 : 1)).at(-1) ?? null
}

/** A timer begins its nights some seconds early or late: 24 hours are counted in minutes. */
const minuteOf = (time: string): number => Math.floor(Date.parse(time) / 60_000)
