import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { unreadBecause } from '../src/model/expected.ts'
import { newSite, type NewSite } from '../src/pipeline/keeping/newSite.ts'
import { readRecording } from '../src/sites/keptRecording.ts'
import { loadSites } from '../src/sites/loadSites.ts'
import { siteFileText } from '../src/sites/siteFileText.ts'
import type { Site } from '../src/sites/siteFile.ts'
import type { SiteCheck } from '../src/model/siteCheck.ts'
import { expectationOf } from '../src/pipeline/keeping/expectationOf.ts'
import { html, page } from './replicas/pageParts.ts'
import { publications } from './replicas/publications.ts'
import { startReplica, type Replica } from './replicas/replicaServer.ts'
import { startReplicas, type Replicas } from './replicas/startReplicas.ts'
import { truecmsReplica } from './replicas/truecmsReplica.ts'
import { ucapReplica } from './replicas/ucapReplica.ts'
import { lastLine, nianbao } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

const root = resolve(import.meta.dirname, '..')

interface Made {
  readonly made: NewSite
  readonly text: string
  readonly site: Site
  readonly out: string
}

interface Asked {
  readonly url: string
  readonly division?: string
  readonly name?: string
}

/** `sites new` into folders of its own, which stay empty when it fails. */
async function asked(
  { url, division, name }: Asked,
  hosts: Readonly<Record<string, string>>,
  home: string,
): Promise<Made> {
  const [sites, out] = [join(home, 'sites'), join(home, 'recordings')]
  await mkdir(sites, { recursive: true })
  const made = await newSite({
    ...{ url, division: division ?? null, name: name ?? null, sites, out, config: join(root, 'config') },
    ...{ replicas: new Map(Object.entries(hosts)), clock: () => new Date('2026-06-01T00:00:00Z') },
  })
  const [site] = await loadSites(sites)
  if (site === undefined) throw new Error('no site file was written')
  return { made, text: await readFile(made.file, 'utf8'), site, out }
}

describe('A new site from the address of its column', () => {
  let replicas: Replicas
  beforeAll(async () => {
    replicas = await startReplicas({ lastYear: 2025 })
  })
  afterAll(() => replicas.close())

  const jpaas = 'http://www.gongshu.gov.cn/col/col1229781441/index.html'
  const jpage = 'http://www.yuhang.gov.cn/col/col1229709995/index.html'
  const trs = 'http://www.xichang.gov.cn/zfxxgk/zfxxgknb/'
  const units = 'http://www.xqq.gov.cn/zwgk/bmxxgkml/'
  const vsb = 'https://www.tsqs.gov.cn/list.jsp?urltype=tree.TreeTempUrl&wbtreeid=14051'
  const nfcms = 'https://www.gz.gov.cn/zfjgzy/gzsrmzfbgt/zfxxgknb/'
  const plain = 'http://www.xncd.gov.cn/html/public/zfxxgknb.html'
  const lonsun = 'https://www.fengyang.gov.cn/public/column/161057226?type=3&action=list&nav=4&isNianbao=1'
  const openness = 'https://www.guangde.gov.cn/'
  const xxgk = 'http://www.zjxj.gov.cn/col/col1229325036/index.html'

  test.each([
    ['zhejiang-gongshu', '330105', 'hanweb-jpaas', { column: jpaas, pageSize: 100 }, 28],
    ['zhejiang-yuhang', '330110', 'hanweb-jpage', { column: jpage, method: 'GET' }, 12],
    ['sichuan-xichang', '513401', 'trs', { list: trs, descend: 2 }, 15],
    ['ningxia-xqq', '640104', 'trs', { list: units, descend: 2 }, 15],
    ['gansu-tsqs', '620521', 'vsb', { list: vsb, descend: 0 }, 15],
    ['guangdong-gz', '4401', 'nfcms', { list: nfcms, descend: 2 }, 15],
    ['anhui-fengyang', '341126', 'lonsun', { list: lonsun, units: true }, 15],
    ['anhui-guangde', '341882', 'openness', { list: openness, units: true }, 15],
    ['zhejiang-zjxj', '331024', 'hanweb-xxgk', { column: xxgk }, 15],
    ['qinghai-xncd', '630102', 'static-list', { list: plain }, 30],
  ] as const)(
    '%s: platform, options, owner and bounds are told, and the listing is recorded',
    async (id, division, family, options, reports) => {
      const url = 'column' in options ? options.column : options.list
      const { host } = new URL(url)
      const before = replicas.seen(host).length
      const { text, site, out } = await asked({ url }, replicas.hosts, await temporaryFolder())
      const seen = replicas.seen(host).slice(before)
      expect(seen.length, 'nothing is asked twice').toBe(new Set(seen).size)
      expect([site.id, site.division, site.sources.length]).toEqual([id, division, 1])
      expect(site.sources[0]).toMatchObject({ family, options })
      expect(site.hosts).toContain(host)
      expect(site.scheme).toBe(new URL(url).protocol.replace(':', ''))
      const kept = await readRecording(out, id)
      expect(kept?.expected.candidates.length).toBe(reports)
      const { unknown, ...counts } = kept?.expected.listings[0]?.counts ?? {}
      expect(unknown ?? 0).toBeLessThan(reports)
      for (const [year, count] of Object.entries(counts)) {
        expect(site.expect.from).toBeLessThanOrEqual(Number(year))
        expect(site.expect.perYear[1]).toBeGreaterThanOrEqual(count)
      }
      expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(25)
      expect(text).toBe(
        await format(text, { ...(await resolveConfig(join(root, 'x.ts'))), parser: 'typescript' }),
      )
      expect(Object.keys(site.unverified)).toEqual(
        expect.arrayContaining(['sources.0', 'division', 'expect.perYear']),
      )
    },
  )

  test('of UCAP takes site and channel from the address', async () => {
    const site = { site: '哈尔滨市阿城区人民政府', host: 'www.acheng.gov.cn' }
    const list: Replica = ({ url }) =>
      url.pathname === '/achengqu/c111273/list.shtml'
        ? html(
            page(
              `<title>政府信息公开年报</title><meta name="SiteName" content="${site.site}">`,
              '<div id="list"></div>',
            ),
          )
        : null
    const published = publications({
      division: '哈尔滨市阿城区',
      units: ['金都街道', '审计局'],
      years: [2022, 2023],
    })
    const server = await startReplica([
      list,
      ucapReplica({
        ...{ words: site, site: 'achengqu', channel: 'c111273', publications: () => published },
        ...{ cap: 20, aggregates: true, generation: () => 1 },
      }),
    ])
    onTestFinished(() => server.close())
    const hosts = { 'www.acheng.gov.cn': server.origin, 'acheng.gov.cn': server.origin }
    const made = await asked(
      { url: 'http://www.acheng.gov.cn/achengqu/c111273/list.shtml' },
      hosts,
      await temporaryFolder(),
    )
    expect(made.site.sources[0]).toMatchObject({
      family: 'ucap',
      options: { site: 'achengqu', channel: 'c111273' },
    })
    expect(made.site.division).toBe('230112')
  })

  test('of TrueCMS is told by its interface', async () => {
    const published = publications({
      division: '南通市海门区',
      units: ['财政局', '教育局'],
      years: [2022, 2023],
    })
    const server = await startReplica([
      truecmsReplica({
        words: { site: '南通市海门区人民政府', host: 'www.haimen.gov.cn' },
        ...{ folder: '/hmsrmzf/nb', publications: () => published, embedded: 5, holder: 'initData' },
        ...{ printsTotal: true, accepts: [50], refusal: 'empty', paging: 'record', reply: 'jsonp' },
      }),
    ])
    onTestFinished(() => server.close())
    const hosts = { 'www.haimen.gov.cn': server.origin }
    const { site } = await asked(
      { url: 'http://www.haimen.gov.cn/hmsrmzf/nb/nb.html' },
      hosts,
      await temporaryFolder(),
    )
    expect([site.sources[0]?.family, site.division]).toEqual(['truecms', '320614'])
  })

  test('a report in place of its column leads to the column that it links, and that is said', async () => {
    const report = replicas.published['zhejiang-gongshu']?.find(({ report: of }) => of?.year === 2025)
    const url = `http://www.gongshu.gov.cn/col/col1229781441/art/2026/art_${report?.hash ?? ''}.html`
    const { made, site } = await asked({ url }, replicas.hosts, await temporaryFolder())
    expect(made.notes).toEqual([`${url} is a report; its column is ${jpaas}`])
    expect(site.sources[0]?.options['column']).toBe(jpaas)
    expect(site.unverified['sources.0.column']).toBe('the column that a report links')
  })

  test('by the command line, where a person names division and file, says what to do next', async () => {
    const home = await temporaryFolder()
    const map = join(home, 'map.json')
    await mkdir(join(home, 'sites'))
    await writeFile(map, JSON.stringify(replicas.hosts))
    const places = ['--sites', join(home, 'sites'), '--out', join(home, 'out'), '--replicas', map]
    const args = ['sites', 'new', plain, '--division', '630102', '--name', 'xining-chengdong', ...places]
    const first = await nianbao(...args)
    expect([first.code, first.stderr]).toEqual([0, ''])
    expect(first.stdout).toContain('sites/qinghai/xining-chengdong.ts  static-list')
    expect(first.stdout).toContain('npx vitest run test/sites.test.ts')
    const text = await readFile(join(home, 'sites/qinghai/xining-chengdong.ts'), 'utf8')
    expect(text).not.toContain('division:\n')
    expect(Object.keys((await loadSites(join(home, 'sites')))[0]?.unverified ?? {})).not.toContain('division')

    const check = await nianbao(
      'sites',
      'check',
      'qinghai-xining-chengdong',
      '--json',
      ...places.filter((_, at) => at !== 2 && at !== 3),
      '--now',
      '2026-06-01',
    )
    const { sources, advice } = JSON.parse(check.stdout) as SiteCheck
    const settled = [...advice, ...sources.flatMap((source) => source.advice)]
    for (const path of ['sources.0', 'expect.perYear'])
      expect(settled).toContainEqual(expect.stringContaining(`unverified['${path}']`))

    const second = await nianbao(...args)
    expect([second.code, lastLine(second.stderr)]).toEqual([
      2,
      expect.stringMatching(/^nianbao: usage: www\.xncd\.gov\.cn is a host of qinghai-xining-chengdong/u),
    ])
    expect(await readFile(join(home, 'sites/qinghai/xining-chengdong.ts'), 'utf8')).toBe(text)
  })

  test('what is recorded counts as unread until a person has read it, once it is live', async () => {
    const { out } = await asked({ url: plain }, replicas.hosts, await temporaryFolder())
    const kept = await readRecording(out, 'qinghai-xncd')
    if (kept === null) throw new Error('nothing was recorded')
    expect(kept.recording.index.kind).toBe('replica')
    expect(unreadBecause(kept.expected, 'live')).toContain('nobody has read expected.json')
  })
})

describe('What cannot become a site is told with a code, and nothing is written', () => {
  const title = '财政局2022年政府信息公开工作年度报告'
  const column = (head: string, body: string): string =>
    page(`<title>政府信息公开年报</title><meta name="ColumnName" content="政府信息公开年报">${head}`, body)
  const name = '<meta name="SiteName" content="杭州市拱墅区人民政府">'
  const row = `<li><a href="/info/1001.html">${title}</a><span>2023-01-20</span></li>`
  const pages: Readonly<Record<string, string>> = {
    '/list.html': column(name, `<ul>${row}</ul>`),
    '/nameless.html': column('', `<ul>${row}</ul>`),
    '/several.html': column('<meta name="SiteName" content="鼓楼区人民政府门户网站">', `<ul>${row}</ul>`),
    '/bureau.html': column('<meta name="SiteName" content="杭州市财政局">', `<ul>${row}</ul>`),
    '/none.html': column(name, '<ul><li><a href="/info/1002.html">2022年法治政府建设年度报告</a></li></ul>'),
    '/empty.html': column(name, '<div id="app"></div>'),
    '/above.html': column(
      name,
      '<ul><li><a href="/info/1002.html">通知公告</a></li></ul><ul><li><a href="/above/2022/">2022年</a></li><li><a href="/above/2021/">2021年</a></li></ul>',
    ),
    '/OpennessAnnualReport/show/5843.html': page(name, '<p>全文</p>'),
    '/info/1001.html': page(
      `<title>${title}</title><meta name="ArticleTitle" content="${title}">${name}`,
      '<p>全文</p>',
    ),
  }
  const site: Replica = ({ url }) => {
    if (url.pathname === '/robots.txt')
      return { type: 'text/plain', body: 'User-agent: *\nDisallow: /private/\n' }
    const found = pages[url.pathname]
    return found === undefined ? null : html(found)
  }

  test.each([
    ['no address', 'list.html', 'usage', /not the address of a page/u],
    ['a page that is not there', '/gone.html', 'not-found', /\/gone\.html: the host answered 404/u],
    [
      'what robots.txt forbids',
      '/private/list.html',
      'robots-disallowed',
      /robots\.txt of www\.example\.gov\.cn forbids/u,
    ],
    [
      'a site that does not say whose it is',
      '/nameless.html',
      'usage',
      /whose site is it\? .*give --division/u,
    ],
    [
      'a name that fits several divisions',
      '/several.html',
      'usage',
      /320106 江苏省南京市鼓楼区.*give --division/u,
    ],
    [
      'the site of a body that is no government',
      '/bureau.html',
      'usage',
      /杭州市财政局.* names no government/u,
    ],
    ['a column without a report', '/none.html', 'nothing-listed', /\/none\.html: no annual report here/u],
    ['a page of no platform', '/empty.html', 'unknown-platform', /no family recognises/u],
    [
      'a page above several columns',
      '/above.html',
      'nothing-listed',
      /2022年 http:\/\/www\.example\.gov\.cn\/above\/2022\/, 2021年/u,
    ],
    ['a report that links no column', '/info/1001.html', 'usage', /this is a report, not a column/u],
    ['a report by its address alone', '/OpennessAnnualReport/show/5843.html', 'usage', /this is a report/u],
  ] as const)('%s', async (_what, path, code, message) => {
    const server = await startReplica([site])
    onTestFinished(() => server.close())
    const home = await temporaryFolder()
    const url = path.startsWith('/') ? `http://www.example.gov.cn${path}` : path
    await expect(asked({ url }, { 'www.example.gov.cn': server.origin }, home)).rejects.toMatchObject({
      ...{ code, message: expect.stringMatching(message) as unknown },
    })
    expect(await readdir(home, { recursive: true })).toEqual(['sites'])
  })

  test.each([
    ['a division that the register does not have', { division: '999999' }, /--division 999999/u],
    ['a file name that is none', { name: '../x' }, /--name \.\.\/x/u],
  ] as const)('%s', async (_what, given, message) => {
    const server = await startReplica([site])
    onTestFinished(() => server.close())
    const url = 'http://www.example.gov.cn/list.html'
    const home = await temporaryFolder()
    await expect(
      asked({ url, ...given }, { 'www.example.gov.cn': server.origin }, home),
    ).rejects.toMatchObject({
      ...{ code: 'usage', message: expect.stringMatching(message) as unknown },
    })
  })
})

test('a file that is there is never overwritten, whichever host it is of', async () => {
  const title = '财政局2022年政府信息公开工作年度报告'
  const body = `<ul><li><a href="/info/1001.html">${title}</a></li></ul>`
  const server = await startReplica([
    ({ url }) => (url.pathname === '/list.html' ? html(page('', body)) : null),
  ])
  onTestFinished(() => server.close())
  const hosts = { 'www.one.gov.cn': server.origin, 'www.other.gov.cn': server.origin }
  const home = await temporaryFolder()
  const given = { division: '330105', name: 'mine' }
  const { made, text } = await asked({ url: 'http://www.one.gov.cn/list.html', ...given }, hosts, home)
  await expect(
    asked({ url: 'http://www.other.gov.cn/list.html', ...given }, hosts, home),
  ).rejects.toMatchObject({
    ...{ code: 'usage', message: expect.stringMatching(/mine\.ts: is there already/u) as unknown },
  })
  expect(await readFile(made.file, 'utf8')).toBe(text)
})

test('one look gives bounds that leave room, and the newest year, which may still grow, sets no minimum', () => {
  expect(expectationOf({ '2021': 6, '2022': 9, '2023': 1, unknown: 3 })).toEqual({
    from: 2021,
    perYear: [4, 14],
  })
  expect(expectationOf({ '2023': 1 })).toEqual({ from: 2023, perYear: [1, 2] })
  expect(expectationOf({ unknown: 3 })).toEqual({ from: 2008, perYear: [1, 90] })
})

test('a site file is written as prettier would leave it, however long its facts are', async () => {
  const options = await resolveConfig(join(root, 'x.ts'))
  for (const length of [10, 60, 75, 78, 80, 82, 84, 90, 100, 140]) {
    const text = siteFileText(
      {
        ...{ id: 'zhejiang-x', name: '某区人民政府', division: '330105', scheme: 'https' },
        hosts: ['www.x.gov.cn', `${'a'.repeat(length)}.gov.cn`],
        source: {
          family: 'trs',
          options: { list: `https://www.x.gov.cn/${'b'.repeat(length - 10)}/`, descend: 1 },
        },
        expect: { from: 2020, perYear: [1, 90] },
        unverified: { 'sources.0.list': `it's "${'c'.repeat(length)}"`, division: 'd'.repeat(length) },
      },
      '../../src/sites/defineSite.ts',
    )
    expect(text).toBe(await format(text, { ...options, parser: 'typescript' }))
  }
})
