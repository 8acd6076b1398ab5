import { describe, expect, test } from 'vitest'
import type { Report, SectionKey } from '../src/model/report.ts'
import { leftoverUnits } from '../src/validate/leftoverUnit.ts'
import { leftoverYears } from '../src/validate/leftoverYear.ts'
import { validator } from '../src/validate/validate.ts'
import { doubt, yearReport } from './acrossYears.ts'
import { forms } from './figuresTables.ts'
import { processorTime } from './running/processorTime.ts'

const path = ['浙江省', '杭州市', '拱墅区']
const bureau = {
  name: '财政局',
  as_printed: '杭州市拱墅区财政局',
  code: '330105/财政局',
  division: { code: '330105', path },
}
const street = {
  name: '米市巷街道',
  as_printed: '拱墅区米市巷街道办事处',
  code: '330105001',
  division: { code: '330105001', path: [...path, '米市巷街道'] },
}
const units = { bureau, street }

const saying = (
  texts: Readonly<Partial<Record<SectionKey, string>>>,
  unit: Report['unit'] = bureau,
  findings: Report['findings'] = [],
): Report =>
  yearReport(
    2025,
    {},
    {
      unit,
      findings,
      title: `${unit.as_printed}2025年政府信息公开工作年度报告`,
      sections: Object.entries(texts).map(([key, text]) => ({ key: key as SectionKey, heading: '', text })),
    },
  )

const yearsIn = (key: SectionKey, text: string): number =>
  leftoverYears(
    saying({ preface: '本报告所列数据的统计期限自2025年1月1日起至2025年12月31日止。', [key]: text }),
  ).length

describe('a sentence of another year that claims the year of the report', () => {
  test.each<readonly [SectionKey, string]>([
    ['preface', '根据条例要求，现将2024年政府信息公开工作情况报告如下。'],
    ['preface', '现公布财政局2024年度政府信息公开年度报告。'],
    ['preface', '现向社会公布2023年政府信息公开工作年度报告。'],
    ['preface', '本年度报告全面反映了我局2024年政府信息公开工作取得的成效。'],
    ['overview', '（二）依申请公开。2024年，我局共收到政府信息公开申请3件，均已答复。'],
    ['overview', '一是主动公开方面。\n2024年全年主动公开政府信息812条。'],
    ['overview', '我局2023年受理政府信息公开申请12件，已全部办结。'],
    ['overview', '2024年度，通过门户网站发布信息560条，及时回应关切。'],
    ['overview', '街道2022年收到公民4起公开申请，已全部办结。'],
    ['applications', '2024年，本机关新收政府信息公开申请5件。'],
    ['problems', '2024年，我局政府信息公开工作取得了一定成效，但仍存在一些不足。'],
    ['overview', '2024年，我局认真贯彻落实条例，扎实推进政务公开工作。\n收到政府信息公开申请3件。'],
    // a year to come, of which all is counted
    ['overview', '2026年，我局共收到政府信息公开申请3件。'],
    ['preface', '现将2026年政府信息公开工作情况报告如下。'],
    ['other', '2024年度，我局未收取政府信息公开信息处理费用。'],
    ['other', '依据《政府信息公开信息处理费管理办法》，2024年发出收费通知0件，实际收取金额0元。'],
  ])('is found in %s: %s', (key, text) => {
    expect(yearsIn(key, text)).toBe(1)
  })

  test.each<readonly [SectionKey, string]>([
    ['overview', '2025年，我局共收到政府信息公开申请3件，均已答复。'],
    // comparisons, and years side by side
    ['overview', '2024年，我局共收到政府信息公开申请3件。2025年，共收到政府信息公开申请5件。'],
    ['overview', '2024年：收到政府信息公开申请3件。\n2025年，收到政府信息公开申请5件。'],
    ['overview', '2023年，收到政府信息公开申请3件。\n本年度收到政府信息公开申请5件。\n2025年，收到申请5件。'],
    ['overview', '共收到政府信息公开申请5件，同比2024年增长20%。'],
    ['overview', '2024年收到政府信息公开申请3件，今年收到5件。'],
    ['overview', '2025年，我局优化办理流程。2024年，收到政府信息公开申请3件。'],
    ['overview', '与2024年相比，申请减少2件。'],
    ['overview', '2024年结转政府信息公开申请2件，均已办结。'],
    ['overview', '2024年收到的2件政府信息公开申请结转至本年度办理。'],
    ['applications', '2024年，本机关新收政府信息公开申请5件，上年结转1件。'],
    // history told as such
    ['overview', '2023年我局公开信息500条，2024年公开信息900条，工作逐年提升。'],
    ['overview', '2022年我局收到申请5件。'],
    ['overview', '政府信息公开年度报告显示，2024年收到申请8件。'],
    ['overview', '2024年，我局收到政府信息公开优秀单位称号，公开信息900条。'],
    ['overview', '2024年我局收到省政府信息公开申请办理考评通报1件。'],
    ['overview', '2024年，我局认真贯彻落实条例，推进政务公开。\n今年，又设立公开专区。'],
    ['overview', '我局高度重视。2023年，我局成立领导小组，认真贯彻落实条例，推进政务公开。'],
    ['overview', '2026年，我局收到政府信息公开申请1件。'],
    ['overview', '2026年，我局将深入推进政务公开工作。'],
    // documents, plans and rules with years of their own
    ['overview', '按时编制并公布2024年度政府信息公开工作年度报告。'],
    ['overview', '公开了2025年政府预算、2024年政府决算等信息12条。'],
    ['overview', '认真落实《2024年政务公开工作要点》，主动公开政府信息100条。'],
    ['overview', '2024年部门决算公开信息1条。'],
    ['overview', '2024年政务公开考核中，我局获得优秀。'],
    ['overview', '根据国办公开办函〔2021〕30号文件，主动公开政府信息12条。'],
    ['overview', '修订后的条例自2019年5月15日施行以来，共收到政府信息公开申请50件。'],
    ['overview', '2019年以来，累计收到政府信息公开申请200件。'],
    ['overview', '截至2024年12月31日，公开信息1200条。'],
    ['overview', '2023—2024年，主动公开信息500条。'],
    ['overview', '2024年12月，我局收到政府信息公开申请1件。'],
    ['overview', '2024年收到、2025年答复的政府信息公开申请1件。'],
    ['overview', '其中2024年信息12条。'],
    ['problems', '针对2024年公开工作取得的成效与存在的问题，我局逐项整改。'],
    ['problems', '2026年，我局政府信息公开工作将取得更大进展，着力解决不足。'],
    ['problems', '2025年，我局政府信息公开工作取得了一定成效，但仍存在不足。2024年指出的问题已整改。'],
    ['other', '2026年，我局计划公开信息500条。'],
    ['preface', '现将2025年政府信息公开工作情况报告如下。'],
    ['preface', '根据《关于做好2024年政府信息公开工作的通知》，现公布本报告。'],
    ['preface', '现将我局2024年12月至2025年12月政府信息公开工作情况报告如下。'],
    ['proactive', '规章：2024年公开信息3条，2025年公开信息4条。'],
  ])('is none in %s: %s', (key, text) => {
    expect(yearsIn(key, text)).toBe(0)
  })

  test('is history beside a number that is certainly of the own year, unless that is the same', () => {
    const told = (value: number): number =>
      leftoverYears({
        ...saying({ overview: '2024年，我局共收到政府信息公开申请3件。' }),
        statements: [
          { metric: 'applications.new.total', value, text: '共收到申请。', section: 'applications' },
        ],
      }).length
    expect([told(3), told(5)]).toEqual([1, 0])
  })

  test('is told once for each year, with the first sentence, in both languages, and doubts no figure', () => {
    const text =
      '2024年，我局共收到政府信息公开申请3件。\n2024年，主动公开信息12条。\n2021年，全年主动发布信息9条。'
    const found = leftoverYears(saying({ overview: text }))
    expect(found.map(({ code, severity, metrics }) => [code, severity, metrics])).toEqual([
      ['leftover-year', 'warning', []],
      ['leftover-year', 'warning', []],
    ])
    expect(found[1]?.message).toContain(
      '“2024年，我局共收到政府信息公开申请3件”, which speaks of 2024 (2 sentences)',
    )
    expect(found[1]?.message).toContain('2025 年报告正文写作“2024 年”')
  })

  test('is not looked for where the year of the report is not known, nor where the title names it', () => {
    const report = saying({ overview: '2024年，我局共收到政府信息公开申请3件。' })
    expect(leftoverYears(report)).toHaveLength(1)
    expect(leftoverYears({ ...report, year: null })).toEqual([])
    expect(leftoverYears({ ...report, title: '财政局2024—2025年政府信息公开工作年度报告' })).toEqual([])
  })

  test('costs little time in a text without stops', () => {
    const long = '2024年，我局共收到，'.repeat(50_000)
    const took = processorTime()
    leftoverYears(saying({ overview: long, preface: `现将${'一'.repeat(200_000)}` }))
    leftoverUnits(saying({ overview: long, preface: `现将${'街道'.repeat(100_000)}` }, street))
    expect(took()).toBeLessThan(5000)
  })
})

describe('a sentence that says whose report it is', () => {
  const names = (texts: Readonly<Partial<Record<SectionKey, string>>>, unit: Report['unit']): number =>
    leftoverUnits(saying(texts, unit)).length

  test.each<readonly [keyof typeof units, string]>([
    ['bureau', '现公布2025年拱墅区审计局政府信息公开年度报告。'],
    ['bureau', '根据条例，现将区教育局2025年政府信息公开工作情况报告如下。'],
    ['bureau', '本报告由拱墅区湖墅街道编制。'],
    ['street', '现公布湖墅街道2025年信息公开年度报告。'],
    ['street', '本年度报告反映了拱墅区小河街道2025年度政府信息公开工作。'],
    ['street', '2025年，湖墅街道共收到政府信息公开申请3件。'],
    ['street', '康桥街道办事处全年收到政府信息公开申请0件。'],
  ])('names another unit than %s: %s', (unit, text) => {
    expect(names({ overview: text }, units[unit])).toBe(1)
  })

  test.each<readonly [keyof typeof units, string]>([
    ['bureau', '现公布2025年拱墅区财政局政府信息公开年度报告。'],
    ['bureau', '现将我局2025年政府信息公开工作情况报告如下。'],
    ['bureau', '现将本单位2025年政府信息公开工作情况报告如下。'],
    ['bureau', '现将2025年政府信息公开工作情况报告如下。'],
    ['bureau', '现将全区财政系统2025年政府信息公开工作情况报告如下。'],
    ['bureau', '现公布杭州市拱墅区人民政府2025年政府信息公开工作年度报告。'],
    ['bureau', '现公布拱墅区2025年政府信息公开工作年度报告。'],
    ['bureau', '现公布区政府2025年政府信息公开工作年度报告。'],
    ['bureau', '现将区委2025年政务公开工作情况报告如下。'],
    ['bureau', '现公布拱墅区财政局（区国资办）2025年政府信息公开工作年度报告。'],
    ['bureau', '本报告由区财政局办公室编制。'],
    ['bureau', '本报告由局办公室编制。'],
    ['bureau', '审计局共收到政府信息公开申请3件。'],
    ['street', '现公布2025年米市巷街道信息公开年度报告。'],
    ['street', '现公布2025年米市巷街道办事处信息公开年度报告。'],
    ['street', '本报告由米市巷街道党政综合办公室编制。'],
    ['street', '本报告由街道办事处编制。'],
    ['street', '我街道共收到政府信息公开申请3件。'],
    ['street', '街道共收到政府信息公开申请3件。'],
    ['street', '本街道共收到政府信息公开申请3件。'],
    ['street', '与湖墅街道联合开展培训，公开信息3条。'],
    ['street', '原湖墅街道并入后，共收到政府信息公开申请3件。'],
    ['street', '各乡镇共收到政府信息公开申请3件。'],
  ])('names %s or nobody: %s', (unit, text) => {
    expect(names({ overview: text }, units[unit])).toBe(0)
  })

  const called = (name: string): Report['unit'] => ({
    ...bureau,
    name,
    as_printed: `拱墅区${name}`,
    code: `330105/${name}`,
  })

  test.each([
    ['区市场监管局', '市场监督管理局'],
    ['区市监局', '市场监督管理局'],
    ['拱墅区卫健局', '卫生健康委员会'],
    ['拱墅区卫健委', '卫生健康局'],
    ['拱墅区教体局', '教育局'],
    ['拱墅区教体局', '教育和体育局'],
    ['拱墅区文广新局', '文化广电和旅游局'],
    ['区农业农村局', '农业农村和水利局'],
  ])('%s may be %s', (words, name) => {
    expect(names({ preface: `现公布${words}2025年政府信息公开年度报告。` }, called(name))).toBe(0)
  })

  const severityOf = (words: string, name: string): string | undefined =>
    leftoverUnits(saying({ preface: `现公布${words}2025年政府信息公开年度报告。` }, called(name)))[0]
      ?.severity

  test.each([
    ['区乡村振兴局', '农业农村局'],
    ['拱墅区数据局', '行政审批局'],
    ['区综合行政执法局', '城市管理局'],
  ])('%s may be another board or a newer name of %s: nobody is warned', (words, name) => {
    expect(severityOf(words, name)).toBe('info')
  })

  test.each([
    ['区审计局', '财政局'],
    ['拱墅区民政局', '财政局'],
    ['上城区财政局', '财政局'],
    ['徐州市云龙区财政局', '财政局'],
  ])('%s is certainly not %s of this district', (words, name) => {
    expect(severityOf(words, name)).toBe('warning')
  })

  test.each(['开发区财政局', '杭州市财政局', '区财政局', '墅区财政局', '杭州拱墅区财政局'])(
    '%s may be the bureau itself or one above it',
    (words) => {
      expect(severityOf(words, '财政局')).toBeUndefined()
    },
  )

  test('names the other body in whatever words it says so', () => {
    expect(names({ preface: '本报告是拱墅区民政局2025年政府信息公开工作年度报告。' }, bureau)).toBe(1)
    expect(names({ preface: '根据要求，拱墅区民政局编制了2025年政府信息公开年度报告。' }, bureau)).toBe(1)
    expect(names({ preface: '根据要求，国务院办公厅编制了2025年政府信息公开年度报告格式。' }, bureau)).toBe(0)
  })

  test.each([
    ['拱墅区教体局', '卫生健康局'],
    ['拱墅区民宗局', '民政局'],
    ['拱墅区市监局', '财政局'],
    ['拱墅区卫健局', '文化和旅游局'],
  ])('%s is not %s', (words, name) => {
    expect(names({ preface: `现公布${words}2025年政府信息公开年度报告。` }, called(name))).toBe(1)
  })

  test('is told with the sentence in both languages', () => {
    const [finding] = leftoverUnits(saying({ preface: '现公布湖墅街道2025年信息公开年度报告。' }, street))
    expect(finding).toMatchObject({ code: 'leftover-unit', severity: 'warning', metrics: [] })
    expect(finding?.message).toContain('which names 湖墅街道')
    expect(finding?.message).toContain('报告正文写作“湖墅街道”')
  })

  test('is not looked for where whose report it is, is in doubt', () => {
    const text = { preface: '现公布湖墅街道2025年信息公开年度报告。' }
    expect(leftoverUnits(saying(text, street, [doubt('ambiguous-unit')]))).toEqual([])
    expect(leftoverUnits(saying(text, { ...street, code: null, division: null }))).toEqual([])
  })
})

test('validating twice gives every leftover once', () => {
  const validate = validator(forms)
  const report = saying({ preface: '现公布湖墅街道2024年信息公开年度报告。' }, street)
  const codes = validate(validate(report)).findings.map(({ code }) => code)
  expect(codes).toEqual(['leftover-year', 'leftover-unit'])
})
