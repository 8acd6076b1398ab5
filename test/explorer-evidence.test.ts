import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'cheerio'
import { describe, expect, test } from 'vitest'
import { Report } from '../src/model/report.ts'
import { attack, documentOf, hostilePage, shortRow } from './explorer-archive.ts'
import { archive, docx, failures, get, page, servedArchive, sha } from './explorer/servedArchive.ts'

servedArchive()

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
    expect(sha(await response.bytes())).toBe(sha(docx))
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
