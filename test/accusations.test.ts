import { Buffer } from 'node:buffer'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { renderDocx, renderHtml } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { everyday } from './running/everyday.ts'
import { html, localSite, status, type Answer } from './running/localSite.ts'
import { nianbao } from './running/nianbao.ts'

const units = ['米市巷街道', '小河街道', '湖墅街道'] as const
const accused = '小河街道'
const page = (unit: (typeof units)[number]): string => `/html/1001/10020${units.indexOf(unit)}.html`
const titleOf = (unit: string): string => `${unit}2022年政府信息公开工作年度报告`
const text = (unit: string): string =>
  Buffer.from(renderHtml(inventReport({ unit, division: '杭州市拱墅区', year: 2022, seed: unit }))).toString()
const noReport = html('<html><body><h1>办事指南</h1><p>请携带身份证件到窗口办理。</p></body></html>')

/** A site that carries every street of its division, long after the reports for 2022 were due. */
async function wholeSite(links: Readonly<Record<string, string>>, answers: Readonly<Record<string, Answer>>) {
  const site = await localSite(links, answers, { expect: "from: 2022, perYear: [0, 90], of: 'division'" })
  const at = ['--now', '2023-06-01']
  return {
    index: join(site.archive, 'zhejiang-example/index.json'),
    crawl: () => nianbao('crawl', ...site.options, ...at),
    stateOf: async (unit: string) => {
      const { stdout } = await nianbao('status', '--json', ...site.options, ...at)
      const [first] = Status.parse(JSON.parse(stdout)).sites
      const found = first?.publications.find(({ name, year }) => name.endsWith(unit) && year === 2022)
      return `${found?.state}: ${found?.reason}`
    },
  }
}

const Status = z.object({
  sites: z.array(
    z.object({
      publications: z.array(
        z.object({ name: z.string(), year: z.int(), state: z.string(), reason: z.string() }),
      ),
    }),
  ),
})

const links = Object.fromEntries(units.map((unit) => [page(unit), titleOf(unit)]))
const served = (instead: Answer) =>
  Object.fromEntries(units.map((unit) => [page(unit), unit === accused ? instead : html(text(unit))]))

describe('Nobody is accused by what happened to our own archive', () => {
  test('a report that neither stands in the listings nor anywhere in the archive is missing', async () => {
    const others = Object.entries(links).filter(([path]) => path !== page(accused))
    const site = await wholeSite(Object.fromEntries(others), served(status(404)))
    await site.crawl()
    expect(await site.stateOf(accused)).toMatch(/^missing: /u)
  })

  test('a link that waited is not forgotten with the index: until the next look nothing can be said', async () => {
    const site = await wholeSite(links, served(status(404)))
    await site.crawl()
    expect(await site.stateOf(accused)).toMatch(/^not-known: listed, not captured yet/u)
    await rm(site.index)
    expect(await site.stateOf(accused)).toMatch(/^not-known: .*waited.*crawl/u)
    await site.crawl()
    expect(await site.stateOf(accused)).toMatch(/^not-known: listed, not captured yet/u)
  })

  test('a page that is archived and not derived is no missing report', async () => {
    const site = await wholeSite(links, served(noReport))
    await site.crawl()
    expect(await site.stateOf(accused)).toMatch(/^unreadable: /u)
    await rm(site.index)
    expect(await site.stateOf(accused)).toMatch(/^not-known: archived, not derived yet/u)
  })

  test('a page that is listed under the title of another unit accuses neither', async () => {
    const other = '湖墅街道'
    const letter = html(
      `<html><head><title>${titleOf(other)}</title></head><body><h1>${titleOf(other)}</h1><p>见附件。</p></body></html>`,
    )
    const [mine, listedAs] = [page(accused), titleOf(accused)]
    const site = await wholeSite({ [mine]: listedAs }, { [mine]: letter })
    await site.crawl()
    expect(await site.stateOf(accused)).toMatch(/^not-known: archived under several names/u)
    expect(await site.stateOf(other)).toMatch(/^not-known: archived under several names/u)
    expect(await site.stateOf('米市巷街道')).toMatch(/^missing: /u)
  })

  test('a file of a page of several units that cannot be read may be the report that seems to be missing', async () => {
    const list = '/html/1001/100300.html'
    const title = '各街道2022年政府信息公开工作年度报告'
    const spec = inventReport({ unit: '米市巷街道', division: '杭州市拱墅区', year: 2022, seed: 'a' })
    const file =
      (bytes: Uint8Array): Answer =>
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/msword' }).end(bytes)
      }
    const site = await wholeSite(
      { [list]: title },
      {
        [list]: html(
          `<html><head><title>${title}</title></head><body><h1>${title}</h1><p>见附件。</p>
           <p><a href="/a.docx">${titleOf('米市巷街道')}.docx</a></p><p><a href="/b.doc">${accused}.doc</a></p></body></html>`,
        ),
        '/a.docx': file(renderDocx(spec)),
        '/b.doc': file(Buffer.from('d0cf11e0a1b11ae1'.padEnd(4096, '0'), 'hex')),
      },
    )
    await site.crawl()
    expect(await site.stateOf('米市巷街道')).toMatch(/^(?:published|late): /u)
    expect(await site.stateOf(accused)).toMatch(/^not-known: /u)
  })
})

describe('A look proves an absence only when everything in the list is explained', () => {
  const others = Object.fromEntries(Object.entries(links).filter(([path]) => path !== page(accused)))
  const stray = '/html/1001/100299.html'

  test.each(everyday(['阿城甲乙丙丁', '点击在新窗口中打开链接，查看信息'], 1))(
    'a row “%s” of a report column that nobody can place keeps everybody from being missing, on quiet nights as well',
    async (title) => {
      const site = await wholeSite({ ...others, [stray]: title }, served(status(404)))
      for (const { code, stdout } of [await site.crawl(), await site.crawl()]) {
        expect([code, stdout]).toEqual([0, expect.stringMatching(/listing-partial .*may be reports/u)])
        expect(stdout).toContain(title)
      }
      expect(await site.stateOf(accused)).toMatch(/^not-known: .*not complete: .*may be reports/u)
    },
  )

  test.each(
    everyday(['关于做好2022年政府信息公开工作年度报告编制工作的通知', '政府信息公开指南', '下载'], 1),
  )('a row “%s” is explained: it accuses who is not listed', async (title) => {
    const site = await wholeSite({ ...others, [stray]: title }, served(status(404)))
    await site.crawl()
    expect(await site.stateOf(accused)).toMatch(/^missing: /u)
  })

  test('a row that is cut without a mark is looked at', async () => {
    const site = await wholeSite(
      { ...others, [page(accused)]: '杭州市拱墅区小河街道办事处2022年政府信息' },
      served(html(text(accused))),
    )
    await site.crawl()
    expect(await site.stateOf(accused)).toMatch(/^published: /u)
  })
})
