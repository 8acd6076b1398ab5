import { describe, expect, test } from 'vitest'
import type { SourceFacts } from '../src/sites/defineSite.ts'
import { handmade } from './replicas/handmade.ts'
import { host, oneSite } from './replicas/oneSite.ts'
import type { Night } from './replicas/readListing.ts'
import type { Replica } from './replicas/replicaServer.ts'

const folder = '/zwgk/nb/'
const units = Array.from({ length: 18 }, (_, index) => `第${index + 1}街道`)
const row = (unit: string, index: number): string =>
  `<li><a href="${folder}202401/t20240110_${index}00.html">${unit}2023年政府信息公开工作年度报告</a><span>2024-01-10</span></li>`
const rows = units.map(row)
const listPage = (some: readonly string[], pager: string): string =>
  `<html><head><title>政府信息公开年报</title><meta name="ColumnName" content="政府信息公开年报"></head><body><div class="list"><ul>${some.join('')}</ul>${pager}</div></body></html>`
const source = (family: 'trs' | 'static-list', path = folder): SourceFacts => ({
  family,
  list: `http://${host}${path}`,
})

const look = async (
  pages: Readonly<Record<string, string>>,
  family: 'trs' | 'static-list' = 'static-list',
  path = folder,
): Promise<Night> => (await oneSite([source(family, path)], handmade(pages))).night()

/** What says that there is another page, on the first of two. */
const offers: readonly (readonly [string, string])[] = [
  ['a button that loads more', '<div class="more" onclick="loadMore()">加载更多</div>'],
  ['a button of a script', '<button class="btn-more" id="more">点击加载更多</button>'],
  ['a link that loads more', '<a href="javascript:;" id="loadMore">加载更多 &gt;&gt;</a>'],
  [
    'a script behind every link',
    '<a href="javascript:void(0)" onclick="page(1)">首页</a><a href="javascript:void(0)" onclick="page(2)">下一页</a>',
  ],
  [
    'a script that counts from 0',
    '<a href="javascript:go(0)">首页</a> <a href="javascript:go(1)">下一页</a>',
  ],
  ['a link to nowhere', '<a href="#">下一页</a>'],
  ['words in a box of their own', '<a href="javascript:;"><span>下一页</span> &gt;</a>'],
  ['a button with data', '<button type="button" data-url="index_9.html">下一页</button>'],
  ['a picture with words', '<a href="javascript:next()" title="下一页"><img src="n.gif"></a>'],
  ['an input', '<input type="button" value="下一页" onclick="turn(2)">'],
  ['numbers with data', '<a href="#" class="cur">1</a><a href="#" data-page="2">2</a>'],
  ['numbers of a script', '<span>1</span><a href="javascript:goPage(2)">2</a>'],
  [
    'numbers in a pager',
    '<ul class="pagination"><li class="active"><a href="#">1</a></li><li><a href="#">2</a></li></ul>',
  ],
  [
    'a choice of pages',
    '<span>当前第1页</span> <select onchange="go(this.value)"><option>1</option><option>2</option></select>',
  ],
  ['a choice to jump to', '跳到第<select><option>1</option><option>2</option></select>页'],
  ['1/2 beside a dead link', '<div><span>1/2</span><a href="#">下一页</a></div>'],
  ['a total for a pager', '<div id="page"></div><script>new Pager({total:18,size:10})</script>'],
  ['totals in variables', '<script>var pageSize=10,recordCount=18; draw()</script>'],
  ['a total for laypage', "<script>laypage.render({elem: 'page', count: 18, limit: 10})</script>"],
  [
    'a total in a plugin’s second words',
    '<script>$("#p").pagination({ totalData: 18, showData: 10 })</script>',
  ],
  ['pages for a plugin', '<script>$("#p").jqPaginator({ totalPages: 2, currentPage: 1 })</script>'],
  ['a total beside that of nothing', '<script>var totalCount = 0; var recordCount = "18"</script>'],
  ['a page that is gone', '<a href="index_7.html">下一页</a>'],
]

/** What a whole list of one page prints all the same. */
const ends: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  [
    'one page told',
    '<div>共1页 <a href="#">首页</a> <a href="#">上一页</a> <a href="#">下一页</a> <a href="#">尾页</a></div>',
  ],
  ['one page told by 1/1', '<div><a href="#">上一页</a> 1/1 <a href="#">下一页</a></div>'],
  ['a count of its rows', '<div>共18条 <a href="javascript:next()">下一页</a></div>'],
  ['a number disabled by class', '<a class="next disabled" href="#">下一页</a>'],
  [
    'one in a disabled box',
    '<ul class="pagination"><li class="prev disabled"><a href="#">上一页</a></li><li class="active"><a href="#">1</a></li><li class="next disabled"><a href="#">下一页</a></li></ul>',
  ],
  [
    'one of layui',
    '<a href="javascript:;" class="layui-laypage-next layui-disabled" data-page="2">下一页</a>',
  ],
  ['a disabled button', '<button disabled onclick="next()">下一页</button>'],
  ['one of no use by class', '<a class="none" onclick="page(2)">下一页</a>'],
  ['words alone', '<span>上一页</span> <span>下一页</span>'],
  [
    'a number alone',
    '<div class="page"><a href="javascript:;">上一页</a><a class="cur" href="javascript:;">1</a><a href="javascript:;">下一页</a></div>',
  ],
  [
    'a link to itself',
    `<a href="${folder}">首页</a><a href="${folder}">下一页</a><a href="${folder}">尾页</a>`,
  ],
  ['a link to its own index', '<a href="index.html">下一页</a>'],
  ['a link to its index by another scheme', `<a href="https://${host}${folder}index.shtml">下一页</a>`],
  [
    'scripts that stay',
    '<a href="javascript:go(1)">首页</a><a href="javascript:go(1)">上一页</a><a href="javascript:go(1)">下一页</a><a href="javascript:go(1)">尾页</a>',
  ],
  ['a hidden pager', '<div style="display: none"><a href="javascript:go(2)">下一页</a></div>'],
  ['a hidden button', '<div hidden><button onclick="more()">加载更多</button></div>'],
  ['a pager in a comment', '<!-- <a href="#">下一页</a> -->'],
  ['a choice of one page', '第<select><option>1</option></select>页'],
  ['a choice of months', '<select name="month"><option>1</option><option>2</option></select>月'],
  [
    'slides with numbers',
    '<div class="slide"><a href="javascript:;">1</a><a href="javascript:;">2</a></div>',
  ],
  ['slides of a script', '<a href="javascript:;" onclick="show(2)">2</a>'],
  [
    'a calendar',
    '<table class="calendar"><tr><td><a href="?day=2">2</a></td><td><a href="?day=3">3</a></td></tr></table>',
  ],
  ['more of something else', '<a href="/zwgk/">更多&gt;&gt;</a> <a href="javascript:;">展开</a>'],
  ['an article that follows', '<a href="#">下一篇</a>'],
  ['a total of its own', '<script>new Pager({total:18,size:20})</script>'],
  ['a total that equals its size', '<script>var pageSize=18,recordCount=18</script>'],
  ['two totals that differ', '<script>var totalCount=400</script><script>var totalCount=18</script>'],
  ['a size alone', '<script>var pageSize=10; load()</script>'],
  ['numbers of a chart', '<script>draw({total: 400, count: 30})</script>'],
  ['one page for a plugin', '<script>$("#p").jqPaginator({ totalPages: 1 })</script>'],
]

describe('A list whose pager nobody can follow', () => {
  test.each(offers)('is partial: %s', async (_what, pager) => {
    const night = await look({ [folder]: listPage(rows.slice(0, 10), pager) })
    expect(night.alarms.map(({ code }) => code)).toEqual(['listing-partial'])
    expect(night.candidates).toHaveLength(10)
    expect(night.listings).toMatchObject([{ complete: false }])
  })

  test('says what was not followed', async () => {
    const night = await look({ [folder]: listPage(rows.slice(0, 10), '<a href="#">下一页</a>') })
    expect(night.alarms.map(({ message }) => message)).toEqual([expect.stringContaining('下一页')])
  })
})

describe.each(['static-list', 'trs'] as const)('A whole list (%s)', (family) => {
  test.each(ends)('stays whole with %s', async (_what, pager) => {
    const night = await look({ [folder]: listPage(rows, pager) }, family)
    expect(night.alarms).toEqual([])
    expect(night.candidates).toHaveLength(18)
    expect(night.listings).toMatchObject([{ complete: true }])
  })
})

/** Two pages, each with a pager; the last page's is given. */
const second: readonly (readonly [string, string, string, string])[] = [
  [
    'data of a button',
    '<button data-url="/zwgk/nb/p/2.html">下一页</button>',
    '/zwgk/nb/p/2.html',
    '<button data-url="/zwgk/nb/p/2.html">下一页</button>',
  ],
  [
    'an address in a script',
    `<a href="javascript:;" onclick="location.href='second.html'">下一页</a>`,
    '/zwgk/nb/second.html',
    '<a href="javascript:;">下一页</a>',
  ],
  [
    'numbers that are links',
    '<b>1</b> <a href="list_2.html">2</a>',
    '/zwgk/nb/list_2.html',
    '<a href="./">1</a> <b>2</b>',
  ],
  [
    'a choice of addresses',
    '到第<select onchange="location=this.value"><option value="index.html">1</option><option value="n_2.html">2</option></select>页',
    '/zwgk/nb/n_2.html',
    '<select><option>1</option><option>2</option></select>页',
  ],
  ['a button that loads an address', '<a data-href="more_2.html">加载更多</a>', '/zwgk/nb/more_2.html', ''],
  [
    'numbers of a script and usual names',
    '<a href="javascript:page(2)">下一页</a>',
    '/zwgk/nb/index_1.html',
    '<a href="javascript:page(2)">下一页</a>',
  ],
  [
    'usual names that count from 1',
    '<a href="javascript:next()">下一页</a>',
    '/zwgk/nb/index_2.html',
    '<a href="javascript:next()">下一页</a>',
  ],
  [
    'a script’s total and usual names',
    '<script>new Pager({total:18,size:10})</script>',
    '/zwgk/nb/index_1.html',
    '<script>new Pager({total:18,size:10})</script>',
  ],
  [
    'a link whose last is dead',
    '<a href="index_1.html">下一页</a>',
    '/zwgk/nb/index_1.html',
    '<a href="index.html">上一页</a><a href="#">下一页</a><a href="#">尾页</a>',
  ],
  [
    'a link whose last leads to itself',
    '<a href="index_1.html">下一页</a>',
    '/zwgk/nb/index_1.html',
    '<a href="index.html">首页</a><a href="index_1.html">下一页</a><a href="index_1.html">尾页</a>',
  ],
  [
    'a link whose last is a script',
    '<a href="index_1.html">下一页</a>',
    '/zwgk/nb/index_1.html',
    '<a href="javascript:alert(\'已是最后一页\')">下一页</a>',
  ],
]

describe('A pager of another make', () => {
  test.each(second)('is followed by %s, and its end is no promise', async (_what, first, path, last) => {
    const night = await look({
      [folder]: listPage(rows.slice(0, 10), first),
      [path]: listPage(rows.slice(10), last),
    })
    expect(night.alarms).toEqual([])
    expect(night.candidates).toHaveLength(18)
    expect(night.listings).toMatchObject([{ rows: 18, complete: true }])
  })

  test('that promises a third page by number is partial after the second', async () => {
    const night = await look({
      [folder]: listPage(rows.slice(0, 8), '<a href="javascript:page(2)">下一页</a>'),
      '/zwgk/nb/index_1.html': listPage(rows.slice(8, 16), '<a href="javascript:page(3)">下一页</a>'),
    })
    expect(night.alarms.map(({ code }) => code)).toEqual(['listing-partial'])
    expect(night.candidates).toHaveLength(16)
  })

  test('that is unchanged after a partial night is partial again', async () => {
    const { night } = await oneSite(
      [source('static-list')],
      handmade({ [folder]: listPage(rows.slice(0, 10), '<a href="#">下一页</a>') }),
    )
    await night()
    expect((await night()).alarms.map(({ code }) => code)).toEqual(['listing-partial'])
  })
})

/** 大汉: `total` rows, `embedded` of them in the page, which prints no total; its proxy answers as `proxy` says. */
const jpage = (
  total: number,
  embedded: number,
  proxy: 'answers' | 'fails' | 'has no more',
  asked: { times: number },
): Replica => {
  const record = (_: unknown, index: number): string =>
    `<record><![CDATA[<li><a href="/art/2024/1/10/art_9_${index}.html">第${index + 1}街道2023年政府信息公开工作年度报告</a></li>]]></record>`
  const records = Array.from({ length: total }, record)
  const store = (some: readonly string[]): string =>
    `<datastore><recordset>${some.join('')}</recordset></datastore>`
  return ({ url }) => {
    if (url.pathname === '/col/col9/index.html')
      return {
        type: 'text/html',
        body: `<html><title>年报</title><script type="text/xml">${store(records.slice(0, embedded))}</script><script>$('#9').jpage({perPage:15,groupSize:3,proxyUrl:'/dataproxy.jsp',ajaxParam:{col:1}})</script></html>`,
      }
    if (url.pathname !== '/dataproxy.jsp') return null
    asked.times += 1
    const from = Number(url.searchParams.get('startrecord')) - 1
    if (proxy === 'fails') return { status: 500, type: 'text/html', body: '' }
    return { type: 'text/xml', body: store(records.slice(from, Number(url.searchParams.get('endrecord')))) }
  }
}

describe('A jpage column that prints no total', () => {
  const column: SourceFacts = { family: 'hanweb-jpage', column: `http://${host}/col/col9/index.html` }

  test.each([
    ['a whole group and more', 60, 45, 'answers', 60, []],
    ['a whole group that is all', 45, 45, 'has no more', 45, []],
    ['a whole group and a proxy that fails', 60, 45, 'fails', 45, ['server-error']],
  ] as const)('and holds %s asks its proxy on', async (_what, total, embedded, proxy, found, alarms) => {
    const asked = { times: 0 }
    const night = await (await oneSite([column], jpage(total, embedded, proxy, asked))).night()
    expect(asked.times).toBeGreaterThan(0)
    expect(night.candidates).toHaveLength(found)
    expect(night.alarms.map(({ code }) => code)).toEqual(alarms)
  })

  test('and holds less than a group asks for no more', async () => {
    const asked = { times: 0 }
    const night = await (await oneSite([column], jpage(13, 13, 'fails', asked))).night()
    expect(asked.times).toBe(0)
    expect(night.alarms).toEqual([])
    expect(night.candidates).toHaveLength(13)
  })
})
