import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { renderHtml } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { html, localSite } from './running/localSite.ts'
import { lastLine, nianbao } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

const article = '/html/1001/100201.html'
const spec = inventReport({ unit: '米市巷街道', division: '杭州市拱墅区', year: 2022, seed: 'watched' })
const page = html(Buffer.from(renderHtml(spec)).toString('utf8'))
const reports = { [article]: '米市巷街道2022年政府信息公开工作年度报告' }

async function watchman(): Promise<{ readonly url: string; readonly heard: string[] }> {
  const heard: string[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      heard.push(`${request.url ?? ''} ${body.split('\n')[0] ?? ''}`)
      response.end('OK')
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/night`, heard }
}

test('a night tells its watchman that it began and how it ended, and leaves its numbers for Prometheus', async () => {
  const site = await localSite(reports, { [article]: page })
  const { url, heard } = await watchman()
  const metrics = join(await temporaryFolder(), 'nianbao.prom')
  const { code, stderr } = await nianbao('crawl', ...site.options, '--ping', url, '--metrics', metrics)
  expect(code, stderr).toBe(0)
  expect(heard.map((one) => one.split(' ')[0])).toEqual(['/night/start', '/night/0'])
  expect(heard[1]).toContain('Found')
  expect(await readFile(metrics, 'utf8')).toContain('nianbao_site_reports{site="zhejiang-example"} 1\n')
})

test('a night that cannot begin tells its watchman the exit code and the reason', async () => {
  const site = await localSite(reports, { [article]: page })
  const { url, heard } = await watchman()
  const { code } = await nianbao('crawl', ...site.options, '--archive', '/dev/null', '--ping', url)
  expect(code).toBe(2)
  expect(heard[1]).toMatch(/^\/night\/2 nianbao: not-an-archive: /u)
})

test('a site file that cannot be read is told to the watchman too, and leaves no numbers of the night before', async () => {
  const site = await localSite(reports, { [article]: page })
  const { url, heard } = await watchman()
  const metrics = join(await temporaryFolder(), 'nianbao.prom')
  const watch = ['--ping', `${url}?create=1`, '--metrics', metrics]
  await nianbao('crawl', ...site.options, ...watch)
  const sites = site.options[site.options.indexOf('--sites') + 1] ?? ''
  await mkdir(join(sites, 'anhui'))
  await writeFile(join(sites, 'anhui/broken.ts'), 'export default 1\n')
  expect((await nianbao('crawl', ...site.options, ...watch)).code).toBe(2)
  expect(heard.map((one) => one.split(' ')[0])).toEqual([
    ...['/night/start?create=1', '/night/0?create=1'],
    ...['/night/start?create=1', '/night/2?create=1'],
  ])
  const text = await readFile(metrics, 'utf8')
  expect(text).toContain('nianbao_run_exit_code{command="crawl"} 2\n')
  expect(text).not.toContain('nianbao_site')
  const named = await nianbao('crawl', 'zhejiang-example', ...site.options)
  expect(named.code, named.stderr).toBe(0)
})

test('a file for the numbers that cannot be written is told before anything is asked for', async () => {
  const site = await localSite(reports, { [article]: page })
  const { code, stderr } = await nianbao('crawl', ...site.options, '--metrics', '/nowhere/nianbao.prom')
  expect([code, site.seen.length]).toEqual([2, 0])
  expect(lastLine(stderr)).toMatch(/^nianbao: usage: --metrics \/nowhere\/nianbao.prom: /u)
})

test('a watchman who is not there stops no night; what is no address is refused before it', async () => {
  const site = await localSite(reports, { [article]: page })
  const deaf = await nianbao('crawl', ...site.options, '--ping', 'http://127.0.0.1:9/x')
  expect([deaf.code, deaf.stderr]).toEqual([0, expect.stringContaining('the watchman was not told')])
  const wrong = await nianbao('crawl', ...site.options, '--ping', 'healthchecks')
  expect([wrong.code, lastLine(wrong.stderr)]).toEqual([2, expect.stringMatching(/^nianbao: usage: --ping/u)])
})

test('status accuses a unit only of a year that is due and was looked for, and says on which day', async () => {
  const site = await localSite(
    reports,
    { [article]: page },
    { expect: "from: 2022, perYear: [1, 90], of: 'division'" },
  )
  const stateOf = async (today: string, name: string): Promise<string | undefined> => {
    const { stdout } = await nianbao('status', ...site.options, '--now', today, '--json')
    const coverage = JSON.parse(stdout) as {
      sites: { publications: { name: string; year: number; state: string; looked: string | null }[] }[]
    }
    const cell = coverage.sites[0]?.publications.find((one) => one.name === name && one.year === 2022)
    return cell && `${cell.state} ${cell.looked ?? '-'}`
  }
  await nianbao('crawl', ...site.options, '--now', '2023-01-20')
  expect(await stateOf('2023-01-21', '米市巷街道')).toBe('published -')
  expect(await stateOf('2023-01-21', '湖墅街道')).toBe('not-known -')
  expect(await stateOf('2023-06-01', '湖墅街道')).toBe('not-known -')
  await nianbao('crawl', ...site.options, '--now', '2023-06-02')
  expect(await stateOf('2023-06-03', '湖墅街道')).toBe('missing 2023-06-02')
  expect((await nianbao('status', ...site.options, '--now', '2023-06-03')).stdout).toMatch(
    /湖墅街道 +missing +not in the listings on 2023-06-02/u,
  )
})
