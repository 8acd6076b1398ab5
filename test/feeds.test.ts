import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { load } from 'cheerio'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { News } from '../src/model/news.ts'
import { unitPath } from '../src/model/permalink.ts'
import { Report } from '../src/model/report.ts'
import { reportPath } from '../src/archive/reportFile.ts'
import { exploreArchive } from '../src/pipeline/exploreArchive.ts'
import { publishSite } from '../src/pipeline/explorePublish.ts'
import { serveExplorer, type Served } from '../src/pipeline/exploreServe.ts'
import { withhold } from '../src/pipeline/withhold.ts'
import { newsId } from '../src/publish/newsId.ts'
import { atomFeed } from '../src/publish/explorer/atomFeed.ts'
import { archiveToExplore, attack, config, hostileId } from './explorer-archive.ts'
import { testFolder } from './archive-folder.ts'
import { jsonFeedSchema } from './feeds/jsonFeedSchema.ts'
import { strictAtom, strictXml } from './feeds/strictAtom.ts'
import { nianbao } from './running/nianbao.ts'
import { askOnce, type Answer } from './running/askOnce.ts'

interface JsonFeed {
  readonly title: string
  readonly home_page_url?: string
  readonly feed_url?: string
  readonly items: readonly {
    readonly id: string
    readonly url?: string
    readonly title: string
    readonly content_html: string
    readonly content_text: string
    readonly date_published: string
    readonly _nianbao: { readonly kind: string; readonly path: string; readonly changes?: unknown }
  }[]
}

const isJsonFeed = new Ajv({ allErrors: true, allowUnionTypes: true }).compile<JsonFeed>(jsonFeedSchema)
function strictJson(text: string): JsonFeed {
  const json: unknown = JSON.parse(text)
  if (isJsonFeed(json)) return json
  throw new Error(JSON.stringify(isJsonFeed.errors))
}

const failures: unknown[] = []
const clock = () => new Date('2026-11-21T02:00:00.000Z')
const orderFor = (archive: string) => ({
  ...{ archive, config, clock, sites: [] },
  failed: (error: unknown) => void failures.push(error),
})
const hostileUnit = unitPath(hostileId.slice(0, -5))
const scopes = [
  'all',
  'region/33',
  'region/3301',
  'region/330105',
  'unit/330105001',
  'unit/330105/财政局',
  `unit/${hostileUnit}`,
]

let home = ''
let archive = ''
let served: Served
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'nianbao-feeds-'))
  archive = join(home, 'archive')
  await archiveToExplore(archive)
  served = await serveExplorer(orderFor(archive), { port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await served.close()
  rmSync(home, { recursive: true, force: true })
  expect(failures).toEqual([])
})
const get = (path: string, how: Parameters<typeof askOnce>[1] = {}): Promise<Answer> =>
  askOnce(new URL(path, served.url), how)
const atomAt = async (scope: string, root = '') => {
  const response = await get(`${root}/feeds/${scope}.xml`)
  expect(response.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
  return strictAtom(await response.bytes())
}
const jsonAt = async (scope: string, root = '') => {
  const response = await get(`${root}/feeds/${scope}.json`)
  expect(response.headers.get('content-type')).toBe('application/feed+json; charset=utf-8')
  return strictJson(await response.text())
}

describe('A feed', () => {
  test.each(scopes)('of %s holds to RFC 4287 and to JSON Feed 1.1, which say the same', async (scope) => {
    const [atom, json] = [await atomAt(scope), await jsonAt(scope)]
    expect(atom.entries.length).toBeGreaterThan(0)
    expect(json.items.map(({ id, title, url }) => [id, title, url])).toEqual(
      atom.entries.map(({ id, title, link }) => [id, title, link]),
    )
    expect(json.items.map(({ content_html }) => content_html)).toEqual(atom.entries.map(({ html }) => html))
    expect(json.title).toBe(atom.title)
    expect(atom.updated).toBe(atom.entries[0]?.updated)
    expect(atom.entries.map(({ updated }) => updated)).toEqual(
      atom.entries
        .map(({ updated }) => updated)
        .toSorted()
        .reverse(),
    )
  })

  test('tells the change itself: what was printed before and after, by the Chinese name of the figure', async () => {
    const { entries } = await atomAt(`unit/${hostileUnit}`)
    const replaced = entries.find(({ kind }) => kind === 'replaced')
    expect(replaced?.updated).toBe('2026-11-22T01:02:03.000Z')
    const cells = load(replaced?.html ?? '')('td')
      .toArray()
      .map((cell) => load(cell).text())
    expect(cells).toEqual([expect.stringMatching(/[\u4e00-\u9fff]/u), '62', '63'])
    const { items } = await jsonAt(`unit/${hostileUnit}`)
    const item = items.find(({ _nianbao: { kind } }) => kind === 'replaced')
    expect(item?.content_text).toContain(`${cells[0] ?? ''}: 62 → 63`)
    expect(item?._nianbao.changes).toEqual([{ metric: 'applications.new.total', before: 62, after: 63 }])
  })

  test('tells of new reports at the time at which the archive saw them', async () => {
    const { entries } = await atomAt('unit/330105001')
    const found = entries.filter(({ kind }) => kind === 'found')
    expect(found.map(({ title }) => title)).toEqual(
      expect.arrayContaining([
        '首次存档：米市巷街道 2021',
        '首次存档：米市巷街道 2022',
        '首次存档：米市巷街道 2023',
      ]),
    )
    const report = Report.parse(
      JSON.parse(readFileSync(join(archive, 'zhejiang-gongshu', reportPath('330105001/2022')), 'utf8')),
    )
    expect(found.find(({ title }) => title.endsWith('2022'))?.updated).toBe(report.editions[0]?.first_seen)
  })

  test('tells of findings that put figures in doubt, all of one code in one entry, and of contradictions between years', async () => {
    const { entries } = await atomAt('all')
    const { library, close } = await exploreArchive(orderFor(archive))
    try {
      const { findings: across } = await library.acrossList(
        { code: null, region: null, year: null },
        { from: 0, most: -1 },
      )
      expect(entries.filter(({ kind }) => kind === 'contradiction')).toHaveLength(across.length)
      expect(across.length).toBeGreaterThan(0)
      const codes = (await library.findingCodes()).filter(({ severity }) => severity !== 'info')
      const told = entries.filter(({ kind }) => kind === 'finding')
      for (const { value } of codes)
        expect(
          told.some(({ title }) => title.includes(` ${value}：`)),
          value,
        ).toBe(true)
      expect(told.some(({ title }) => title.includes('note-in-cell'))).toBe(false)
    } finally {
      await close()
    }
  })

  test('shows what is hostile as text in whatever reads it', async () => {
    const { entries } = await atomAt(`unit/${hostileUnit}`)
    expect(entries.some(({ title }) => title.includes(attack))).toBe(true)
    for (const { html } of entries) {
      const $ = load(html)
      expect($('script, img, a, iframe, style, [onerror], [onload]').length).toBe(0)
    }
    expect(entries.some(({ html }) => load(html).text().includes(attack))).toBe(true)
  })

  test('has the same bytes when it is asked for again, and 304 for who has them', async () => {
    for (const format of ['xml', 'json']) {
      const first = await get(`/feeds/all.${format}`)
      const again = await get(`/feeds/all.${format}`)
      expect(await again.text()).toBe(await first.text())
      const known = { headers: { 'if-none-match': first.headers.get('etag') ?? '' } }
      expect((await get(`/feeds/all.${format}`, known)).status).toBe(304)
    }
  })

  test('is there for what is archived and nothing else', async () => {
    for (const path of [
      'region/99',
      'unit/999999',
      'unit/330105/%2e%2e',
      'all/x',
      'unit/330105/%ff',
      'unit/__proto__',
      'x',
    ])
      for (const format of ['xml', 'json'])
        expect([path, (await get(`/feeds/${path}.${format}`)).status]).toEqual([path, 404])
  })

  test('survives every character that a document can hold', () => {
    const ugly =
      Array.from({ length: 0x120 }, (_, code) => String.fromCharCode(code)).join('') +
      '\uD800]]>\uFFFE\uFFFF𝄞'
    const feed = {
      ...{ id: `urn:uuid:${'0'.repeat(8)}-0000-8000-8000-${'0'.repeat(12)}`, title: ugly, description: ugly },
      ...{ updated: '2026-11-21T02:00:00.000Z', home: '/', entries: [], language: 'zh' as const },
    }
    const { children } = strictXml(
      Buffer.from(atomFeed({ say: () => ugly }, feed, '/feeds/all.xml', () => ugly)),
    )
    const title = children.find(({ tag }) => tag.endsWith('title'))?.text ?? ''
    expect(title).toContain('"#$%&')
    expect(title).toContain('\uFFFD]]>\uFFFD\uFFFD𝄞')
    expect(title).toContain('\t\n')
  })
})

describe('An id', () => {
  const subject = { site: 'a', id: '330105001/2022', unit: '米市巷街道', place: '', year: 2022, title: '' }
  const [time, later] = ['2026-11-21T02:00:00.000Z', '2026-11-22T02:00:00.000Z']
  const gone = { last_seen: time, first_missed: later, how: 'not-found' } as const
  const replaced: News = { ...subject, kind: 'replaced', time, digest: 'a', changes: [], paragraphs: 0 }
  const finding: News = { ...subject, kind: 'finding', time, code: 'sum-mismatch', findings: [] }
  const across = { severity: 'warning', metrics: ['m'], message: '', message_zh: '', evidence: [] } as const
  const contradiction: News = {
    ...subject,
    kind: 'contradiction',
    time,
    code: 'stock-differs',
    finding: across,
  }
  const different: readonly News[] = [
    { ...subject, kind: 'found', time, published: null },
    { ...subject, site: 'b', kind: 'found', time, published: null },
    { ...subject, id: '330105001/2023', kind: 'found', time, published: null },
    replaced,
    { ...replaced, time: later },
    finding,
    { ...finding, time: later },
    { ...finding, code: 'sum-incomplete' },
    contradiction,
    { ...contradiction, code: 'carry-over-differs' },
    { ...contradiction, finding: { ...across, metrics: ['n'] } },
    { ...subject, ...gone, kind: 'disappeared', time, url: 'http://a/' },
    { ...subject, ...gone, kind: 'disappeared', time: later, url: 'http://a/' },
    { ...subject, ...gone, kind: 'disappeared', time, url: 'http://b/' },
    { ...subject, ...gone, kind: 'moved', time, from: 'http://a/', to: 'http://b/' },
    { ...subject, kind: 'returned', time, url: 'http://a/', first_missed: time },
  ]
  const live = { kind: 'live', created: time } as const
  const idsIn = (origin: Parameters<typeof newsId>[0]) => different.map((news) => newsId(origin, news))

  test('tells every news from every other, and those of one archive from those of another and of a rehearsal', () => {
    const all = [live, { ...live, created: later }, { ...live, kind: 'replica' as const }].flatMap(idsIn)
    expect(new Set(all).size).toBe(3 * different.length)
  })

  test('stays the same when other rules of reading give another digest, other words or younger evidence', () => {
    const again: readonly [News, News][] = [
      [
        replaced,
        { ...replaced, digest: 'b', paragraphs: 3, changes: [{ metric: 'm', after: 1 }], title: '新' },
      ],
      [
        finding,
        {
          ...finding,
          findings: [{ severity: 'error', metrics: ['m'], message: 'else', evidence: { figures: [] } }],
        },
      ],
      [contradiction, { ...contradiction, time: later, finding: { ...across, message: 'else' } }],
    ]
    for (const [one, other] of again) expect(newsId(live, other)).toBe(newsId(live, one))
  })
})

describe('A feed in English', () => {
  test.each(scopes)(
    'of %s holds to both formats and says of the same news what the Chinese one says',
    async (scope) => {
      const [zh, en] = [await jsonAt(scope), await jsonAt(scope, '/en')]
      const atom = await atomAt(scope, '/en')
      expect(en.items.map(({ id, title, url }) => [id, title, url])).toEqual(
        atom.entries.map(({ id, title, link }) => [id, title, link]),
      )
      const facts = ({ date_published, _nianbao: { kind, changes } }: JsonFeed['items'][number]) => ({
        ...{ date_published, kind, changes },
      })
      expect(en.items.map(facts)).toEqual(zh.items.map(facts))
      // who follows both gets both: a reader takes one id for one text
      const ids = new Set([...zh.items, ...en.items].map(({ id }) => id))
      expect(ids.size).toBe(2 * zh.items.length)
      expect(atom.id).not.toBe((await atomAt(scope)).id)
      for (const [at, { url, _nianbao }] of en.items.entries()) {
        const path = zh.items[at]?._nianbao.path ?? ''
        expect(_nianbao.path).toBe(`/en${path}`)
        expect(url).toBe((zh.items[at]?.url ?? '').replace('/report/', '/en/report/'))
        expect((await get(new URL(url ?? '').pathname)).status).toBe(200)
      }
    },
  )

  test('says that it is English, and nothing in it is a Chinese sentence of ours', async () => {
    const response = await (await get('/en/feeds/all.xml')).text()
    expect(response).toContain('xml:lang="en"')
    expect(JSON.parse(await (await get('/en/feeds/all.json')).text())).toMatchObject({ language: 'en' })
    const { items, title } = await jsonAt('all', '/en')
    expect(title).toBe('Annual reports')
    expect(items.some((item) => item.title === 'found: 米市巷街道 2022')).toBe(true)
    for (const { content_text } of items.filter(({ _nianbao: { path } }) => !path.includes('~')))
      // the first line is the title of the report and its place
      for (const line of content_text.split('\n').slice(1))
        expect(line.replace(/“[^”]*”/gu, '')).not.toMatch(/\p{Script=Han}{3}/u)
  })
})

describe('A page', () => {
  test.each([
    ['/', '', 'all'],
    ['/en/', 'en', 'all'],
    ['/region/', '', 'all'],
    ['/region/330105/', '', 'region/330105'],
    ['/en/unit/330105001/', 'en', 'unit/330105001'],
    [`/unit/${hostileUnit}/`, '', `unit/${hostileUnit}`],
  ])('%s leads programs and people to its feeds', async (path, language, scope) => {
    const $ = load(await (await get(path)).text())
    for (const [format, type] of [
      ['xml', 'application/atom+xml'],
      ['json', 'application/feed+json'],
    ] as const) {
      const [found, shown] = [$(`head link[rel="alternate"][type="${type}"]`), $(`main a[type="${type}"]`)]
      for (const link of [found, shown])
        expect(new URL(link.attr('href') ?? '', new URL(path, served.url)).pathname).toBe(
          new URL(`${language}/feeds/${scope}.${format}`, served.url).pathname,
        )
    }
  })
})

describe('What is withheld', () => {
  test('has no words in any feed from the next moment on', async () => {
    const folder = join(testFolder(), 'archive')
    await archiveToExplore(folder)
    const here = await serveExplorer(orderFor(folder), { port: 0, host: '127.0.0.1' })
    try {
      const text = async () => (await fetch(new URL(`feeds/unit/${hostileUnit}.json`, here.url))).text()
      expect(await text()).toContain('标题')
      const report = Report.parse(
        JSON.parse(readFileSync(join(folder, 'zhejiang-gongshu', reportPath(hostileId)), 'utf8')),
      )
      const [source] = report.sources
      await withhold({
        ...{ archive: folder, config, clock, sha256: source?.sha256 ?? '', key: join(folder, '../key.pem') },
        ...{ by: '某人', reason: '其中有手机号', action: 'withhold', tell: () => undefined },
      })
      expect(await text()).not.toContain('标题')
      expect(await text()).toContain('62 → 63')
    } finally {
      await here.close()
    }
  })
})

describe('Published feeds', () => {
  const filesIn = (out: string): readonly string[] =>
    readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) =>
      statSync(join(out, name)).isFile(),
    )

  test('without a base lead from where they lie to pages that are there, below any path', async () => {
    const out = testFolder()
    await publishSite(orderFor(archive), out)
    const files = new Set(filesIn(out))
    const feeds = [...files].filter((name) => /^(?:en\/)?feeds\//u.test(name))
    expect(feeds.length).toBe(2 * 2 * (1 + 3 + 5))
    for (const name of feeds.filter((each) => each.endsWith('.xml'))) {
      const atom = strictAtom(readFileSync(join(out, name)))
      const at = new URL(name.split('/').map(encodeURIComponent).join('/'), 'https://example.org/below/')
      for (const link of [atom.self, atom.alternate, ...atom.entries.map((entry) => entry.link)]) {
        expect(link).not.toMatch(/^(?:\w+:|\/)/u)
        const path = decodeURIComponent(new URL(link, at).pathname).replace(/^\/below\//u, '')
        expect(files, `${name}: ${link}`).toContain(
          path === '' || path.endsWith('/') ? `${path}index.html` : path,
        )
      }
    }
    for (const name of feeds.filter((each) => each.endsWith('.json'))) {
      const json = strictJson(readFileSync(join(out, name), 'utf8'))
      expect(
        [json.feed_url, json.home_page_url, ...json.items.map(({ url }) => url)].every(
          (url) => url === undefined,
        ),
      ).toBe(true)
      for (const { _nianbao } of json.items) {
        const path = decodeURIComponent(_nianbao.path.slice(1).replace(/#.*$/u, ''))
        expect(files).toContain(`${path}index.html`)
      }
    }
  })

  test('with a base have absolute addresses below it', async () => {
    const out = testFolder()
    const published = await nianbao(
      'publish',
      out,
      '--archive',
      archive,
      '--base',
      'https://example.org/年报',
    )
    expect(published.stderr).toBe('')
    const base = new URL('https://example.org/年报/').href
    const atom = strictAtom(readFileSync(join(out, 'feeds/unit/330105001.xml')))
    expect([atom.self, atom.alternate]).toEqual([`${base}feeds/unit/330105001.xml`, `${base}unit/330105001/`])
    const json = strictJson(readFileSync(join(out, 'feeds/unit/330105001.json'), 'utf8'))
    expect([json.feed_url, json.home_page_url]).toEqual([
      `${base}feeds/unit/330105001.json`,
      `${base}unit/330105001/`,
    ])
    for (const url of [...json.items.map((item) => item.url), ...atom.entries.map(({ link }) => link)])
      expect(url).toMatch(new RegExp(`^${base}report/330105001/20\\d\\d/`, 'u'))
    for (const wrong of [
      'example.org',
      'ftp://example.org/',
      'https://example.org/?x=1',
      'https://a:b@example.org/',
    ]) {
      const { code, stderr } = await nianbao('publish', out, '--archive', archive, '--base', wrong)
      expect([code, stderr]).toEqual([2, expect.stringContaining('--base')])
    }
  })

  test('are not written again while nothing changed, and only where a change belongs when one did', async () => {
    const folder = join(testFolder(), 'archive')
    const out = testFolder()
    await archiveToExplore(folder)
    await publishSite(orderFor(folder), out)
    const later = { ...orderFor(folder), clock: () => new Date('2027-01-01T00:00:00.000Z') }
    const stamps = () =>
      Object.fromEntries(
        filesIn(out)
          .filter((name) => /^(?:en\/)?feeds\//u.test(name))
          .map((name) => [name, statSync(join(out, name)).mtimeMs]),
      )
    const before = stamps()
    await publishSite(later, out)
    expect(stamps()).toEqual(before)
    const path = join(folder, 'zhejiang-gongshu', reportPath(hostileId))
    const report = JSON.parse(readFileSync(path, 'utf8')) as { editions: object[] }
    const [edition] = report.editions
    const newer = {
      ...edition,
      first_seen: '2026-12-24T00:00:00.000Z',
      digest: 'f'.repeat(64),
      changes: [{ metric: 'applications.new.total', before: 63 }],
    }
    rmSync(path)
    writeFileSync(path, JSON.stringify({ ...report, editions: [...report.editions, newer] }, null, 2))
    await publishSite(later, out)
    const changed = Object.entries(stamps())
      .filter(([name, stamp]) => before[name] !== stamp)
      .map(([name]) => name)
    expect(changed.sort()).toEqual(
      ['all', 'region/33', 'region/3301', 'region/330105', `unit/${hostileUnit}`]
        .flatMap((scope) => [`feeds/${scope}.json`, `feeds/${scope}.xml`])
        .flatMap((name) => [name, `en/${name}`])
        .sort(),
    )
    const [newest] = strictAtom(readFileSync(join(out, 'feeds/all.xml'))).entries
    expect(newest?.kind).toBe('replaced')
    expect(
      load(newest?.html ?? '')('td')
        .slice(1)
        .text(),
    ).toBe('63–')
  })
})
