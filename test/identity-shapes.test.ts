import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadDivisions } from '../src/config/loadDivisions.ts'
import { identify, type Identity } from '../src/extract/identity.ts'
import type { IdentityHints } from '../src/extract/identityHints.ts'
import type { Block } from '../src/model/document.ts'

const divisions = loadDivisions(resolve(import.meta.dirname, '../config/divisions'))
const nobody: IdentityHints = {
  name: null,
  listTitle: null,
  listDate: null,
  column: null,
  isAttachment: false,
  siteDivision: '330105',
  givenUnit: null,
  givenYear: null,
}
type Rows = readonly (readonly string[])[]

const blockOf = (content: string | Rows): Block =>
  typeof content === 'string'
    ? { kind: 'paragraph', text: content }
    : {
        kind: 'table',
        table: {
          rows: content.map((texts, row) =>
            texts.map((text, column) => ({ text, row, column, rowSpan: 1, columnSpan: 1 })),
          ),
          width: 4,
          spansKnown: true,
        },
      }

function identityOf(
  content: readonly (string | Rows)[],
  hints: Partial<IdentityHints> = {},
): Identity & { readonly told: readonly [string | null, number | null, ...string[]] } {
  const blocks = [...content, '一、总体情况', '文字。', '六、其他需要报告的事项', '无'].map(blockOf)
  const document = { container: 'html', charset: 'utf-8', blocks, metas: {} } as const
  const identity = identify(document, { ...nobody, ...hints }, divisions)
  const codes = identity.findings.map(({ code, severity }) => `${code} ${severity}`)
  return { ...identity, told: [identity.unit.code, identity.year, ...codes] }
}

describe('a title that says unit and year', () => {
  test.each<[string, readonly (string | Rows)[], string]>([
    ['broken inside a word', ['拱墅区财政局2023年政府信', '息公开工作年度报告'], '330105/财政局'],
    [
      'in spaced letters',
      ['拱 墅 区 财 政 局', '2 0 2 3 年 政 府 信 息 公 开', '工 作 年 度 报 告'],
      '330105/财政局',
    ],
    [
      'in title marks with the unit below',
      ['《2023年政府信息公开工作年度报告》', '拱墅区财政局'],
      '330105/财政局',
    ],
    ['with the year at its end', ['拱墅区财政局政府信息公开工作年度报告〔2023年度〕'], '330105/财政局'],
    [
      'with the whole year in brackets below',
      ['拱墅区财政局政府信息公开工作年度报告', '（2023年1月1日—2023年12月31日）'],
      '330105/财政局',
    ],
    ['with a numeral year', ['拱墅区财政局', '二○二三年度政府信息公开工作报告'], '330105/财政局'],
    ['with the unit behind the year', ['2023年度拱墅区财政局政府信息公开工作报告'], '330105/财政局'],
    ['with the unit behind a dash', ['2023年政府信息公开工作年度报告—拱墅区财政局'], '330105/财政局'],
    [
      'in a head table that has the unit elsewhere',
      [
        [
          ['索引号', '330105/2024-1', '发布机构', '区财政局'],
          ['名称', '2023年政府信息公开工作年度报告'],
        ],
      ],
      '330105/财政局',
    ],
    ['below a document number', ['拱财〔2024〕3号', '拱墅区财政局2023年政府信息公开年报'], '330105/财政局'],
    ['of a street office', ['米市巷街道办事处2023年政府信息公开工作年度报告'], '330105001'],
    ['of a street office, called 街道办', ['米市巷街道办2023年政府信息公开工作年度报告'], '330105001'],
    ['of a street', ['米市巷街道2023年政府信息公开工作年度报告'], '330105001'],
    ['of an office within a street', ['米市巷街道办公室2023年政府信息公开工作年度报告'], '330105001/办公室'],
    ['of the government’s office, called 政府办', ['区政府办2023年政府信息公开年报'], '330105/办公室'],
    ['of a bureau without its place', ['财政局2023年政府信息公开工作年度报告'], '330105/财政局'],
    ['of a bureau with its level only', ['区财政局2023年政府信息公开工作年度报告'], '330105/财政局'],
  ])('%s is read', (_, content, code) => {
    const [unit, year, ...codes] = identityOf(content).told
    expect([unit, year, codes.filter((told) => !told.endsWith('info'))]).toEqual([code, 2023, []])
  })

  test.each(['市财政局', '县财政局', '杭州市财政局', '西湖区财政局'])(
    'of %s gives no identity on the site of another government',
    (unit) => {
      const { unit: told, findings } = identityOf([`${unit}2023年政府信息公开工作年度报告`])
      expect([told.code, findings.map(({ code }) => code)]).toEqual([null, ['ambiguous-unit']])
    },
  )
})

describe('two places that contradict each other', () => {
  const title = '拱墅区财政局2023年政府信息公开工作年度报告'

  test('head table and title about the unit leave it without a code', () => {
    const head = [['名称', '拱墅区教育局2023年政府信息公开工作年度报告']]
    expect(identityOf([head, title]).told).toEqual([null, 2023, 'ambiguous-unit warning'])
  })

  test('head table and title about the year leave it open, unless the period decides', () => {
    const head = [['标 题：', '拱墅区财政局2022年政府信息公开工作年度报告']]
    expect(identityOf([head, title]).told).toEqual(['330105/财政局', null, 'ambiguous-year warning'])
    const period = '本报告数据统计期限自2023年1月1日起至2023年12月31日止。'
    expect(identityOf([head, title, period]).told).toEqual(['330105/财政局', 2023, 'year-differs warning'])
  })

  test.each(['财政局2022年政府信息公开年报.docx', '2022年报.docx', '附件：2022年度报告（定稿）.doc'])(
    'title and the file name %s about the year say so',
    (name) => {
      expect(identityOf([title], { name }).told).toEqual(['330105/财政局', 2023, 'year-differs warning'])
    },
  )

  test.each(['2024年1月18日年报.docx', 'P020240118345.docx', '财政局2023年报.docx'])(
    'the file name %s contradicts no title of 2023',
    (name) => {
      expect(identityOf([title], { name }).told).toEqual(['330105/财政局', 2023])
    },
  )

  test('a report that was published before its year was over says so', () => {
    expect(identityOf([title], { listDate: '2023-01-20' }).told).toEqual([
      '330105/财政局',
      2023,
      'year-differs warning',
    ])
    expect(identityOf([title], { listDate: '2024-01-20' }).told).toEqual(['330105/财政局', 2023])
  })

  test('of title, period and file name with three years none decides alone', () => {
    const period = '统计期限自2022年1月1日起至2022年12月31日止。'
    const { told } = identityOf([title, period], { name: '财政局2021年政府信息公开年报.docx' })
    expect(told).toEqual(['330105/财政局', 2023, 'year-differs warning'])
  })
})

describe('a notice that is the report', () => {
  const announced = (listTitle: string) => identityOf([listTitle], { listTitle })

  test.each([
    '拱墅区财政局关于公布2023年政府信息公开工作年度报告的公告',
    '关于发布拱墅区财政局2023年政府信息公开工作年度报告的通知',
    '关于印发《拱墅区财政局2023年政府信息公开工作年度报告》的通知',
  ])('%s names whose it is and of which year', (title) => {
    expect(announced(title).told).toEqual(['330105/财政局', 2023])
  })

  test('of a government’s office is not taken for the office’s own report', () => {
    const { unit, findings } = announced('拱墅区人民政府办公室关于公布2023年政府信息公开工作年度报告的公告')
    expect([unit.code, findings.map(({ code }) => code)]).toEqual([null, ['ambiguous-unit']])
  })

  test.each(['拱墅区人民政府办公室', '拱墅区人民政府'])(
    'of %s does not speak where the report inside has a title of its own',
    (publisher) => {
      const listTitle = `${publisher}关于公布2023年政府信息公开工作年度报告的公告`
      const { told } = identityOf([listTitle, '拱墅区财政局2023年政府信息公开工作年度报告'], { listTitle })
      expect(told).toEqual(['330105/财政局', 2023])
    },
  )

  test('of another body than the report inside leaves it without a code', () => {
    const listTitle = '拱墅区教育局关于公布2023年政府信息公开工作年度报告的公告'
    const { told } = identityOf([listTitle, '拱墅区财政局2023年政府信息公开工作年度报告'], { listTitle })
    expect(told).toEqual([null, 2023, 'ambiguous-unit warning'])
  })
})

describe('a unit whose code changed has the code of the year', () => {
  const titled = (title: string) => identityOf([title])

  test('before its county was joined to that of the site', () => {
    const { told, unit } = titled('长庆街道2019年政府信息公开工作年度报告')
    expect(told).toEqual(['330103001', 2019])
    expect(unit.division?.path).toEqual(['浙江省', '杭州市', '下城区', '长庆街道'])
  })

  test('and since', () => {
    expect(titled('长庆街道2021年政府信息公开工作年度报告').told).toEqual(['330105014', 2021])
  })

  test('also where the site is younger than the year', () => {
    const hints = { siteDivision: '330113' }
    expect(identityOf(['南苑街道2019年政府信息公开工作年度报告'], hints).told).toEqual(['330110002', 2019])
    expect(identityOf(['南苑街道2022年政府信息公开工作年度报告'], hints).told).toEqual(['330113002', 2022])
  })

  test('a street that the register of the year does not know yet keeps its later code, and that is said', () => {
    const hints = { siteDivision: '110105' }
    const { told } = identityOf(['首都机场街道2022年政府信息公开工作年度报告'], hints)
    expect(told).toEqual(['110105400', 2022])
    expect(identityOf(['首都机场街道2023年政府信息公开工作年度报告'], hints).told).toEqual([
      '110105020',
      2023,
    ])
  })
})

describe('what named the unit is kept with it', () => {
  const title = '2023年政府信息公开工作年度报告'
  test.each<[string, readonly string[], Partial<IdentityHints>, string]>([
    ['title', [`拱墅区财政局${title}`], {}, '330105/财政局'],
    ['list-title', [title], { listTitle: `拱墅区财政局${title}` }, '330105/财政局'],
    ['publisher', [title, '发布机构：拱墅区财政局'], {}, '330105/财政局'],
    ['column', [title], { column: '政府信息公开年报 > 街道 > 小河街道' }, '330105003'],
    ['column', [title], { column: '小河街道 > 政府信息公开年报' }, '330105003'],
    ['given', [`拱墅区财政局${title}`], { givenUnit: '330105/审计局' }, '330105/审计局'],
    ['file-name', [title], { name: '财政局.docx', isAttachment: true }, '330105/财政局'],
  ])('by %s: %j %j', (from, content, hints, code) => {
    const { unit, unitFrom } = identityOf(content, hints)
    expect([unitFrom, unit.code]).toEqual([from, code])
  })

  test('a column that only parts levels or years names nobody', () => {
    const { unit, unitFrom } = identityOf([title], { column: '政府信息公开年报 > 2023年 > 镇街' })
    expect([unitFrom, unit.code]).toEqual(['unknown', null])
  })
})

describe('a head table of 信息公开目录', () => {
  const unit = '330782104'
  const hints = { siteDivision: '330782' }

  test('says who publishes also where label and value share a cell', () => {
    const head = [['索引号：330782/2022-1', '发布机构：上溪镇', '成文日期：2022-01-19']]
    expect(identityOf([head, '2021年政府信息公开工作年度报告'], hints).told).toEqual([unit, 2021])
  })

  test.each([
    [
      'beside their labels',
      [
        ['索引号', '1', '组配分类', '政府信息公开年报', '发布机构', '上溪镇'],
        ['名称', '2021年工作年度报告', '', ''],
      ],
    ],
    [
      'in the cells of their labels',
      [
        ['组配分类：政府信息公开年报', '发布机构：上溪镇'],
        ['名称：2021年工作年度报告', ''],
      ],
    ],
  ])('has a class (组配分类) that is no part of the title, %s', (_, head) => {
    const { told, title } = identityOf([head, '统计期限为2021年1月1日至2021年12月31日。'], hints)
    expect([title, told]).toEqual(['2021年工作年度报告', [unit, 2021]])
  })
})

describe('the date under the signature', () => {
  test.each([
    [['祥符街道办事处', '2024年1月30日'], '2024-01-30'],
    [['祥符街道办事处 2024年1月30日'], '2024-01-30'],
    [['祥符街道办事处', '二〇二四年一月十八日'], '2024-01-18'],
    [['祥符街道办事处', '二○二四年十月二十日'], '2024-10-20'],
    [['（2024年1月8日）'], '2024-01-08'],
    [['数据截至2023年12月31日'], null],
    [['无'], null],
  ])('of %j is %s', (end, date) => {
    const blocks = ['祥符街道2023年政府信息公开工作年度报告', '一、总体情况', '文字。', ...end].map(blockOf)
    const document = { container: 'html', charset: 'utf-8', blocks, metas: {} } as const
    expect(identify(document, nobody, divisions).signed).toBe(date)
  })
})
