import { describe, expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { imprintFindings } from '../src/extract/imprintFindings.ts'
import type { Report, TableSince2019 as TableKey } from '../src/model/report.ts'
import { type Container, containers, flattened } from './documents/container.ts'
import { cell, type Draft, isTable, paragraph, plain, row, seen } from './documents/draft.ts'
import { mapBlocks, mapCells, mapTables } from './documents/edit.ts'
import { judge } from './documents/judge.ts'
import { makeDocument } from './documents/makeDocument.ts'
import { oddity } from './documents/oddity.ts'
import { madeReader } from './documents/readMade.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { everyday } from './running/everyday.ts'

const { knowledge } = await loadConfig('config')
const read = madeReader(knowledge)

type Edit = (draft: Draft) => Draft

/** A made report of 湖墅街道 of 2022, edited. */
function made(edit: Edit, container: Container, form: '2019' | '2021' = '2021') {
  const spec = inventReport({
    unit: '湖墅街道',
    division: '杭州市拱墅区',
    year: 2022,
    seed: 7,
    scale: 30,
    sparsity: 0.2,
    forms: { proactive: form, applications: form },
    oddities: [oddity('printed', edit)],
  })
  return makeDocument(spec, container)
}

/** Every text of the table that is printed so, printed otherwise. */
const reprinted =
  (key: TableKey, from: string | RegExp, to: string): Edit =>
  (draft) =>
    mapCells(draft, key, (one) => {
      const text = seen(one.runs)
      return [one.metric === null ? { ...one, runs: plain(text.replace(from, to)) } : one]
    })

const above =
  (key: TableKey, ...lines: readonly string[]): Edit =>
  (draft) =>
    mapBlocks(draft, (block) =>
      isTable(block, key) ? [...lines.map((text) => paragraph(text, 'body', key)), block] : [block],
    )

const below =
  (key: TableKey, text: string): Edit =>
  (draft) =>
    mapBlocks(draft, (block) => (isTable(block, key) ? [block, paragraph(text, 'body', key)] : [block]))

const heading =
  (from: string, to: string): Edit =>
  (draft) =>
    mapBlocks(draft, (block) =>
      block.kind === 'paragraph' && block.role === 'heading'
        ? [{ ...block, runs: plain(seen(block.runs).replace(from, to)) }]
        : [block],
    )

const widths: Readonly<Record<TableKey, number>> = { proactive: 4, applications: 10, review_litigation: 15 }

/** A row over the whole width, first in its table. */
const firstRow =
  (key: TableKey, text: string): Edit =>
  (draft) =>
    mapTables(draft, key, (table) => ({
      ...table,
      rows: [row(cell(text, { columnSpan: widths[key] })), ...table.rows],
    }))

/** A column of one cell before all others. */
const labelColumn =
  (key: TableKey, text: string): Edit =>
  (draft) =>
    mapTables(draft, key, (table) => ({
      ...table,
      rows: table.rows.map((own, at) => {
        const isLast = at === table.rows.length - 1
        return { ...own, cells: [cell(isLast ? text : ''), ...own.cells] }
      }),
    }))

const both =
  (...edits: readonly Edit[]): Edit =>
  (draft) =>
    edits.reduce((now, edit) => edit(now), draft)

const doubted = (report: Report | null, code?: string): ReadonlySet<string> =>
  new Set(
    report?.findings.flatMap((finding) =>
      finding.severity !== 'info' && (code === undefined || finding.code === code) ? finding.metrics : [],
    ),
  )

const ofTable: Readonly<Record<TableKey, RegExp>> = {
  proactive: /^proactive\./u,
  applications: /^applications\./u,
  review_litigation: /^(?:review|litigation)/u,
}

/** Figures that pass for this report's without a word, of those that are another's. */
function silent(edit: Edit, container: Container, others: RegExp, form: '2019' | '2021'): readonly string[] {
  const report = read(made(edit, container, form))
  if (report === null) return []
  const named = doubted(report)
  return Object.keys(report.figures).filter((metric) => others.test(metric) && !named.has(metric))
}

/** Right figures that are named as another's; in text that lost its cells those of the same table may be. */
function wronged(edit: Edit, container: Container, others: RegExp, form: '2019' | '2021'): readonly string[] {
  const { bytes, truth, ...rest } = made(edit, container, form)
  const report = read({ bytes, truth, ...rest })
  const tables = Object.values(ofTable).filter((table) =>
    Object.keys(truth.figures).some((metric) => table.test(metric) && others.test(metric)),
  )
  return [...doubted(report, 'leftover-year'), ...doubted(report, 'leftover-unit')].filter((metric) =>
    flattened.includes(container) ? !tables.some((table) => table.test(metric)) : !others.test(metric),
  )
}

const { proactive, applications, review_litigation: review } = ofTable

const traps: readonly (readonly [name: string, Edit, RegExp, ('2019' | '2021')?])[] = [
  [
    '2021年 in every header of 主动公开',
    reprinted('proactive', /^本年(?=制发|废止|处理|收费)/u, '2021年'),
    /\.(?:issued|repealed|decisions|amount)$/u,
  ],
  [
    '2021年度 in these',
    reprinted('proactive', /^本年(?=制发|废止|处理|收费)/u, '2021年度'),
    /\.(?:issued|repealed|decisions|amount)$/u,
  ],
  ['2021年 before 本年', reprinted('proactive', /^本年(?=处理)/u, '2021年本年'), /\.decisions$/u],
  ['二〇二一年 in a header', reprinted('proactive', /^本年(?=处理)/u, '二〇二一年'), /\.decisions$/u],
  ['a blank within the year', reprinted('proactive', /^本年(?=处理)/u, '2021 年'), /\.decisions$/u],
  ['the year in full width', reprinted('proactive', /^本年(?=处理)/u, '２０２１年'), /\.decisions$/u],
  [
    'the year behind a header',
    reprinted('proactive', /^本年处理决定数量$/u, '$&（2021年）'),
    /\.decisions$/u,
  ],
  [
    'a bare year behind a header',
    reprinted('proactive', /^本年处理决定数量$/u, '$&（2021）'),
    /\.decisions$/u,
  ],
  ['上年 behind a header', reprinted('proactive', /^本年处理决定数量$/u, '$&（上年）'), /\.decisions$/u],
  [
    'the year behind one row',
    reprinted('proactive', /^行政许可$/u, '行政许可（2021年）'),
    /licensing\.decisions$/u,
  ],
  [
    'the year before one row',
    reprinted('proactive', /^行政许可$/u, '2021年行政许可'),
    /licensing\.decisions$/u,
  ],
  [
    '上年 behind one row',
    reprinted('proactive', /^行政许可$/u, '行政许可（上年度）'),
    /licensing\.decisions$/u,
  ],
  [
    'the year behind an item',
    reprinted('proactive', /^第二十条第（五）项$/u, '$&（2021年）'),
    /licensing\.decisions$/u,
  ],
  ['the year beside 信息内容', reprinted('proactive', /^信息内容$/u, '信息内容（2021年）'), proactive],
  ['the year above 自然人', reprinted('applications', '申请人情况', '2021年申请人情况'), applications],
  [
    'the year behind 申请人情况',
    reprinted('applications', '申请人情况', '申请人情况（2021年度）'),
    applications,
  ],
  ['the year of 新收', reprinted('applications', '本年新收', '2021年新收'), applications],
  [
    'the year of 新收 without a number',
    reprinted('applications', '一、本年新收', '2021年新收'),
    applications,
  ],
  ['the year of 办理结果', reprinted('applications', '本年度办理结果', '2021年度办理结果'), applications],
  ['the year of 结转', reprinted('applications', '上年结转', '2020年结转'), /^applications\.carried_over\./u],
  [
    'the year that 结转 goes to',
    reprinted('applications', '结转下年度', '结转2022年度'),
    /^applications\.carried_forward\./u,
  ],
  [
    'the year of one row of 不予公开',
    reprinted('applications', '1.属于国家秘密', '1.属于国家秘密（2021年）'),
    /denied\.state_secret/u,
  ],
  [
    'the year of a region',
    reprinted('applications', '（三）不予公开', '（三）2021年不予公开'),
    /^applications\.denied\./u,
  ],
  ['the year above 行政复议', reprinted('review_litigation', /^行政复议$/u, '2021年行政复议'), /^review\./u],
  [
    'the year behind 行政复议',
    reprinted('review_litigation', /^行政复议$/u, '行政复议（2021年）'),
    /^review\./u,
  ],
  ['the year of the only row of 复议诉讼', labelColumn('review_litigation', '2021年'), review],
  ['a title above 主动公开', above('proactive', '2021年主动公开政府信息情况表'), proactive],
  ['a title above 申请', above('applications', '2021年收到和处理政府信息公开申请情况表'), applications],
  [
    'a title above 复议诉讼',
    above('review_litigation', '2021年度政府信息公开行政复议、行政诉讼情况'),
    review,
  ],
  [
    'a title with the number of its table',
    above('applications', '表二：2021年度收到和处理政府信息公开申请情况统计表'),
    applications,
  ],
  ['a title and a line of units', above('applications', '2021年申请情况统计表', '单位：件'), applications],
  ['the year in brackets', above('applications', '（2021年度）'), applications],
  ['a span of time', above('applications', '统计期间：2021年1月1日至2021年12月31日'), applications],
  ['a span of months', above('applications', '（2021年1-12月）'), applications],
  ['年度：2021', above('applications', '填报年度：2021'), applications],
  ['two years, neither of which it is', above('applications', '2020-2021年申请情况表'), applications],
  ['上年度 in a title', above('applications', '上年度收到和处理政府信息公开申请情况表'), applications],
  ['a heading of the chapter', heading('收到和处理', '2021年收到和处理'), applications],
  ['a note below', below('applications', '注：以上为2021年度数据。'), applications],
  [
    'a row over the whole of 申请',
    firstRow('applications', '2021年收到和处理政府信息公开申请情况'),
    applications,
  ],
  ['a row over the whole of 主动公开', firstRow('proactive', '2021年主动公开政府信息情况'), proactive],
  ['a row with the year alone', firstRow('applications', '2021年度'), applications],
  ['another body in a title', above('applications', '小河街道收到和处理政府信息公开申请情况'), applications],
  ['another body that fills in', above('applications', '填报单位：小河街道办事处'), applications],
  ['another body in the first row', firstRow('applications', '填报单位：拱墅区小河街道办事处'), applications],
  ['another bureau in a title', above('proactive', '拱墅区教育局2022年主动公开政府信息情况'), proactive],
  ['another body before the only row of 复议诉讼', labelColumn('review_litigation', '小河街道'), review],
  ['another body above 自然人', reprinted('applications', '申请人情况', '小河街道申请人情况'), applications],
  ['a span of days in figures', above('applications', '（2021.1.1-2021.12.31）'), applications],
  ['a span of days in a row', firstRow('applications', '2021-01-01至2021-12-31'), applications],
  ['a span of months in figures', above('applications', '（2021.1-12）'), applications],
  ['a year of two digits', above('applications', '21年度收到申请情况'), applications],
  ['a year without 年', above('applications', '2021收到和处理政府信息公开申请情况'), applications],
  ['a year without 年 in a row', firstRow('applications', '2021申请情况'), applications],
  [
    'another body and a date in a row',
    firstRow('applications', '填表单位:小河街道  填表日期:2023年1月'),
    applications,
  ],
  ['another body and a reviewer', above('applications', '填报单位：小河街道　审核人：李四'), applications],
  ['the full name of another body alone', above('applications', '杭州市拱墅区小河街道'), applications],
  ['another body that made the report', above('applications', '编制单位：小河街道办事处'), applications],
  [
    'another year in brackets behind 本年',
    reprinted('applications', '本年新收', '本年（2021年）新收'),
    applications,
  ],
  [
    'another year in brackets behind 上年',
    reprinted('applications', '上年结转', '上年（2020年）结转'),
    /^applications\.carried_over\./u,
  ],
  [
    'the end of another year',
    reprinted('proactive', /^现行有效件数$/u, '2021年末现行有效件数'),
    /\.in_force$/u,
  ],
  [
    'until the end of another year',
    reprinted('proactive', /^现行有效件数$/u, '截至2021年底现行有效件数'),
    /\.in_force$/u,
  ],
  ['the end of 上年', reprinted('proactive', /^现行有效件数$/u, '上年末现行有效件数'), /\.in_force$/u],
  ['the end of 去年', reprinted('proactive', /^现行有效件数$/u, '去年底现行有效件数'), /\.in_force$/u],
  ['去年 in headers', reprinted('proactive', /^本年(?=处理)/u, '去年'), /\.decisions$/u],
  ['去年 in 新收', reprinted('applications', '本年新收', '去年新收'), /^applications\.new\./u],
  [
    '本年 in 结转',
    reprinted('applications', '结转下年度', '结转本年度'),
    /^applications\.carried_forward\./u,
  ],
  [
    '上年 as 2022年 in the form of 2019',
    reprinted('proactive', '上一年项目数量', '2022年项目数量'),
    /items_previous_year$/u,
    '2019',
  ],
  [
    '2021年 before 处理决定数量 in the form of 2019',
    reprinted('proactive', /^处理决定数量$/u, '2021年处理决定数量'),
    /\.decisions$/u,
    '2019',
  ],
]

describe('figures under another year or another body are named', () => {
  const cases = traps.flatMap(([name, edit, others, form = '2021']) =>
    containers.map((container) => ({ name, edit, others, container, form })),
  )
  test.each(everyday(cases, 70))('$name in $container', ({ edit, others, container, form }) => {
    expect(Object.keys(made(edit, container, form).truth.figures).some((metric) => others.test(metric))).toBe(
      true,
    )
    expect(silent(edit, container, others, form)).toEqual([])
    expect(wronged(edit, container, others, form)).toEqual([])
  })
})

describe('a sentence of another year that leads to the table is named', () => {
  // On one line nothing parts it from the table before.
  test.each(containers.filter((container) => container !== 'text-one-line'))('in %s', (container) => {
    const sentence = '2021年，我街道收到政府信息公开申请的具体情况见下表。'
    expect(silent(above('applications', sentence), container, applications, '2021')).toEqual([])
  })
})

type OwnCase = readonly [name: string, Edit, ('2019' | '2021')?]

const own: readonly OwnCase[] = [
  ['2022年 in every header', reprinted('proactive', /^本年(?=制发|废止|处理|收费)/u, '2022年')],
  ['2022年 before 本年', reprinted('proactive', /^本年(?=制发|废止|处理|收费)/u, '2022年本年')],
  ['二〇二二年 in a header', reprinted('proactive', /^本年(?=处理)/u, '二〇二二年')],
  ['截至2022年12月31日', reprinted('proactive', /^现行有效件数$/u, '现行有效件数（截至2022年12月31日）')],
  [
    'the years of 新收, 结转 and 办理结果',
    both(
      reprinted('applications', '本年新收', '2022年新收'),
      reprinted('applications', '上年结转', '2021年结转'),
      reprinted('applications', '本年度办理结果', '2022年度办理结果'),
      reprinted('applications', '结转下年度', '结转2023年度'),
    ),
  ],
  [
    'the years in brackets behind 本年, 上年 and 下年度',
    both(
      reprinted('applications', '本年新收', '本年（2022年）新收'),
      reprinted('applications', '上年结转', '上年（2021年）结转'),
      reprinted('applications', '结转下年度', '结转下年度（2023年）'),
    ),
  ],
  [
    'other words for 本年, 上年 and 下年度',
    both(
      reprinted('applications', '本年新收', '当年新收'),
      reprinted('applications', '上年结转', '去年结转'),
      reprinted('applications', '结转下年度', '结转次年'),
      reprinted('proactive', /^本年(?=制发|废止|处理|收费)/u, '当年'),
    ),
  ],
  [
    '本年度 and 上年度',
    both(
      reprinted('applications', '本年新收', '本年度新收'),
      reprinted('applications', '上年结转', '上一年度结转'),
      reprinted('applications', '结转下年度', '结转下一年度'),
      reprinted('proactive', /^本年(?=制发|废止|处理|收费)/u, '本年度'),
    ),
  ],
  ...[
    '2022年末',
    '2022年底',
    '年末',
    '截至2022年底',
    '截至2022年12月31日',
    '截至12月31日',
    '本年末',
    '本年',
  ].map((end): OwnCase => [
    `${end} before 现行有效件数`,
    reprinted('proactive', /^现行有效件数$/u, `${end}现行有效件数`),
  ]),
  ['the year above 自然人', reprinted('applications', '申请人情况', '2022年申请人情况')],
  ['the year of the only row of 复议诉讼', labelColumn('review_litigation', '2022年')],
  ['a title above 申请', above('applications', '2022年收到和处理政府信息公开申请情况表')],
  ['a title of two years', above('applications', '2022年收到申请情况（含2021年结转）')],
  ['a span of time', above('applications', '统计期间：2022年1月1日至2022年12月31日')],
  ['the day of filling in', above('applications', '填报日期：2023年1月12日')],
  ['a document of its own year', above('applications', '（按国办公开办函〔2021〕30号格式填报）')],
  ['the form of 2021', above('applications', '政府信息公开申请情况表（2021年版）')],
  [
    'a sentence about the year before',
    above('applications', '2021年，我街道收到政府信息公开申请3件，2022年收到5件。'),
  ],
  ['a note of the year before', below('applications', '注：结转数含2021年收到的申请。')],
  ['a span of days in figures', above('applications', '（2022.1.1-2022.12.31）')],
  ['a span that begins in December', above('applications', '2021.12.26—2022.12.25申请情况统计')],
  ['what the year before left', above('applications', '（含2021年结转2022年办理的申请）')],
  ['where the year before is', above('applications', '2021年数据详见上一年度报告')],
  ['the year of the form', above('applications', '按照2021年新修订的格式统计如下')],
  ['who made the form', above('applications', '制表机关：国务院办公厅政府信息与政务公开办公室  2021年')],
  ['who made the form, in a row', firstRow('applications', '制表机关：国务院办公厅政务公开办公室  2021年')],
  ['who reviews', above('applications', '填报单位：湖墅街道　审核单位：拱墅区司法局')],
  ['who reviews, in a row', firstRow('applications', '填报单位：湖墅街道　审核单位：拱墅区司法局')],
  ['who made the sheet', above('applications', '编制单位：杭州市统计局')],
  ['the full name of the district', above('applications', '杭州市拱墅区人民政府')],
  ['years of experience', above('applications', '近10年申请情况')],
  ['a row over the whole of 申请', firstRow('applications', '2022年收到和处理政府信息公开申请情况')],
  ['its own body in a title', above('applications', '湖墅街道收到和处理政府信息公开申请情况')],
  ['its own body in another form', above('applications', '填报单位：杭州市拱墅区人民政府湖墅街道办事处')],
  ['the district around it', above('applications', '拱墅区政府信息公开申请情况统计表')],
  ['the government around it', above('applications', '填报机关：杭州市拱墅区人民政府')],
  [
    '2021年 for 上一年 in the form of 2019',
    reprinted('proactive', '上一年项目数量', '2021年项目数量'),
    '2019',
  ],
  [
    '上一年（2021年） in the form of 2019',
    reprinted('proactive', '上一年项目数量', '上一年项目数量（2021年）'),
    '2019',
  ],
]

describe('the report’s own year and body in a table are no doubt', () => {
  const cases = own.flatMap(([name, edit, form = '2021']) =>
    containers.map((container) => ({ name, edit, container, form })),
  )
  test.each(everyday(cases, 35))('$name in $container', ({ edit, container, form }) => {
    const document = made(edit, container, form)
    const plainly = judge(read(made((draft) => draft, container, form)), document.truth)
    const verdict = judge(read(document), document.truth)
    expect(verdict.silent).toEqual(plainly.silent)
    // Text that lost its cells is cut at the words of the forms alone: what it does not know is absent, and marked.
    if (flattened.includes(container)) return
    expect({ wrong: verdict.wrong, overMarked: verdict.overMarked }).toEqual({
      wrong: plainly.wrong,
      overMarked: plainly.overMarked,
    })
  })
})

describe('whose year or body is not known, nothing is said of it', () => {
  const imprints = [
    { text: '2021年申请情况', years: [2021], body: null, metrics: ['applications.new.total'] },
    { text: '小河街道', years: [], body: '小河街道', metrics: ['applications.new.total'] },
  ]
  const unit = { name: '湖墅街道', as_printed: '湖墅街道', code: null, division: null }

  test('neither of a lone table without a year, nor of a unit without a code', () => {
    expect(imprintFindings(imprints, { year: null, unit, title: '' })).toEqual([])
  })

  test('where the year is known it is', () => {
    const found = imprintFindings(imprints, { year: 2022, unit, title: '' })
    expect(found).toMatchObject([
      { code: 'leftover-year', severity: 'warning', metrics: ['applications.new.total'] },
    ])
  })
})
