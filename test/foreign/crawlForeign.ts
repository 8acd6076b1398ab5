import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Report } from '../../src/model/report.ts'
import type { SiteRun } from '../../src/model/run.ts'
import { crawl } from '../../src/pipeline.ts'
import { loadSites } from '../../src/sites/loadSites.ts'
import { exitCodeOfRun } from '../../src/exitCode.ts'
import { root } from '../running/nianbao.ts'
import { temporaryFolder } from '../running/temporaryFolder.ts'
import { foreignServer, type Handler } from './foreignServer.ts'

export const host = 'www.foreign.gov.cn'

export interface Crawled {
  readonly exit: number
  readonly site: SiteRun
  /** `<code>/<year>` of every report file, sorted. */
  readonly ids: readonly string[]
  readonly reports: readonly Report[]
  readonly asked: readonly string[]
  /** Responses of listings in the ledger by now. */
  readonly listingsKept: () => Promise<number>
  /** Another night with the same archive. */
  readonly again: (now: string) => Promise<Crawled>
}

/** Crawls one site of 拱墅区 whose one source is written as in a site file; every host leads to the same server. */
export async function crawlForeign(
  source: string,
  handle: Handler,
  { hosts = [host], now = '2024-05-01' }: { readonly hosts?: readonly string[]; readonly now?: string } = {},
): Promise<Crawled> {
  const { origin, asked } = await foreignServer(handle)
  const home = await temporaryFolder()
  await writeSite(join(home, 'sites/zhejiang'), source, hosts)
  const sites = await loadSites(join(home, 'sites'))
  const archive = join(home, 'archive')
  const night = async (date: string): Promise<Crawled> => {
    const before = asked.length
    const run = await crawl({
      command: 'crawl',
      mode: 'nightly',
      years: null,
      sites,
      archive,
      config: resolve(root, 'config'),
      replicas: new Map(hosts.map((name) => [name, origin])),
      clock: () => new Date(date),
      tell: () => undefined,
    })
    const [site] = run.sites
    if (!site) throw new Error('the run has no site')
    const reports = await reportsIn(join(archive, 'zhejiang-foreign'))
    const ids = reports.map(({ id }) => String(id)).sort()
    const listingsKept = () => listingsIn(join(archive, 'zhejiang-foreign/captures.jsonl'))
    return {
      exit: exitCodeOfRun(run),
      site,
      ids,
      reports,
      asked: asked.slice(before),
      listingsKept,
      again: night,
    }
  }
  return night(now)
}

async function writeSite(folder: string, source: string, hosts: readonly string[]): Promise<void> {
  const define = pathToFileURL(join(root, 'src/sites/defineSite.ts')).href
  await mkdir(folder, { recursive: true })
  const text = `import { defineSite } from '${define}'
export default defineSite({
  id: 'zhejiang-foreign',
  name: '杭州市拱墅区人民政府',
  division: '330105',
  hosts: ${JSON.stringify(hosts)},
  sources: [{ ${source} }],
  expect: { from: 2021, perYear: [1, 200] },
})
`
  await writeFile(join(folder, 'foreign.ts'), text)
}

async function listingsIn(ledger: string): Promise<number> {
  const lines = (await readFile(ledger, 'utf8')).split('\n')
  return lines.filter((line) => line.includes('"role":"listing"')).length
}

async function reportsIn(site: string): Promise<readonly Report[]> {
  const names = await readdir(join(site, 'reports'), { recursive: true }).catch(() => [])
  const files = names.filter((name) => name.endsWith('.json'))
  return Promise.all(
    files.map(async (name) => Report.parse(JSON.parse(await readFile(join(site, 'reports', name), 'utf8')))),
  )
}
