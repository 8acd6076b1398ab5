import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { loadConfig } from '../src/config/loadConfig.ts'
import { attachmentsOf } from '../src/discover/attachments.ts'
import { extractor } from '../src/extract/extract.ts'
import { joinImagesInside } from '../src/extract/joinImagesInside.ts'
import { joinPageImages } from '../src/extract/joinPageImages.ts'
import type { Report } from '../src/model/report.ts'
import type { Original } from '../src/model/original.ts'
import { loneBundle } from '../src/pipeline/loneBundle.ts'
import { at as addressOf, isTheSameOffline, mishi, nights, titleOf } from './running/changingSite.ts'
import { html, status, type Answer } from './running/localSite.ts'
import { isLong } from './running/everyday.ts'
import { zip } from './documents/zip.ts'
import { pngOf } from './scans/writePng.ts'

const nobody = { siteDivision: null, givenUnit: null, givenYear: null }
const at = 'http://www.test.gov.cn/zwgk/nb/t20230120_1.html'

/** A picture that differs from others by its one pixel. */
const picture = (light: number): Uint8Array =>
  pngOf({ width: 1, height: 1, rgb: Uint8Array.of(light, light, light) }, { depth: 8, colour: 2 })

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function original(given: Partial<Original> & Pick<Original, 'bytes'>): Original {
  const [lone] = loneBundle(given.bytes, 'x', nobody).originals
  if (lone === undefined) throw new Error('a lone file is no original')
  return { ...lone, ...given }
}

const page = (html: string, capture = 1, captured = '2023-02-01T01:00:00Z'): Original =>
  original({ bytes: Buffer.from(html), role: 'page', url: at, name: null, capture, captured })

const shown = (
  bytes: Uint8Array,
  path: string,
  number: number,
  capture: number,
  captured = '2023-02-01T01:00:05Z',
): Original =>
  original({
    ...{ bytes, role: 'attachment', parentUrl: at, capture, captured },
    ...{ url: new URL(path, at).href, name: `第${number}页图片.png` },
  })

/** Each state of the pictures: which they are by their first letter, and how many are absent. */
const states = (originals: readonly Original[]): readonly string[] =>
  joinPageImages(originals).flatMap(({ pages }) =>
    pages === undefined
      ? []
      : [`${pages.images.map(({ url }) => url?.split('/').at(-1)?.[0] ?? '').join('')} ${pages.absent}`],
  )

const images = (...paths: readonly string[]): string =>
  paths.map((path) => `<p><img src="${path}"></p>`).join('')

describe('the pictures that a page shows in place of its text are one report', () => {
  const [a, b, c, d] = [1, 2, 3, 4].map(picture)
  if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error('no pictures')

  test('in the order of the page, whatever order they were fetched in', () => {
    const html = page(images('./b.png', '/zwgk/nb/a.png', 'c.png?v=1&amp;w=2'))
    const files = [shown(c, 'c.png?v=1&w=2', 3, 2), shown(a, 'a.png', 2, 3), shown(b, 'b.png', 1, 4)]
    expect(states([html, ...files])).toEqual(['bac 0'])
  })

  test('and stand in the place of the last of them, with the page before', () => {
    const html = page(images('a.png', 'b.png'))
    const joined = joinPageImages([html, shown(a, 'a.png', 1, 2), shown(b, 'b.png', 2, 3)])
    expect(joined.map(({ role, url, capture }) => [role, url?.split('/').at(-1), capture])).toEqual([
      ['page', 't20230120_1.html', 1],
      ['attachment', 'a.png', 3],
    ])
  })

  test('as a script lists them, with its slashes escaped', () => {
    const html = page(
      `<script>showVsbpdfIframe("");var imgs=["\\/__local\\/A\\/a.png","/__local/B/b.png"]</script><img src="/x.jpg"><img src="/y.jpg">`,
    )
    expect(states([html, shown(a, '/__local/A/a.png', 1, 2), shown(b, '/__local/B/b.png', 2, 3)])).toEqual([
      'ab 0',
    ])
  })

  test('of which one that was not fetched is told', () => {
    const html = page(images('a.png', 'b.png', 'c.png'))
    expect(states([html, shown(a, 'a.png', 1, 2), shown(c, 'c.png', 3, 3)])).toEqual(['ac 1'])
    expect(states([html, shown(a, 'a.png', 1, 2), shown(b, 'b.png', 2, 3)])).toEqual(['ab 1'])
  })

  test('each night in which one is another is a state of its own', () => {
    const html = page(images('a.png', 'b.png'))
    const first = [html, shown(a, 'a.png', 1, 2), shown(b, 'b.png', 2, 3)]
    const later = shown(d, 'b.png', 2, 9, '2023-03-01T01:00:00Z')
    const joined = joinPageImages([...first, later]).flatMap(({ pages, capture }) =>
      pages === undefined ? [] : [[capture, pages.images.map((one) => one.sha256)]],
    )
    expect(joined).toEqual([
      [3, [sha256(a), sha256(b)]],
      [9, [sha256(a), sha256(d)]],
    ])
  })

  test('one that the page shows no more is no part of the later state; a page that is edited beside them begins none', () => {
    const first = [page(images('a.png', 'b.png')), shown(a, 'a.png', 1, 2), shown(b, 'b.png', 2, 3)]
    const without = page(images('a.png'), 9, '2023-03-01T01:00:00Z')
    const beside = page(`${images('a.png', 'b.png')}<i>1</i>`, 9, '2023-03-01T01:00:00Z')
    expect(states([...first, without])).toEqual(['ab 0', 'a 0'])
    expect(states([...first, beside])).toEqual(['ab 0'])
  })

  test('a name that ends another is not taken for it', () => {
    const html = page(images('11.png', '1.png', '/b/1.png'))
    const files = [shown(a, '1.png', 2, 2), shown(b, '11.png', 1, 3), shown(c, '/b/1.png', 3, 4)]
    const [joined] = joinPageImages([html, ...files]).flatMap(({ pages }) => pages ?? [])
    expect(joined?.images.map((one) => one.sha256)).toEqual([b, a, c].map(sha256))
  })

  test('a picture that is linked under a name of its own stays a file of its own', () => {
    const file = { ...shown(a, 'a.png', 1, 2), name: '财政局2022年年报.png' }
    expect(joinPageImages([page(images('a.png')), file])).toEqual([page(images('a.png')), file])
  })
})

describe('pictures in an archive are one report', () => {
  const inside = (paths: readonly string[]): readonly Original[] =>
    paths.map((path, index) => original({ bytes: picture(index), inside: { path, isOnly: false } }))
  const joined = (...paths: readonly string[]): readonly unknown[] =>
    joinImagesInside(inside(paths)).map(({ inside: place, pages }) =>
      pages === undefined ? place?.path : [pages.images.map((one) => one.inside?.path), pages.absent],
    )

  test('where their names differ by a number, in its order', () => {
    expect(
      joined(
        'p10.png',
        'p9.png',
        'p8.png',
        'p7.png',
        'p6.png',
        'p5.png',
        'p4.png',
        'p3.png',
        'p2.png',
        'p1.png',
      ),
    ).toEqual([
      [
        ['p1.png', 'p2.png', 'p3.png', 'p4.png', 'p5.png', 'p6.png', 'p7.png', 'p8.png', 'p9.png', 'p10.png'],
        0,
      ],
    ])
    expect(joined('年报/IMG_0232.png', '年报/IMG_0231.png')).toEqual([
      [['年报/IMG_0231.png', '年报/IMG_0232.png'], 0],
    ])
    expect(joined('2022年报1.png', '2022年报2.png')).toEqual([[['2022年报1.png', '2022年报2.png'], 0]])
  })

  test.each([
    ['by Chinese numerals', ['年报第二页.png', '年报第三页.png', '年报第一页.png'], [2, 0, 1], 0],
    ['by numerals behind a name', ['年报十.jpg', '年报九.jpg', '年报十一.jpg'], [1, 0, 2], 8],
    [
      'by the moment at which they were made',
      ['微信图片_20230110093041.png', '微信图片_20230110093005.png', '微信图片_20230110101500.png'],
      [1, 0, 2],
      0,
    ],
    ['by day and moment', ['IMG_20230110_235959.jpg', 'IMG_20230111_000003.jpg'], [0, 1], 0],
    ['by numbers that go on without a gap', ['9.png', '10.png', '11.png'], [0, 1, 2], 8],
  ])('%s', (_how, paths, order, absent) => {
    expect(joined(...paths)).toEqual([[order.map((at) => paths[at]), absent]])
  })

  test('and numbers that are left out are told', () => {
    expect(joined('1.png', '2.png', '4.png')).toEqual([[['1.png', '2.png', '4.png'], 1]])
    expect(joined('2.png', '3.png')).toEqual([[['2.png', '3.png'], 1]])
  })

  test.each([
    ['of several folders', ['a/1.png', 'b/1.png']],
    ['of several years', ['2021.png', '2022.png']],
    ['whose numbers lie far apart', ['105.png', '230.png']],
    ['without numbers', ['财政局.png', '教育局.png']],
    ['with the same number twice', ['1.png', '01.png']],
    ['of years in Chinese', ['二〇二一.png', '二〇二二.png']],
    ['of different days in a long number', ['合同20210110.png', '合同20230110.png']],
    ['of one moment', ['IMG_20230110_093005.png', 'IMG_20230110093005.png']],
  ])('but not those %s', (_what, paths) => {
    expect(joined(...paths)).toEqual(paths)
  })
})

describe('the pictures of an article are asked for', () => {
  const files = (html: string): readonly unknown[] =>
    attachmentsOf({ url: at, status: 200, headers: {}, body: Buffer.of(), text: html, sha256: '' }).map(
      ({ url, name }) => [new URL(url).pathname, name],
    )
  const title = '<title>财政局2022年政府信息公开工作年度报告</title>'
  const two = `${title}<header><img src="/top.jpg"></header><img src="/images/logo.png">${images('W1.jpg', './W2.PNG')}<img src="x.jpg" width="30">`

  test('where they stand in place of its words, named by their place', () => {
    expect(files(two)).toEqual([
      ['/zwgk/nb/W1.jpg', '第1页图片.jpg'],
      ['/zwgk/nb/W2.PNG', '第2页图片.PNG'],
    ])
    expect(files(`<base href="/up/">${two}`)[0]).toEqual(['/up/W1.jpg', '第1页图片.jpg'])
  })

  test.each([
    ['it has prose', `${two}<p>${'本年度我局认真贯彻落实条例。'.repeat(9)}</p>`],
    ['it links a file', `${two}<a href="a.pdf">年报</a>`],
    ['it is about something else', two.replace('政府信息公开工作年度报告', '部门决算')],
    [
      'they are more than a report has pages',
      `${title}${images(...Array.from({ length: 31 }, (_, index) => `${index}.jpg`))}`,
    ],
    ['they are held in the page itself', `${title}<img src="data:image/png;base64,iVBORw0KGgo=">`],
  ])('but not where %s', (_what, html) => {
    expect(files(html).filter((one) => String(one).includes('页图片'))).toEqual([])
  })
})

const scan = new URL('../../shared/corpus/r1_scan200.pdf', import.meta.url)
const Truth = z.object({ figures: z.record(z.string(), z.number().nullable()) })
if (!existsSync(scan)) process.stdout.write('page images: the corpus is not here, its scan is not read\n')

describe.runIf(existsSync(scan))('the pages of the scan of the corpus', async () => {
  const { knowledge } = await loadConfig(new URL('../config', import.meta.url).pathname)
  const extract = extractor(knowledge)
  // What is skipped is put together all the same.
  const truth = () =>
    Truth.parse(JSON.parse(readFileSync(new URL('r1_scan200.truth.json', new URL('.', scan)), 'utf8')))
  const pages = existsSync(scan) ? picturesIn(readFileSync(scan)) : []

  function picturesIn(pdf: Buffer): readonly Uint8Array[] {
    const found: Uint8Array[] = []
    for (let from = pdf.indexOf('\xff\xd8\xff', 0, 'latin1'); from !== -1;) {
      const end = pdf.indexOf('endstream', from)
      found.push(pdf.subarray(from, end))
      from = pdf.indexOf('\xff\xd8\xff', end, 'latin1')
    }
    return found
  }

  test('as pictures of a page are one report, and each figure names its picture', () => {
    const title = '拱墅区米市巷街道2022年政府信息公开工作年度报告'
    const html = page(`<title>${title}</title>${images(...pages.map((_, index) => `W${index}.jpg`))}`)
    const files = pages.map((bytes, index) => shown(bytes, `W${index}.jpg`, index + 1, index + 2))
    const { reports } = extract({ originals: [html, ...files], provenance: nobody })
    expect(reports).toHaveLength(1)
    const [report] = reports
    expect(report?.figures).toEqual(truth().figures)
    expect(report?.sources.map((source) => source.sha256)).toEqual(pages.map(sha256))
    const named = [...new Set(Object.values(report?.cells ?? {}).map(({ source }) => source))]
    expect(named.length).toBeGreaterThan(1)
    expect(pages.map((bytes) => `sha256:${sha256(bytes)}`)).toEqual(expect.arrayContaining(named))
    expect(report?.findings.map(({ code }) => code)).not.toContain('missing-table')
  }, 120_000)

  test('in a zip are one report, whose figures name the file in it; without one page it says so', () => {
    const named = pages.map((bytes, index) => ({ name: `年报/第${index + 1}页.jpg`, bytes }))
    const { reports } = extract(
      loneBundle(zip(named.slice(0, 1).concat(named.slice(2))), '附件1.zip', nobody),
    )
    expect(reports).toHaveLength(1)
    const [report] = reports
    expect(report?.findings.map(({ message }) => message).join()).toContain(
      '1 of 3 page images are not there',
    )
    const files = new Set(Object.values(report?.cells ?? {}).map(({ file }) => file))
    expect([...files]).not.toContain('年报/第2页.jpg')
    expect([...files].every((file) => file?.startsWith('年报/'))).toBe(true)
  }, 120_000)

  // Each night reads every picture again.
  test.runIf(isLong)(
    'are fetched with their article by a crawl; one that the host has not is told, and comes later',
    async () => {
      const { site, answers, crawl } = await nights()
      const path = (number: number): string => addressOf(mishi).replace(/[^/]*$/u, `W${number}.jpg`)
      const jpeg =
        (bytes: Uint8Array): Answer =>
        (_request, response) =>
          void response.writeHead(200, { 'content-type': 'image/jpeg' }).end(bytes)
      answers[addressOf(mishi)] = html(
        `<html><head><title>${titleOf(mishi)}</title></head><body>${images(...pages.map((_, index) => `./W${index}.jpg`))}</body></html>`,
      )
      for (const [index, bytes] of pages.entries()) answers[path(index)] = jpeg(bytes)
      const last = answers[path(2)]
      answers[path(2)] = status(404)
      const file = `${site.archive}/zhejiang-example/reports/2022/330105001.json`
      const said = (): Report => JSON.parse(readFileSync(file, 'utf8')) as Report
      await crawl('2023-02-01')
      expect(
        said()
          .findings.map(({ message }) => message)
          .join(),
      ).toContain('1 of 3 page images are not there')
      if (last !== undefined) answers[path(2)] = last
      await crawl('2023-02-02')
      const report = said()
      expect(report.figures).toEqual(truth().figures)
      expect(report.sources.filter(({ role }) => role === 'attachment')).toHaveLength(3)
      await isTheSameOffline(site)
    },
    600_000,
  )
})
