import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { loadDivisions } from '../src/config/loadDivisions.ts'
import { identify, type Identity } from '../src/extract/identity.ts'
import type { IdentityHints } from '../src/extract/identityHints.ts'
import { readDocument } from '../src/extract/readers/readDocument.ts'
import { reportEvidence, splitSections } from '../src/extract/sections.ts'
import type { Document } from '../src/model/document.ts'

const divisions = loadDivisions(join(import.meta.dirname, '../config/divisions'))
const nobody: IdentityHints = {
  name: null,
  listTitle: null,
  listDate: null,
  column: null,
  isAttachment: false,
  siteDivision: null,
  givenUnit: null,
  givenYear: null,
}
const documentOf = (lines: readonly string[], metas: Readonly<Record<string, string>> = {}): Document => ({
  container: 'html',
  charset: 'utf-8',
  blocks: lines.map((text) => ({ kind: 'paragraph', text })),
  metas,
})
const identityOf = (
  lines: readonly string[],
  hints: Partial<IdentityHints> = {},
  metas: Readonly<Record<string, string>> = {},
): Identity => identify(documentOf(lines, metas), { ...nobody, ...hints }, divisions)
const codesOf = ({ findings }: Identity): string[] =>
  findings.map(({ code, severity }) => `${code} ${severity}`)
const chapters = ['一、总体情况', '文字。', '六、其他需要报告的事项', '无']

describe('the title of a document', () => {
  test.each([
    ['in one line', ['西兴街道2022年政府信息公开工作年度报告', ...chapters]],
    ['on one line with the first chapter', [`西兴街道2022年政府信息公开工作年度报告 ${chapters.join(' ')}`]],
    ['over three lines', ['西兴街道2022年', '政府信息公开工作', '年度报告', ...chapters]],
    ['with the unit on the line above', ['西兴街道', '2022年政府信息公开工作年度报告', ...chapters]],
    ['with the unit in brackets below', ['2022年政府信息公开工作年度报告', '（西兴街道）', ...chapters]],
    [
      'behind a breadcrumb and buttons',
      [
        '首页',
        '政府信息公开',
        '政府信息公开年报',
        '打印',
        '来源：区政府办公室',
        '西兴街道2022年政府信息公开工作年度报告',
        '字号：大 中 小',
        ...chapters,
      ],
    ],
    [
      'behind a covering letter',
      [
        '关于报送年度报告的函',
        '区政务公开办：',
        '现将报告报上，请审阅。',
        '西兴街道2022年政府信息公开工作年度报告',
        ...chapters,
      ],
    ],
    [
      'at the beginning of flattened text',
      [`西兴街道2022年度 政府信息公开工作年度报告 根据条例编制。${'文字。'.repeat(80)}`],
    ],
  ])('is found %s', (_, lines) => {
    const { unit, year, yearFrom } = identityOf(lines, { siteDivision: '330108' })
    expect([unit.code, year, yearFrom]).toEqual(['330108001', 2022, 'title'])
  })

  test('is taken from the page’s metas or the listing when the body has none, without the site’s suffix', () => {
    const metas = { title: '西兴街道2022年政府信息公开工作年度报告_政府信息公开年报_滨江区' }
    const around = identityOf(chapters, { siteDivision: '330108' }, metas)
    expect(around).toMatchObject({
      title: '西兴街道2022年政府信息公开工作年度报告',
      year: 2022,
      yearFrom: 'title',
    })
    const listed = identityOf(chapters, {
      siteDivision: '330108',
      listTitle: '西兴街道2021年政府信息公开年报',
    })
    expect(listed).toMatchObject({ year: 2021, yearFrom: 'list-title', unit: { code: '330108001' } })
  })
})

describe('the year', () => {
  test.each([
    '本报告所列数据的统计期限从2022年1月1日到12月31日止。',
    '数据统计期限自2022年1月1日至2022年12月31日截止。',
    '统计期限自２０２２年１月１日起至２０２２年１２月３１日止。',
    '所列数据统计时限为二〇二二年1月1日至12月31日。',
  ])('is read from “%s” when the title has none', (sentence) => {
    const identity = identityOf(['西兴街道政府信息公开工作年度报告', sentence, ...chapters], {
      siteDivision: '330108',
    })
    expect(identity).toMatchObject({ year: 2022, yearFrom: 'period', findings: [] })
  })

  test('is the title’s when the period names another, and that is said', () => {
    const identity = identityOf(
      ['西兴街道2023年政府信息公开工作年度报告', '统计期限自2022年1月1日起至2022年12月31日止。', ...chapters],
      { siteDivision: '330108' },
    )
    expect(identity.year).toBe(2023)
    expect(identity.findings).toEqual([
      {
        code: 'year-differs',
        severity: 'warning',
        metrics: [],
        message: expect.stringContaining('2022') as string,
      },
    ])
  })

  test('is decided by the period when two titles disagree, and by nobody without one', () => {
    const lines = ['西兴街道2022年政府信息公开工作年度报告', ...chapters]
    const hints = { siteDivision: '330108', listTitle: '西兴街道2023年政府信息公开工作年度报告' }
    const undecided = identityOf(lines, hints)
    expect([undecided.year, undecided.yearFrom, ...codesOf(undecided)]).toEqual([
      null,
      'unknown',
      'ambiguous-year warning',
    ])
    const decided = identityOf([...lines, '统计期限自2023年1月1日起至2023年12月31日止。'], hints)
    expect([decided.year, decided.yearFrom, ...codesOf(decided)]).toEqual([
      2023,
      'list-title',
      'year-differs warning',
    ])
  })

  test('is taken from a column only where the date of publication agrees', () => {
    const lines = ['西兴街道政府信息公开工作年度报告', '发布日期：2023-01-13', ...chapters]
    expect(identityOf(lines, { column: '2022年' })).toMatchObject({
      year: 2022,
      yearFrom: 'list-title',
      published: '2023-01-13',
    })
    expect(identityOf(lines, { column: '2023年' }).year).toBeNull()
    expect(identityOf(lines).year).toBeNull()
  })

  test('is not read from two periods that disagree', () => {
    const period = (year: number): string => `统计期限自${year}年1月1日起至${year}年12月31日止。`
    const lines = ['西兴街道政府信息公开工作年度报告', period(2021), ...chapters]
    expect(identityOf([...lines, period(2021)]).year).toBe(2021)
    expect(identityOf([...lines, period(2022)]).year).toBeNull()
  })

  test('is not read from a period of two years, nor from other years in the text', () => {
    const identity = identityOf([
      '西兴街道政府信息公开工作年度报告',
      '统计期限自2021年1月1日起至2022年12月31日止。2020年街道公开信息。',
      ...chapters,
    ])
    expect([identity.year, ...codesOf(identity)]).toContain('ambiguous-year warning')
    expect(identity.year).toBeNull()
  })

  test('is a person’s word where one was given, and what the document says instead is said', () => {
    const identity = identityOf(['西兴街道2022年政府信息公开工作年度报告', ...chapters], {
      siteDivision: '330108',
      givenYear: 2021,
    })
    expect([identity.year, identity.yearFrom, ...codesOf(identity)]).toEqual([
      2021,
      'given',
      'year-differs warning',
    ])
  })
})

describe('the unit on a site', () => {
  const unitOf = (words: string, siteDivision: string): (string | null)[] => {
    const { unit } = identityOf([`${words}2022年政府信息公开工作年度报告`, ...chapters], { siteDivision })
    return [unit.code, unit.name, unit.as_printed]
  }

  test.each([
    ['米市巷街道', '330105', '330105001', '米市巷街道'],
    ['米市巷街道办事处', '330105', '330105001', '米市巷街道'],
    ['杭州市拱墅区人民政府米市巷街道办事处', '330105', '330105001', '米市巷街道'],
    ['浙江省杭州市拱墅区', '330105', '330105', '拱墅区'],
    ['拱墅区人民政府', '330105', '330105', '拱墅区'],
    ['拱墅', '330105', '330105', '拱墅区'],
    ['拱墅财政局', '330105', '330105/财政局', '财政局'],
    ['区人民政府', '330105', '330105', '拱墅区'],
    ['财政局', '330105', '330105/财政局', '财政局'],
    ['区财政局', '330105', '330105/财政局', '财政局'],
    ['杭州市拱墅区财政局', '330105', '330105/财政局', '财政局'],
    ['拱墅区市场监督管理局', '330105', '330105/市场监督管理局', '市场监督管理局'],
    ['市场监督管理局', '330105', '330105/市场监督管理局', '市场监督管理局'],
    ['公安局', '330105', '330105/公安局', '公安局'],
    ['杭州市公安局拱墅区分局', '330105', '330105/公安分局', '公安分局'],
    ['哈尔滨市公安局阿城分局', '230112', '230112/公安分局', '公安分局'],
    ['拱墅区公安分局', '330105', '330105/公安分局', '公安分局'],
    ['拱墅区人民政府办公室', '330105', '330105/办公室', '拱墅区办公室'],
    ['区政府办公室', '330105', '330105/办公室', '拱墅区办公室'],
    ['拱墅区残联', '330105', '330105/残联', '残联'],
    ['工业园区管委会', '330105', '330105/工业园区管委会', '工业园区管委会'],
    ['经济开发区', '330105', '330105/经济开发区', '经济开发区'],
    ['城投集团有限公司', '330105', '330105/城投集团有限公司', '城投集团有限公司'],
    ['下各镇人民政府', '331024', '331024106', '下各镇'],
    ['平潭综合实验区财政金融局', '350128', '350128/平潭综合实验区财政金融局', '平潭综合实验区财政金融局'],
    ['沿江街道办事处', '321203', '321203007', '化学新材料产业园-沿江街道'],
    ['泰州市高港区沿江街道', '321203', '321203007', '化学新材料产业园-沿江街道'],
  ])('%s of %s is %s', (words, site, code, name) => {
    expect(unitOf(words, site)).toEqual([code, name, words])
  })

  test.each([
    ['西安市教育局', '330105'],
    ['杭州市教育局', '330105'],
    ['市教育局', '330105'],
    ['杭州市', '330105'],
    ['八一路街道', '330105'],
    ['城东区八一路街道', '210203'],
  ])(
    '%s on the site of %s is a repost or a parent’s: named, without a code, and marked',
    (words, siteDivision) => {
      const identity = identityOf([`${words}2022年政府信息公开工作年度报告`, ...chapters], { siteDivision })
      expect(identity.unit).toMatchObject({ as_printed: words, code: null, division: null })
      expect(codesOf(identity)).toEqual(['ambiguous-unit warning'])
    },
  )

  test.each([
    ['云上新设街道', '330105'],
    ['拱墅区云上新设街道', '330105'],
    ['杭州市拱墅区云上新设街道', '330105'],
    ['杭州市拱墅区云上新设街道办事处', '330105'],
    ['杭州市拱墅区云上新设街道', null],
    ['云上新设街道办事处', '330105'],
  ])(
    'a street that the register does not know (%s, site %s) is kept as a body of the division, in doubt: it may be new, or misprinted',
    (printed, siteDivision) => {
      const identity = identityOf([`${printed}2024年政府信息公开工作年度报告`, ...chapters], { siteDivision })
      expect(identity.unit.code).toMatch(/^330105\/云上新设街道/u)
      expect(codesOf(identity)).toEqual(['ambiguous-unit warning'])
    },
  )

  test('a street that the register does not know is in no doubt worth a look where a person named it', () => {
    const identity = identityOf(['政府信息公开工作年度报告', '2024年', ...chapters], {
      siteDivision: '330105',
      givenUnit: '云上新设街道',
    })
    expect(identity.unit.code).toBe('330105/云上新设街道')
    expect(codesOf(identity).filter((code) => code.startsWith('ambiguous-unit'))).toEqual([
      'ambiguous-unit info',
    ])
  })

  test('is not the district that runs the site only because 来源 says so', () => {
    const lines = ['2022年政府信息公开工作年度报告', '日期：2023-01-29 来源：阿城区人民政府', ...chapters]
    expect(identityOf(lines, { siteDivision: '230112' }).unit.code).toBeNull()
    expect(
      identityOf([...lines, '金都街道办事处', '2023年1月28日'], { siteDivision: '230112' }).unit.code,
    ).toBe('230112002')
    const published = ['发布机构：财政局', ...lines]
    expect(identityOf(published, { siteDivision: '230112' }).unit.code).toBe('230112/财政局')
  })

  test('has no code when the listing names another unit than the document', () => {
    const identity = identityOf(['小河街道2022年政府信息公开工作年度报告', ...chapters], {
      siteDivision: '330105',
      listTitle: '米市巷街道2022年政府信息公开工作年度报告',
    })
    expect(identity.unit.code).toBeNull()
    expect(codesOf(identity)).toEqual(['ambiguous-unit warning'])
  })

  test('is the same when one title abbreviates it', () => {
    const identity = identityOf(['拱墅区市场监督管理局2022年政府信息公开工作年度报告', ...chapters], {
      siteDivision: '330105',
      listTitle: '区市场监管局2022年政府信息公开工作年度报告',
    })
    expect([identity.unit.code, identity.findings]).toEqual(['330105/市场监督管理局', []])
  })

  test.each(['街道', '市本级', '部门', '2022年', null])(
    'is not the column %s that only sorts by level',
    (column) => {
      const lines = ['2022年政府信息公开工作年度报告', ...chapters]
      expect(identityOf(lines, { siteDivision: '330105', column }).unit.code).toBeNull()
      expect(identityOf(lines, { siteDivision: '330105', column: '米市巷街道' }).unit.code).toBe('330105001')
    },
  )

  test.each(['街道', '我局', '扎实推进有关工作'])('is not made of the words %s', (words) => {
    const identity = identityOf([`${words}2022年政府信息公开工作年度报告`, ...chapters], {
      siteDivision: '330105',
    })
    expect([identity.unit.code, ...codesOf(identity)]).toEqual([null, 'ambiguous-unit warning'])
  })

  test('is a person’s word where one was given, as a code or as a name', () => {
    const lines = ['2022年政府信息公开工作年度报告', ...chapters]
    expect(identityOf(lines, { givenUnit: '330105/财政局' }).unit).toMatchObject({
      code: '330105/财政局',
      name: '财政局',
    })
    expect(identityOf(lines, { givenUnit: '拱墅区米市巷街道' }).unit.code).toBe('330105001')
  })
})

describe('the unit of a lone file', () => {
  const lone = (title: string, ...rest: readonly string[]): Identity =>
    identityOf([`${title}2022年政府信息公开工作年度报告`, ...chapters, ...rest])

  test.each([
    ['城东区八一路街道办事处', [], '630102006'],
    ['八一路街道办事处', ['城东区八一路街道办事处', '2023年1月18日'], '630102006'],
    ['八一路街道', ['联系地址：大连市西岗区八一路1号。'], '210203010'],
    ['宿迁市人民政府', [], '3213'],
    ['宿迁市财政局', [], '3213/财政局'],
    ['财政局', ['宿迁市财政局'], '3213/财政局'],
    ['南京市鼓楼区', [], '320106'],
    ['鼓楼区教育局', ['欢迎致电开封市12345热线。'], '410204/教育局'],
  ])('%s with %j is %s', (title, rest, code) => {
    const identity = lone(title, ...rest)
    expect([identity.unit.code, identity.findings]).toEqual([code, []])
  })

  test.each([
    ['八一路街道', []],
    ['米市巷街道', []],
    ['鼓楼区', []],
    ['鼓楼区', ['南京市与徐州市的经验值得学习。']],
    ['八一路街道', ['地址：西岗区。', '落款：城东区。']],
    ['财政局', []],
    ['某市人民政府', []],
    ['平潭综合实验区', []],
  ])('%s with %j stays named, without a code', (title, rest) => {
    const identity = lone(title, ...rest)
    expect(identity.unit).toMatchObject({ as_printed: title, code: null, division: null })
    expect(title).toContain(identity.unit.name)
    expect(codesOf(identity)).toEqual(['ambiguous-unit warning'])
  })
})

describe('the shape of a title', () => {
  test.each([
    [['杭州市拱墅区财政局〔2023〕年政府信息公开工作年度报告'], '330105/财政局'],
    [['《杭州市拱墅区财政局二〇二三年度政府信息公开工作年度报告》'], '330105/财政局'],
    [['杭州市拱墅区', '财政局', '2023年政府信息公开', '工作年度报告'], '330105/财政局'],
    [['2023年', '杭州市拱墅区财政局', '政府信息公开工作年度报告'], '330105/财政局'],
    [['政府信息公开工作2023年度报告——杭州市拱墅区财政局'], '330105/财政局'],
    [['拱墅区人民政府米市巷街道办事处2023年政府信息公开工作年度报告'], '330105001'],
    [['拱墅区人民政府办公室2023年政府信息公开工作年度报告'], '330105/办公室'],
    [['拱墅区人民政府2023年政府信息公开工作年度报告'], '330105'],
    [['杭州市拱墅区大运河新城管委会2023年政府信息公开工作年度报告'], '330105/大运河新城管委会'],
    [['天津市公安局和平分局2023年政府信息公开工作年度报告'], '120101/公安分局'],
  ])('%j is the report of %s for 2023', (lines, code) => {
    const { unit, year, findings } = identityOf([...lines, ...chapters])
    expect([unit.code, year, findings]).toEqual([code, 2023, []])
  })

  test.each(['XX局', '××街道', '某某局', '○○乡人民政府', '财政局、审计局', '拱墅区财政局和拱墅区审计局'])(
    '%s is no unit that a site could file a report under',
    (words) => {
      const title = `${words}2023年政府信息公开工作年度报告`
      const identity = identityOf([title, ...chapters], { siteDivision: '330105' })
      expect(identity.unit.code).toBeNull()
      expect(codesOf(identity)).toEqual(['ambiguous-unit warning'])
    },
  )

  test('in a table at the head of the document is read like any other', () => {
    const cell = { row: 0, column: 0, rowSpan: 1, columnSpan: 1 }
    const text = '杭州市拱墅区财政局\n2023年政府信息公开工作年度报告'
    const table = { rows: [[{ ...cell, text }]], width: 1, spansKnown: true }
    const { blocks, ...document } = documentOf(chapters)
    const headed: Document = { ...document, blocks: [{ kind: 'table', table }, ...blocks] }
    const { unit, year } = identify(headed, nobody, divisions)
    expect([unit.code, year]).toEqual(['330105/财政局', 2023])
  })
})

describe('a signature with its date', () => {
  const signed = (name: string): string[] =>
    codesOf(
      identityOf(['拱墅区财政局2023年政府信息公开工作年度报告', ...chapters, name, '2024年1月18日'], {
        siteDivision: '330105',
      }),
    )

  test('of another body is a doubt, though the title decides', () => {
    expect(signed('拱墅区教育局')).toEqual(['ambiguous-unit warning'])
  })

  test.each(['拱墅区财政局', '财政局办公室', '拱墅区人民政府', '杭州市拱墅区人民政府办公室'])(
    'of %s is none',
    (name) => {
      expect(signed(name)).toEqual([])
    },
  )
})

test('the year that a notice names counts where the date of publication supports it', () => {
  const listTitle = '关于发布2023年政府信息公开工作年度报告的通知'
  const told = (listDate: string) =>
    identityOf(['拱墅区财政局政府信息公开工作年度报告', ...chapters], {
      siteDivision: '330105',
      listTitle,
      listDate,
    })
  expect(told('2024-01-20')).toMatchObject({ year: 2023, yearFrom: 'list-title' })
  expect(told('2023-01-20').year).toBeNull()
})

const shared = join(import.meta.dirname, '../../shared')
const Truth = z.object({ unit: z.string(), year: z.number() })
const cases = ['seeds', 'corpus'].flatMap((folder) =>
  existsSync(join(shared, folder))
    ? readdirSync(join(shared, folder))
        .filter((name) => /\.(?:txt|html|docx)$/u.test(name))
        .map((name) => join(folder, name))
    : [],
)
if (cases.length === 0)
  process.stderr.write('identity: ../shared is absent, its real reports are not tried\n')

describe.skipIf(cases.length === 0)('a real report', () => {
  test.each(cases)('%s has the unit and year that a person read, and its chapters', (name) => {
    const truthFile = join(shared, name.replace(/\.\w+$/u, '.truth.json'))
    const truth = Truth.parse(JSON.parse(readFileSync(truthFile, 'utf8')))
    const outcome = readDocument(readFileSync(join(shared, name)), { name, mediaType: null })
    if (outcome.kind !== 'document') throw new Error(outcome.message)
    const { unit, year } = identify(outcome.document, nobody, divisions)
    const short = truth.unit.replace(/办事处|人民政府/gu, '')
    expect(year).toBe(truth.year)
    expect([unit.name, unit.as_printed].some((words) => words.includes(short))).toBe(true)
    expect(reportEvidence(outcome.document).isReport).toBe(true)
    const keys = splitSections(outcome.document).map(({ key }) => key)
    expect(keys.filter((key) => key !== 'preface')).toEqual([
      ...['overview', 'proactive', 'applications', 'review_litigation', 'problems', 'other'],
    ])
  })
})
