import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Report } from '../src/model/report.ts'
import { renderDocx, renderHtml } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { everyday } from './running/everyday.ts'
import { lastRunOf } from './running/lastRunOf.ts'
import { html, localSite, type Answer } from './running/localSite.ts'
import { nianbao } from './running/nianbao.ts'

const spec = (unit: string, seed = unit) => inventReport({ unit, division: '杭州市拱墅区', year: 2022, seed })
const text = (unit: string, seed?: string): string =>
  Buffer.from(renderHtml(spec(unit, seed))).toString('utf8')
const file =
  (bytes: Uint8Array): Answer =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(bytes)
  }
const article = '/html/1001/100201.html'
const title = '米市巷街道2022年政府信息公开工作年度报告'
const stub = `<html><body><h1>${title}</h1><p>该内容已下线，如需了解请到窗口查询。${'感谢您对我们工作的理解与支持。'.repeat(20)}</p></body></html>`

const reportsIn = (archive: string): string => join(archive, 'zhejiang-example/reports/2022')
const reportOf = async (archive: string, name = '330105001'): Promise<Report> =>
  JSON.parse(await readFile(join(reportsIn(archive), `${name}.json`), 'utf8')) as Report
const codes = (report: Report): string[] => report.findings.map(({ code }) => code)
const first = ['--now', '2023-02-01']
const later = ['--recheck', '--now', '2023-02-10']

test.each([
  ['a page that says it is gone', stub, 'not-a-report'],
  ['the report of another unit', text('小河街道'), '小河街道'],
])(
  'a report page that is replaced by %s keeps its reading, marked, and the run names it',
  async (_what, now, why) => {
    const answers: Record<string, Answer> = { [article]: html(text('米市巷街道')) }
    const site = await localSite({ [article]: title }, answers)
    await nianbao('crawl', ...site.options, ...first)
    const before = await reportOf(site.archive)
    answers[article] = html(now)
    const { stdout } = await nianbao('crawl', ...site.options, ...later)
    expect(stdout).toContain('source-replaced')
    const after = await reportOf(site.archive)
    expect(after.figures).toEqual(before.figures)
    expect(codes(after)).toContain('source-replaced')
    expect(after.findings.at(-1)?.message).toContain(why)
    expect(after.findings.at(-1)?.message).toContain('2023-02-10')
    expect((await nianbao('status', ...site.options)).stdout).toContain('source-replaced')

    await nianbao('extract', '--archive', site.archive)
    expect(await reportOf(site.archive)).toEqual(after)
    expect((await nianbao('verify', '--archive', site.archive)).stdout).toBe('')
  },
)

test('a report that is back at its address is marked no more', async () => {
  const answers: Record<string, Answer> = { [article]: html(text('米市巷街道')) }
  const site = await localSite({ [article]: title }, answers)
  await nianbao('crawl', ...site.options, ...first)
  answers[article] = html(stub)
  await nianbao('crawl', ...site.options, ...later)
  answers[article] = html(text('米市巷街道'))
  await nianbao('crawl', ...site.options, '--recheck', '--now', '2023-02-20')
  expect(codes(await reportOf(site.archive))).not.toContain('source-replaced')
})

test('a report that moved from its page into a file of that page is not replaced', async () => {
  const answers: Record<string, Answer> = {
    [article]: html(text('米市巷街道')),
    '/files/nb.docx': file(renderDocx(spec('米市巷街道'))),
  }
  const site = await localSite({ [article]: title }, answers)
  await nianbao('crawl', ...site.options, ...first)
  answers[article] = html(stub.replace('</p>', '</p><a href="/files/nb.docx">年报.docx</a>'))
  await nianbao('crawl', ...site.options, ...later)
  expect(codes(await reportOf(site.archive))).not.toContain('source-replaced')
})

test.each(
  everyday(['拱墅区各街道2022年政府信息公开工作年度报告', '拱墅区2022年政府信息公开工作年度报告'], 1),
)(
  'every file of a page with the reports of several units (%s) is a report of its own, or named with the reason',
  async (pageTitle) => {
    const units = ['米市巷街道', '小河街道', '湖墅街道']
    const links = [...units, '空白'].map(
      (unit) =>
        `<p><a href="/files/${encodeURIComponent(unit)}.docx">${unit}2022年政府信息公开工作年度报告.docx</a></p>`,
    )
    const answers: Record<string, Answer> = {
      [article]: html(`<html><body><h1>${pageTitle}</h1>${links.join('')}</body></html>`),
      [`/files/${encodeURIComponent('空白')}.docx`]: file(Buffer.from('PK\u0003\u0004 no zip at all')),
    }
    for (const unit of units)
      answers[`/files/${encodeURIComponent(unit)}.docx`] = file(renderDocx(spec(unit)))
    const site = await localSite({ [article]: pageTitle }, answers)
    await nianbao('crawl', ...site.options, ...first)
    const filed = await readdir(reportsIn(site.archive))
    const names = await Promise.all(
      filed.map(async (name) => (await reportOf(site.archive, name.replace('.json', ''))).unit.name),
    )
    expect(names.sort()).toEqual([...units].sort())
    const [run] = (await lastRunOf(site.archive)).sites
    const named = [...(run?.unread ?? []), ...(run?.troubles ?? [])].map(({ url, code }) => [
      decodeURIComponent(url),
      code,
    ])
    expect(named).toHaveLength(1)
    expect(named[0]?.[0]).toContain('空白')
  },
)
