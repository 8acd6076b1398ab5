import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { flip } from './archive-finished.ts'
import { renderHtml } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { html, localSite } from './running/localSite.ts'
import { lastLine, nianbao } from './running/nianbao.ts'

const years = [2019, 2020, 2021, 2022]
const path = (year: number): string => `/html/1001/${100_000 + year}.html`
const page = (year: number): string =>
  Buffer.from(
    renderHtml(inventReport({ unit: '米市巷街道', division: '杭州市拱墅区', year, seed: `line ${year}` })),
  ).toString()

/** A crawled site, and a byte of its ledger's third line changed. */
async function damaged() {
  const titles = years.map((year) => [path(year), `米市巷街道${year}年政府信息公开工作年度报告`] as const)
  const pages = years.map((year) => [path(year), html(page(year))] as const)
  const site = await localSite(Object.fromEntries(titles), Object.fromEntries(pages))
  expect((await nianbao('crawl', ...site.options)).code).toBe(0)
  const ledger = join(site.archive, 'zhejiang-example/captures.jsonl')
  const [first = '', second = ''] = readFileSync(ledger, 'utf8').split('\n')
  flip(ledger, Buffer.byteLength(first) + Buffer.byteLength(second) + 2 + 60)
  return { site, ledger }
}

test.for([
  ['by whoever reads the ledger from its beginning', 'crawl', true],
  ['by whoever looks at its page again', 'crawl --recheck', false],
  ['by whoever derives the reports anew', 'extract', false],
] as const)(
  'a damaged line in the middle of a ledger is named, %s, and nothing more is written to it',
  async ([, command, withoutIndex]) => {
    const { site, ledger } = await damaged()
    if (withoutIndex) rmSync(join(site.archive, 'zhejiang-example/index.json'))
    const before = readFileSync(ledger)
    const options = command === 'extract' ? ['--archive', site.archive] : site.options
    const { code, stderr } = await nianbao(...command.split(' '), ...options)
    expect([code, lastLine(stderr)]).toEqual([
      5,
      expect.stringMatching(/^nianbao: archive-damaged: .*captures\.jsonl: line 3: /u),
    ])
    expect(readFileSync(ledger).equals(before)).toBe(true)
  },
)
