interface SiteAtWork {
  links: number
  done: number
  /** Milliseconds that a link takes at least, by the site's pace. */
  readonly least: number
  readonly since: number
}

/** How far a run is, and how long it still takes (估计); times in milliseconds of any one clock. */
export interface Estimate {
  plan(site: string, links: number, seconds: number, now: number): void
  done(site: string): void
  readonly total: () => number
  readonly finished: () => number
  /** Sites work side by side, so the slowest decides: by its own speed so far, and never faster than its pace allows. */
  secondsLeft(now: number): number
}

export function openEstimate(): Estimate {
  const sites = new Map<string, SiteAtWork>()
  const sum = (count: (site: SiteAtWork) => number): number =>
    [...sites.values()].reduce((total, site) => total + count(site), 0)
  return {
    plan(site, links, seconds, now) {
      sites.set(site, { links, done: 0, least: links === 0 ? 0 : (seconds * 1000) / links, since: now })
    },
    done(site) {
      const at = sites.get(site)
      if (at) at.done += 1
    },
    total: () => sum(({ links }) => links),
    finished: () => sum(({ done }) => done),
    secondsLeft: (now) =>
      Math.max(
        0,
        ...[...sites.values()].map(({ links, done, least, since }) => {
          const seen = done === 0 ? 0 : (now - since) / done
          return Math.round(((links - done) * Math.max(least, seen)) / 1000)
        }),
      ),
  }
}

/** Seconds in words: `40 s`, `12 min`, `3 h 05 min`. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 90) return `${minutes} min`
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}
