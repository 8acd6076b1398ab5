import type { Tell } from '../model/progress.ts'
import type { Alarm, ListedLinks, ListingSeen, SiteRun, Trouble } from '../model/run.ts'
import { sourceKey, type Site } from '../sites/siteFile.ts'

/** What a run notes down of one site while it works; `result` is its part of the run's record. */
export interface SiteLog {
  candidate(): void
  ignored(reason: string): void
  listing(seen: ListingSeen): void
  readonly links: (changed: ListedLinks) => void
  captured(url: string, outcome: 'new' | 'changed' | 'unchanged'): void
  readonly report: () => void
  readonly unread: (trouble: Trouble) => void
  trouble(trouble: Trouble): void
  alarm(alarm: Alarm): void
  result(waiting: number): SiteRun
}

export function siteLog({ id: site, sources }: Pick<Site, 'id' | 'sources'>, tell: Tell): SiteLog {
  const ignored: Record<string, number> = {}
  const captured = { new: 0, changed: 0, unchanged: 0 }
  const listings: ListingSeen[] = []
  const links: ListedLinks[] = []
  const unread: Trouble[] = []
  const troubles: Trouble[] = []
  const alarms: Alarm[] = []
  let candidates = 0
  let reports = 0
  return {
    candidate: () => (candidates += 1),
    ignored: (reason) => (ignored[reason] = (ignored[reason] ?? 0) + 1),
    listing(seen) {
      listings.push(seen)
      tell({ kind: 'listed', site, endpoint: seen.endpoint, rows: seen.rows })
    },
    links: (changed) => links.push(changed),
    captured(url, outcome) {
      captured[outcome] += 1
      tell({ kind: 'captured', site, url, outcome })
    },
    report: () => (reports += 1),
    unread: (trouble) => unread.push(trouble),
    trouble(trouble) {
      troubles.push(trouble)
      tell({ kind: 'trouble', site, ...trouble })
    },
    alarm(alarm) {
      // a hundred pages of one host that moved are one alarm
      if (alarms.some(({ code, message }) => code === alarm.code && message === alarm.message)) return
      alarms.push(alarm)
      tell({ kind: 'alarm', site, ...alarm })
    },
    result: (waiting) => ({
      site,
      sources: sources.map(sourceKey),
      listings,
      links,
      candidates,
      ignored,
      captured,
      reports,
      unread,
      troubles,
      alarms,
      waiting,
    }),
  }
}
