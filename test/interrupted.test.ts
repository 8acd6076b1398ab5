import { spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { renderDocx, renderHtml } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { everyday } from './running/everyday.ts'
import { html, localSite, type Answer } from './running/localSite.ts'
import { commandLine, nianbao, root } from './running/nianbao.ts'

const article = '/html/1001/100201.html'
const file = '/files/nb2022.docx'
const spec = inventReport({ unit: '米市巷街道', division: '杭州市拱墅区', year: 2022, seed: 'killed' })

const sendFile: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(renderDocx(spec))
}

test('a crawl killed between a page and its file fetches the file next time, and the page not again', async () => {
  let hang = true
  const answers: Record<string, Answer> = {
    [article]: html(`<html><body><h1>年报</h1><p>见附件。</p><a href="${file}">年报.docx</a></body></html>`),
    [file]: (request, response) => {
      if (!hang) sendFile(request, response)
    },
  }
  const site = await localSite({ [article]: '米市巷街道2022年政府信息公开工作年度报告' }, answers)
  const args = [
    '--disable-warning=ExperimentalWarning',
    resolve(root, 'src/cli.ts'),
    'crawl',
    ...site.options,
  ]
  const killed = spawn(process.execPath, args, { stdio: 'ignore' })
  const ended = new Promise((done) => killed.once('close', done))
  while (!site.seen.includes(file)) await new Promise((done) => setTimeout(done, 10))
  killed.kill('SIGKILL')
  await ended

  hang = false
  const again = await nianbao('crawl', ...site.options, '--now', '2023-02-02')
  expect(again.code, again.stderr).toBe(0)
  expect(site.seen.filter((path) => path === article)).toHaveLength(1)
  expect(await readdir(join(site.archive, 'zhejiang-example/reports/2022'))).toEqual(['330105001.json'])
  const ledger = (await readFile(join(site.archive, 'zhejiang-example/captures.jsonl'), 'utf8'))
    .trimEnd()
    .split('\n')
  const roles = ledger.map((line) => (JSON.parse(line) as { role: string; parent: number | null }).role)
  expect(roles).toEqual(['listing', 'page', 'attachment'])
  const verified = await nianbao('verify', '--archive', site.archive)
  expect([verified.code, verified.stdout]).toEqual([0, ''])
})

test('a file that the host failed is fetched by the next run, though page and listing are unchanged', async () => {
  let broken = true
  const answers: Record<string, Answer> = {
    [article]: html(`<html><body><h1>年报</h1><p>见附件。</p><a href="${file}">年报.docx</a></body></html>`),
    [file]: (request, response) => {
      if (broken) response.writeHead(500).end()
      else sendFile(request, response)
    },
  }
  const site = await localSite({ [article]: '米市巷街道2022年政府信息公开工作年度报告' }, answers)
  await nianbao('crawl', ...site.options)
  broken = false
  await nianbao('crawl', ...site.options, '--now', '2023-02-02')
  expect(await readdir(join(site.archive, 'zhejiang-example/reports/2022'))).toEqual(['330105001.json'])
})

test('crawls killed at any moment leave an archive that the next one finishes, with nothing left to say', async () => {
  const years = Array.from({ length: 12 }, (_, n) => 2010 + n)
  const path = (year: number): string => `/html/1001/${100_000 + year}.html`
  const page = (year: number): string =>
    Buffer.from(
      renderHtml(inventReport({ unit: '米市巷街道', division: '杭州市拱墅区', year, seed: `k${year}` })),
    ).toString('utf8')
  const site = await localSite(
    Object.fromEntries(years.map((year) => [path(year), `米市巷街道${year}年政府信息公开工作年度报告`])),
    Object.fromEntries(years.map((year) => [path(year), html(page(year))])),
  )
  const [program, ...args] = commandLine(['crawl', ...site.options])
  for (const round of everyday([0, 1, 2, 3, 4, 5], 3)) {
    const asked = site.seen.length
    const killed = spawn(program, args, { stdio: 'ignore' })
    const ended = new Promise((done) => killed.once('close', done))
    // Each round a few requests later, so that each is killed with something else under way.
    while (site.seen.length < asked + 2 + round && killed.exitCode === null)
      await new Promise((done) => setTimeout(done, 1))
    killed.kill('SIGKILL')
    await ended
    const verified = await nianbao('verify', '--archive', site.archive)
    // Killed before the archive began, there is none yet.
    expect([0, 2]).toContain(verified.code)
    expect(verified.stdout).not.toMatch(/^damage/mu)
  }
  const last = await nianbao('crawl', ...site.options, '--now', '2023-02-02')
  expect(last.code, last.stderr).toBe(0)
  const verified = await nianbao('verify', '--archive', site.archive)
  expect([verified.code, verified.stdout]).toEqual([0, ''])
  const reports = await readdir(join(site.archive, 'zhejiang-example/reports'))
  expect(reports.sort()).toEqual(years.map(String))
})
