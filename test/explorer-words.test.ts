import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { load, type CheerioAPI } from 'cheerio'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serveExplorer, type Served } from '../src/pipeline/exploreServe.ts'
import { failureName, chineseFailures } from '../src/publish/explorer/failureNames.ts'
import { changeLabels } from '../src/publish/explorer/changeLabels.ts'
import { comparisonLabels } from '../src/publish/explorer/comparison/comparisonLabels.ts'
import { labels } from '../src/publish/explorer/labels.ts'
import { listLabels } from '../src/publish/explorer/lists/listLabels.ts'
import { originalLabels } from '../src/publish/explorer/originalLabels.ts'
import { rankingLabels } from '../src/publish/explorer/rankings/rankingLabels.ts'
import { reportLabels } from '../src/publish/explorer/reportLabels.ts'
import { stateLabels } from '../src/publish/explorer/stateLabels.ts'
import { moment } from '../src/publish/explorer/moment.ts'
import { placeOf } from '../src/publish/explorer/placeOf.ts'
import { loadSites } from '../src/sites/loadSites.ts'
import { archiveToExplore, attack, config, hostileId } from './explorer-archive.ts'
import { unitPath } from '../src/model/permalink.ts'
import { root } from './running/nianbao.ts'
import { askOnce } from './running/askOnce.ts'

let home = ''
let served: Served
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'nianbao-words-'))
  await archiveToExplore(join(home, 'archive'))
  served = await serveExplorer(
    {
      ...{ archive: join(home, 'archive'), config, clock: () => new Date('2026-11-21T02:00:00.000Z') },
      sites: await loadSites(resolve(root, 'crawlers'), ['zhejiang-gongshu']),
      failed: (error) => {
        throw error
      },
    },
    { port: 0, host: '127.0.0.1' },
  )
})
afterAll(async () => {
  await served.close()
  rmSync(home, { recursive: true, force: true })
})

const text = async (path: string): Promise<string> => (await askOnce(new URL(path, served.url))).text()
const page = async (path: string): Promise<CheerioAPI> => load(await text(path))

const kinds = [
  ...['/', '/search/?q=街道', '/region/', '/region/330105/', '/year/2022/', '/unit/330105001/'],
  ...[
    '/report/330105001/2022/',
    '/report/330105/财政局/2022/',
    `/report/${unitPath(hostileId.slice(0, -5))}/2022/`,
  ],
  ...['/findings/', '/findings/note-in-cell/', '/coverage/', '/coverage/zhejiang-gongshu/', '/changes/'],
  ...['/compare/330105001/2021/330105001/2022/', '/rankings/', '/rankings/received/township/2022/all/'],
  ...['/codebook/', '/downloads/', '/status/'],
]

/** What is no sentence of the explorer: names, addresses, what a report prints, and what is said to be English. */
const notOurs = 'code, [lang=en], .address, .citation, .prose, .reading, script, q, nav'

/** The texts of a page's own sentences. */
function sentences($: CheerioAPI): readonly string[] {
  $(notOurs).remove()
  return $('main *')
    .contents()
    .filter((_, node) => node.nodeType === 3)
    .toArray()
    .map((node) => $(node).text().trim())
    .filter((words) => words !== '' && !words.includes(attack.slice(0, 10)))
}

test('A label stands in one part of the table of labels', () => {
  const parts = [
    changeLabels,
    comparisonLabels,
    listLabels,
    originalLabels,
    rankingLabels,
    reportLabels,
    stateLabels,
  ]
  const keys = parts.flatMap((part) => Object.keys(part))
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
  for (const part of parts)
    for (const [key, label] of Object.entries(part)) expect(labels).toHaveProperty(key, label)
})

describe('A page in Chinese', () => {
  test.each(kinds)('says nothing in English that is not marked as such: %s', async (path) => {
    for (const words of sentences(await page(path)))
      expect(words).not.toMatch(/[a-z]{2,}[ ,]+[a-z]{2,}[ ,]+[a-z]{2,}/iu)
  })

  test('keeps what the program wrote in English behind a fold that says so', async () => {
    const record = (await page(`/report/${unitPath(hostileId.slice(0, -5))}/2022/`))('.findings details')
    expect(record.find('summary').text()).toBe('程序记录（英文）')
    expect(record.find('[lang=en]').text()).toContain('桃花岛')
  })

  test('says of a report that is not there what can be said of it, and keeps the record beside it', async () => {
    const text = (await page('/coverage/zhejiang-gongshu/'))('main').text()
    expect(text).toContain('依据不足，不作断言')
  })

  test('calls every failure of a crawl what docs/failures.md calls it', () => {
    const text = readFileSync(resolve(root, 'docs/failures.md'), 'utf8')
    const part = text.slice(text.indexOf('## The network'), text.indexOf('## Findings'))
    const listed = [...part.matchAll(/^\| `([a-z0-9-]+)` \| ([^|]+) \|/gmu)].map(
      ([, code = '', name = '']) => [code, name],
    )
    expect(listed.length).toBeGreaterThan(20)
    expect(Object.entries(chineseFailures)).toEqual(listed)
    expect([
      failureName('zh', 'soft-404'),
      failureName('zh', 'sum-mismatch'),
      failureName('en', 'soft-404'),
    ]).toEqual(['假 200 错误页', '合计不符', 'soft-404'])
  })
})

describe('Every page', () => {
  test.each(kinds.flatMap((path) => [path, `/en${path}`]))(
    '%s writes days as people do, names each table, and leaves no list empty without a word',
    async (path) => {
      const $ = await page(path)
      for (const table of $('main table')) expect($(table).find('caption').text().trim(), path).not.toBe('')
      for (const table of $('main table')) expect($(table).find('tbody tr').length, path).toBeGreaterThan(0)
      for (const list of $('main ul, main ol').not('.facets ul'))
        expect($(list).children().length).toBeGreaterThan(0)
      expect(sentences($).filter((words) => /\d{4}-\d{2}-\d{2}/u.test(words))).toEqual([])
    },
  )

  test('in English marks the names in it as Chinese', async () => {
    const $ = await page('/en/report/330105001/2022/')
    expect($('h1').attr('lang')).toBe('zh-CN')
    expect($('.form th').first().attr('lang')).toBe('zh-CN')
    expect((await page('/en/year/2022/'))('.reports a').first().attr('lang')).toBe('zh-CN')
    expect((await page('/en/status/'))('h1').attr('lang')).toBeUndefined()
  })
})

describe('The front page', () => {
  test('says where each report is that was found, and what changed apart from that', async () => {
    const $ = await page('/')
    const rows = (heading: string) =>
      $(`h2:contains(${heading})`)
        .nextAll('.wide')
        .first()
        .find('tbody tr')
        .toArray()
        .map((row) => $(row).text())
    const found = rows('最近存档的报告')
    expect(found).toHaveLength(7)
    for (const row of found) {
      expect(row).toContain('浙江省 › 杭州市 › 拱墅区')
      expect(row).toContain('首次存档')
    }
    // a night that finds a whole site does not push out what was replaced before it
    expect(rows('最近的变更')).toEqual([expect.stringContaining('原址内容被替换')])
  })
})

describe('The codebook', () => {
  test('is folded by table, and each table and metric has an address that opens it', async () => {
    const $ = await page('/codebook/')
    const folds = $('details.site')
    expect(folds.length).toBeGreaterThan(5)
    expect(folds.filter('[open]')).toHaveLength(0)
    // Browsers open what is followed where it stands in the fold and not in its summary.
    for (const link of $('main a[href^="#"]').not('[href^="#form-"]')) {
      const target = $(`[id="${($(link).attr('href') ?? '').slice(1)}"]`)
      expect([$(link).attr('href'), target.length, target.closest('details').length]).toEqual([
        $(link).attr('href'),
        1,
        1,
      ])
    }
    expect($('[id="2021-applications.new.total"]')).toHaveLength(1)
  })
})

describe('The status page', () => {
  test('names a site with its id, once for all that is said of it', async () => {
    const $ = await page('/status/')
    const summary = $('details.site summary')
      .toArray()
      .map((each) => $(each).text().replace(/\s+/gu, ' ').trim())
    expect(summary.some((words) => words.startsWith('杭州市拱墅区人民政府 zhejiang-gongshu'))).toBe(true)
    expect($('main').text()).toContain('没有不公开的原件')
  })
})

describe('What is said of sites', () => {
  test('has a file of exactly that', async () => {
    const $ = await page('/status/')
    const shown = $('details.site li code')
      .toArray()
      .map((each) => $(each).text())
    const [heads, ...rows] = (await text('/status/notes.csv')).trim().split('\r\n')
    expect(heads).toContain('kind,site,name,what,words')
    expect(shown.length).toBeGreaterThan(0)
    expect(rows.map((row) => row.split(',')[3])).toEqual(shown)
    expect($('a[download]').attr('href')).toMatch(/status\/notes\.csv$/u)
  })
})

describe('Evidence', () => {
  test('closes to the number that it was opened from', async () => {
    const $ = await page('/report/330105001/2022/')
    const closes = $('.evidence a.close').toArray()
    expect(closes.length).toBeGreaterThan(150)
    for (const close of closes) {
      const target = $(`[id="${($(close).attr('href') ?? '').slice(1)}"]`)
      expect(target.closest('td').attr('id')).toBe($(close).closest('td').attr('id'))
      // the cell itself would open it again
      expect(target.is('td')).toBe(false)
    }
  })
})

describe('A report', () => {
  test('leads to the file of its unit', async () => {
    const to = (await page('/report/330105001/2022/'))('a[download]').attr('href')
    expect(to).toMatch(/unit\/330105001\/figures\.csv$/u)
  })
})

describe('A chart', () => {
  test('says its numbers to those who cannot see it', async () => {
    const $ = await page('/unit/330105001/')
    const spoken = $('.trend svg').first().attr('aria-label') ?? ''
    for (const head of $('.years').first().find('thead th').slice(1).toArray())
      expect(spoken).toContain($(head).text())
    const [first = ''] = $('.years')
      .first()
      .find('tbody tr')
      .first()
      .find('td.figure')
      .toArray()
      .map((cell) => $(cell).text().trim())
    expect(spoken).toContain(first)
  })
})

describe('A moment', () => {
  test('is written in the language of the page; what is none stays as it is', () => {
    const both = (time: string) => (['zh', 'en'] as const).map((language) => moment({ language }, time))
    expect(both('2026-01-02T03:04:05.000Z')).toEqual(['2026年1月2日 03:04 UTC', '2 January 2026 03:04 UTC'])
    expect(both('2023-12-31')).toEqual(['2023年12月31日', '31 December 2023'])
    for (const other of ['', '2023', '2023-13-01', attack]) expect(both(other)).toEqual([other, other])
  })
})

describe('A place', () => {
  test('is the divisions above a unit, each once; what no register knows is left out', () => {
    const names: Readonly<Record<string, string>> = {
      ...{ 33: '浙江省', 3301: '杭州市', 330105: '拱墅区' },
      ...{ 11: '北京市', 1101: '北京市', 110101: '东城区' },
    }
    const at = (id: string) => placeOf({ divisionName: (code) => names[code] ?? code }, id).join('/')
    expect(at('330105001/2022')).toBe('浙江省/杭州市/拱墅区')
    expect(at('330105/2022')).toBe('浙江省/杭州市')
    expect(at('330105/财政局/2022')).toBe('浙江省/杭州市/拱墅区')
    expect(at('110101/2022')).toBe('北京市')
    expect(at('110101/财政局/2022')).toBe('北京市/东城区')
    expect(at('99/2022')).toBe('')
  })
})
