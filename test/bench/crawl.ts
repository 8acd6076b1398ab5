/**
 * Pages a second of a crawl without pauses (20 sites, 1,000 reports) against a bare got loop over the same URLs, as many hosts
 * in parallel: once making each file durable in the same way, once only fetching. Of the crawl two numbers: until every page
 * is archived, which is what the durable loop does, and until every report is extracted, validated and filed as well, which no
 * loop does. Both begin with the process's first step (configuration, listings). Interleaved, medians; the hosts are a process of
 * their own. Run: `node test/bench/crawl.ts [rounds]`.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import got from 'got'
import { durableWrite, makeFolder } from '../../src/archive/durableWrite.ts'
import { crawl } from '../../src/pipeline.ts'
import { loadSites } from '../../src/sites/loadSites.ts'
import { startManyReplicas } from '../replicas/startManyReplicas.ts'

const sites = 20
const reportsPerSite = 50
const total = sites * reportsPerSite

interface Hosts {
  readonly folder: string
  readonly replicas: ReadonlyMap<string, string>
  readonly urls: readonly string[]
  close(): Promise<void>
}

/** The hosts in a process of their own: they must not take time from those who ask. */
async function startHosts(folder: string): Promise<Hosts> {
  const server = spawn(process.execPath, [fileURLToPath(import.meta.url), '--serve', folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((done) =>
    server.once('close', () => {
      done()
    }),
  )
  let printed = ''
  await new Promise<void>((done) => {
    server.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      if (printed.endsWith('\n')) done()
    })
  })
  const map = JSON.parse(await readFile(join(folder, 'replicas.json'), 'utf8')) as Record<string, string>
  return {
    folder,
    replicas: new Map(Object.entries(map)),
    urls: JSON.parse(printed) as string[],
    async close() {
      server.stdin.end()
      await ended
    },
  }
}

async function serve(folder: string): Promise<void> {
  const many = await startManyReplicas({ sites, reportsPerSite, folder })
  process.stdout.write(`${JSON.stringify(many.urls)}\n`)
  process.stdin.on('end', () => void many.close()).resume()
}

/** URLs by host: each host is asked for one thing at a time, all hosts at once. */
async function loop(
  hosts: Hosts,
  keep: (host: string) => Promise<(body: Buffer, url: string) => Promise<void>>,
): Promise<void> {
  const byHost = Map.groupBy(hosts.urls, (url) => new URL(url).host)
  await Promise.all(
    [...byHost].map(async ([host, urls]) => {
      const store = await keep(host)
      for (const url of urls) {
        const { pathname } = new URL(url)
        const { body } = await got(`${hosts.replicas.get(host) ?? ''}${pathname}`, { responseType: 'buffer' })
        await store(body, url)
      }
    }),
  )
}

/**
 * What the archive does for an original and no more: temporary file, fsync, rename, folder fsync, new folders made durable (the
 * same folders by the hash's first two digits), and one fsynced line.
 */
async function durably(folder: string): Promise<(body: Buffer, url: string) => Promise<void>> {
  const temp = join(folder, 'temporary')
  await makeFolder(temp)
  const ledger = await open(join(folder, 'ledger'), 'a')
  onceDone.push(() => ledger.close())
  return async (body, url) => {
    const name = createHash('sha256').update(body).digest('hex')
    const place = join(folder, 'originals', name.slice(0, 2))
    await makeFolder(place)
    await durableWrite(join(place, name), body, { temp })
    await ledger.appendFile(`${JSON.stringify({ url, name })}\n`)
    await ledger.datasync()
  }
}

/** Closes the ledgers of the loops. */
const onceDone: (() => Promise<void>)[] = []

/** Crawls all sites; gives the milliseconds until the last page was archived, and until the end. */
async function crawlAll(hosts: Hosts, archive: string): Promise<{ archived: number; whole: number }> {
  const start = performance.now()
  let archived = 0
  const run = await crawl({
    command: 'bench',
    mode: 'nightly',
    years: null,
    sites: await loadSites(join(hosts.folder, 'sites')),
    archive,
    config: fileURLToPath(new URL('../../config', import.meta.url)),
    replicas: hosts.replicas,
    clock: () => new Date(),
    tell: ({ kind }) => {
      if (kind === 'captured') archived = performance.now() - start
    },
  })
  const reports = run.sites.reduce((sum, site) => sum + site.reports, 0)
  if (reports !== total) throw new Error(`the crawl gave ${reports} reports, not ${total}`)
  return { archived, whole: performance.now() - start }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const pagesPerSecond = (milliseconds: number): number => (total / milliseconds) * 1000

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN

/** Runs the bench and prints it. */
export async function benchCrawl(rounds: number): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'nianbao-bench-'))
  const hosts = await startHosts(root)
  const speeds: Record<'archived' | 'whole' | 'durable' | 'plain', number>[] = []
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const at = (name: string): string => join(root, `${name}-${round}`)
      const nothing = (): Promise<void> => Promise.resolve()
      const durable = await timed(() => loop(hosts, (host) => durably(join(at('loop'), host))))
      const { archived, whole } = await crawlAll(hosts, at('archive'))
      const plain = await timed(() => loop(hosts, () => Promise.resolve(nothing)))
      await Promise.all(onceDone.splice(0).map((close) => close()))
      // The first round only warms the compiler.
      if (round > 0) speeds.push({ archived, whole, durable, plain })
    }
  } finally {
    await hosts.close()
    await rm(root, { recursive: true, force: true })
  }
  const of = (pick: (speed: (typeof speeds)[number]) => number): string => median(speeds.map(pick)).toFixed(2)
  const line = (what: string, which: 'archived' | 'whole' | 'plain' | 'durable', note: string): string =>
    `  ${what.padEnd(46)}${of((speed) => pagesPerSecond(speed[which])).padStart(9)}  ${of((speed) => speed.durable / speed[which])} of the durable loop${note}`
  console.log(`crawl of ${total} reports at ${sites} hosts, pages a second, medians of ${rounds} rounds:`)
  console.log(line('got loop, nothing kept', 'plain', ''))
  console.log(line('got loop, equally durable', 'durable', ''))
  console.log(line('crawl, until every page is archived', 'archived', ' (at least 0.5)'))
  console.log(line('crawl, until every report is filed as well', 'whole', ''))
}

const [, , flag, folder] = process.argv
if (flag === '--serve' && folder !== undefined) await serve(folder)
else if (import.meta.main) await benchCrawl(Number(flag ?? 5))
