import { describe, expect, test } from 'vitest'
import type { SourceFacts } from '../src/sites/defineSite.ts'
import { handmade } from './replicas/handmade.ts'
import { host, oneSite } from './replicas/oneSite.ts'
import type { Night } from './replicas/readListing.ts'

const folder = '/zwgk/nb/'
const streets = ['东街', '南街', '西街', '北街', '中山路'].map((name) => `${name}街道`)
const offices = ['财政局', '教育局', '民政局', '水务局']
const rowsOf = (units: readonly string[], at = folder, year = 2023): string =>
  units
    .map(
      (unit, index) =>
        `<li><a href="${at}202401/t20240110_${year}${unit.length}${index}.html">${unit}${year}年政府信息公开工作年度报告</a></li>`,
    )
    .join('')
const column = (rows: string, around = '', name = '政府信息公开年报'): string =>
  `<html><head><title>${name}</title><meta name="ColumnName" content="${name}"></head><body>${around}<div class="list"><ul>${rows}</ul></div></body></html>`

const look = async (
  source: Readonly<Record<string, unknown>> & { readonly family: 'trs' | 'static-list' },
  pages: Readonly<Record<string, string>>,
  others: readonly SourceFacts[] = [],
): Promise<Night> => {
  const facts = { list: `http://${host}${folder}`, ...source } satisfies SourceFacts
  return (await oneSite([facts, ...others], handmade(pages))).night()
}
const own = rowsOf(['测试区'])
const messages = ({ alarms }: Night): string => alarms.map(({ message }) => message).join('\n')
const codes = ({ alarms }: Night): readonly string[] => alarms.map(({ code }) => code)

const shown: readonly (readonly [string, string, string])[] = [
  ['a level below it', '<a href="jd/">街道</a>', '街道'],
  ['a year below it', '<a href="2022/">2022年</a>', '2022年'],
  ['a unit below it', '<a href="/zwgk/nb/czj/">财政局</a>', '财政局'],
  ['a level beside it in a folder of its name', '<a href="/zwgk/jd/nb/">街道</a>', '街道'],
  ['a column beside it that says so', '<a href="/bm/gkbg/">部门年报</a>', '部门年报'],
  ['a unit’s column beside it', '<a href="/czj/gkbg/">财政局政府信息公开年报</a>', '财政局'],
  [
    'past years on another host',
    '<a href="http://old.test.gov.cn/nb/">历年政府信息公开年报</a>',
    'old.test.gov.cn',
  ],
  ['a level behind a script', '<span onclick="go(2)">部门</span>', '部门'],
  [
    'a tab with data',
    '<ul><li class="on">街道（一）</li><li data-url="two.json">街道（二）</li></ul>',
    '街道（二）',
  ],
  ['years behind a script', '<a href="javascript:year(2022)">2022年</a>', '2022年'],
  [
    'rows in a script',
    '<script>var rows=[{"url":"/a/1.html","title":"东街街道2023年政府信息公开工作年度报告"}]</script>',
    '东街街道',
  ],
  [
    'rows in a script with escapes',
    '<script>var rows=[{"title":"\\u4e1c\\u8857\\u8857\\u9053\\u0032\\u0030\\u0032\\u0033\\u5e74\\u653f\\u5e9c\\u4fe1\\u606f\\u516c\\u5f00\\u5de5\\u4f5c\\u5e74\\u5ea6\\u62a5\\u544a"}]</script>',
    '东街街道',
  ],
]

describe.each(['trs', 'static-list'] as const)('A column of reports (%s)', (family) => {
  test.each(shown)(
    'that shows %s, which nobody walks, is partial and names it',
    async (_what, around, named) => {
      const night = await look({ family }, { [folder]: column(own, around) })
      expect(codes(night)).toEqual(['listing-partial'])
      expect(messages(night)).toContain(named)
      expect(night.candidates).toHaveLength(1)
    },
  )

  test.each([
    ['levels of which its rows give several', rowsOf(streets), '<a href="jd/">街道</a>'],
    ['a year of which its rows give several', rowsOf(streets), '<a href="2023/">2023年</a>'],
    ['years behind a script that its rows give', rowsOf(streets), '<li onclick="year(2023)">2023年</li>'],
    ['a unit that its rows give', rowsOf(offices), '<a href="czj/">财政局</a>'],
    ['the tab that is open', own, '<ul><li class="on" onclick="tab(1)">街道</li></ul>'],
    [
      'what stands beside annual reports',
      own,
      '<a href="zn/">政府信息公开指南</a> <a href="/zwgk/zd/">政府信息公开制度</a> <a href="http://ysq.test.gov.cn/">依申请公开</a>',
    ],
    [
      'menus of the site',
      own,
      '<nav><a href="/bm/">部门</a><a href="/jd/nb/">街道</a></nav><a href="/zw/bm/">部门</a> <a href="/xz/">街道乡镇</a> <a href="/tj/nb/">统计年鉴</a>',
    ],
    [
      'a menu that only opens',
      own,
      '<a href="javascript:;">部门</a> <a href="javascript:void(0)" onclick="toggle()">街道</a>',
    ],
    [
      'reports of other kinds',
      own,
      '<a href="/fzzf/nb2/">法治政府建设年度报告</a> <a href="/wz/">政府网站工作年度报表</a>',
    ],
    [
      'itself',
      own,
      '<a href="/zwgk/nb/index.html">政府信息公开年报</a> <a href="/gk/nb/">政府信息公开年报</a>',
    ],
    [
      'those above it',
      own,
      '<a href="http://www.zj.gov.cn/nb/">浙江省政府信息公开年报</a> <a href="http://www.hz.gov.cn/nb/">市政府信息公开年报</a>',
    ],
    [
      'its own rows in a script',
      own,
      '<script>var rows=[{"title":"测试区2023年政府信息公开工作年度报告"}]</script>',
    ],
    ['other words in a script', own, '<script>var t="政府信息公开年报"; var u="2023年工作报告"</script>'],
    ['files', own, '<a href="/files/a.pdf">2019年政府信息公开年报</a>'],
  ])('that shows %s is whole', async (_what, rows, around) => {
    const night = await look({ family }, { [folder]: column(rows, around) })
    expect(night.alarms).toEqual([])
    expect(night.listings).toMatchObject([{ complete: true }])
  })

  test('that links a column which is a source of its own is whole', async () => {
    const beside = '/zwgk/jd/nb/'
    const night = await look(
      { family },
      { [folder]: column(own, `<a href="${beside}">街道</a>`), [beside]: column(rowsOf(streets, beside)) },
      [{ family, list: `http://${host}${beside}` }],
    )
    expect(night.alarms).toEqual([])
    expect(night.candidates).toHaveLength(6)
  })
})

describe('A tree of columns', () => {
  test('walks columns of reports beside it, and those that a script is told the address of', async () => {
    const around = `<a href="/zwgk/jd/nb/">街道</a> <a href="javascript:go('/zwgk/nb/bm/')">部门</a>`
    const night = await look(
      { family: 'trs', descend: 1 },
      {
        [folder]: column(own, around),
        '/zwgk/jd/nb/': column(rowsOf(streets, '/zwgk/jd/nb/')),
        '/zwgk/nb/bm/': column(rowsOf(offices, '/zwgk/nb/bm/')),
      },
    )
    expect(night.alarms).toEqual([])
    expect(night.candidates).toHaveLength(10)
  })

  test('that goes on below its last level is partial and names what is left', async () => {
    const night = await look(
      { family: 'trs', descend: 1 },
      {
        [folder]: column(own, '<a href="2023/">2023年</a>'),
        '/zwgk/nb/2023/': column('', '<a href="jd/">街道</a><a href="bm/">部门</a>', '2023年'),
      },
    )
    expect(codes(night)).toEqual(['listing-partial'])
    expect(messages(night)).toMatch(/nb\/2023\/jd\/.*nb\/2023\/bm\//u)
  })

  test('names the host of a column that it may not ask', async () => {
    const around = '<a href="http://xxgk.other.gov.cn/jd/nb/">街道政府信息公开年报</a>'
    const night = await look({ family: 'trs', descend: 1 }, { [folder]: column(own, around) })
    expect(codes(night)).toEqual(['host-not-allowed'])
    expect(messages(night)).toContain('xxgk.other.gov.cn')
    expect(night.candidates).toHaveLength(1)
  })

  test.each([
    ['fetch', '<a href="/">首页</a><div id="list"></div><script>fetch("/api/list?c=9").then(draw)</script>'],
    [
      'jQuery',
      '<a href="/">首页</a><script>$.ajax({type: "post", url: "/col/list.do?id=3", success: draw})</script>',
    ],
    ['a loader of its own', '<a href="/">首页</a><script>loadList("/api/list?c=9")</script>'],
  ])('with a column that %s is to fill is partial', async (_what, body) => {
    const night = await look(
      { family: 'trs', descend: 1 },
      {
        [folder]: column(own, '<a href="jd/">街道</a>'),
        '/zwgk/nb/jd/': `<html><title>街道</title>${body}</html>`,
      },
    )
    expect(codes(night)).toEqual(['listing-partial'])
    expect(messages(night)).toContain('/zwgk/nb/jd/')
  })

  test.each([
    ['nothing', ''],
    ['a counter of visits', '<script>$.get("/visit/count.do?id=3")</script>'],
    ['a script of its own', '<script>open("menu"); loadStyle("a.css")</script>'],
  ])('with an empty column that holds %s is whole', async (_what, body) => {
    const night = await look(
      { family: 'trs', descend: 1 },
      {
        [folder]: column(own, '<a href="jd/">街道</a>'),
        '/zwgk/nb/jd/': `<html><title>街道</title><a href="/">首页</a>${body}</html>`,
      },
    )
    expect(night.alarms).toEqual([])
  })
})
