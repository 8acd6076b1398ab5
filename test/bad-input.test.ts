import { spawn } from 'node:child_process'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { renderDocx, renderHtml } from './documents/makeDocument.ts'
import { zip } from './documents/zip.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { lastRunOf } from './running/lastRunOf.ts'
import { html, localSite, status, type Answer } from './running/localSite.ts'
import { lastLine, nianbao, root, type Ended } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'
import { everyday } from './running/everyday.ts'

const report = (unit: string, year: number) =>
  inventReport({ unit, division: '杭州市拱墅区', year, seed: `${unit}${year}` })
const page = (unit: string, year: number): string =>
  Buffer.from(renderHtml(report(unit, year))).toString('utf8')

const good = '/html/1001/100201.html'
const bad = '/html/1001/100202.html'
const titles = {
  [good]: '米市巷街道2022年政府信息公开工作年度报告',
  [bad]: '小河街道2022年政府信息公开工作年度报告',
}
const goodPage = { [good]: html(page('米市巷街道', 2022)) }

/** A read of one file that gives no figures: how it ended and the codes of its findings. */
async function extractBytes(name: string, bytes: Uint8Array | string): Promise<Ended & { codes: string[] }> {
  const file = join(await temporaryFolder(), name)
  await writeFile(file, bytes)
  const ended = await nianbao('extract', '--figures', file)
  const line = JSON.parse(ended.stdout) as { figures: object; findings: { code: string }[] }
  expect(line.figures).toEqual({})
  return { ...ended, codes: line.findings.map(({ code }) => code) }
}

/** A zip that would inflate to 200 MB of one paragraph; no figure in its directory says otherwise. */
function bombDocx(): Uint8Array {
  const body = Buffer.alloc(200_000_000, '<w:p/>')
  const types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
  return zip([
    { name: '[Content_Types].xml', bytes: Buffer.from(types) },
    { name: 'word/document.xml', bytes: body },
  ])
}

describe('A file that cannot be read is told by its code, with exit 2', () => {
  test('a missing file', async () => {
    const { code, stderr, stdout } = await nianbao('extract', '--figures', 'no/such.docx')
    expect(code).toBe(2)
    expect(lastLine(stderr)).toMatch(/^nianbao: no-such-file: .*no\/such\.docx/u)
    expect(JSON.parse(stdout)).toMatchObject({
      file: 'no/such.docx',
      figures: {},
      findings: [{ code: 'no-such-file' }],
    })
  })

  test.each<[string, string, () => Uint8Array | string, string]>([
    ['an empty file', 'a.docx', () => '', 'empty-file'],
    [
      'a page that is no report',
      'a.html',
      () => '<html><body><h1>通知</h1><p>请各单位报送材料。</p></body></html>',
      'not-a-report',
    ],
    [
      'a docx that is cut off',
      'a.docx',
      () => renderDocx(report('米市巷街道', 2022)).subarray(0, 9000),
      'unreadable-file',
    ],
    ['a zip bomb', 'a.docx', bombDocx, 'too-large'],
  ])('%s', async (_what, name, bytes, expected) => {
    const { code, codes, stderr } = await extractBytes(name, bytes())
    expect(codes).toEqual([expected])
    expect(code).toBe(2)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(stderr).toMatch(new RegExp(`^nianbao: ${expected}: `, 'u'))
  })

  test('a folder, with what to name instead', async () => {
    const folder = await temporaryFolder()
    const { code, stderr } = await nianbao('extract', folder)
    expect(code).toBe(2)
    expect(lastLine(stderr)).toBe(
      `nianbao: unreadable-file: ${folder}: this is a folder; name the files in it, such as ${join(folder, '*.docx')} (EISDIR)`,
    )
  })

  test('a file without a reader, and nothing is said of an archive that it is not in', async () => {
    const { stderr, codes } = await extractBytes('a.gif', 'GIF89a')
    expect(codes).toEqual(['unreadable-file'])
    expect(stderr).toMatch(/a\.gif: GIF image: no reader yet, not extracted/u)
    expect(stderr).not.toMatch(/archive|kept/u)
  })

  test('a bad file stops no good one beside it', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'bad.docx'), 'PK')
    await writeFile(join(folder, 'good.docx'), renderDocx(report('米市巷街道', 2022)))
    const { code, stdout } = await nianbao(
      'extract',
      '--figures',
      join(folder, 'bad.docx'),
      join(folder, 'good.docx'),
    )
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { figures: object })
    expect(lines.map(({ figures }) => Object.keys(figures).length)).toEqual([0, 200])
    expect(code).toBe(2)
  })
})

describe('What is wrong before anything is fetched ends with exit 2 and one line', () => {
  test('a site file with a wrong option is named with file and path', async () => {
    const { options, seen } = await localSite(titles, goodPage, {
      source: `family: 'static-list', lst: 'http://x/'`,
    })
    const { code, stderr } = await nianbao('crawl', ...options)
    expect(code).toBe(2)
    expect(lastLine(stderr)).toMatch(/^nianbao: bad-site-file: zhejiang\/example\.ts: .*sources\.0/u)
    expect(seen).toEqual([])
  })

  test.each([[[]], [['--dry-run']]])(
    'a folder without a site file is no crawl that went well (%j)',
    async (more) => {
      const home = await temporaryFolder()
      const { code, stdout, stderr } = await nianbao(
        'crawl',
        ...more,
        ...['--archive', join(home, 'archive'), '--sites', home],
      )
      expect([code, stdout]).toEqual([2, ''])
      expect(lastLine(stderr)).toMatch(/^nianbao: no-such-file: .*no site file.*--sites/u)
    },
  )

  test('a folder that is not an archive is left as it is', async () => {
    const { options, archive } = await localSite(titles, goodPage)
    await mkdir(archive)
    await writeFile(join(archive, 'holiday.jpg'), 'x')
    const { code, stderr } = await nianbao('crawl', ...options)
    expect(code).toBe(2)
    expect(lastLine(stderr)).toMatch(/^nianbao: not-an-archive: /u)
    expect(await readdir(archive)).toEqual(['holiday.jpg'])
  })

  test('a live crawl into a replica archive is refused', async () => {
    const { options, archive } = await localSite(titles, goodPage)
    await nianbao('crawl', ...options)
    const { code, stderr } = await nianbao('crawl', '--archive', archive, '--sites', options[3] ?? '')
    expect(code).toBe(2)
    expect(lastLine(stderr)).toMatch(/^nianbao: not-an-archive: .*replica/u)
  })

  test.each([
    [['crawl', '--nonsense'], /unknown option '--nonsense'/u],
    [['crwl'], /unknown command 'crwl' \(Did you mean crawl\?\)/u],
    [['import'], /--unit/u],
    [['backfill', 'zhejiang-gongshu'], /--years/u],
    [['backfill', 'zhejiang-gongshu', '--years', 'last'], /year/u],
    [['export', 'tape', '--out', 'x'], /'tape' .* csv, jsonl/u],
    [['export', 'csv'], /--out/u],
    [['crawl', 'no-such-site'], /no-such-site/u],
    [['--now', 'soon', 'status'], /soon/u],
    [['--archive'], /--archive/u],
    [['extract', '--figures'], /--figures is about a file: .*FILE/u],
    [['extract', '--year', '2022'], /--year is about a file/u],
  ])('%s is a mistake of the command line, told in one line with what to do', async (args, message) => {
    const { code, stdout, stderr } = await nianbao(...args)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(stderr).toMatch(/^nianbao: usage: /u)
    expect(stderr).toMatch(message)
  })
})

/** Crawls two links of which one misbehaves: the good one must be archived and read whatever the other does. */
async function crawlBeside(answer: Answer) {
  const site = await localSite(titles, { ...goodPage, [bad]: answer })
  const ended = await nianbao('crawl', ...site.options)
  const run = await lastRunOf(site.archive)
  const [first] = run.sites
  const reports = await readdir(join(site.archive, 'zhejiang-example/reports/2022'))
  expect(reports).toEqual(['330105001.json'])
  expect((await nianbao('verify', '--archive', site.archive)).code).toBe(0)
  return { ...site, ended, troubles: first?.troubles ?? [], waiting: first?.waiting ?? 0 }
}

const cutBody: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html', 'content-length': '100000' })
  response.write('<html>')
  setTimeout(() => response.destroy(), 50)
}

describe('A link that the host fails is named in the run and waits; nothing else stops', () => {
  test.each(
    everyday<[string, Answer, string]>(
      [
        ['500', status(500), 'server-error'],
        ['404', status(404), 'not-found'],
        ['a body shorter than its Content-Length', cutBody, 'truncated-body'],
        [
          'a redirect to a private address',
          status(302, { location: 'http://10.1.2.3/report.html' }),
          'private-address',
        ],
        ['a redirect in a circle', status(302, { location: bad }), 'blocked'],
        ['a redirect that names no place', status(302), 'blocked'],
        [
          'a redirect to a host that is not allowed',
          status(302, { location: 'http://www.other.gov.cn/' }),
          'host-not-allowed',
        ],
      ],
      4,
    ),
  )('%s', async (_what, answer, expected) => {
    const { troubles, waiting, ended } = await crawlBeside(answer)
    expect(troubles.map(({ code, url }) => [code, url])).toEqual([
      [expected, `http://www.example.gov.cn${bad}`],
    ])
    expect(waiting).toBe(1)
    expect(ended.code).toBe(0)
    expect(ended.stdout).toContain(expected)
  })

  test('429 with Retry-After slows the host, loses nothing and is no failure', async () => {
    let asked = 0
    const later: Answer = (request, response) => {
      asked += 1
      if (asked === 1) status(429, { 'retry-after': '1' })(request, response)
      else html(page('小河街道', 2022))(request, response)
    }
    const site = await localSite(titles, { ...goodPage, [bad]: later })
    const { code } = await nianbao('crawl', ...site.options)
    expect(code).toBe(0)
    expect((await lastRunOf(site.archive)).sites[0]).toMatchObject({ reports: 2, troubles: [], waiting: 0 })
  })

  test('what waited is captured by the next run, though the listing is unchanged', async () => {
    let broken = true
    const answer: Answer = (request, response) => {
      ;(broken ? status(500) : html(page('小河街道', 2022)))(request, response)
    }
    const site = await localSite(titles, { ...goodPage, [bad]: answer })
    await nianbao('crawl', ...site.options)
    broken = false
    await nianbao('crawl', ...site.options, '--now', '2023-02-02')
    const [second] = (await lastRunOf(site.archive)).sites
    expect(second?.listings[0]?.unchanged).toBe(true)
    expect(second).toMatchObject({ reports: 1, waiting: 0 })
  })

  test('a listing that lists nothing is an alarm and exit 3, never a quiet success', async () => {
    const site = await localSite({}, {})
    const { code, stdout } = await nianbao('crawl', ...site.options)
    expect(code).toBe(3)
    expect(stdout).toMatch(/nothing-listed|layout-changed/u)
  })

  test('a site whose host answers nothing at all gives exit 4', async () => {
    const site = await localSite(titles, {}, { refuse: true })
    const { code } = await nianbao('crawl', ...site.options)
    expect(code).toBe(4)
  })
})

test('a second crawl at the same time is told so with exit 75 and changes nothing', async () => {
  let release = (): void => undefined
  const held = new Promise<void>((done) => (release = done))
  const slow: Answer = (request, response) => {
    void held.then(() => {
      html(page('小河街道', 2022))(request, response)
    })
  }
  const site = await localSite(titles, { ...goodPage, [bad]: slow })
  const first = nianbao('crawl', ...site.options)
  while (!site.seen.includes(bad)) await new Promise((done) => setTimeout(done, 20))
  const second = await nianbao('crawl', ...site.options)
  expect(second.code).toBe(75)
  expect(second.stderr.trimEnd().split('\n')).toHaveLength(1)
  expect(second.stderr).toMatch(
    /^nianbao: archive-locked: .*: process \d+ on \S+, since 2023-02-01T\S+, writes to this archive; /u,
  )
  release()
  expect((await first).code).toBe(0)
  expect((await lastRunOf(site.archive)).sites[0]?.reports).toBe(2)
})

test('the launcher runs on the pinned Node whatever Node starts it, from any folder', async () => {
  const cwd = await temporaryFolder()
  const child = spawn(resolve(root, 'bin/nianbao.js'), ['sites', 'list'], { cwd })
  let stdout = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  const code = await new Promise((done) => child.on('close', done))
  expect(code).toBe(0)
  expect(stdout).toContain('zhejiang-gongshu')
})
