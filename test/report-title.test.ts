import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseReportTitle } from '../src/model/reportTitle.ts'

type Expected = readonly [title: string, unit: string | null, year: number | null, edition?: string]

const reports: readonly Expected[] = [
  ['米市巷街道2022年政府信息公开工作年度报告', '米市巷街道', 2022],
  ['2021年拱墅区财政局政府信息公开工作年度报告', '拱墅区财政局', 2021],
  ['良渚街道2023年度政府信息公开工作年度报告', '良渚街道', 2023],
  [
    '杭州市余杭区人民政府良渚街道办事处2023年度政府信息公开年度报告',
    '杭州市余杭区人民政府良渚街道办事处',
    2023,
  ],
  ['安徽省2017年政府信息公开工作报告', '安徽省', 2017],
  ['2022年政府信息\n公开工作年度报告', null, 2022],
  ['2022年政府信息公开工作年度报告\n（米市巷街道）', '米市巷街道', 2022],
  ['哈尔滨市阿城区金都街道2022年\n政府信息公开工作年度报告', '哈尔滨市阿城区金都街道', 2022],
  ['市府东路街道政府信息公开工作年度报告', '市府东路街道', null],
  ['高岭镇二○一七年政府信息公开年度报告', '高岭镇', 2017],
  ['二〇二四年教育局政府信息公开工作年度报告', '教育局', 2024],
  ['西兴街道二零二三年政府信息公开工作年度报告', '西兴街道', 2023],
  ['北街街道２０２２年政府信息公开工作年度报告', '北街街道', 2022],
  ['平潭综合实验区财政金融局2020年度 政府信息公开工作年度报告', '平潭综合实验区财政金融局', 2020],
  ['平潭综合实验区2025年度政府信息公开工作年度报告_政府信息公开年报_平潭综合实验区', '平潭综合实验区', 2025],
  ['2023年_政府信息公开年报_某区财政局', null, 2023],
  ['道里区残联2025年政府信息公开年报', '道里区残联', 2025],
  ['杭州市公安局拱墅区分局2022年政府信息公开工作年度报告', '杭州市公安局拱墅区分局', 2022],
  ['义乌市人民政府办公室2020年政务信息公开工作年度报告', '义乌市人民政府办公室', 2020],
  ['某开发区管委会2019年政务公开工作年度报告', '某开发区管委会', 2019],
  ['区市场监管局2018年度信息公开年度报告', '区市场监管局', 2018],
  ['临江镇2010年政府信息公开工作情况报告', '临江镇', 2010],
  ['审计局政府信息公开2021年度报告', '审计局', 2021],
  ['文体旅游局政府信息公开工作2023年年度报告', '文体旅游局', 2023],
  ['22年下各镇政府信息公开工作年度报告', '下各镇', 2022],
  ['民政局2022政府信息公开年报', '民政局', 2022],
  ['关于公布《拱宸桥街道2022年政府信息公开工作年度报告》', '拱宸桥街道', 2022],
  ['城投集团有限公司2023年信息公开年度报告', '城投集团有限公司', 2023],
  ['财政局2023年政府信息公开年报（附解读）', '财政局', 2023],
  ['财政局2023年政府信息公开工作年度报告及解读', '财政局', 2023],
  ['拱墅区2023年财政局政府信息公开工作年度报告', '拱墅区财政局', 2023],
  ['拱墅区人民政府办公室2023年拱墅区政府信息公开工作年度报告', null, 2023],
  ['水利局2022年政府信息公开工作年度报告（更正）', '水利局', 2022, '更正'],
  ['水利局2022年政府信息公开工作年度报告（2023年6月修订）', '水利局', 2022, '修订'],
  ['【重新发布】横山镇2023年政府信息公开工作年度报告', '横山镇', 2023, '重新发布'],
  ['东街街道2021年政府信息公开工作年度报告（图片版）', '东街街道', 2021],
  ['附件：城厢街道2022年政府信息公开工作年度报告.docx', '城厢街道', 2022],
  ['1.武康街道2022年政府信息公开工作年度报告.pdf', '武康街道', 2022],
  ['预算绩效评价中心2022年政府信息公开工作年度报告', '预算绩效评价中心', 2022],
  ['政府网站管理中心2022年政府信息公开工作年度报告', '政府网站管理中心', 2022],
  ['目录街道2022年政府信息公开工作年度报告 2023-01-13', '目录街道', 2022],
  ['我局2022年政府信息公开工作年度报告', null, 2022],
  ['政府信息公开年报', null, null],
  ['电子商务局2022年政府信息公开工作年度报告', '电子商务局', 2022],
  ['乌镇镇人民政府信息公开2022年度报告', '乌镇镇人民政府', 2022],
  ['【年度报告】北山街道2019年政府信息公开年度报告', '北山街道', 2019],
  ['横街镇人民政府关于报送2015年政府信息公开工作年度报告的报告', '横街镇人民政府', 2015],
  ['2021年政府信息公开工作年度报告——司法局', '司法局', 2021],
  ['2021年政府信息公开工作年度报告 - 某区人民政府', null, 2021],
  ['2021年政府信息公开工作年度报告-政务公开-某区人民政府门户网站', null, 2021],
  ['发改局（粮食物资局）政府信息公开年度报告（2021）', '发改局（粮食物资局）', 2021],
  ['关于2022年度政府信息公开工作情况的年度报告', null, 2022],
  [
    '杭州市余杭区人民政府良渚街道办事处2023年度政府信息公开工作年度报告...',
    '杭州市余杭区人民政府良渚街道办事处',
    2023,
  ],
]

const traps: readonly (readonly [string, string])[] = [
  ['拱墅区政府网站工作年度报表（2022年度）', 'government-website'],
  ['2023年政府网站监管年度报表', 'government-website'],
  ['阿城区人民政府网站2021年工作年报', 'government-website'],
  ['拱墅区2022年法治政府建设年度报告', 'rule-of-law'],
  ['余杭区司法局2023年度法治政府建设情况报告', 'rule-of-law'],
  ['2021年依法行政工作报告', 'rule-of-law'],
  ['米市巷街道2022年度部门预算公开', 'budget'],
  ['财政局2021年度部门决算信息公开', 'budget'],
  ['2020年“三公”经费公开', 'budget'],
  ['区图书馆事业单位法人年度报告书（2022年度）', 'legal-person'],
  ['事业单位法人2022年报公示', 'legal-person'],
  ['阿城区政府信息公开指南（2024年版）', 'guide'],
  ['小河街道政府信息公开目录', 'guide'],
  ['政府信息公开保密审查制度', 'guide'],
  ['政府信息公开工作年度报告制度', 'guide'],
  ['依申请公开办理流程', 'guide'],
  ['政府信息公开申请表', 'guide'],
  ['《余杭区2023年政府信息公开工作年度报告》解读', 'explanation'],
  ['一图读懂拱墅区2022年政府信息公开年报', 'explanation'],
  ['图解：2021年政府信息公开工作年度报告', 'explanation'],
  ['关于做好2022年政府信息公开工作年度报告编制发布工作的通知', 'notice'],
  ['关于报送2023年政府信息公开年报的通知', 'notice'],
  ['关于印发《政府信息公开工作年度报告格式》的通知', 'format'],
  ['关于2022年政府信息公开工作年度报告发布情况的通报', 'circular'],
  ['中华人民共和国政府信息公开工作年度报告格式', 'format'],
  ['政府信息公开工作年度报告（参考模板）', 'format'],
  ['2022年政务公开工作要点', 'plan'],
  ['拱墅区2023年政务公开工作实施方案', 'plan'],
  ['某局召开政府信息公开工作培训会', 'plan'],
  ['某局2022年上半年政府信息公开工作报告', 'not-annual'],
  ['2023年第一季度政务公开工作报告', 'not-annual'],
  ['2022年环境质量年度报告', 'other-annual-report'],
  ['2023年政府工作报告', 'other-annual-report'],
  ['2022年党务公开年度报告', 'other-annual-report'],
  ['关于公开招聘教师的公告', 'unrelated'],
  ['区委召开经济工作会议', 'unrelated'],
  ['首页', 'unrelated'],
  ['审计局2022年度审计工作报告', 'other-annual-report'],
  ['统计局2022年统计年报', 'other-annual-report'],
  ['生态环境局2022年环境质量年度报告', 'other-annual-report'],
  ['国资委2022年度企业年报', 'other-annual-report'],
  ['财政局2022年度部门决算', 'budget'],
]

const unclear = [
  '米市巷街道2023',
  '米市巷街道（2023）',
  '2023年度（米市巷街道）',
  '小河（2023年）',
  '1.区发改经信局2023',
  '区残联',
  '区红十字会',
  '区总工会',
  '区人武部',
  '区消防救援大队',
  '供销合作社',
  '关于报送米市巷街道2023年政府信息公开工作年度报告的函',
  '米市巷街道',
  '2022年',
  '2022年度报告',
  '2022年米市巷街道年报',
  '杭州市余杭区人民政府良渚街道办事处2023年度政府信息公…',
  '2022—2023年政府信息公开工作年度报告',
  '2022年政府信息公开年报汇总',
  '2022年政府信息公开情况统计表',
  '2012年政府信息公开工作总结',
  '关于公布2022年政府信息公开工作年度报告的公告',
  '某局政府信息公开工作报告',
  '高岭镇_2017年_北京市密云区人民政府',
  // cut without a mark
  '哈尔滨市阿城区金城街道办事处2022年政府信息',
  '哈尔滨市阿城区人民政府舍利街道办事处2022年政府',
  '阿城区人民政府办公室2023年政府信',
  '清水县2023年度政府信息公',
  '哈尔滨市阿城区人民政府舍利街道办事处202',
  // a unit's name holds the word of another report
  '审计局2022年度报告',
  '生态环境局2022年度报告',
  '统计局2022年度报告',
  '市场监督管理局（知识产权局）年度报告',
  // only a unit
  '阿城原种场',
  '巴彦塔拉苏木',
  '园林管理处',
  '横头山林场',
  '[金城街道]',
  '【金城街道】2022年度',
  '（一）金城街道',
  '2022年度金城街道办事处（本级）',
  '阿城区民政局(含所属事业单位)',
  '区政府办公室（区外办）',
  '',
]

describe('a title', () => {
  const rows = reports.map(([title, unit, year, edition = null]) => ({ title, unit, year, edition }))
  test.each(rows)('$title is an annual report', ({ title, unit, year, edition }) => {
    expect(parseReportTitle(title)).toEqual({ kind: 'report', unit, year, edition })
  })

  test.each(traps)('%s is a trap', (title, reason) => {
    expect(parseReportTitle(title)).toEqual({ kind: 'trap', reason })
  })

  test.each(unclear)('“%s” says too little, so the body decides', (title) => {
    expect(parseReportTitle(title)).toEqual({ kind: 'unclear' })
  })

  const place = fc.constantFrom('', '杭州市', '城东区', '阿城区', '平潭综合实验区')
  const body = fc.constantFrom(
    '八一路街道',
    '良渚街道办事处',
    '财政局',
    '人民政府办公室',
    '残联',
    '公安分局',
    '永清镇人民政府',
  )
  const unit = fc.tuple(place, body).map((words) => words.join(''))
  const shapes: readonly ((unit: string, year: string) => string)[] = [
    (unit, year) => `${unit}${year}年政府信息公开工作年度报告`,
    (unit, year) => `${year}年${unit}政府信息公开工作年度报告`,
    (unit, year) => `${unit}${year}年度政府信息公开年度报告`,
    (unit, year) => `${unit}${year}年\n政府信息公开工作\n年度报告`,
    (unit, year) => `${year}年政府信息公开年报（${unit}）`,
    (unit, year) => `关于发布《${unit}${year}年政务信息公开工作年度报告》`,
    (unit, year) => `${unit}政府信息公开${year}年度报告.doc`,
    (unit, year) => `${unit} ${year} 年 政府信息公开工作报告_政府信息公开年报_某区人民政府`,
  ]
  const spellings: readonly ((year: number) => string)[] = [
    (year) => String(year),
    (year) => String(year).replace(/\d/gu, (digit) => '０１２３４５６７８９'.charAt(Number(digit))),
  ]

  test('of any unit in any known shape gives back its unit and year', () => {
    fc.assert(
      fc.property(
        unit,
        fc.integer({ min: 2008, max: 2030 }),
        fc.constantFrom(...shapes),
        fc.constantFrom(...spellings),
        (unit, year, shape, spelling) => {
          expect(parseReportTitle(shape(unit, spelling(year)))).toEqual({
            kind: 'report',
            unit,
            year,
            edition: null,
          })
        },
      ),
    )
  })

  test('of a million characters is unclear at once', { timeout: 10_000 }, () => {
    expect(parseReportTitle('编制网站'.repeat(250_000))).toEqual({ kind: 'unclear' })
  })

  test.each(['2023年度', '年度', '（2023）'])(
    'of %s again and again is read at once',
    { timeout: 10_000 },
    (words) => {
      expect(parseReportTitle(`政府信息公开${words.repeat(60)}`).kind).not.toBe('trap')
    },
  )

  test('never makes the parser throw, whatever it holds', () => {
    const words = fc.constantFrom(
      '2022年',
      '政府信息公开',
      '年度报告',
      '（',
      '）',
      '《',
      '…',
      '_',
      '二○',
      '\u200b',
      '解读',
      'x',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string({ unit: 'binary' })), { maxLength: 12 }), (parts) => {
        expect(['report', 'trap', 'unclear']).toContain(parseReportTitle(parts.join('')).kind)
      }),
    )
  })
})
