import type {
  Address,
  AddressLook,
  AddressSeen,
  EditionSeen,
  History,
  HistoryEvent,
} from '../model/history.ts'
import type { Report } from '../model/report.ts'
import { absenceNow, fatesOf } from './fates.ts'

type Seen = Extract<AddressLook, { kind: 'seen' }>

/** A report as far as its history goes, with every look that says something of it. */
export interface Lived extends Pick<History, 'id' | 'site' | 'unit' | 'year' | 'title'> {
  readonly editions: Report['editions']
  readonly addresses: readonly Address[]
}

/** The history of a report (docs/decisions/0035): its editions and when each was seen, its addresses, and what happened, oldest first. */
export function historyOf({ editions, addresses, ...report }: Lived): History {
  const seen = addresses.flatMap(({ looks }) => looks.filter(isSeen)).sort(byTime)
  return {
    ...report,
    editions: editions.map((edition, at): EditionSeen => {
      const looks = seen.filter((look) => look.edition === at + 1)
      const [first, last] = [looks[0], looks.at(-1)]
      return {
        ...edition,
        edition: at + 1,
        seen_from: first && first.time < edition.first_seen ? first.time : edition.first_seen,
        seen_to: last?.time ?? edition.first_seen,
        looks: looks.length,
      }
    }),
    addresses: addresses.map(addressSeen),
    events: [...editions.map(editionEvent), ...fatesOf(addresses)].sort(byTime),
  }
}

const isSeen = (look: AddressLook): look is Seen => look.kind === 'seen'

const byTime = (a: { readonly time: string }, b: { readonly time: string }): number =>
  a.time < b.time ? -1 : a.time > b.time ? 1 : 0

function editionEvent(
  { first_seen: time, changes, text, sources }: Report['editions'][number],
  at: number,
): HistoryEvent {
  // What a person imported again is named by the later line.
  const source =
    sources?.find(({ captured }) => captured === time) ??
    sources?.find(({ role, captured }) => role === 'import' && (captured ?? '') > time)
  const url = source?.url ?? null
  if (at === 0) return { kind: 'found', time, url }
  return { kind: 'replaced', time, url, edition: at + 1, changes, text: text ?? [] }
}

function addressSeen(address: Address): AddressSeen {
  const looks = address.looks.filter(isSeen)
  return {
    url: address.url,
    role: address.role,
    seen_from: looks[0]?.time ?? null,
    seen_to: looks.at(-1)?.time ?? null,
    looks: looks.length,
    missing: absenceNow(address),
  }
}
