/**
 * Peak memory (what the kernel counted at most of the process and of the one that derives for it) of `nianbao crawl` over 5,000
 * new reports: from one site, and from ten. The hosts are a process of their own. Linux only, where /proc tells it.
 * Run: `node test/bench/memory.ts [reports]`.
 */
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Run } from '../../src/model/run.ts'
import { renderHtml } from '../documents/makeDocument.ts'
import { inventReport } from '../fixtures/inventReport.ts'
import { commandLine } from '../running/nianbao.ts'
import { watchMemory } from '../running/watchMemory.ts'

const limit = 300
const [firstYear, years, rowsPerPage] = [2012, 14, 500] as const
const syllables = Array.from('永安长乐太平仁和文德昌兴宁康顺庆丰裕泰祥')
/** Four hundred bodies that nobody has: 永永局, 永安局… */
const units = syllables.flatMap((one) => syllables.map((other) => `${one}${other}局`))
/** Divisions of the sites, one each. */
const divisions = [
  '330102',
  '330105',
  '330106',
  '330108',
  '330109',
  '330110',
  '330111',
  '330112',
  '330113',
  '330114',
]

const hostOf = (site: number): string => `site${site}.example.gov.cn`
const nameOf = (report: number): { unit: string; year: number; title: string } => {
  const unit = units[Math.floor(report / years)] ?? ''
  const year = firstYear + (report % years)
  return { unit, year, title: `${unit}${year}年政府信息公开工作年度报告` }
}

/** One made report of usual size; unit, year and one number are filled in. */
function template(): (site: number, report: number) => string {
  const spec = inventReport({
    unit: '某某局',
    division: '',
    year: 2099,
    seed: 'memory',
    forms: { proactive: '2021', applications: '2021' },
    title: ['某某局2099年政府信息公开工作年度报告'],
  })
  const page = Buffer.from(renderHtml(spec)).toString('utf8')
  return (site, report) => {
    const { unit, year } = nameOf(report)
    return `<!-- ${site} -->${page.replaceAll('某某局', unit).replaceAll('2099', String(year))}`
  }
}

function listing(page: number, reports: number): string {
  const first = (page - 1) * rowsPerPage
  const rows = Array.from({ length: Math.min(rowsPerPage, reports - first) }, (_, row) => {
    const { title, year } = nameOf(first + row)
    return `<li><a href="/html/${100_000 + first + row}.html">${title}</a><span>${year + 1}-01-20</span></li>`
  })
  const next = first + rowsPerPage < reports ? `<a href="/list_${page + 1}.html">下一页</a>` : ''
  return `<html><head><meta charset="utf-8"><title>年报</title><meta name="ColumnName" content="政府信息公开年报"></head><body><ul>${rows.join('')}</ul>${next}</body></html>`
}

/** Serves `sites` sites with `reports` reports each, and prints their origins. */
async function serve(sites: number, reports: number): Promise<void> {
  const fill = template()
  const origins: string[] = []
  for (let site = 0; site < sites; site += 1) {
    const server = createServer(({ url = '' }, response) => {
      const page = /^\/list_(\d+)\.html$/u.exec(url)?.[1]
      const report = /^\/html\/(\d+)\.html$/u.exec(url)?.[1]
      if (page !== undefined) response.end(listing(Number(page), reports))
      else if (report !== undefined) response.end(fill(site, Number(report) - 100_000))
      else response.writeHead(404).end()
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    origins.push(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  }
  process.stdout.write(`${JSON.stringify(origins)}\n`)
  process.stdin.on('end', () => process.exit(0)).resume()
}

async function writeSites(folder: string, origins: readonly string[]): Promise<readonly string[]> {
  const define = pathToFileURL(fileURLToPath(new URL('../../src/sites/defineSite.ts', import.meta.url))).href
  await mkdir(join(folder, 'sites/bench'), { recursive: true })
  for (const [site] of origins.entries()) {
    const text = `import { defineSite } from '${define}'
export default defineSite({
  id: 'bench-site${site}',
  name: 'site ${site}',
  division: '${divisions[site] ?? '330105'}',
  hosts: ['${hostOf(site)}'],
  sources: [{ family: 'static-list', list: 'http://${hostOf(site)}/list_1.html' }],
  expect: { from: ${firstYear}, perYear: [0, 1000] },
})
`
    await writeFile(join(folder, `sites/bench/site${site}.ts`), text)
  }
  const map = Object.fromEntries(origins.map((origin, site) => [hostOf(site), origin]))
  await writeFile(join(folder, 'map.json'), JSON.stringify(map))
  return ['--sites', join(folder, 'sites'), '--replicas', join(folder, 'map.json')]
}

/** Crawls all of it with the command line; gives the most memory in MB, and the seconds. */
async function measure(sites: number, reports: number): Promise<{ megabytes: number; seconds: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'nianbao-memory-'))
  const self = fileURLToPath(import.meta.url)
  const hosts = spawn(process.execPath, [self, '--serve', String(sites), String(reports / sites)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  try {
    const printed = await new Promise<string>((done) =>
      hosts.stdout.once('data', (chunk) => {
        done(String(chunk))
      }),
    )
    const options = await writeSites(folder, JSON.parse(printed) as string[])
    const [program, ...args] = commandLine([
      'crawl',
      '--json',
      '--archive',
      join(folder, 'archive'),
      ...options,
    ])
    const start = performance.now()
    const crawl = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] })
    let stdout = ''
    crawl.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    const { peak } = await watchMemory(crawl)
    const run = Run.parse(JSON.parse(stdout))
    const found = run.sites.reduce((sum, site) => sum + site.reports, 0)
    if (found !== reports) throw new Error(`the crawl gave ${found} reports, not ${reports}`)
    return { megabytes: peak / 1024, seconds: (performance.now() - start) / 1000 }
  } finally {
    hosts.stdin.end()
    await rm(folder, { recursive: true, force: true })
  }
}

const [, , flag = '5000', sites, reports] = process.argv
if (flag === '--serve') await serve(Number(sites), Number(reports))
else {
  for (const count of [1, 10]) {
    const { megabytes, seconds } = await measure(count, Number(flag))
    console.log(
      `  ${flag} reports from ${count} site${count === 1 ? ' ' : 's'}: at most ${megabytes.toFixed(0)} MB resident (limit ${limit}), ${seconds.toFixed(0)} s`,
    )
    if (megabytes > limit) process.exitCode = 1
  }
}
