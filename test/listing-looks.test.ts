import { describe, expect, test } from 'vitest'
import type { SourceFacts } from '../src/sites/defineSite.ts'
import { handmade } from './replicas/handmade.ts'
import { host, oneSite } from './replicas/oneSite.ts'
import type { Night } from './replicas/readListing.ts'
import type { Replica } from './replicas/replicaServer.ts'

const folder = '/zwgk/nb/'
const streets = Array.from({ length: 8 }, (_, index) => `第${'一二三四五六七八'[index] ?? ''}街道`)
const titleOf = (unit: string, year = 2023): string => `${unit}${year}年政府信息公开工作年度报告`
const row = (href: string, title: string): string =>
  `<li><a href="${href}">${title}</a><em>2024-01-10</em></li>`
const rowsOf = (units: readonly string[], year = 2023, from = 0): string =>
  units
    .map((unit, at) => row(`${folder}202401/t20240110_${year}${from + at}0.html`, titleOf(unit, year)))
    .join('')
const page = (body: string, head = ''): string =>
  `<html><head><title>政府信息公开年报</title><meta name="ColumnName" content="政府信息公开年报">${head}</head><body>${body}</body></html>`
const list = (rows: string): string => `<div class="list"><ul>${rows}</ul></div>`

type Plain = 'trs' | 'static-list'
const look = async (
  family: Plain,
  pages: Readonly<Record<string, string>>,
  facts: Readonly<Record<string, unknown>> = {},
): Promise<Night> =>
  (
    await oneSite(
      [{ family, list: `http://${host}${folder}`, ...facts } satisfies SourceFacts],
      handmade(pages),
    )
  ).night()
const codes = ({ alarms }: Night): readonly string[] => alarms.map(({ code }) => code)
const messages = ({ alarms }: Night): string => alarms.map(({ message }) => message).join('\n')

describe.each(['trs', 'static-list'] as const)('A row of the list’s own box (%s)', (family) => {
  test.each([
    ['a document under a unit’s name', '/upload/files/jc14.docx', '杨树街道'],
    ['a document that says it is a report', '/upload/files/jc14.ofd', '杨树街道政府信息公开年报'],
    ['a UUID', '/20230120/3f9a1c2e-77aa-4bcd-9e1f-0a1b2c3d4e14.html', '杨树街道政府信息公开工作年度报告'],
    ['a word', '/zwgk/nb/2023/yangshu.html', '杨树街道'],
    ['a query', '/download?f=14', titleOf('杨树街道')],
  ])('is asked for at an address that is %s', async (_what, href, title) => {
    const night = await look(family, { [folder]: page(list(rowsOf(streets) + row(href, title))) })
    expect(night.alarms).toEqual([])
    expect(night.candidates).toHaveLength(9)
    expect(night.candidates.map(({ link: { url } }) => new URL(url).pathname)).toContain(
      href.replace(/\?.*/u, ''),
    )
  })

  test.each([
    ['a script opens', '<li><a href="javascript:void(0)" onclick="openDetail(14)">杨树街道</a></li>'],
    ['a script opens without a link', '<li onclick="openDetail(14)">杨树街道</li>'],
    ['is dead under a unit’s name', '<li><a href="#">杨树街道</a></li>'],
    ['leads to the home page with a route', row('/#/detail?x=14', titleOf('杨树街道'))],
  ])('that %s makes the list partial, by name', async (_what, odd) => {
    const night = await look(family, { [folder]: page(list(rowsOf(streets) + odd)) })
    expect(codes(night)).toEqual(['listing-partial'])
    expect(messages(night)).toContain('杨树街道')
    expect(night.candidates).toHaveLength(8)
  })

  test('bears the words of its row where its link only says 下载', async () => {
    const odd = '<li>杨树街道2023年政府信息公开工作年度报告 <a href="/upload/14.docx">下载</a></li>'
    const night = await look(family, { [folder]: page(list(rowsOf(streets) + odd)) })
    expect(night.candidates.map(({ link }) => link.title)).toContain('杨树街道2023年政府信息公开工作年度报告')
  })

  test.each([
    [
      'the file of a row beside it',
      '<li><a href="202401/t20240110_77.html">区残联2023年政府信息公开年报</a> <a href="/a/77.docx">下载</a></li>',
    ],
    ['a pager', '<li><a href="index.html">首页</a> <a href="#">1</a></li>'],
    ['a heading', '<li class="title">街道</li><li><a href="/">返回首页</a></li>'],
    [
      'a click on a whole row',
      `<li onclick="count(7)"><a href="202401/t20240110_77.html">${titleOf('区残联')}</a></li>`,
    ],
  ])('is not %s', async (_what, odd) => {
    const night = await look(family, { [folder]: page(list(rowsOf(streets) + odd)) })
    expect(night.alarms).toEqual([])
    expect(night.candidates.length).toBeLessThanOrEqual(9)
  })

  test('is read against the base that the page declares', async () => {
    const rows = streets.map((unit, at) =>
      row(`${folder.slice(1)}202401/t20240110_${at}00.html`, titleOf(unit)),
    )
    const night = await look(family, { [folder]: page(list(rows.join('')), `<base href="http://${host}/">`) })
    expect(night.candidates.map(({ link: { url } }) => new URL(url).pathname)).toContain(
      `${folder}202401/t20240110_000.html`,
    )
  })
})

const towns = '<a class="cur"'
describe.each(['trs', 'static-list'] as const)('Another part of a column (%s)', (family) => {
  test.each([
    ['a query', `<div>${towns} href="?lb=jd">街道办事处</a><a href="?lb=xz">乡镇</a></div>`],
    ['a tab with data', '<ul><li class="cur" data-id="1">街道办事处</li><li data-id="2">乡镇</li></ul>'],
    [
      'a dead tab beside the open one',
      `<div>${towns} href="javascript:;">街道</a><a href="javascript:;">乡镇</a></div>`,
    ],
    [
      'a choice',
      '<select onchange="go(this.value)"><option>街道</option><option value="/xz/">乡镇</option></select>',
    ],
    ['a script', '<ul><li class="cur" onclick="show(1)">街道</li><li onclick="show(2)">乡镇</li></ul>'],
    [
      'a dead year beside the open one',
      `<div>${towns} href="#">2023年</a><a href="#" id="y">2022年</a></div>`,
    ],
    [
      'a year in a query',
      `<div>${towns} href="?year=2023">2023年</a><a href="index.html?cid=8">2022</a></div>`,
    ],
    [
      'an area of a picture',
      '<map><area href="/zwgk/nb/2022/" alt="2022年" title="2022年政府信息公开年报"></map>',
    ],
    ['a radio button', '<form><input type=radio name=y checked>2023年<input type=radio name=y>2022年</form>'],
    [
      'a year of which few are left in the list',
      `<div>${towns} href="#">2023年</a><a href="#">2021年</a></div>`,
    ],
  ])('behind %s makes the list partial', async (_what, tabs) => {
    const night = await look(family, {
      [folder]: page(tabs + list(rowsOf(streets) + rowsOf(streets.slice(0, 2), 2021))),
    })
    expect(codes(night)).toEqual(['listing-partial'])
    expect(messages(night)).toMatch(/乡镇|2022|2021/u)
  })

  test.each([
    ['years that the rows give', '<div><a class="cur" href="#">2023年</a><a href="#">2022年</a></div>'],
    ['a level that the rows give', '<div><a class="cur" href="#">部门</a><a href="#">街道</a></div>'],
    [
      'the months of a calendar',
      '<div><select><option>2019年</option><option>2018年</option></select><select><option>1月</option></select></div>',
    ],
    ['an order of the same rows', '<a href="?order=date">按时间</a> <a href="?order=title">按标题</a>'],
  ])('is not %s', async (_what, tabs) => {
    const night = await look(family, { [folder]: page(tabs + list(rowsOf(streets) + rowsOf(streets, 2022))) })
    expect(night.alarms).toEqual([])
  })
})

test('A tree walks a part of a column that only a query tells from it', async () => {
  const tabs = '<div><a class="cur" href="?lb=jd">街道</a><a href="?lb=xz">乡镇</a></div>'
  const night = await look(
    'trs',
    {
      [folder]: page(tabs + list(rowsOf(streets))),
      [`${folder}?lb=xz`]: page(tabs + list(rowsOf(['东镇'], 2023, 50))),
    },
    { descend: 1 },
  )
  expect(night.alarms).toEqual([])
  expect(night.candidates).toHaveLength(9)
})

describe('A total that the rows reach', () => {
  const scripts =
    '<a class="cur">1</a> <a href="javascript:void(0)" onclick="goPage(2)">2</a> <a href="javascript:void(0)" onclick="nextPage()">下一页</a>'
  test.each([
    ['a number that a script opens', `<div class="page">共8条 ${scripts}</div>`],
    ['the rows of a page in its place', '<div class="page">每页共8条 <a href="#">下一页</a></div>'],
    ['what was added today in its place', `<div>今日更新：共5条</div><div class="page">${scripts}</div>`],
  ])('does not outweigh %s', async (_what, pager) => {
    const night = await look('static-list', { [folder]: page(list(rowsOf(streets)) + pager) })
    expect(codes(night)).toEqual(['listing-partial'])
  })
})

describe.each(['trs', 'static-list'] as const)('A column with frames (%s)', (family) => {
  const rest = page(list(rowsOf(['东镇', '西镇'], 2023, 50)))
  test.each([
    ['two of them hold its lists', '<iframe src="jd.html"></iframe><iframe src="xz.html"></iframe>'],
    ['one holds more than the page', `${list(rowsOf(streets))}<iframe src="xz.html" width="100%"></iframe>`],
  ])('is whole when %s', async (_what, body) => {
    const pages = {
      [folder]: page(body),
      '/zwgk/nb/jd.html': page(list(rowsOf(streets))),
      '/zwgk/nb/xz.html': rest,
    }
    const site = await oneSite([{ family, list: `http://${host}${folder}` }], handmade(pages))
    const first = await site.night()
    expect(first.alarms).toEqual([])
    expect(first.candidates).toHaveLength(10)
    expect((await site.night()).alarms).toEqual([])
  })

  test.each([
    [
      'of its domain that it may not ask',
      '<iframe src="http://xxgk.test.gov.cn/nb.html"></iframe>',
      ['listing-partial'],
    ],
    ['of others', '<iframe src="http://tianqi.example.com/i.html"></iframe>', []],
    ['that nobody sees', '<iframe src="http://xxgk.test.gov.cn/x.html" style="display:none"></iframe>', []],
    ['that are gone', '<iframe src="gone.html"></iframe>', []],
    ['of news', '<iframe src="news.html"></iframe>', []],
  ])('and with frames %s has its due alarms', async (_what, frame, due) => {
    const news = page(list(row('/a/t20240101_5.html', '关于开展活动的通知')))
    const night = await look(family, {
      [folder]: page(list(rowsOf(streets)) + frame),
      '/zwgk/nb/news.html': news,
    })
    expect(codes(night)).toEqual(due)
    expect(night.candidates).toHaveLength(8)
  })
})

const records = (units: readonly string[], from = 0): string =>
  `<script type="text/xml"><datastore><recordset>${units.map((unit, at) => `<record><![CDATA[<li>[<a href="${at % 2 === 0 ? '/col/col9/index.html' : '/jdnb.html'}">街道年报</a>] <a href="/art/2024/1/9/art_1_${from + at}00.html">${titleOf(unit)}</a></li>]]></record>`).join('')}</recordset></datastore></script>`

describe.each(['trs', 'static-list'] as const)(
  'A page that was redesigned around old rows (%s)',
  (family) => {
    test.each([
      [
        'a script that asks for rows',
        "<script>$.ajax({url:'/api/content/list?year=2023',success:render})</script>",
      ],
      ['a datastore', records(['东街道', '西街道'], 70)],
      [
        'another column',
        '<p>本栏目已迁移，新栏目请点击：<a href="/xxgk/nb/list.html">政府信息公开年报（新）</a></p>',
      ],
    ])('is partial where %s holds its list now', async (_what, sign) => {
      const night = await look(family, { [folder]: page(list(rowsOf(streets)) + sign) })
      expect(codes(night)).toEqual(['listing-partial'])
    })

    test.each([
      ['visits', "<script>$.get('/api/content/hits?id=3')</script>"],
      ['parts of the page', "<script>$('#h').load('/common/header.html'); $.get('/api/link/list')</script>"],
      ['a list of another kind beside it', `<div queryData="{'tagId':'信息列表','pageId':'12'}"></div>`],
      ['a drawn application', '<div id="app"><a href="/">首页</a></div><script src="/app.js"></script>'],
      ['words of a title', '<p>关于部分单位搬迁的公告</p>'],
    ])('is whole with %s', async (_what, sign) => {
      const night = await look(family, { [folder]: page(list(rowsOf(streets)) + sign) })
      expect(night.alarms).toEqual([])
    })
  },
)

describe('A Hanweb page with two lists', () => {
  const column = `http://${host}/col/col1/index.html`
  const call = (unit: string): string =>
    `<script>$("#${unit}").jpage({perPage:15,groupSize:3,proxyUrl:'/module/web/jpage/dataproxy.jsp',ajaxParam:{unitid:'${unit}'}})</script>`
  const proxy: Replica = ({ url }) =>
    url.pathname.endsWith('dataproxy.jsp')
      ? { type: 'text/xml', body: '<datastore><recordset></recordset></datastore>' }
      : null

  test('gives both, and each record its article and not the column named before it', async () => {
    const body = records(streets) + call('u1') + records(['东镇', '西镇'], 50) + call('u2')
    const site = await oneSite(
      [{ family: 'hanweb-jpage', column }],
      handmade({ '/col/col1/index.html': page(body) }),
      proxy,
    )
    const night = await site.night()
    expect(night.alarms).toEqual([])
    expect(night.listings.map(({ endpoint }) => endpoint)).toEqual([column, `${column}#u2`])
    expect(night.candidates).toHaveLength(10)
    expect(night.candidates.every(({ link: { url } }) => url.includes('/art/'))).toBe(true)
  })

  test('of news beside it gives the reports alone', async () => {
    const news =
      '<script type="text/xml"><datastore><recordset><record><![CDATA[<a href="/art/2024/1/1/art_2_7.html">关于开展活动的通知</a>]]></record></recordset></datastore></script>'
    const site = await oneSite(
      [{ family: 'hanweb-jpage', column }],
      handmade({ '/col/col1/index.html': page(records(streets) + call('u1') + news) }),
      proxy,
    )
    expect((await site.night()).listings.map(({ endpoint }) => endpoint)).toEqual([column])
  })

  test('behind the interface gives both, and remembers them', async () => {
    const block = (tag: string): string => `<div queryData="{'tagId':'${tag}','pageId':'1'}"></div>`
    const api: Replica = ({ url }) => {
      if (!url.pathname.endsWith('/page/build/unit')) return null
      const isTown = url.searchParams.get('tagId') === '乡镇列表'
      const first = String(url.searchParams.get('paramJson')).includes('"pageNo":1')
      const rows = isTown ? rowsOf(['东镇', '西镇'], 2023, 50) : rowsOf(streets)
      const html = `<ul>${first ? rows : ''}</ul><div count="${isTown ? 2 : 8}"></div>`
      return { type: 'application/json', body: JSON.stringify({ success: true, data: { html } }) }
    }
    const site = await oneSite(
      [{ family: 'hanweb-jpaas', column }],
      handmade({ '/col/col1/index.html': page(block('街道列表') + block('乡镇列表')) }),
      api,
    )
    const night = await site.night()
    expect(night.alarms).toEqual([])
    expect(night.listings.map(({ endpoint }) => endpoint)).toEqual([column, `${column}#乡镇列表`])
    expect(night.candidates).toHaveLength(10)
    site.asked()
    expect((await site.night()).alarms).toEqual([])
    expect(site.asked()).toHaveLength(2)
  })

  test.each([
    ['a list', '乡镇列表', ['listing-partial']],
    ['the name of the column', '当前栏目名称', []],
  ])('of which the server fails to give %s has its due alarms', async (_what, tag, due) => {
    const block = (one: string): string => `<div queryData="{'tagId':'${one}','pageId':'1'}"></div>`
    const api: Replica = ({ url }) => {
      if (!url.pathname.endsWith('/page/build/unit')) return null
      if (url.searchParams.get('tagId') === tag) return { status: 500, type: 'text/plain', body: 'error' }
      const html = `<ul>${rowsOf(streets)}</ul><div count="8"></div>`
      return { type: 'application/json', body: JSON.stringify({ success: true, data: { html } }) }
    }
    const body = page(block('街道列表') + block(tag))
    const site = await oneSite(
      [{ family: 'hanweb-jpaas', column }],
      handmade({ '/col/col1/index.html': body }),
      api,
    )
    const night = await site.night()
    expect(codes(night)).toEqual(due)
    expect(night.candidates).toHaveLength(8)
  })
})

test('A Lonsun class names the classes of other years that only its query tells apart', async () => {
  const path = '/public/column/161?type=4&catId=1&action=list'
  const rows = streets.map((unit, at) => row(`/public/161/${at}00.html`, titleOf(unit))).join('')
  const body = page(
    `<a class="on" href="${path}">2023年</a><a href="/public/column/161?type=4&catId=2&action=list">2022年</a>${list(rows)}`,
  )
  const night = await (
    await oneSite([{ family: 'lonsun', list: `http://${host}${path}` }], handmade({ [path]: body }))
  ).night()
  expect(codes(night)).toEqual(['listing-partial'])
  expect(messages(night)).toContain('catId=2')
})
