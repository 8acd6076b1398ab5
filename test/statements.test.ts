import { describe, expect, test } from 'vitest'
import { statementsOf } from '../src/extract/statements/statementsOf.ts'
import { statedCount } from '../src/extract/statements/statedCount.ts'
import type { SectionKey } from '../src/model/report.ts'

const unit = { name: '林业局', printed: '青溪县林业局' }

/** What the sentences say of metrics, `metric value` each, in short names. */
function said(
  text: string,
  {
    section = 'overview',
    year = 2022,
    of = unit,
  }: { section?: SectionKey; year?: number; of?: typeof unit } = {},
): readonly string[] {
  const heading = ''
  return statementsOf([{ key: section, heading, text }], of, year).map(
    ({ metric, value }) => `${short.get(metric) ?? metric} ${value}`,
  )
}

const short = new Map([
  ['applications.new.total', 'new'],
  ['applications.carried_over.total', 'over'],
  ['applications.carried_forward.total', 'forward'],
  ['applications.granted.total', 'granted'],
  ['applications.partially_granted.total', 'partly'],
  ['applications.total.total', 'done'],
  ['review.total', 'review'],
  ['litigation.total', 'suits'],
  ['statistics.disclosed.total.year', 'items'],
  ['statistics.fees.charged.year', 'fees'],
])

describe('a sentence that gives a number for a metric is a statement', () => {
  test.each<readonly [string, readonly string[]]>([
    ['2022年，我局共收到政府信息公开申请12件，均按期答复。', ['new 12']],
    ['全年收到依申请公开政府信息申请7件。', ['new 7']],
    ['本年度新收政府信息公开申请 105 件。', ['new 105']],
    ['全年共接到公民、法人或其他组织提出的政府信息公开申请三件。', ['new 3']],
    ['2022年收到群众8件政府信息公开申请。', ['new 8']],
    ['我局受理政府信息公开申请9宗。', ['new 9']],
    ['2022年度共受理依申请公开15起，全部办结。', ['new 15']],
    ['收到政府信息公开申请1,204件。', ['new 1204']],
    ['收到政府信息公开申请１８件。', ['new 18']],
    ['共收到政府信息公开申请56件，同比增长12%。', ['new 56']],
    ['2022年收到信息公开申请10件（其中网上申请6件），均已答复。', ['new 10']],
    ['本年收到政府信息公开申请件数为4件。', ['new 4']],
    ['今年以来，我局共收到政府信息公开申请6件。', ['new 6']],
    ['自2022年1月1日起至12月31日止，共收到政府信息公开申请5件。', ['new 5']],
    ['青溪县林业局全年收到政府信息公开申请2件。', ['new 2']],
    ['县林业局全年收到政府信息公开申请2件。', ['new 2']],
    ['2022年，我局未收到政府信息公开申请。', ['new 0']],
    ['全年没有收到公民、法人和其他组织提出的政府信息公开申请。', ['new 0']],
    ['本年度没有公民、法人或者其他组织向我局提出政府信息公开申请。', ['new 0']],
    ['2022年未受理依申请公开事项，无行政复议、行政诉讼情况。', ['new 0', 'review 0', 'suits 0']],
    ['全年未收到任何政府信息公开申请，也未收取任何信息公开费用。', ['new 0', 'fees 0']],
    ['2022年收到政府信息公开申请0件。', ['new 0']],
    ['2022年收到政府信息公开申请零件。', ['new 0']],
    ['2022年收到依申请公开申请11件，上年结转2件，结转下年度继续办理3件。', ['new 11', 'over 2', 'forward 3']],
    ['新收政府信息公开申请20件，2021年结转1件，结转至2023年4件。', ['new 20', 'over 1', 'forward 4']],
    ['收到政府信息公开申请9件，其中结转至下一年度办理2件。', ['new 9', 'forward 2']],
    [
      '收到政府信息公开申请30件，予以公开12件，部分公开5件，办结28件。',
      ['new 30', 'done 28', 'granted 12', 'partly 5'],
    ],
    ['收到政府信息公开申请6件，同意公开4件，同意部分公开1件。', ['new 6', 'granted 4', 'partly 1']],
    ['收到政府信息公开申请6件，无上年结转申请。', ['new 6', 'over 0']],
    ['因政府信息公开引起的行政复议1件、行政诉讼2件。', ['review 1', 'suits 2']],
    ['全年因政府信息公开工作被申请行政复议3件，被提起行政诉讼1起。', ['review 3', 'suits 1']],
    ['发生涉及政府信息公开的行政复议案件两件。', ['review 2']],
    ['2022年未发生因政府信息公开引发的行政复议、行政诉讼案件。', ['review 0', 'suits 0']],
    ['2022年没有因政府信息公开申请行政复议和提起行政诉讼的情况。', ['review 0', 'suits 0']],
    ['未收到与政府信息公开有关的行政复议。', ['review 0']],
    ['无因政府信息公开被提起的行政诉讼。', ['suits 0']],
    ['政府信息公开行政复议0件，行政诉讼0件。', ['review 0', 'suits 0']],
    ['全年主动公开政府信息1320条。', ['items 1320']],
    ['2022年，我局主动公开各类政府信息共计486条，其中政策文件12条。', ['items 486']],
    ['2022年累计主动公开政务信息97条。', ['items 97']],
    ['一是公开街道工作动态，全年主动公开政务信息共830条。', ['items 830']],
    ['收到政府信息公开申请6件，予以公开4件、部分公开1件。', ['new 6', 'granted 4', 'partly 1']],
    ['全年主动发布88条政府信息。', ['items 88']],
    ['通过多种渠道主动公开信息73条。', ['items 73']],
    ['2022年收取政府信息公开信息处理费150元。', ['fees 0.015']],
    ['我局2022年未收取信息处理费。', ['fees 0']],
    ['2022年，无收取信息处理费情况。', ['fees 0']],
    ['2022年发出信息处理费收费通知1件，收取金额30元。', ['fees 0.003']],
    ['依申请公开收取费用共计1.2万元。', ['fees 1.2']],
    ['2022年没有收取政府信息公开费用。', ['fees 0']],
  ])('%s', (text, expected) => {
    expect([...said(text)].sort()).toEqual([...expected].sort())
  })

  test.each<readonly [string, SectionKey, readonly string[]]>([
    ['收到申请14件，均为自然人提出。', 'applications', ['new 14']],
    ['本年度未收到申请。', 'applications', ['new 0']],
    ['行政复议2件，行政诉讼0件。', 'review_litigation', ['review 2', 'suits 0']],
    ['2022年无行政复议和行政诉讼。', 'review_litigation', ['review 0', 'suits 0']],
    ['未发生行政复议、行政诉讼案件。', 'review_litigation', ['review 0', 'suits 0']],
    ['（二）依申请公开情况。全年收到申请3件。', 'overview', ['new 3']],
    ['（二）依申请公开情况\n全年收到申请3件，未发生行政复议。', 'overview', ['new 3', 'review 0']],
    ['三、收费情况\n全年没有收取任何费用。', 'other', ['fees 0']],
  ])('%s in %s', (text, section, expected) => {
    expect([...said(text, { section })].sort()).toEqual([...expected].sort())
  })

  test.each<readonly [string, number, readonly string[]]>([
    ['2009年共受理政府信息公开申请21件，全部同意公开。', 2009, ['new 21']],
    ['自2008年5月1日至12月31日，我局共收到政府信息公开申请2件。', 2008, ['new 2']],
    ['2010年，我局主动公开政府信息612条，没有收到政府信息公开申请。', 2010, ['items 612', 'new 0']],
    ['2012年未发生因政府信息公开申请行政复议、提起行政诉讼的情况。', 2012, ['review 0', 'suits 0']],
  ])('%s in %i', (text, year, expected) => {
    expect([...said(text, { year })].sort()).toEqual([...expected].sort())
  })
})

describe('what is not certainly the year and the unit of the report is no statement', () => {
  test.each([
    // other years, and sums over years
    '2021年收到政府信息公开申请15件。',
    '上年收到政府信息公开申请15件。',
    '去年同期，我局收到政府信息公开申请9件。',
    '截至2022年底，累计收到政府信息公开申请230件。',
    '截至2022年12月，我局主动公开政府信息3500条。',
    '累计主动公开政府信息4821条。',
    '自条例施行以来，共收到政府信息公开申请77件。',
    '2008年至2022年，共收到政府信息公开申请77件。',
    '2020年以来主动公开政府信息5300条。',
    '历年受理政府信息公开申请共99件。',
    '2021年，我局加强公开工作。全年收到政府信息公开申请15件。',
    '2022年上半年收到政府信息公开申请6件。',
    '第一季度主动公开政府信息60条。',
    '2022年5月收到政府信息公开申请4件。',
    '结转至2022年2件。',
    '2023年结转3件。',
    // differences, shares, averages
    '政府信息公开申请较上年增加12件。',
    '收到政府信息公开申请同比增长12%。',
    '与2021年相比，收到政府信息公开申请减少3件。',
    '主动公开政府信息比上年多120条。',
    '每月主动公开政府信息30条。',
    '平均每个部门收到政府信息公开申请3件。',
    '主动公开政府信息条数增长15%。',
    // estimates, ranges, thresholds
    '全年主动公开政府信息7700余条。',
    '全年主动公开政府信息18万余条。',
    '全年主动公开政府信息近900条。',
    '全年主动公开政府信息约1200条。',
    '全年主动公开政府信息超过600条。',
    '全年主动公开政府信息600多条。',
    '全年主动公开政府信息1.8万条左右。',
    '收到政府信息公开申请十余件。',
    '收到政府信息公开申请3至5件。',
    '收到政府信息公开申请3-5件。',
    '收到政府信息公开申请三五件。',
    '收到政府信息公开申请10件以上。',
    '各科室主动公开政府信息不少于20条。',
    '力争主动公开政府信息200条。',
    '计划主动公开信息100条。',
    '预计收到政府信息公开申请10件。',
    // terms, dates, numbers of documents
    '收到政府信息公开申请之日起20个工作日内予以答复。',
    '收到申请后15个工作日内答复。',
    '依申请公开指南更新2次。',
    '国办公开办函〔2021〕30号要求公开申请情况。',
    '政府信息公开申请办理流程共5个环节。',
    '收到政府信息公开申请表12份。',
    '受理政府信息公开申请人3人。',
    // other bodies
    '全县共收到政府信息公开申请56件，同比增长12%。',
    '县教育局收到政府信息公开申请3件。',
    '其中县教育局受理政府信息公开申请3件。',
    '全县收到申请56件中，县财政局收到政府信息公开申请9件。',
    '县自然资源局高度重视，收到政府信息公开申请9件。',
    '河东镇全年主动公开政府信息210条。',
    '其中，县公安局收取信息处理费200元。',
    '县政府办公室未收到政府信息公开申请。',
    '青溪县人民政府收到政府信息公开申请40件。',
    // parts: channels, kinds, outcomes
    '通过县政府网站主动公开政府信息49条。',
    '通过微信公众号主动发布信息781条。',
    '网上收到政府信息公开申请5件。',
    '以信函方式收到政府信息公开申请2件。',
    '其中收到政府信息公开申请2件为网上提交。',
    '重点领域主动公开政府信息16条。',
    '收到企业政府信息公开申请2件。',
    '收到涉及征地的政府信息公开申请4件。',
    '收到重复申请2件。',
    '予以公开及部分公开258件。',
    '主动公开规章13件。',
    '主动公开政策文件6条。',
    '主动公开机构信息3条。',
    '审结政府信息公开行政复议2件。',
    '政府信息公开行政复议维持1件。',
    '因政府信息公开经复议后提起行政诉讼1件。',
    '政府信息公开行政诉讼败诉0件。',
    '未发生政府信息公开行政复议被纠错情况。',
    '无政府信息公开行政诉讼败诉案件。',
    '按时办结政府信息公开申请11件。',
    '政府信息公开行政复议、行政诉讼共3件。',
    '同意公开和部分公开9件。',
    '注：以上数据含上年度结转申请2件。',
    // of something else
    '全年办理行政复议案件120件。',
    '办理行政诉讼应诉案件35件。',
    '收到信访投诉15件。',
    '收到林木采伐许可申请230件。',
    '受理行政许可申请45件。',
    '未收到关于政府信息公开的投诉举报。',
    '未收到申请人补正材料。',
    '收到公众意见382条。',
    '收取罚款2000元。',
    '行政事业性收费收取3万元。',
    '全年未收取行政事业性收费。',
    '发布政策解读82篇。',
    '办理人大建议和政协提案12件。',
    '公开劳动就业等信息共62条。',
    '全年未发生责任追究情况。',
    '减免政府信息公开费用50元。',
    '制发规范性文件3件，主动公开率100%。',
    '第3件政府信息公开申请已答复。',
  ])('%s', (text) => {
    expect(said(text)).toEqual([])
  })

  test('nothing of the chapter on problems and plans is a statement', () => {
    expect(said('2022年收到政府信息公开申请12件，暴露出不足。', { section: 'problems' })).toEqual([])
  })

  test('a report whose year is not known has no statements', () => {
    const sections = [{ key: 'overview', heading: '', text: '收到政府信息公开申请12件。' }] as const
    expect(statementsOf(sections, unit, null)).toEqual([])
  })
})

test('a statement carries its sentence as printed, with what stands in brackets, and its section', () => {
  const text = '工作有序。\n　2022年收到政府信息公开申请 10 件（网上6件），均已答复。办结及时。'
  expect(statementsOf([{ key: 'overview', heading: '一、总体情况', text }], unit, 2022)).toEqual([
    {
      metric: 'applications.new.total',
      value: 10,
      text: '2022年收到政府信息公开申请 10 件（网上6件），均已答复。',
      section: 'overview',
    },
  ])
})

test.each<readonly [string, number | null]>([
  ['三', 3],
  ['十', 10],
  ['十二', 12],
  ['二十', 20],
  ['一百零五', 105],
  ['两千', 2000],
  ['一万二千', 12_000],
  ['1,204', 1204],
  ['三五', null],
  ['二〇一九', null],
  ['三百五', null],
  ['百十', null],
])('the numeral %s is %s', (printed, value) => {
  expect(statedCount(printed)).toBe(value)
})
