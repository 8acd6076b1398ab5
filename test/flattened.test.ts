import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Form } from '../src/model/form.ts'
import { flattenedTables } from '../src/extract/readers/flattened.ts'
import { flattenedLabels } from '../src/extract/readers/flattenedLabels.ts'

const forms = ['2019', '2021'].map((id) =>
  Form.parse(JSON.parse(readFileSync(new URL(`../config/forms/${id}.json`, import.meta.url), 'utf8'))),
)
type Words = string | readonly (readonly string[])[]
const read = (text: string): readonly Words[] =>
  flattenedTables(text, flattenedLabels(forms)).map((block) =>
    block.kind === 'paragraph' ? block.text : block.table.rows.map((cells) => cells.map((cell) => cell.text)),
  )
const tables = (text: string) => read(text).filter((block) => typeof block !== 'string')
/** Rows of the only table, without its heads. */
const rows = (text: string) =>
  tables(text)[0]?.filter((cells) => cells.some((cell) => /^[+-]?\d/u.test(cell)))

const proactive = '第二十条第（一）项 信息内容 本年制发件数 本年废止件数 现行有效件数'
const heads = ['行政复议', '行政诉讼', '结果维持', '结果纠正', '其他结果', '尚未审结', '总计']

describe('text on one line', () => {
  test('gives prose and tables in reading order', () => {
    const text = `某街道年报 一、总体情况 全年公开规章 3 件。 二、主动公开政府信息情况 ${proactive} 规章 0 1 2 行政规范性文件 3 4 5 第二十条第（五）项 信息内容 本年处理决定数量 行政许可 6 三、收到和处理政府信息公开申请情况 见下。`
    expect(read(text)).toEqual([
      '某街道年报 一、总体情况 全年公开规章 3 件。 二、主动公开政府信息情况',
      [
        ['第二十条第（一）项'],
        ['信息内容', '本年制发件数', '本年废止件数', '现行有效件数'],
        ['规章', '0', '1', '2'],
        ['行政规范性文件', '3', '4', '5'],
        ['第二十条第（五）项'],
        ['信息内容', '本年处理决定数量'],
        ['行政许可', '6'],
      ],
      '三、收到和处理政府信息公开申请情况 见下。',
    ])
  })

  test('marks its tables: no spans, and blanks that left no trace', () => {
    const [block] = flattenedTables(`${proactive} 规章 0 1 行政规范性文件 3 4 5`, flattenedLabels(forms))
    expect(block).toMatchObject({ kind: 'table', table: { spansKnown: false, blanksLost: true, width: 4 } })
  })

  test('keeps the figures of 复议诉讼 in one row below its heads', () => {
    const figures = Array.from({ length: 15 }, (_, index) => String(index))
    expect(tables(`${heads.join(' ')} ${figures.join(' ')} 五、存在的主要问题 无`)).toEqual([
      [heads, figures],
    ])
  })

  test('knows labels that are broken by spaces, and brackets of either width', () => {
    const text =
      '申请人情况 自然人 商业 企业 总 计 三 、本 年 度办 理 结果 (一) 予以公开 1 2 3 （二） 部分公开 （区分处理的，只计这一情形， 不计其他情形） 4 5 6'
    expect(tables(text)).toEqual([
      [
        ['申请人情况', '自然人', '商业 企业', '总 计'],
        ['三 、本 年 度办 理 结果', '(一) 予以公开', '1', '2', '3'],
        ['（二） 部分公开 （区分处理的，只计这一情形， 不计其他情形）', '4', '5', '6'],
      ],
    ])
  })

  test('takes a menu of the page for prose', () => {
    const menu = '首页 规章 行政规范性文件 行政许可 行政处罚 行政强制'
    expect(read(menu)).toEqual([menu])
    expect(read(`${menu} ${proactive} 规章 0 1 2 行政规范性文件 3 4 5`)[0]).toEqual(menu)
  })

  test('ends a table at a sentence, though a label follows it', () => {
    const table = `${proactive} 规章 0 1 2 行政规范性文件 3 4 5`
    expect(read(`${table} 另有下列事项。 行政许可 9 件`)).toEqual([
      ...read(table),
      '另有下列事项。 行政许可 9 件',
    ])
  })

  test('takes the name of a chapter for prose, and its 无 for no figure', () => {
    const text = `${proactive} 规章 0 1 2 行政许可 3 六、其他需要报告的事项 无`
    expect(read(text).at(-1)).toBe('六、其他需要报告的事项 无')
  })
})

describe('running numbers before the rows', () => {
  test('are no figures of the rows before them', () => {
    expect(rows('序号 信息内容 本年制发件数 1 规章 0 5 2 规范性文件 7 3 行政许可 4 6')).toEqual([
      ['规章', '0', '5'],
      ['规范性文件', '7'],
      ['行政许可', '4', '6'],
    ])
  })

  test('are told from figures that only look like them', () => {
    expect(rows('规章 0 2 规范性文件 7 3 行政许可 4 6')).toEqual([
      ['规章', '0', '2'],
      ['规范性文件', '7', '3'],
      ['行政许可', '4', '6'],
    ])
  })
})

describe('a figure in flattened text', () => {
  test('may have a unit, a note, a sign, or be the sign of a blank', () => {
    expect(
      rows(
        '规章 2笔 984361元 55（含自然失效29件） 行政许可 +1,036 -18.5 １２ 行政处罚 - / 无 0 行政强制 3 笔 22 （其中修订16件） 4',
      ),
    ).toEqual([
      ['规章', '2笔', '984361元', '55（含自然失效29件）'],
      ['行政许可', '+1,036', '-18.5', '１２'],
      ['行政处罚', '-', '/', '无', '0'],
      ['行政强制', '3 笔', '22 （其中修订16件）', '4'],
    ])
  })

  test('that ran together with others is never split', () => {
    const text = `一、本年新收政府信息公开申请数量 15130000154 二、上年结转政府信息公开申请数量 0 00 0 0 ${heads.join(' ')} 000000000000000`
    expect(tables(text)[0]).toEqual([
      ['一、本年新收政府信息公开申请数量', '15130000154'],
      ['二、上年结转政府信息公开申请数量', '0', '00', '0', '0'],
      heads,
      ['000000000000000'],
    ])
  })

  test('is found beside labels that touch it', () => {
    const text =
      '信息内容本年制发件数本年废止件数现行有效件数规章000行政规范性文件5845546第二十条第（五）项信息内容本年处理决定数量行政许可2418三、收到和处理政府信息公开申请情况'
    expect(read(text)).toEqual([
      [
        ['信息内容', '本年制发件数', '本年废止件数', '现行有效件数'],
        ['规章', '000'],
        ['行政规范性文件', '5845546'],
        ['第二十条第（五）项'],
        ['信息内容', '本年处理决定数量'],
        ['行政许可', '2418'],
      ],
      '三、收到和处理政府信息公开申请情况',
    ])
  })

  test('before the number of the next label is not taken into it', () => {
    expect(rows('1.属于国家秘密 7 8 12.其他法律行政法规禁止公开 0 0 0')).toEqual([
      ['1.属于国家秘密', '7', '8', '1'],
      ['2.其他法律行政法规禁止公开', '0', '0', '0'],
    ])
  })

  test('too many in front of a label stays in its cell', () => {
    expect(rows('（六）其他处理 5 6 （七）总计 7 8 0四、结转下年度继续办理 1 2')).toEqual([
      ['（六）其他处理', '5', '6'],
      ['（七）总计', '7', '8'],
      ['0四、结转下年度继续办理', '1', '2'],
    ])
  })
})

describe('a row in flattened text', () => {
  test('keeps too few and too many figures as they are printed', () => {
    expect(rows(`${proactive} 规章 0 1 行政规范性文件 3 4 5 6 行政许可 7`)).toEqual([
      ['规章', '0', '1'],
      ['行政规范性文件', '3', '4', '5', '6'],
      ['行政许可', '7'],
    ])
  })

  test.each(['3.危及“三安全一稳定”', '3.危及"三安全一稳定"', '3.危及三安全一稳定'])(
    'is found in whatever quotes its label stands: %s',
    (label) => {
      expect(tables(`1.属于国家秘密 0 0 ${label} 2 2 4.保护第三方合法权益 1 1`)).toEqual([
        [
          ['1.属于国家秘密', '0', '0'],
          [label, '2', '2'],
          ['4.保护第三方合法权益', '1', '1'],
        ],
      ])
    },
  )

  test('without figures is a row of its own', () => {
    expect(
      tables('1.属于国家秘密 0 0 2.其他法律行政法规禁止公开 3.危及“三安全一稳定” 4.保护第三方合法权益 1 1'),
    ).toEqual([
      [
        ['1.属于国家秘密', '0', '0'],
        ['2.其他法律行政法规禁止公开'],
        ['3.危及“三安全一稳定”'],
        ['4.保护第三方合法权益', '1', '1'],
      ],
    ])
  })

  test('under a label that no form knows is a row of its own, with the words as printed', () => {
    expect(
      rows('规章 0 1 2 其他主动公开 文件 3 4 5 行政规范性文件 6 7 8 四、结转下年度继续办里 9 9'),
    ).toEqual([
      ['规章', '0', '1', '2'],
      ['其他主动公开', '文件', '3', '4', '5'],
      ['行政规范性文件', '6', '7', '8'],
      ['四、结转下年度继续办里', '9', '9'],
    ])
  })
})

test('one word a line is read like one line', () => {
  const line = `前言。 ${proactive} 规章 0 1 2 行政规范性 文件 3 4 5`
  expect(tables(line.replaceAll(' ', '\n'))).toEqual(tables(line))
  expect(read(line.replaceAll(' ', '\r\n'))[0]).toBe('前言。')
})

test('text without tables is paragraphs, line by line', () => {
  expect(read('甲 1\n\n 乙 规章 2')).toEqual(['甲 1', '乙 规章 2'])
  expect(read('')).toEqual([])
})

test('every figure of a filled form comes back in its row, on one line or one a line', () => {
  const labels = forms.flatMap(({ tables: all }) =>
    all.filter(({ layout }) => layout === 'down').map(({ blocks }) => blocks.flatMap((block) => block.rows)),
  )
  const filled = fc.constantFrom(...labels).chain((lines) =>
    fc
      .array(fc.array(fc.nat(99_999), { minLength: 1, maxLength: 7 }), {
        minLength: lines.length,
        maxLength: lines.length,
      })
      .map((figures) =>
        lines.map(({ path }, index) => ({ path, figures: (figures[index] ?? []).map(String) })),
      ),
  )
  fc.assert(
    fc.property(filled, fc.constantFrom(' ', '\n', '\u3000', ' \n\n'), (lines, gap) => {
      const text = lines.flatMap(({ path, figures }) => [...path, ...figures]).join(gap)
      expect(rows(text)).toEqual(lines.map(({ path, figures }) => [...path, ...figures]))
    }),
  )
})
