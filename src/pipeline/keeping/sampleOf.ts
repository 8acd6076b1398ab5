import type { Candidate, Discovery } from '../../discover/discovery.ts'
import type { Link } from '../../model/listing.ts'

/** Pages to look into besides the listing itself. */
export interface Sample {
  readonly reports: readonly Link[]
  /** Something that stands beside the reports and is none. */
  readonly trap: Link | null
}

const reportsInASample = 3

/** The newest candidates, and the newest link that was left aside for its title; only addresses of `hosts`. */
export function sampleOf(found: readonly Discovery[], hosts: readonly string[]): Sample {
  const candidates = found.filter((seen): seen is Candidate => seen.kind === 'candidate')
  const left = found.flatMap((seen) =>
    seen.kind === 'ignored' && seen.reason !== 'duplicate' && seen.reason !== 'other-year' ? [seen.link] : [],
  )
  const isOurs = ({ url }: Link): boolean => hosts.includes(URL.parse(url)?.host ?? '')
  const newest = (links: readonly Link[]): readonly Link[] =>
    links.filter(isOurs).sort((one, other) => compare(other.date ?? '', one.date ?? ''))
  return {
    reports: newest(candidates.map(({ link }) => link)).slice(0, reportsInASample),
    trap: newest(left)[0] ?? null,
  }
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
