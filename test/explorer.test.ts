import { hash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { load } from 'cheerio'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Served } from '../src/pipeline/exploreServe.ts'
import { serveExplorer } from '../src/pipeline/exploreServe.ts'
import { publishSite } from '../src/pipeline/explorePublish.ts'
import { loadSites } from '../src/sites/loadSites.ts'
import { withhold } from '../src/pipeline/withhold.ts'
import { unitPath } from '../src/model/permalink.ts'
import { Report } from '../src/model/report.ts'
import {
  archiveToExplore,
  attack,
  config,
  documentOf,
  hostileId,
  hostilePage,
  shortRow,
} from './explorer-archive.ts'
import { testFolder } from './archive-folder.ts'
import { commandLine, nianbao, root } from './running/nianbao.ts'

const clock = () => new Date('2026-11-21T02:00:00.000Z')
const failures: unknown[] = []
const orderFor = async (archive: string) => ({
  ...{ archive, config, clock, sites: await loadSites(resolve(root, 'crawlers'), ['zhejiang-gongshu']) },
  failed: (error: unknown) => void failures.push(error),
})
const sha = (bytes: Uint8Array | string): string => hash('sha256', bytes)
const docx = documentOf('米市巷街道', 2022, 'docx')
const hostilePath = `/report/${unitPath(hostileId.slice(0, -5))}/2022/`

let home = ''
let archive = ''
let served: Served
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'nianbao-explorer-'))
  archive = join(home, 'archive')
  await archiveToExplore(archive)
  served = await serveExplorer(await orderFor(archive), { port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await served.close()
  rmSync(home, { recursive: true, force: true })
})
const get = (path: string, init: RequestInit = {}) =>
  fetch(new URL(path, served.url), { redirect: 'manual', ...init })
const page = async (path: string) => {
  const response = await get(path)
  return { status: response.status, headers: response.headers, text: await response.text() }
}

/** One address of every kind of page. */
const kinds = [
  ...[
    '/',
    '/search/',
    '/search/?q=米市巷',
    '/region/',
    '/region/33/',
    '/region/330105/',
    '/year/2022/',
    '/unit/330105001/',
  ],
  ...[
    '/unit/330105/财政局/',
    '/report/330105001/2022/',
    '/report/330105/财政局/2022/',
    hostilePath,
    `/edition/${sha('two')}/`,
  ],
  ...[
    `/original/${sha(docx)}/`,
    `/original/${sha(docx)}/view/`,
    `/original/${sha(hostilePage)}/`,
    `/original/${sha(hostilePage)}/view/`,
  ],
  ...[
    '/findings/',
    '/findings/note-in-cell/',
    '/coverage/',
    '/coverage/zhejiang-gongshu/',
    '/changes/',
    '/codebook/',
    '/status/',
  ],
  ...[
    '/compare/',
    '/compare/?a=330105001/2022&q=街道',
    '/compare/330105001/2021/330105001/2022/',
    `/compare/330105001/2022/${unitPath(hostileId.slice(0, -5))}/2022/`,
  ],
  ...['/rankings/', '/rankings/received/township/2022/all/', '/rankings/received/county-body/2022/all/'],
  '/findings/?region=33&year=2022',
]

describe('Every page', () => {
  test.each(kinds.flatMap((path) => [path, `/en${path}`]))(
    '%s is there, in its language, with one heading',
    async (path) => {
      const { status, headers, text } = await page(path)
      expect(status).toBe(200)
      expect(headers.get('content-type')).toBe('text/html; charset=UTF-8')
      const $ = load(text)
      expect($('html').attr('lang')).toBe(path.startsWith('/en/') ? 'en' : 'zh-CN')
      expect($('h1')).toHaveLength(1)
      expect($('title').text()).not.toBe('')
      expect(failures).toEqual([])
    },
  )

  test.each(kinds)(
    '%s runs nothing, loads nothing from elsewhere, and shows what is hostile as text',
    async (path) => {
      const { headers, text } = await page(path)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).not.toMatch(/script-src|unsafe|\*|http/u)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      const $ = load(text)
      expect(
        $('script, style, base, object, embed, img, [onerror], [onload], [onclick], [style]').length,
      ).toBe(0)
      expect($('form').not('.search').length).toBe(0)
      for (const link of $('[href], [src], [action]')) {
        const to = $(link).attr('href') ?? $(link).attr('src') ?? $(link).attr('action') ?? ''
        expect(to).not.toMatch(/^\s*(?:javascript|data|vbscript):|^\/|evil/iu)
      }
      for (const frame of $('iframe')) expect($(frame).attr('sandbox')).toBe('')
      expect(text).not.toContain('<script>document.title')
    },
  )

  test('has no inner link that leads nowhere, in either language', async () => {
    const seen = new Set(['/', '/en/'])
    for (const path of seen) {
      const response = await get(path)
      expect([path, response.status]).toEqual([path, 200])
      if (!(response.headers.get('content-type') ?? '').startsWith('text/html')) continue
      const $ = load(await response.text())
      for (const link of $('a[href], iframe[src], link[href]')) {
        const to = new URL($(link).attr('href') ?? $(link).attr('src') ?? '', new URL(path, served.url))
        if (to.origin === new URL(served.url).origin && to.search === '') seen.add(to.pathname)
      }
    }
    expect(seen.size).toBeGreaterThan(60)
  })

  test('of a replica archive says so, and of a live one does not', async () => {
    const folder = join(testFolder(), 'archive')
    await archiveToExplore(folder, 'replica')
    const replica = await serveExplorer(await orderFor(folder), { port: 0, host: '127.0.0.1' })
    try {
      for (const path of kinds) {
        expect(await (await fetch(new URL(path, replica.url))).text(), path).toContain('副本库')
      }
      for (const path of kinds.slice(0, 3)) expect((await page(path)).text, path).not.toContain('副本库')
    } finally {
      await replica.close()
    }
  })
})

describe('A figure', () => {
  test('of every report leads to evidence that names its raw text, place, original and capture', async () => {
    const file = join(archive, 'zhejiang-gongshu/reports/2022/330105001.json')
    const report = Report.parse(JSON.parse(readFileSync(file, 'utf8')))
    const $ = load((await page('/report/330105001/2022/')).text)
    expect(Object.keys(report.figures).length).toBeGreaterThan(150)
    for (const [metric, value] of Object.entries(report.figures)) {
      const cell = $(`[id="figure-${metric}"]`)
      expect(cell.find('> a').text(), metric).toBe(value === null ? '空白' : String(value))
      expect(cell.find('> a').attr('href')).toBe(`#figure-${metric}`)
      const { source, table, row, column } = report.cells[metric] ?? { source: '' }
      const evidence = cell.find('.evidence')
      expect(evidence.text()).toContain(source.slice('sha256:'.length))
      expect(evidence.text()).toContain(`第 ${table ?? ''} 表 · 第 ${row ?? ''} 行 · 第 ${column ?? ''} 列`)
      expect(evidence.text()).toContain('2026年11月21日 01:02 UTC')
      expect(evidence.find(`a[href$="/view/#t${table ?? ''}r${row ?? ''}c${column ?? ''}"]`)).toHaveLength(1)
    }
  })

  test('has its cell marked in the original: the very text that it was read from', async () => {
    for (const [unit, kind, path] of [
      ['米市巷街道', 'docx', '330105001'],
      ['财政局', 'html', '330105-'],
    ] as const) {
      const names = readdirSync(join(archive, 'zhejiang-gongshu/reports/2022')).filter((name) =>
        name.startsWith(path),
      )
      const report = Report.parse(
        JSON.parse(
          readFileSync(
            join(
              archive,
              'zhejiang-gongshu/reports/2022',
              names.find((name) => !name.includes(sha(attack).slice(0, 8))) ?? '',
            ),
            'utf8',
          ),
        ),
      )
      const $ = load((await page(`/original/${sha(documentOf(unit, 2022, kind))}/view/`)).text)
      const cells = Object.entries(report.cells)
      expect(cells.length).toBeGreaterThan(100)
      for (const [metric, { table, row, column, raw }] of cells) {
        const cell = $(`#t${table}r${row}c${column}`)
        expect([metric, cell.text().trim()]).toEqual([metric, raw.trim() === '' ? '□' : raw.trim()])
        expect(cell.find('a').attr('href')).toMatch(/\/report\/.*#figure-/u)
      }
    }
  })
})

describe('A mark in an original', () => {
  test('is proved or not there; of a cell that the row does not have it says so', async () => {
    const $ = load((await page(`/original/${sha(shortRow)}/view/`)).text)
    expect($('td#t1r1c2').text().trim()).toBe('0')
    expect($('td#t1r1c4').text().trim()).toBe('（此行到此为止）')
    expect($('td.marked').length).toBe(2)
    expect($('td').first().text()).toBe('行政规范性文件')
  })
})

describe('An original', () => {
  test('is given away byte for byte, as a file and never as a page', async () => {
    const response = await get(`/original/${sha(docx)}/${sha(docx)}.docx`)
    expect(sha(new Uint8Array(await response.arrayBuffer()))).toBe(sha(docx))
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${sha(docx)}.docx"`)
    const text = await get(`/original/${sha(hostilePage)}/${sha(hostilePage)}.html.txt`)
    expect(await text.text()).toBe(hostilePage)
    expect(text.headers.get('content-type')).toBe('text/plain')
    expect(text.headers.get('content-disposition')).toContain('attachment')
    expect(text.headers.get('content-security-policy')).toContain('sandbox')
    expect((await get(`/original/${sha(hostilePage)}/${sha(hostilePage)}.html`)).status).toBe(404)
  })

  test('is shown with its words and tables and nothing that a browser would run or fetch', async () => {
    const { text, headers } = await page(`/original/${sha(hostilePage)}/document/`)
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/u)
    const $ = load(text)
    expect($('p').text()).toContain('正文在此')
    expect($('td').attr('colspan')).toBe('2')
    expect(
      $('body').find('a, script, style, base, form, iframe, svg, img, button, [onclick], [style], meta')
        .length,
    ).toBe(0)
    expect(text).not.toContain('evil')
    expect((await page(`/original/${sha(docx)}/document/`)).text).toContain('米市巷街道')
  })
})

describe('The server', () => {
  test.each([
    ...[
      '/original/../../../etc/passwd',
      '/original/%2e%2e%2f%2e%2e%2fetc%2fpasswd/',
      `/original/${'0'.repeat(64)}/`,
      '/original/x/view/',
    ],
    ...[
      '/report/330105001/2022/at-..%2f..%2fx/',
      '/report/330105%2f..%2f..%2fx/2022/',
      '/report/330105/..%2f..%2f..%2farchive.json/2022/',
    ],
    ...[
      '/unit/330105/%00/',
      '/unit/330105/%ff/',
      '/coverage/..%2fruns/',
      '/coverage/__proto__/',
      '/findings/constructor/',
      '/region/99/',
      '/year/1999/',
    ],
    ...[
      '/edition/x/',
      '/changes/0/',
      '/changes/99999/',
      '/archive.json',
      '/zhejiang-gongshu/captures.jsonl',
      '/catalog.sqlite',
      '/en/nothing/',
    ],
    ...[`/original/${'0'.repeat(64)}/${'0'.repeat(64)}.docx`, '/.git/config', '/explorer.css/', '/%'],
  ])('has nothing at %s', async (path) => {
    const { status, text } = await page(path)
    expect([301, 400, 404]).toContain(status)
    expect(text).not.toMatch(/root:|nianbao\/archive|"seq"/u)
    expect(failures).toEqual([])
  })

  test('answers no request that could write', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'])
      expect((await get('/', { method })).status).toBe(405)
    expect((await get('/', { method: 'HEAD' })).status).toBe(200)
  })

  test('leads an address without its last slash to the one with it', async () => {
    const response = await get('/report/330105001/2022')
    expect([response.status, new URL(response.headers.get('location') ?? '', response.url).pathname]).toEqual(
      [301, '/report/330105001/2022/'],
    )
  })

  test('bounds what a search may cost', async () => {
    for (const query of [
      `q=${'政'.repeat(1500)}`,
      'page=999999999',
      'page=-1',
      'region=%27',
      'year=20x2',
      'form=..',
      `q=${encodeURIComponent('"*)(')}`,
    ])
      expect([query.slice(0, 20), (await get(`/search/?${query}`)).status]).toEqual([query.slice(0, 20), 200])
  })

  test('finds a unit by its words, and narrows by region, year, form and finding', async () => {
    const names = async (query: string) =>
      load((await page(`/search/?${query}`)).text)('.reports > li > a')
        .toArray()
        .map((link) => link.children.map((child) => ('data' in child ? child.data : '')).join(''))
    expect(await names('q=米市巷')).toEqual(['米市巷街道 2023', '米市巷街道 2022', '米市巷街道 2021'])
    expect(await names('q=米市巷&year=2022')).toEqual(['米市巷街道 2022'])
    expect((await names('region=3301')).length).toBe(8)
    expect(await names('region=44')).toEqual([])
    expect(await names('finding=note-in-cell&year=2022')).toContain(attack + ' 2022')
  })
})

describe('Permalinks', () => {
  test('keep their shape: reports, figures, editions, originals', async () => {
    expect([unitPath('330105001'), unitPath('330105/财政局')]).toEqual(['330105001', '330105/财政局'])
    expect(unitPath('330105/市场监督管理局（知识产权局）')).toBe('330105/市场监督管理局（知识产权局）')
    expect(unitPath('330105/a/../b')).toBe(`330105/~${sha('a/../b').slice(0, 16)}`)
    const $ = load((await page('/report/330105001/2022/')).text)
    expect($('[id="figure-proactive.normative_documents.in_force"]')).toHaveLength(1)
    expect((await page(`/edition/${sha('one')}/`)).text).toContain(sha('one'))
  })

  test('of an edition that was replaced still lead to it', async () => {
    const $ = load((await page(`/edition/${sha('one')}/`)).text)
    expect($('main').text()).toContain('版本 1 / 2')
  })
})

describe('What is withheld', () => {
  test('vanishes from every page at once, while the server runs, and from the published files', async () => {
    const folder = join(testFolder(), 'archive')
    cpSync(archive, folder, { recursive: true })
    const out = join(testFolder(), 'site')
    const order = await orderFor(folder)
    await publishSite(order, out)
    const own = await serveExplorer(order, { port: 0, host: '127.0.0.1' })
    const text = async (path: string) => (await fetch(new URL(path, own.url))).text()
    const asked = encodeURIComponent('桃花岛')
    const compared = `/compare/330105001/2022/${unitPath(hostileId.slice(0, -5))}/2022/`
    try {
      expect(await text(hostilePath)).toContain('桃花岛')
      expect(await text(compared)).toContain('桃花岛')
      expect(await text(`/search/?q=${asked}`)).toContain('<mark>桃花岛</mark>')
      const order = { archive: folder, config, clock, sha256: sha(hostilePage), by: '李', reason: 'a name' }
      await withhold({ ...order, action: 'withhold' })
      for (const path of [
        hostilePath,
        `/original/${sha(hostilePage)}/`,
        '/changes/',
        '/findings/note-in-cell/',
        ...[compared, '/findings/note-in-cell/findings.csv', '/search/reports.csv?year=2022'],
      ])
        expect(await text(path), path).not.toContain('桃花岛')
      expect(await text(`/search/?q=${asked}`)).toContain('没有符合的报告')
      expect(await text(hostilePath)).toContain('不公开')
      expect(await text(`/original/${sha(hostilePage)}/`)).toContain('a name')
      expect(await text(`/original/${sha(hostilePage)}/view/`)).toContain('a name')
      expect(await text(`/original/${sha(hostilePage)}/view/`)).not.toContain('正文在此')
      for (const path of ['document/', `${sha(hostilePage)}.html.txt`])
        expect((await fetch(new URL(`/original/${sha(hostilePage)}/${path}`, own.url))).status, path).toBe(
          404,
        )
    } finally {
      await own.close()
    }
    await publishSite(order, out)
    expect(existsSync(join(out, 'original', sha(hostilePage), `${sha(hostilePage)}.html.txt`))).toBe(false)
    expect(readdirSync(join(out, 'original', sha(hostilePage))).sort()).toEqual(['index.html', 'view'])
  })
})

describe('Published files', () => {
  const filesIn = (folder: string) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .flatMap((entry) =>
        entry.isFile() ? [join(entry.parentPath, entry.name).slice(folder.length + 1)] : [],
      )
      .sort()

  test('hold the same pages, need no server, and are written again only where something changed', async () => {
    const out = join(testFolder(), 'deep/site')
    const first = await publishSite(await orderFor(archive), out)
    const files = filesIn(out)
    expect(first.written).toBe(first.files)
    expect(files).toHaveLength(first.files + 1)
    expect(files).toContain('report/330105001/2022/index.html')
    expect(files).toContain('en/report/330105/财政局/2022/index.html')
    expect(files).toContain(`original/${sha(docx)}/${sha(docx)}.docx`)
    expect(sha(readFileSync(join(out, `original/${sha(docx)}/${sha(docx)}.docx`)))).toBe(sha(docx))
    expect(readFileSync(join(out, 'search/index.html'), 'utf8')).toContain('不能检索')
    for (const name of files.filter((each) => each.endsWith('.html'))) {
      const $ = load(readFileSync(join(out, name), 'utf8'))
      expect($('script, form').length, name).toBe(0)
      expect($('meta[http-equiv="Content-Security-Policy"]').attr('content')).toContain("default-src 'none'")
      for (const link of $('a[href], link[href], iframe[src]')) {
        const to = ($(link).attr('href') ?? $(link).attr('src') ?? '').replace(/[?#].*$/u, '')
        if (to === '' || /^https?:/u.test(to)) continue
        const target = resolve(out, name, '..', decodeURIComponent(to), to.endsWith('/') ? 'index.html' : '')
        expect(existsSync(target), `${name} → ${to}`).toBe(true)
      }
    }
    expect(
      files.filter((name) => /\.(?:html|xml|mht|js|svg)$/u.test(name) && !name.endsWith('index.html')),
      // feeds are ours, and hold the words of others as text (test/feeds.test.ts)
    ).toEqual([...files.filter((name) => /^feeds\/.*\.xml$/u.test(name)), 'icon.svg'])

    const times = () => files.map((name) => statSync(join(out, name)).mtimeMs)
    const before = times()
    expect(await publishSite(await orderFor(archive), out)).toMatchObject({ written: 0, removed: 0 })
    expect(times()).toEqual(before)

    rmSync(join(out, 'index.html'))
    expect(await publishSite(await orderFor(archive), out)).toMatchObject({ written: 1, removed: 0 })
  })

  test('that nothing leads to any more are removed where nobody changed them', async () => {
    const folder = join(testFolder(), 'archive')
    cpSync(archive, folder, { recursive: true })
    const out = join(testFolder(), 'site')
    await publishSite(await orderFor(folder), out)
    writeFileSync(join(out, 'mine.txt'), 'mine')
    writeFileSync(join(out, 'report/330105001/2021/index.html'), 'changed by somebody')
    rmSync(join(folder, 'zhejiang-gongshu/reports/2021/330105001.json'))
    const { removed, foreign } = await publishSite(await orderFor(folder), out)
    expect(removed).toBeGreaterThan(3)
    expect(foreign).toEqual(['report/330105001/2021/index.html'])
    expect(existsSync(join(out, 'en/report/330105001/2021'))).toBe(false)
    expect(existsSync(join(out, 'en/year/2021'))).toBe(false)
    expect(readFileSync(join(out, 'mine.txt'), 'utf8')).toBe('mine')
  })

  test('are refused in the archive, and over what no publication wrote', async () => {
    for (const place of ['', 'site', 'zhejiang-gongshu/x'])
      await expect(publishSite(await orderFor(archive), join(archive, place))).rejects.toMatchObject({
        code: 'usage',
      })
    const out = testFolder()
    writeFileSync(join(out, 'index.html'), 'my own page')
    await expect(publishSite(await orderFor(archive), out)).rejects.toMatchObject({ code: 'usage' })
    expect(readFileSync(join(out, 'index.html'), 'utf8')).toBe('my own page')
  })
})

describe('The verbs', () => {
  test('serve listens on this machine alone unless told otherwise', async () => {
    const [program, ...args] = commandLine(['serve', '--port', '0', '--archive', archive])
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] })
    const ended = once(child, 'close')
    try {
      const [line] = (await once(child.stderr.setEncoding('utf8'), 'data')) as [string]
      const { hostname, port } = new URL(/http:\S+/u.exec(line)?.[0] ?? 'http://none/')
      expect(hostname).toBe('127.0.0.1')
      expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200)
      // another address of this machine: whoever listened on every address would answer there
      await expect(fetch(`http://127.0.0.2:${port}/`)).rejects.toThrow()
    } finally {
      child.kill('SIGTERM')
      expect(await ended).toEqual([0, null])
    }
  })

  test('publish tells what was written, and serve refuses an address that cannot be had', async () => {
    const out = join(testFolder(), 'site')
    const written = await nianbao('publish', out, '--archive', archive, '--json')
    expect([written.code, written.stderr]).toEqual([0, ''])
    expect(JSON.parse(written.stdout)).toMatchObject({ removed: 0, foreign: [] })
    const { port } = new URL(served.url)
    const refused = await nianbao('serve', '--port', port, '--archive', archive)
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('choose another --port')])
    expect((await nianbao('serve', '--port', 'x', '--archive', archive)).code).toBe(2)
  })
})
