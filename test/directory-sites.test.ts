import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ReplicaSites } from './replicas/replicaSites.ts'
import { startReplica, type RunningReplica } from './replicas/replicaServer.ts'
import { lonsunSites } from './replicas/sites/lonsunSites.ts'
import { hanwebSites } from './replicas/sites/hanwebSites.ts'
import { nfcmsSites } from './replicas/sites/nfcmsSites.ts'
import { opennessSites } from './replicas/sites/opennessSites.ts'
import { staticSites } from './replicas/sites/staticSites.ts'
import { trsSites } from './replicas/sites/trsSites.ts'
import { ucapSites } from './replicas/sites/ucapSites.ts'
import { vsbSites } from './replicas/sites/vsbSites.ts'
import { lastRunOf } from './running/lastRunOf.ts'
import { nianbao } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'
import { everyday } from './running/everyday.ts'

/** What a filed report says of itself, as far as is tested here. */
interface Filed {
  readonly id: string
  readonly year: number
  readonly title: string
  readonly sources: readonly { readonly role: string }[]
}

async function reportsOf(archive: string, site: string): Promise<readonly Filed[]> {
  const folder = join(archive, site, 'reports')
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.json'))
  return Promise.all(
    files.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as Filed),
  )
}

/** Reports may be printed with a space or a year set apart; the bare words tell which one it is. */
const bare = (title: string): string => title.replace(/\s/gu, '')

const families: readonly (readonly [string, ReplicaSites])[] = [
  ['trs', trsSites(2024)],
  ['vsb', vsbSites(2024)],
  ['nfcms', nfcmsSites(2024)],
  ['lonsun', lonsunSites(2024)],
  ['openness', opennessSites(2024)],
  ['ucap', ucapSites(2024)],
  ['static-list', staticSites(2024)],
  ['hanweb-xxgk and hanweb-jpage', hanwebSites(2024)],
]

describe.each(everyday(families, 3))(
  'The sites on %s, crawled by the command line',
  (_family, { servers, published }) => {
    const running = new Map<string, RunningReplica>()
    beforeAll(async () => {
      for (const { hosts, replicas } of servers) {
        const server = await startReplica(replicas)
        for (const host of hosts) running.set(host, server)
      }
    })
    afterAll(() => Promise.all([...running.values()].map((server) => server.close())))
    const seen = (): number =>
      [...new Set(running.values())].reduce((sum, server) => sum + server.seen().length, 0)

    test('every report is found once, kept and read, no trap is taken, and the next night is quiet', async () => {
      const home = await temporaryFolder()
      const archive = join(home, 'archive')
      const map = Object.fromEntries([...running].map(([host, { origin }]) => [host, origin]))
      await writeFile(join(home, 'map.json'), JSON.stringify(map))
      const ids = Object.keys(published)
      const crawl = (now: string): ReturnType<typeof nianbao> =>
        nianbao('crawl', ...ids, '--archive', archive, '--replicas', join(home, 'map.json'), '--now', now)

      const first = await crawl('2025-06-01')
      expect(first.code, first.stdout + first.stderr).toBe(0)
      for (const id of ids) {
        const wanted = (published[id] ?? []).filter(({ report }) => report !== null)
        const filed = await reportsOf(archive, id)
        expect(filed.map(({ title }) => bare(title)).sort()).toEqual(
          wanted.map(({ title }) => bare(title)).sort(),
        )
        const attached = filed.filter(({ sources }) => sources.some(({ role }) => role === 'attachment'))
        expect(attached.length).toBe(wanted.filter(({ attachment }) => attachment !== null).length)
      }
      const { sites } = await lastRunOf(archive)
      expect(sites.flatMap(({ alarms }) => alarms)).toEqual([])

      // each listing has its own night of the rota on which it is walked to its end; on any other it costs one request
      const walked: string[] = []
      for (const date of ['2025-06-02', '2025-06-03']) {
        const before = seen()
        const quiet = await crawl(date)
        expect(quiet.code, quiet.stdout + quiet.stderr).toBe(0)
        const listings = (await lastRunOf(archive)).sites.flatMap((site) => site.listings)
        const due = listings.filter(({ unchanged }) => !unchanged)
        walked.push(...due.map(({ endpoint }) => endpoint))
        if (due.length === 0) expect(seen() - before).toBeLessThanOrEqual(listings.length + ids.length)
      }
      expect(new Set(walked).size).toBe(walked.length)
    }, 120_000)
  },
)
