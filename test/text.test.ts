import { existsSync, readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Block } from '../src/model/document.ts'
import { readText } from '../src/extract/readers/text.ts'

type Words = string | readonly (readonly string[])[]
const words = (block: Block): Words =>
  block.kind === 'paragraph' ? block.text : block.table.rows.map((cells) => cells.map(({ text }) => text))
const read = (text: string): readonly Words[] => readText({ text, charset: 'utf-8' }).blocks.map(words)

/** As a converter prints `<td>` with paragraphs: a tab, each paragraph and a line end; a line end a row, one a table. */
const below = (rows: readonly (readonly string[])[]): string =>
  `${rows.map((cells) => `${cells.map((cell) => `\t${cell}\n`).join('')}\n`).join('')}\n`

describe('cells below each other, each begun by a tab', () => {
  test('are rows that end at an empty line, in a table that ends at prose', () => {
    const text = `二、主动公开\n${below([
      ['信息内容', '件数'],
      ['规章', '1'],
    ])}三、申请\n${below([['总计', '0']])}`
    expect(read(text)).toEqual([
      '二、主动公开',
      [
        ['信息内容', '件数'],
        ['规章', '1'],
      ],
      '三、申请',
      [['总计', '0']],
    ])
  })

  test('keep cells without text, in front, between and last', () => {
    expect(
      read(
        below([
          ['', '（二）部分公开', '', '3', ''],
          ['', '', ''],
        ]),
      ),
    ).toEqual([
      [
        ['', '（二）部分公开', '', '3', ''],
        ['', '', ''],
      ],
    ])
  })

  test('take the lines without a tab that follow at once', () => {
    expect(read('\t商业\n企业\n\t尚\n未\n审\n结 \n\t\n0\n\n\t 1\n\t2\n')).toEqual([
      [
        ['商业\n企业', '尚\n未\n审\n结', '0'],
        ['1', '2'],
      ],
    ])
  })

  test('show a row that an empty line broke as two rows, the second without a label', () => {
    expect(read('\t规章\n\t      7\n\n\t0\n\t5\n\n\t文件\n\t1\n\t2\n\t3\n')).toEqual([
      [
        ['规章', '7'],
        ['0', '5'],
        ['文件', '1', '2', '3'],
      ],
    ])
  })

  test('show a row whose end is lost as one that runs on', () => {
    expect(read('\t规范性文件\n\t4\n\t2\n \t第二十条第（五）项\n\n\t信息内容\n\t本年处理决定数量\n')).toEqual(
      [
        [
          ['规范性文件', '4', '2', '第二十条第（五）项'],
          ['信息内容', '本年处理决定数量'],
        ],
      ],
    )
  })

  test('keep a figure that stands before a label in its cell', () => {
    expect(read('\t0四、结转下年度继续办理\n\t0\n\n\t3\n（七）总计\n\t1\n')).toEqual([
      [
        ['0四、结转下年度继续办理', '0'],
        ['3\n（七）总计', '1'],
      ],
    ])
  })

  test('may begin with an empty paragraph: the number behind one empty line is the text of the cell', () => {
    expect(read('\t规章\n\t\n\n5\n\t0\n\n\t总计\n\t1\n')).toEqual([
      [
        ['规章', '5', '0'],
        ['总计', '1'],
      ],
    ])
  })

  test('never take a number behind the end of the table, which may be the number of a page', () => {
    expect(read('\t规章\n\t\n\n\n3\n\n四、复议')).toEqual([[['规章', '']], '3', '四、复议'])
    expect(read('\t规章\n\t8\n\n3\n\n四、复议')).toEqual([[['规章', '8']], '3', '四、复议'])
  })

  test('never take prose that follows at once', () => {
    expect(read('\t规章\n\t0\n五、问题\n仍有不足。\n')).toEqual([[['规章', '0']], '五、问题', '仍有不足。'])
  })

  test('stay one table over two empty lines, for a last cell may end in an empty paragraph', () => {
    expect(read('\t规章\n\t0\n\n\n\t许可\n\t1\n')).toEqual([
      [
        ['规章', '0'],
        ['许可', '1'],
      ],
    ])
  })

  test('part into two tables where more empty lines stand than a row may have', () => {
    expect(read('\t规章\n\t0\n\n\n\n\t许可\n\t1\n')).toEqual([[['规章', '0']], [['许可', '1']]])
  })

  test('are prose when a tab only indents a paragraph', () => {
    expect(read('\t一、总体情况\n\t本年公开12件。\n\t无申请\n')).toEqual([
      '一、总体情况',
      '本年公开12件。',
      '无申请',
    ])
  })

  const seeds = new URL('../../shared/seeds/', import.meta.url)
  const reports = existsSync(seeds) ? readdirSync(seeds).filter((name) => name.endsWith('.txt')) : []
  if (reports.length === 0) process.stderr.write('skipped: ../shared/seeds is not here\n')
  test.skipIf(reports.length === 0)('give the three tables of each seed report', () => {
    for (const name of reports) {
      const tables = read(readFileSync(new URL(name, seeds), 'utf8')).filter(
        (block) => typeof block !== 'string',
      )
      expect(
        tables.slice(0, 3).map((rows) => rows.flat().includes('0')),
        name,
      ).toEqual([true, true, true])
      const last = tables[2]?.at(-1)
      expect(last, name).toHaveLength(15)
    }
  })
})

describe('rows on lines', () => {
  test('have tabs between their cells', () => {
    expect(read('信息内容\t件数\n规章\t0\n行政许可\t\n\t3\n后文')).toEqual([
      [
        ['信息内容', '件数'],
        ['规章', '0'],
        ['行政许可', ''],
        ['', '3'],
      ],
      '后文',
    ])
  })

  test('may all be indented by a tab', () => {
    expect(read('\t规章\t0\t1\n\t文件\t2\t3\n')).toEqual([
      [
        ['规章', '0', '1'],
        ['文件', '2', '3'],
      ],
    ])
  })

  test('have pipes between their cells, of half or full width, with or without a fence', () => {
    const rows = [
      ['规章', '0', ''],
      ['文件', '1', '2'],
    ]
    expect(read('| 规章 | 0 |  |\n|---|:-:|---|\n| 文件 | 1 | 2 |')).toEqual([rows])
    expect(read('规章｜0｜\n文件｜1｜2')).toEqual([rows])
    expect(read('+----+---+\n│ 规章 │ 0 │ │\n├────┼───┤\n│ 文件 │ 1 │ 2 │\n+----+---+')).toEqual([rows])
    expect(read('| 甲\\|乙 | 商业<br>企业 |')).toEqual([[['甲|乙', '商业\n企业']]])
  })

  test('are no table for one pipe in a line of prose', () => {
    expect(read('首页 | 政务公开 | 年报\n正文')).toEqual(['首页 | 政务公开 | 年报', '正文'])
  })

  test('may each be followed by as many empty lines as the first', () => {
    expect(read('规章\t0\n\n文件\t1\n\n许可\t2\n\n\n处罚\t3\n强制\t4')).toEqual([
      [
        ['规章', '0'],
        ['文件', '1'],
        ['许可', '2'],
      ],
      [
        ['处罚', '3'],
        ['强制', '4'],
      ],
    ])
  })

  test('are found in the text that a browser gives for cells with paragraphs', () => {
    expect(
      read('前言\n\n规章\n\n\t\n\n0\n\n\t\n\n\t\n\n7\n\n\n\n\n文件\n\n\t\n\n1\n\n\t\n\n2\n\n\t\n\n3'),
    ).toEqual([
      '前言',
      [
        ['规章', '0', '', '7'],
        ['文件', '1', '2', '3'],
      ],
    ])
  })
})

describe('the header of a saved page', () => {
  test('becomes metas, and the divider behind it goes', () => {
    const { metas, blocks } = readText({
      text: '\uFEFF标题：某镇2021年年报\r\n发布日期: 2022-01-20\r\n文号: \r\n所属栏目: 年报\r\n索引号: 0001\r\n网址: http://a.cn/1:2\r\n\r\n======== 正文 ========\r\n标题: 文中\r\n',
      charset: 'utf-8',
    })
    expect(metas).toEqual({
      title: '某镇2021年年报',
      date: '2022-01-20',
      column: '年报',
      索引号: '0001',
      url: 'http://a.cn/1:2',
    })
    expect(blocks.map(words)).toEqual(['标题: 文中'])
  })

  test('is told from prose with a colon', () => {
    for (const prose of ['现汇报如下：\n一、总体情况', '标题: 年报\n正文', '联系人: 张\n电话: 1\n地址: 2']) {
      const { metas, blocks } = readText({ text: prose, charset: 'utf-8' })
      expect(metas).toEqual({})
      expect(blocks).toHaveLength(prose.split('\n').length)
    }
  })
})

describe('any grid comes back as it was written', () => {
  const cell = fc.stringMatching(/^[规章一0-9（）]{0,5}$/u)
  const grid = (text: fc.Arbitrary<string>) =>
    fc
      .integer({ min: 2, max: 6 })
      .chain((width) =>
        fc.array(fc.array(text, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
      )
  const lines = fc
    .array(fc.stringMatching(/^[规章0-9]{1,4}$/u), { maxLength: 4 })
    .map((all) => all.join('\n'))

  test('below each other, cells of several lines too', () => {
    fc.assert(
      fc.property(grid(lines), (rows) => {
        expect(read(`前言\n${below(rows)}后文`)).toEqual(['前言', rows, '后文'])
      }),
    )
  })

  test('between tabs', () => {
    fc.assert(
      fc.property(grid(cell), (rows) => {
        // A line that begins with its only tab may be either layout; most lines of a real table are none such.
        fc.pre(rows.filter(([first]) => first !== '').length * 2 > rows.length)
        expect(read(rows.map((cells) => cells.join('\t')).join('\n'))).toEqual([rows])
      }),
    )
  })

  test('between pipes', () => {
    fc.assert(
      fc.property(grid(cell), (rows) => {
        expect(read(rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n'))).toEqual([rows])
      }),
    )
  })
})

test('line ends of every kind part lines, and the end-of-file mark of DOS is none of the text', () => {
  expect(read('一\r\n二\r三\f四\u2028五\x1a')).toEqual(['一', '二', '三', '四', '五'])
})
