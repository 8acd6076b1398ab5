import { describe, expect, test } from 'vitest'
import { inventReport } from './fixtures/inventReport.ts'
import { renderHtml } from './documents/makeDocument.ts'
import { handmade } from './replicas/handmade.ts'
import { host, oneSite } from './replicas/oneSite.ts'
import type { Night } from './replicas/readListing.ts'
import { html, localSite, type Answer } from './running/localSite.ts'
import { nianbao } from './running/nianbao.ts'

const units = [
  '米市巷街道',
  '湖墅街道',
  '小河街道',
  '和睦街道',
  '拱宸桥街道',
  '大关街道',
  '上塘街道',
  '祥符街道',
]
type Row = readonly [unit: string, year: number]
const all = (year: number): readonly Row[] => units.map((unit) => [unit, year])
const path = ([unit, year]: Row): string => `/html/${year}/10${units.indexOf(unit)}${year}.html`
const listOf = (rows: readonly Row[]): string =>
  `<ul>${rows.map((row) => `<li><a href="${path(row)}">${row.join('')}年政府信息公开工作年度报告</a><span>${row[1] + 1}-01-20</span></li>`).join('')}</ul>`
const column = (body: string): string =>
  `<html><head><meta charset="utf-8"><title>政府信息公开年报</title><meta name="ColumnName" content="政府信息公开年报"></head><body>${body}</body></html>`
const hot = (count: number): string =>
  `<div class="hot"><h3>热点</h3>${listOf(all(2022).slice(0, count))}</div>`

const jpaas = `<div url="/api-gateway/jpaas-publish-server/front/page/build/unit" queryData="{'webId':'3095','pageType':'column','tagId':'信息列表','pageId':'12'}"></div>`
/** What stands at the address of the column a year later. */
const redesigns: Readonly<Record<string, string>> = {
  'a shell that a vendor fills, with two old reports beside it': column(hot(2) + jpaas),
  'an app with three old reports beside it': column(
    `${hot(3)}<div id="app"></div><script src="/app.js"></script>`,
  ),
  'the old list beside one that a vendor fills': column(listOf(all(2022)) + jpaas),
  'the old list and a script that asks for the new': column(
    `${listOf(all(2022))}<script>$.ajax({url:'/api/content/list?columnId=8811&year=2023',success:render})</script>`,
  ),
  'the old list and word of a new column': column(
    `<p>本栏目已迁移，新栏目请点击：<a href="/xxgk/nb/list.html">新栏目</a></p>${listOf(all(2022))}`,
  ),
}

/** A column whose page becomes another one. */
async function twoPages(first: string) {
  let page = first
  const list = '/list.html'
  const one = await oneSite([{ family: 'static-list', list: `http://${host}${list}` }], (request) =>
    handmade({ [list]: page })(request),
  )
  return { night: one.night, becomes: (next: string) => (page = next) }
}
const codes = ({ alarms }: Night) => alarms.map(({ code }) => code)

describe('A page that is not the list any more which it was', () => {
  test.each(Object.entries(redesigns))('%s is no complete look, on every night', async (_what, redesign) => {
    const { night, becomes } = await twoPages(column(listOf(all(2022))))
    expect(codes(await night())).toEqual([])
    becomes(redesign)
    for (const date of ['2024-02-05', '2024-02-06'])
      expect(codes(await night({ today: date }))).toContain('listing-partial')
  })

  test('a list that a person looked at and had read again is believed', async () => {
    const { night, becomes } = await twoPages(column(listOf(all(2022))))
    await night()
    becomes(column(hot(2)))
    expect(codes(await night())).toEqual(['listing-partial'])
    expect(codes(await night({ mode: 'everything' }))).toEqual(['listing-shrank'])
    expect(codes(await night())).toEqual([])
  })

  test.each([
    ['a list of the new year in place of the old', listOf(all(2023))],
    ['a list that lost its oldest rows', listOf([...all(2023), ...all(2022).slice(0, 3)])],
  ])('%s is a list all the same', async (_what, later) => {
    const { night, becomes } = await twoPages(column(listOf(all(2022))))
    await night()
    becomes(column(later))
    expect(codes(await night())).toEqual(['listing-shrank'])
    expect(codes(await night())).toEqual([])
  })

  test('a redesign that lists what is new is alive, whatever vendor made it', async () => {
    const { night, becomes } = await twoPages(column(listOf(all(2022))))
    await night()
    const redesign = column(`${listOf([...all(2022), ...all(2023)])}${jpaas}`)
    becomes(redesign)
    expect(codes(await night())).toEqual([])
    expect(codes(await night())).toEqual([])
  })

  test.each([
    '<p>本网站支持IPv6，建议使用新版浏览器访问本网站。</p>',
    '<script>$.ajax({url:"/visit/count?columnId=12&id=3"}); $.get("/api/weather?city=hz")</script>',
    '<p>版权所有：区政府办公室　网站标识码：3301050001</p>',
  ])('what every page has speaks against no list: %s', async (beside) => {
    const { night } = await twoPages(column(listOf(all(2022)) + beside))
    expect(codes(await night())).toEqual([])
  })
})

test('Nobody is missing by what a redesign left of a list', { timeout: 120_000 }, async () => {
  const answer = ([unit, year]: Row): Answer =>
    html(
      Buffer.from(renderHtml(inventReport({ unit, division: '杭州市拱墅区', year, seed: unit }))).toString(),
    )
  const answers: Record<string, Answer> = Object.fromEntries(all(2022).map((row) => [path(row), answer(row)]))
  answers['/list.html'] = html(column(listOf(all(2022))))
  const site = await localSite({}, answers, { expect: "from: 2022, perYear: [0, 90], of: 'division'" })
  const at = async (verb: string, now: string) =>
    nianbao(verb, ...site.options.slice(0, -1), now, ...(verb === 'status' ? ['--json'] : []))
  expect((await at('crawl', '2023-06-01')).code).toBe(0)
  const ofYear = async (now: string, year: number) =>
    (JSON.parse((await at('status', now)).stdout) as Told).sites[0]?.publications.flatMap((one) =>
      one.year === year ? [one.state] : [],
    )
  expect(await ofYear('2023-06-01', 2022)).toContain('missing')
  answers['/list.html'] = html(column(hot(2)))
  for (const now of ['2024-06-01', '2024-06-02']) {
    const { code, stdout } = await at('crawl', now)
    expect([code, stdout]).toEqual([3, expect.stringMatching(/listing-partial .*6 of 8 links .* are gone/u)])
    const states = await ofYear(now, 2023)
    expect(states?.length).toBeGreaterThan(8)
    expect(new Set(states)).toEqual(new Set(['not-known']))
  }
})

interface Told {
  readonly sites: readonly {
    readonly publications: readonly { readonly year: number; readonly state: string }[]
  }[]
}
