import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { unreadBecause, withReader, type Expected } from '../src/model/expected.ts'
import type { PageRequest } from '../src/model/page.ts'
import { requestKey, type Recording, type RecordingIndex } from '../src/model/recording.ts'
import { keepRecording } from '../src/pipeline/keeping/keepRecording.ts'
import { replaySite } from '../src/pipeline/keeping/replaySite.ts'
import { readRecording } from '../src/sites/keptRecording.ts'
import { loadSites } from '../src/sites/loadSites.ts'
import { renderDocx, renderHtml } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { html, localSite, status, type Answer, type LocalSite } from './running/localSite.ts'
import { lastLine, nianbao, type Ended } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

const { knowledge } = await loadConfig(resolve(import.meta.dirname, '../config'))
const spec = (unit: string, year: number): Parameters<typeof renderHtml>[0] =>
  inventReport({ unit, year, division: '杭州市拱墅区', seed: `recording:${unit}:${year}` })
const page = (unit: string, year: number): Uint8Array => renderHtml(spec(unit, year), { chrome: 'none' })
const bytes =
  (body: Uint8Array, headers: Record<string, string>): Answer =>
  (_request, response) => {
    response.writeHead(200, headers).end(body)
  }

const titles = {
  '/info/1001.html': '财政局2022年政府信息公开工作年度报告',
  '/info/1002.html': '教育局2022年政府信息公开工作年度报告',
  '/info/1003.html': '拱墅区2022年法治政府建设年度报告',
}
const docx = renderDocx(spec('教育局', 2022))
const answers: Readonly<Record<string, Answer>> = {
  '/info/1001.html': bytes(page('财政局', 2022), {
    'content-type': 'text/html; charset=utf-8',
    'set-cookie': 'JSESSIONID=secret; Path=/',
    'x-csrf-token': 'secret',
    etag: '"v1"',
  }),
  '/info/1002.html': html(
    '<!doctype html><html><body><p>见附件</p><a href="/files/1002.docx">附件</a></body></html>',
  ),
  '/files/1002.docx': bytes(docx, { 'content-type': 'application/octet-stream' }),
  '/info/1003.html': html(
    `<!doctype html><html><body><p>${'本年度法治政府建设稳步推进，行政执法更加规范。'.repeat(4)}</p></body></html>`,
  ),
}

const record = (site: LocalSite, out: string): Promise<Ended> =>
  nianbao('sites', 'record', 'zhejiang-example', '--out', out, ...site.options)

async function kept(out: string): Promise<{ readonly recording: Recording; readonly expected: Expected }> {
  const read = await readRecording(out, 'zhejiang-example')
  if (read === null) throw new Error('nothing was recorded')
  return read
}

const urls = ({ index }: Recording): readonly string[] =>
  index.exchanges.map(({ role, url }) => `${role} ${new URL(url).pathname}`)

test('two posts to one address are told apart by what they post, in whatever order a form has it', () => {
  const url = 'http://www.example.gov.cn/rest/list'
  const post = (body: Partial<PageRequest>): string => requestKey({ method: 'POST', url, ...body })
  expect(post({ json: { page: 1 } })).not.toBe(post({ json: { page: 2 } }))
  expect(post({ form: { page: '1' } })).not.toBe(post({ form: { page: '2' } }))
  expect(post({ form: { a: '1', b: '2' } })).toBe(post({ form: { b: '2', a: '1' } }))
})

describe('A recording', () => {
  test('holds the listing, the newest reports, a trap and their files, byte by byte and without cookies', async () => {
    const out = await temporaryFolder()
    const ended = await record(await localSite(titles, answers), out)
    expect([ended.code, ended.stderr]).toEqual([0, ''])
    const { recording, expected } = await kept(out)
    expect(urls(recording)).toEqual([
      'listing /list.html',
      'report /info/1001.html',
      'report /info/1002.html',
      'attachment /files/1002.docx',
      'trap /info/1003.html',
    ])
    const names = (await readdir(join(out, 'zhejiang/example'))).sort()
    expect(names.map((name) => name.replace(/[0-9a-f]{8}\./u, '*.'))).toEqual([
      'attachment-files-1002-*.docx',
      'expected.json',
      'listing-list-*.html',
      'recording.json',
      'report-info-1001-*.html',
      'report-info-1002-*.html',
      'trap-info-1003-*.html',
    ])
    const [file = ''] = names
    expect(Buffer.from(docx).equals(await readFile(join(out, 'zhejiang/example', file)))).toBe(true)
    const index = await readFile(join(out, 'zhejiang/example/recording.json'), 'utf8')
    expect(index).not.toMatch(/secret|cookie/iu)
    expect(index).toContain('"etag"')
    expect(recording.index.kind).toBe('replica')
    expect(expected.candidates.map(({ unit, year }) => [unit, year])).toEqual([
      ['财政局', 2022],
      ['教育局', 2022],
    ])
    expect(expected.ignored.map(({ reason }) => reason)).toEqual(['rule-of-law'])
    expect(
      expected.sampled.map(({ reports }) =>
        reports.map(({ id, form, figures }) => [id, form, figures > 100]),
      ),
    ).toEqual([[['330105/财政局/2022', '2021', true]], [['330105/教育局/2022', '2021', true]], []])
  })

  test('that is made again from the same site is not touched, and one from a changed listing is written anew', async () => {
    const out = await temporaryFolder()
    const first = await localSite(titles, answers)
    await record(first, out)
    const before = await readFile(join(out, 'zhejiang/example/recording.json'), 'utf8')
    const same = await nianbao(
      'sites',
      'record',
      '--all',
      '--out',
      out,
      ...first.options.with(-1, '2024-05-05'),
    )
    expect(same.stdout).toContain('unchanged')
    expect(await readFile(join(out, 'zhejiang/example/recording.json'), 'utf8')).toBe(before)

    const more = { ...titles, '/info/1004.html': '审计局2022年政府信息公开工作年度报告' }
    const other = await record(
      await localSite(more, { ...answers, '/info/1004.html': bytes(page('审计局', 2022), {}) }),
      out,
    )
    expect(other.stdout).toContain('changed')
    expect((await kept(out)).expected.candidates.length).toBe(3)
  })

  test('keeps what was there when the site does not answer as it should, and says why', async () => {
    const out = await temporaryFolder()
    await record(await localSite(titles, answers), out)
    const before = await kept(out)
    const cases: readonly (readonly [LocalSite, string])[] = [
      [await localSite({}, { '/list.html': status(404) }), 'not-found'],
      [await localSite({ '/info/1003.html': titles['/info/1003.html'] }, {}), 'nothing-listed'],
      [
        await localSite(titles, {
          ...answers,
          '/robots.txt': bytes(Buffer.from('User-agent: *\nDisallow: /'), { 'content-type': 'text/plain' }),
        }),
        'robots-disallowed',
      ],
      [await localSite(titles, { ...answers, '/info/1001.html': status(403) }), 'blocked'],
    ]
    for (const [site, code] of cases) {
      const ended = await record(site, out)
      expect([ended.code, lastLine(ended.stderr)]).toEqual([3, expect.stringMatching(`^nianbao: ${code}: `)])
    }
    expect(await kept(out)).toEqual(before)
  })

  test('names a page that is too large for it, and leaves a file that is too large out by name', async () => {
    const out = await temporaryFolder()
    const large = Buffer.concat([page('财政局', 2022), Buffer.from(`<p>${'长'.repeat(400_000)}</p>`)])
    const type = { 'content-type': 'text/html; charset=utf-8' }
    const tooLarge = await record(
      await localSite(titles, { ...answers, '/info/1001.html': bytes(large, type) }),
      out,
    )
    expect(tooLarge.code).toBe(3)
    expect(lastLine(tooLarge.stderr)).toMatch(
      /^nianbao: too-large: http:\/\/www\.example\.gov\.cn\/info\/1001\.html: \d+ bytes/u,
    )

    const file = Buffer.concat([
      Buffer.from('%PDF-1.4\n1 0 obj\n'),
      Buffer.alloc(1_100_000, 'x'),
      Buffer.from('\n%%EOF\n'),
    ])
    const pdf = { ...answers, '/files/1002.docx': bytes(file, { 'content-type': 'application/pdf' }) }
    expect((await record(await localSite(titles, pdf), out)).code).toBe(0)
    const { recording, expected } = await kept(out)
    expect(recording.index.exchanges.find(({ role }) => role === 'attachment')?.answer).toMatchObject({
      refused: 'too-large',
    })
    expect(expected.sampled[1]).toMatchObject({
      reports: [],
      refused: expect.arrayContaining(['too-large']) as unknown,
    })
  })

  test('notes a report whose files cannot be looked for, like any other failure of the site, and goes on', async () => {
    const out = await temporaryFolder()
    const deep = `<div srcdoc="${'<b>'.repeat(30_000).replaceAll('<', '&lt;')}" data-file="1.docx"></div>`
    const beyond = html(`<!doctype html><html><body><p>见附件</p>${deep}</body></html>`)
    const ended = await record(await localSite(titles, { ...answers, '/info/1002.html': beyond }), out)
    expect([ended.code, ended.stderr]).toEqual([0, ''])
    const { recording, expected } = await kept(out)
    expect(urls(recording)).toContain('report /info/1002.html')
    expect(expected.sampled[1]).toMatchObject({
      reports: [],
      refused: expect.arrayContaining(['too-large']) as unknown,
    })
    expect(expected.sampled[0]?.reports).toHaveLength(1)
  })

  test('ends at a list that never ends, by name, and asks for no more', async () => {
    const out = await temporaryFolder()
    const endless: Record<string, Answer> = {}
    for (let number = 1; number <= 450; number += 1) {
      const row = `<li><a href="/info/${10_000 + number}.html">某局${2000 + (number % 20)}年政府信息公开工作年度报告</a></li>`
      const body = `<!doctype html><html><body><ul>${row}</ul><a href="/list_${number + 1}.html">下一页</a></body></html>`
      endless[number === 1 ? '/list.html' : `/list_${number}.html`] = html(body)
    }
    const site = await localSite({}, endless)
    const ended = await record(site, out)
    expect([ended.code, lastLine(ended.stderr)]).toEqual([
      3,
      expect.stringMatching(/^nianbao: too-large: .*list_401\.html: .*400 responses/u),
    ])
    expect(site.seen.length).toBeLessThanOrEqual(403)
    expect(await readdir(out)).toEqual([])
  })

  test('of a replica never takes the place of one that was recorded live', async () => {
    const out = await temporaryFolder()
    const site = await localSite(titles, answers)
    await record(site, out)
    const file = join(out, 'zhejiang/example/recording.json')
    await writeFile(file, (await readFile(file, 'utf8')).replace('"replica"', '"live"'))
    const again = await record(site, out)
    expect([again.code, lastLine(again.stderr)]).toEqual([
      2,
      expect.stringMatching(/^nianbao: usage: .* recorded live/u),
    ])
    expect((await kept(out)).recording.index.kind).toBe('live')
  })

  test('of a live site is unread until a name stands in it, and stays read while its listing stays the same', async () => {
    const [one, other] = [await temporaryFolder(), await temporaryFolder()]
    await record(await localSite(titles, answers), one)
    const { recording, expected } = await kept(one)
    const live = {
      recording: { ...recording, index: { ...recording.index, kind: 'live' as const } },
      expected,
    }
    expect(await keepRecording(other, live)).toMatchObject({ outcome: 'new', readBy: null })
    const file = join(other, 'zhejiang/example/expected.json')
    await writeFile(
      file,
      (await readFile(file, 'utf8')).replace('"read_by": null', '"read_by": "王芳, 2026-11-21"'),
    )
    expect(await keepRecording(other, live)).toMatchObject({
      outcome: 'unchanged',
      readBy: '王芳, 2026-11-21',
    })
    const [first, ...others] = expected.candidates
    const grown = {
      ...expected,
      candidates: [...others, { ...first, year: 2021 }] as typeof expected.candidates,
    }
    expect(await keepRecording(other, { ...live, expected: grown })).toMatchObject({
      outcome: 'changed',
      readBy: null,
    })
  })

  test('needs sites by name, or --all', async () => {
    const ended = await nianbao('sites', 'record')
    expect([ended.code, lastLine(ended.stderr)]).toEqual([2, 'nianbao: usage: name sites, or give --all'])
  })
})

describe('The replay of a recording', () => {
  const recordings = resolve(import.meta.dirname, 'recordings')
  const recorded = async (
    id: string,
  ): Promise<{
    readonly recording: Recording
    readonly replay: (other: Recording) => ReturnType<typeof replaySite>
  }> => {
    const site = (await loadSites(resolve(import.meta.dirname, '../crawlers'))).find((one) => one.id === id)
    const read = await readRecording(recordings, id)
    if (read === null || site === undefined) throw new Error(`${id} has no recording`)
    return { recording: read.recording, replay: (other) => replaySite(site, other, knowledge) }
  }
  const without = ({ index, bodies }: Recording, left: (url: string) => boolean): Recording => ({
    index: { ...index, exchanges: index.exchanges.filter(({ url }) => !left(url)) },
    bodies,
  })

  test.each([
    ['a page in the middle of a list', 'gansu-qingshui', 'PAGENUM=2'],
    ['a column below the column', 'gansu-ganzhou', '2023n/bmnb/'],
    ['a file that a report links', 'gansu-ganzhou', '.docx'],
    ['a reply of the list’s interface', 'zhejiang-yuhang', 'dataproxy.jsp'],
  ])('fails and names the request when it lacks %s', async (_what, id, part) => {
    const { recording, replay } = await recorded(id)
    const cut = without(recording, (url) => url.includes(part))
    expect(cut.index.exchanges.length).toBeLessThan(recording.index.exchanges.length)
    await expect(replay(cut)).rejects.toThrow(new RegExp(`no answer to .*${part.replace('.', '\\.')}`, 'u'))
  })

  test('names a response that nobody asks for any more', async () => {
    const { recording, replay } = await recorded('gansu-qingshui')
    const [first] = recording.index.exchanges
    if (first === undefined) throw new Error('an empty recording')
    const extra = { ...first, url: 'https://www.tsqs.gov.cn/old.htm' }
    const grown = {
      ...recording,
      index: { ...recording.index, exchanges: [...recording.index.exchanges, extra] },
    }
    expect((await replay(recording)).unasked).toEqual([])
    expect((await replay(grown)).unasked).toEqual(['GET https://www.tsqs.gov.cn/old.htm'])
  })

  test('refuses a body that is not what was recorded', async () => {
    const out = await temporaryFolder()
    await record(await localSite(titles, answers), out)
    const folder = join(out, 'zhejiang/example')
    const listing = (await readdir(folder)).find((name) => name.startsWith('listing')) ?? ''
    await writeFile(
      join(folder, listing),
      (await readFile(join(folder, listing), 'utf8')).replace('财政局', '民政局'),
    )
    await expect(kept(out)).rejects.toMatchObject({ code: 'bad-recording' })
  })
})

describe('An expected listing', () => {
  const made: Expected = {
    ...{ schema: 'nianbao/expected@1', site: 'zhejiang-example', read_by: null },
    ...{ listings: [], candidates: [], ignored: [], alarms: [], sampled: [] },
  }
  const index = (kind: 'live' | 'replica', recorded: string): RecordingIndex => ({
    ...{ schema: 'nianbao/recording@1', site: 'zhejiang-example', kind, recorded, exchanges: [] },
  })

  test.each([
    ['live', null, false],
    ['live', '王芳, 2026-11-21', true],
    ['live', '王芳', false],
    ['live', ', 2026-11-21', false],
    ['live', '王芳, 2026-13-41', false],
    ['live', 'replica of our own, generated 2026-11-21', false],
    ['live', 'replica of our own, 2026-11-21', false],
    ['replica', 'replica of our own, generated 2026-11-21', true],
    ['replica', '王芳, 2026-11-21', false],
    ['replica', null, false],
  ] as const)('of a %s recording that was read by %j counts: %s', (kind, read_by, counts) => {
    expect(unreadBecause({ ...made, read_by }, kind) === null).toBe(counts)
  })

  test('keeps its reader while the listing is the same, and loses them when it is not, or was a replica before', () => {
    const read = { ...made, read_by: '王芳, 2026-11-21' }
    const changed = { ...made, ignored: [{ reason: 'plan', title: '要点', url: 'http://x.gov.cn/1.html' }] }
    const today = index('live', '2026-12-01')
    expect(withReader(made, today, { expected: read, kind: 'live' }).read_by).toBe('王芳, 2026-11-21')
    expect(withReader(changed, today, { expected: read, kind: 'live' }).read_by).toBeNull()
    expect(withReader(made, today, { expected: read, kind: 'replica' }).read_by).toBeNull()
    expect(withReader(made, today, null).read_by).toBeNull()
    expect(unreadBecause(withReader(made, index('replica', '2026-12-01'), null), 'replica')).toBeNull()
  })
})
