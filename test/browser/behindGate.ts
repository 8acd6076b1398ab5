import { afterAll, beforeAll } from 'vitest'
import { openFetch, type Fetcher, type FetchPolicy } from '../../src/fetch/fetch.ts'
import { seekChromium } from '../../src/fetch/browser/chromium.ts'
import { NianbaoError } from '../../src/errors.ts'
import type { FetchConfig } from '../../src/model/config.ts'
import type { FetchOutcome } from '../../src/model/exchange.ts'
import type { Page, Rendering } from '../../src/model/page.ts'
import { pageOf } from '../../src/pipeline/pageOf.ts'
import { startManyHosts, type HostAnswer, type HostRequest, type ManyHosts } from '../servers/manyHosts.ts'
import { hastyManners } from '../running/hastyManners.ts'

export const found = await seekChromium()

if ('missing' in found) process.stderr.write(`browser tests are left out: ${found.missing}\n`)

export const config: FetchConfig = {
  ...hastyManners,
  maxRetryAfter: 2500,
}

export const js = (body: string): HostAnswer => ({ headers: { 'content-type': 'text/javascript' }, body })

export const json = (value: unknown): HostAnswer => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})

export const shell = (script: string, more = ''): string =>
  `<!doctype html><html><head><title>政务公开</title><meta name="ColumnName" content="政府信息公开年报"></head><body><div id="app"></div>${more}<script>${script}</script></body></html>`

/** Rows of a list as the scripts of these tests make them. */
export const show = `const show = (rows) => { document.getElementById('app').innerHTML = '<ul>' + rows.map((row) => '<li><a href="' + row.url + '">' + row.title + '</a><i>' + row.date + '</i></li>').join('') + '</ul>' };`

const units = ['财政局', '教育局', '审计局', '民政局', '司法局']

export const row = (index: number): { url: string; title: string; date: string } => ({
  url: `/detail/${70_001 + index}.html`,
  title: `${units[index % units.length] ?? ''}${2023 - Math.floor(index / units.length)}年政府信息公开工作年度报告`,
  date: '2024-01-20',
})

export const rows = Array.from({ length: 10 }, (_, index) => row(index))

/** Hosts that a test makes up, the fetcher with a browser before them, and what else is to be closed at the end. */
export let hosts: ManyHosts
export let fetcher: Fetcher
export const closing: (() => void)[] = []

/** Opens them for all tests of the file that calls this. */
export function behindGate(): void {
  beforeAll(async () => {
    hosts = await startManyHosts(40)
    fetcher = openFetch({
      config,
      replicas: hosts.replicas,
      browser: { idle: 1_500, page: 45_000, trial: 10_000, requests: 30 },
    })
  })
  afterAll(async () => {
    fetcher.close()
    for (const close of closing.splice(0)) close()
    await hosts.close()
  })
}

export const policy = (name: string, more: Partial<FetchPolicy> = {}): FetchPolicy => ({
  hosts: [name],
  expect: 'listing',
  ...more,
})

export const render = (name: string, rendering: Rendering = {}, path = '/list'): Promise<FetchOutcome> =>
  fetcher.fetch({ url: `http://${name}${path}`, render: rendering }, policy(name))

export const page = async (name: string, rendering: Rendering = {}, path = '/list'): Promise<Page> => {
  const outcome = await render(name, rendering, path)
  if (outcome.kind === 'refused') throw new NianbaoError(outcome.code, outcome.message)
  return pageOf(outcome.exchange)
}

export const paths = (seen: readonly HostRequest[]): readonly string[] => seen.map(({ path }) => path)
