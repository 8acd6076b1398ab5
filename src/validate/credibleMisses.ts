import type { Source } from '../model/report.ts'

/** What a run saw of an address of a site that once gave a report. */
export interface SiteLook {
  readonly run: string
  /** ISO 8601; runs go by the first. */
  readonly time: string
  readonly url: string
  readonly role: Source['role']
  /** `unlisted`: missing, and its link is off the lists that this run read. */
  readonly kind: 'there' | 'missing' | 'unlisted'
}

/** What is known of one kind of addresses (pages, files) while the runs are gone through. */
interface Known {
  /** Seen at some time. */
  readonly there: Set<string>
  /** Missed on a night that was believed, and not seen since. */
  readonly gone: Set<string>
}

/**
 * Which misses speak of a report and not of its site (docs/decisions/0035): where more addresses fail that answered until then than
 * answer again, something lies before all of them (a login, a script, a backend that is down). Of one that left its list, or
 * that was missed before while the others answered, a miss counts on any night; so it does at a site that has no other.
 */
export function credibleMisses(looks: readonly SiteLook[]): (run: string, url: string) => boolean {
  const credible = new Set<string>()
  const roles = Map.groupBy(looks, ({ role }) => role)
  for (const ofRole of roles.values()) {
    const known: Known = { there: new Set(), gone: new Set() }
    const runs = [...Map.groupBy(ofRole, ({ run }) => run).values()].map((night) => night.sort(byTime))
    for (const night of runs.sort(([a], [b]) => (a && b ? byTime(a, b) : 0)))
      for (const { run, url } of believed(night, known)) credible.add(`${run} ${url}`)
  }
  return (run, url) => credible.has(`${run} ${url}`)
}

/** The misses of one run that are believed. */
function believed(night: readonly SiteLook[], { there, gone }: Known): readonly SiteLook[] {
  const seen = new Set(night.flatMap(({ url, kind }) => (kind === 'there' ? [url] : [])))
  const missed = night.filter(({ url, kind }) => kind !== 'there' && there.has(url) && !seen.has(url))
  const unexplained = new Set(
    missed.flatMap(({ url, kind }) => (kind === 'missing' && !gone.has(url) ? [url] : [])),
  )
  const answered = seen.intersection(there).size
  const isSound = unexplained.size <= answered || there.size === 1
  const found = missed.filter(({ url }) => isSound || !unexplained.has(url))
  for (const { url } of found) gone.add(url)
  for (const url of seen) {
    gone.delete(url)
    there.add(url)
  }
  return found
}

const byTime = (a: SiteLook, b: SiteLook): number => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0)
