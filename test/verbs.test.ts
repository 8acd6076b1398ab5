import { execFileSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Report } from '../src/model/report.ts'
import { renderDocx, renderHtml } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { lastRunOf } from './running/lastRunOf.ts'
import { html, localSite, type Answer } from './running/localSite.ts'
import { lastLine, nianbao } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

const spec = (unit: string, year: number, figures: Record<string, number> = {}) => {
  const made = inventReport({ unit, division: '杭州市拱墅区', year, seed: `${unit}${year}` })
  return { ...made, figures: { ...made.figures, ...figures } }
}
const page = (unit: string, year: number): string =>
  Buffer.from(renderHtml(spec(unit, year))).toString('utf8')
const path = (year: number): string => `/html/1001/${100_000 + year}.html`
const years = [2020, 2021, 2022]
const titles = Object.fromEntries(
  years.map((year) => [path(year), `米市巷街道${year}年政府信息公开工作年度报告`]),
)
const answers = Object.fromEntries(years.map((year) => [path(year), html(page('米市巷街道', year))]))

async function reportOf(archive: string, site: string, year: number, file: string): Promise<Report> {
  return Report.parse(JSON.parse(await readFile(join(archive, site, 'reports', String(year), file), 'utf8')))
}

describe('nianbao extract FILE', () => {
  test('prints the model of a file as the schema has it, with the cell of every figure', async () => {
    const file = join(await temporaryFolder(), 'a.docx')
    await writeFile(file, renderDocx(spec('米市巷街道', 2022)))
    const { code, stdout } = await nianbao('extract', file)
    const report = Report.parse(JSON.parse(stdout))
    expect(code).toBe(0)
    expect(report.id).toBe('330105001/2022')
    expect(Object.keys(report.cells).sort()).toEqual(Object.keys(report.figures).sort())
  })

  test('takes a word of a person where the file does not say whose report it is', async () => {
    const file = join(await temporaryFolder(), 'a.docx')
    await writeFile(file, renderDocx({ ...spec('米市巷街道', 2022), title: ['政府信息公开工作年度报告'] }))
    const { stdout } = await nianbao('extract', '--unit', '330105003', '--year', '2021', file)
    const report = Report.parse(JSON.parse(stdout))
    expect([report.id, report.year_from]).toEqual(['330105003/2021', 'given'])
  })
})

describe('nianbao import', () => {
  test('archives a file with where it came from and what a person gave, provable like any other', async () => {
    const folder = await temporaryFolder()
    const archive = join(folder, 'archive')
    const file = join(folder, '年报.docx')
    await writeFile(file, renderDocx(spec('米市巷街道', 2019)))
    const from = 'http://www.gongshu.gov.cn/old/2019.docx'
    const args = [
      'import',
      file,
      '--unit',
      '330105001',
      '--year',
      '2019',
      '--from',
      from,
      '--archive',
      archive,
    ]
    const first = await nianbao(...args)
    // The first run of these tests makes the key, and says so.
    expect([first.code, first.stderr.replace(/^\{"kind":"key-made".*\n/u, '')]).toEqual([0, ''])
    const report = await reportOf(archive, 'zhejiang-gongshu', 2019, '330105001.json')
    expect(report.sources).toMatchObject([{ role: 'import', url: from }])
    expect((await nianbao(...args)).stdout).toMatch(/^unchanged/u)
    const verified = await nianbao('verify', '--archive', archive)
    expect([verified.code, verified.stdout]).toEqual([0, ''])
    execFileSync('sha256sum', ['-c', '--quiet', 'originals.sha256'], {
      cwd: join(archive, 'zhejiang-gongshu'),
    })
  })
})

describe('nianbao backfill', () => {
  test('takes only the years that are asked for, and a later night still finds the others', async () => {
    const site = await localSite(titles, answers)
    const backfill = await nianbao('backfill', 'zhejiang-example', '--years', '2020-2021', ...site.options)
    expect(backfill.code, backfill.stderr).toBe(0)
    const reports = join(site.archive, 'zhejiang-example/reports')
    expect((await readdir(reports)).sort()).toEqual(['2020', '2021'])
    await nianbao('crawl', ...site.options, '--now', '2023-02-02')
    expect((await readdir(reports)).sort()).toEqual(['2020', '2021', '2022'])
  })
})

describe('nianbao crawl, night after night', () => {
  test('looks again in the season, asks conditionally, and believes a 304', async () => {
    const conditions: (string | undefined)[] = []
    const conditional: Answer = (request, response) => {
      const condition = request.headers['if-none-match']
      conditions.push(condition)
      if (condition === '"v1"') response.writeHead(304).end()
      else {
        response.writeHead(200, { 'content-type': 'text/html', etag: '"v1"' })
        response.end(page('米市巷街道', 2022))
      }
    }
    const site = await localSite({ [path(2022)]: titles[path(2022)] ?? '' }, { [path(2022)]: conditional })
    await nianbao('crawl', ...site.options)
    await nianbao('crawl', ...site.options, '--now', '2023-02-03')
    expect(conditions).toEqual([undefined])
    await nianbao('crawl', ...site.options, '--now', '2023-02-09')
    expect(conditions).toEqual([undefined, '"v1"'])
    const [seen] = (await lastRunOf(site.archive)).sites
    expect(seen?.captured).toEqual({ new: 0, changed: 0, unchanged: 1 })
  })

  test('a report that is replaced at its URL becomes a new edition, named figure by figure', async () => {
    let figures = {}
    const answer: Answer = (request, response) => {
      const made = renderHtml(spec('米市巷街道', 2022, figures))
      html(Buffer.from(made).toString('utf8'))(request, response)
    }
    const site = await localSite({ [path(2022)]: titles[path(2022)] ?? '' }, { [path(2022)]: answer })
    await nianbao('crawl', ...site.options)
    figures = { 'review.total': 777 }
    await nianbao('crawl', '--recheck', ...site.options, '--now', '2023-02-02')
    const { editions, sources } = await reportOf(site.archive, 'zhejiang-example', 2022, '330105001.json')
    expect(editions.map(({ changes }) => changes.map(({ metric, after }) => [metric, after]))).toEqual([
      [],
      [['review.total', 777]],
    ])
    expect(sources).toHaveLength(1)
    const ledger = await readFile(join(site.archive, 'zhejiang-example/captures.jsonl'), 'utf8')
    expect(ledger.match(/"outcome":"changed"/gu)).toHaveLength(1)
  })
})

describe('nianbao verify, export and status on what was crawled', () => {
  test('a site that is taken away is named as damage with exit 5, and no crawl begins it anew', async () => {
    const site = await localSite(titles, answers)
    await nianbao('crawl', ...site.options)
    const gone = join(site.archive, 'zhejiang-example')
    await rm(gone, { recursive: true })
    const verified = await nianbao('verify', '--archive', site.archive)
    expect([verified.code, verified.stdout]).toEqual([
      5,
      'damage site-missing: zhejiang-example: a run was at this site, and its folder is gone\n',
    ])
    const crawled = await nianbao('crawl', ...site.options)
    expect(crawled.code).toBe(5)
    expect(lastLine(crawled.stderr)).toMatch(/^nianbao: archive-damaged: .*restore it from a copy$/u)
    await expect(readdir(gone)).rejects.toThrow('ENOENT')
  })

  test('what a cut-off run left is mended and said, and the list of originals holds', async () => {
    const site = await localSite(titles, answers)
    await nianbao('crawl', ...site.options)
    await appendFile(join(site.archive, 'zhejiang-example/captures.jsonl'), '{"seq":')
    await writeFile(join(site.archive, 'zhejiang-example/index.json'), '{')
    const seen = await nianbao('status', ...site.options)
    expect(seen.stderr).toMatch(/"kind":"recovered".*index\.json/u)
    const crawled = await nianbao('crawl', ...site.options, '--now', '2023-02-02')
    expect(crawled.code).toBe(0)
    expect(crawled.stderr).toMatch(/"kind":"recovered".*line \d+ was torn/u)
    const verified = await nianbao('verify', '--archive', site.archive)
    expect([verified.code, verified.stdout]).toEqual([0, ''])
    const cwd = join(site.archive, 'zhejiang-example')
    execFileSync('sha256sum', ['-c', '--quiet', 'originals.sha256'], { cwd })
  })

  test('export tells as JSON what it wrote', async () => {
    const site = await localSite(titles, answers)
    await nianbao('crawl', ...site.options)
    const out = join(site.archive, '../out')
    const { stdout } = await nianbao('export', 'jsonl', '--out', out, '--json', '--archive', site.archive)
    const written = await Promise.all(
      ['reports.replica.jsonl', 'findings.replica.jsonl'].map(async (name) => {
        const bytes = await readFile(join(out, name))
        const rows = bytes.toString('utf8').split('\n').length - 1
        return { name, rows, bytes: bytes.length, sha256: hash('sha256', bytes) }
      }),
    )
    expect(written[0]?.rows).toBe(3)
    const tables = written.map(({ name, rows }) => ({ name: name.replace('.replica.jsonl', ''), rows }))
    expect(JSON.parse(stdout)).toEqual({ reports: 3, files: written, tables, cut: [] })
  })

  test('alarms of a site stand in status until it is crawled again, whatever ran since', async () => {
    const site = await localSite({}, {})
    await nianbao('crawl', ...site.options)
    const file = join(site.archive, '../a.docx')
    await writeFile(file, renderDocx(spec('米市巷街道', 2019)))
    const given = ['--unit', '330105001', '--year', '2019', '--from', 'http://www.example.gov.cn/a.docx']
    for (let n = 0; n < 6; n += 1) await nianbao('import', file, ...given, ...site.options)
    const { stdout } = await nianbao('status', '--json', ...site.options)
    const { sites } = JSON.parse(stdout) as { sites: { alarms: { code: string }[] }[] }
    expect(sites.flatMap(({ alarms }) => alarms)).not.toEqual([])
  })
})

describe('nianbao status and sites', () => {
  test('status names what is archived, what waits with its reason, and what nobody has seen live yet', async () => {
    const site = await localSite(
      { ...titles, '/html/1001/9.html': '小河街道2022年政府信息公开工作年度报告' },
      answers,
    )
    await nianbao('crawl', ...site.options)
    const { stdout } = await nianbao('status', ...site.options)
    expect(stdout).toContain('replica archive')
    expect(stdout).toMatch(/米市巷街道\s+330105001\s+●\s+◐\s+●/u)
    expect(stdout).toMatch(/not-found\s+http:\/\/www\.example\.gov\.cn\/html\/1001\/9\.html/u)
    const json = JSON.parse((await nianbao('status', '--json', ...site.options)).stdout) as {
      sites: { reports: number; waiting: { code: string }[] }[]
    }
    expect(json.sites[0]).toMatchObject({ reports: 3, waiting: [{ code: 'not-found' }] })
  })

  test('sites list tells each site with its unverified facts', async () => {
    const { stdout, code } = await nianbao('sites', 'list')
    expect(code).toBe(0)
    expect(stdout).toMatch(/heilongjiang-acheng {2}哈尔滨市阿城区人民政府 {2}230112 {2}ucap/u)
    expect(stdout).toMatch(/unverified sources\.0/u)
  })
})
