import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Report } from '../src/model/report.ts'
import { renderDocx, renderHtml } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { lastRunOf } from './running/lastRunOf.ts'
import { html, localSite, type Answer, type LocalSite } from './running/localSite.ts'
import { nianbao } from './running/nianbao.ts'

const title = (unit: string, year: number): string => `杭州市拱墅区${unit}${year}年政府信息公开工作年度报告`
const spec = (unit: string, year = 2022) =>
  inventReport({
    unit,
    division: '杭州市拱墅区',
    year,
    seed: `${unit}${year}`,
    title: [title(unit, year)],
  })
const page = (unit: string, year = 2022): string => Buffer.from(renderHtml(spec(unit, year))).toString('utf8')
const path = '/html/1001/100201.html'
const listed = { [path]: '米市巷街道2022年政府信息公开工作年度报告' }

const withoutTables = (text: string): string => text.replace(/<table[\s\S]*?<\/table>/gu, '')

/** Crawls a page, then once for each of `replacements` what stands in its place. */
async function crawled(...versions: readonly string[]): Promise<LocalSite> {
  let now = ''
  const answer: Answer = (request, response) => {
    html(now)(request, response)
  }
  const site = await localSite(listed, { [path]: answer })
  for (const [night, version] of versions.entries()) {
    now = version
    const { code, stderr } = await nianbao(
      'crawl',
      '--recheck',
      ...site.options,
      '--now',
      `2023-02-0${night + 1}`,
    )
    expect(code, stderr).toBe(0)
  }
  return site
}

const folder = (site: LocalSite): string => join(site.archive, 'zhejiang-example')
const textOf = (site: LocalSite, year = 2022): Promise<string> =>
  readFile(join(folder(site), 'reports', String(year), '330105001.json'), 'utf8')
const reportOf = async (site: LocalSite, year = 2022): Promise<Report> =>
  Report.parse(JSON.parse(await textOf(site, year)))
const replacedIn = ({ findings }: Report): (readonly [string, string])[] =>
  findings
    .filter(({ code }) => code === 'source-replaced')
    .map(({ severity, message }) => [severity, message])

test('a page that keeps its words and loses its tables is no edition: its last reading stays and is marked', async () => {
  const site = await crawled(page('米市巷街道'), withoutTables(page('米市巷街道')))
  const report = await reportOf(site)
  expect(report.figures).toEqual(spec('米市巷街道').figures)
  expect(report.editions).toHaveLength(1)
  expect(replacedIn(report)).toEqual([['warning', expect.stringMatching(/2023-02-02.*without its tables$/u)]])
  expect((await lastRunOf(site.archive)).sites[0]?.unread.map(({ code }) => code)).toEqual([
    'source-replaced',
  ])
  expect((await nianbao('verify', '--archive', site.archive)).stdout).toBe('')
})

test('a file that its page no longer links is the last reading of a report that is gone', async () => {
  const cover = (link: string): string =>
    `<html><body><h1>米市巷街道2022年政府信息公开工作年度报告</h1><p>${link}</p></body></html>`
  let now = cover('<a href="/f/%E5%B9%B4%E6%8A%A5.docx">年报.docx</a>')
  const site = await localSite(listed, {
    [path]: (request, response) => {
      html(now)(request, response)
    },
    '/f/%E5%B9%B4%E6%8A%A5.docx': docx('米市巷街道'),
  })
  const crawl = async (night: string): Promise<string[]> => {
    await nianbao('crawl', '--recheck', ...site.options, '--now', night)
    return replacedIn(await reportOf(site)).map(([severity, message]) => `${severity} ${message}`)
  }
  expect(await crawl('2023-02-01')).toEqual([])
  now = cover('访问量 2 <a href="/f/年报.docx">年报.docx</a>')
  expect(await crawl('2023-02-02')).toEqual([])
  now = cover(
    '本年度报告全文改在区档案馆一楼大厅陈列，市民凭身份证可到现场翻看并摘抄其中数据，周一至周五上午九时开放。',
  )
  expect(await crawl('2023-02-03')).toEqual([
    expect.stringMatching(/^warning since capture \d+ of 2023-02-03.* no longer links 年报\.docx/u),
  ])
})

const docx =
  (unit: string): Answer =>
  (_request, response) => {
    const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    response.writeHead(200, { 'content-type': type }).end(renderDocx(spec(unit)))
  }

describe('a page with the files of several units', () => {
  test('gives a report for each file that is one, and names each other file in run and status', async () => {
    const files = ['财政局.docx', '教育局.docx', '卫生健康局.pdf', '审计局.docx']
    const links = files.map((name, at) => `<p><a href="/f/${at}.${name.split('.')[1] ?? ''}">${name}</a></p>`)
    const pdf: Answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF-1.4\n1 0 obj\n%%EOF\n')
    }
    const site = await localSite(
      { [path]: '拱墅区各部门2022年政府信息公开工作年度报告' },
      {
        [path]: html(
          `<html><body><h1>拱墅区各部门2022年政府信息公开工作年度报告</h1>${links.join('')}</body></html>`,
        ),
        '/f/0.docx': docx('财政局'),
        '/f/1.docx': docx('教育局'),
        '/f/2.pdf': pdf,
        '/f/3.docx': docx('统计局'),
      },
    )
    const { stderr } = await nianbao('crawl', ...site.options)
    const reports = await readdir(join(folder(site), 'reports/2022'))
    expect(reports, stderr).toHaveLength(2)
    const { unread } = (await lastRunOf(site.archive)).sites[0] ?? {}
    const origin = 'http://www.example.gov.cn/f'
    expect(unread?.map(({ code, url }) => [code, url]).sort()).toEqual([
      ['ambiguous-unit', `${origin}/3.docx`],
      ['unreadable-file', `${origin}/2.pdf`],
    ])
    const { stdout } = await nianbao('status', ...site.options)
    expect(stdout).toMatch(/unreadable-file\s+\S+2\.pdf\s+卫生健康局\.pdf: /u)
    expect(stdout).toMatch(/ambiguous-unit\s+\S+3\.docx\s+.*审计局/u)
  })
})

test.each([
  ['JSON', '{"code":500,"msg":"系统异常"}', 'server-error'],
  ['text', '系统繁忙，请稍后再试。', 'server-error'],
  ['XML', '<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>', 'soft-404'],
])(
  'an error in %s on a re-check is neither an edition nor a change of the source',
  async (_what, error, expected) => {
    const site = await crawled(page('米市巷街道'), error)
    const report = await reportOf(site)
    expect([report.editions.length, replacedIn(report)]).toEqual([1, []])
    const ledger = await readFile(join(folder(site), 'captures.jsonl'), 'utf8')
    expect(ledger).not.toContain('"changed"')
    const [run] = (await lastRunOf(site.archive)).sites
    expect(run?.troubles.map(({ code }) => code)).toEqual([expected])
  },
)
