import { describe, expect, test } from 'vitest'
import { chapterStarts, reportEvidence, splitSections } from '../src/extract/sections.ts'
import type { Block, Document } from '../src/model/document.ts'

const table: Block = {
  kind: 'table',
  table: {
    rows: [[{ text: '信息内容', row: 0, column: 0, rowSpan: 1, columnSpan: 1 }]],
    width: 1,
    spansKnown: true,
  },
}
/** A document of these lines; `[表]` is a table. */
const documentOf = (lines: readonly string[]): Document => ({
  container: 'html',
  charset: 'utf-8',
  blocks: lines.map((text) => (text === '[表]' ? table : { kind: 'paragraph', text })),
  metas: {},
})
const keysOf = (lines: readonly string[]): string[] => splitSections(documentOf(lines)).map(({ key }) => key)

const preface =
  '本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项等六部分组成。'
const usual = [
  '海棠街道2022年政府信息公开工作年度报告',
  preface,
  '一、总体情况',
  '街道认真落实条例。',
  '二、主动公开政府信息情况',
  '[表]',
  '三、收到和处理政府信息公开申请情况',
  '[表]',
  '四、政府信息公开行政复议、行政诉讼情况',
  '[表]',
  '五、存在的主要问题及改进情况',
  '力量不足。',
  '六、其他需要报告的事项',
  '无',
]
const six = ['overview', 'proactive', 'applications', 'review_litigation', 'problems', 'other']
const withHeadings = (headings: readonly string[]): string[] =>
  usual.map((line) => {
    const at = '一二三四五六'.indexOf(line.charAt(0))
    return at >= 0 && line.charAt(1) === '、' ? (headings[at] ?? line) : line
  })

describe('the sections of a report', () => {
  test('are the preface and six chapters with their headings and texts, tables left out', () => {
    const sections = splitSections(documentOf(usual))
    expect(sections.map(({ key }) => key)).toEqual(['preface', ...six])
    expect(sections[0]).toEqual({ key: 'preface', heading: '', text: preface })
    expect(sections[1]).toEqual({ key: 'overview', heading: '一、总体情况', text: '街道认真落实条例。' })
    expect(sections[2]?.text).toBe('')
    expect(sections[6]).toEqual({ key: 'other', heading: '六、其他需要报告的事项', text: '无' })
  })

  test.each([
    [
      'numbered in two styles',
      [
        '1、 总体情况',
        '二、主动公开政府信息情况',
        '三、收到和处理政府信息公开申请情况',
        '四、政府信息公开行政复议、行政诉讼情况',
        '5、 存在的主要问题及改进情况',
        '六、其他需要报告的事项',
      ],
    ],
    [
      'without numbers',
      [
        '总体情况',
        '主动公开政府信息情况',
        '收到和处理政府信息公开申请情况',
        '政府信息公开行政复议、行政诉讼情况',
        '存在的主要问题及改进情况',
        '其他需要报告的事项',
      ],
    ],
    [
      'indented and spaced',
      [
        '　　一 、总 体 情 况',
        '    二、 主动公开政府信息情况',
        '　三、收到和处理政府信息公开申请情况：',
        '四．政府信息公开行政复议、行政诉讼情况',
        ' 五、存在的主要问题及改进情况 ',
        '六、其他需要报告的事项',
      ],
    ],
    [
      'renamed',
      [
        '一、工作基本情况',
        '二、主动公开情况',
        '三、依申请公开政府信息的情况',
        '四、因政府信息公开工作被申请行政复议和提起行政诉讼情况',
        '五、政府信息公开工作存在的主要问题及明年工作计划',
        '六、其它需要说明的事项',
      ],
    ],
    [
      'numbered twice or alike',
      [
        '一、一、总体情况',
        '二、主动公开政府信息情况',
        '二、收到和处理政府信息公开申请情况',
        '三、政府信息公开行政复议、行政诉讼情况',
        '四、存在的主要问题及改进情况',
        '六、六、其他需要报告的事项',
      ],
    ],
    [
      'called parts',
      [
        '第一部分总体情况',
        '第二部分、主动公开政府信息情况',
        '第三部分 收到和处理政府信息公开申请情况',
        '第四部分 政府信息公开行政复议、行政诉讼情况',
        '第五部分 存在的主要问题及改进情况',
        '第六部分 其他需要报告的事项',
      ],
    ],
  ])('are found when their headings are %s', (_, headings) => {
    expect(keysOf(withHeadings(headings))).toEqual(['preface', ...six])
  })

  test('are found where heading and text share a line', () => {
    const lines = usual.map((line) =>
      line === '六、其他需要报告的事项' ? '六、其他需要报告的事项：没有收费。' : line,
    )
    const other = splitSections(documentOf(lines)).at(-1)
    expect(other).toMatchObject({ key: 'other', heading: '六、其他需要报告的事项' })
    expect(other?.text).toContain('没有收费。')
  })

  test('do not begin at sub-headings, also when those have the chapter’s own words', () => {
    const lines = usual.flatMap((line) =>
      line === '街道认真落实条例。'
        ? [
            '（一）主动公开政府信息情况',
            '公开12条。',
            '1、主动公开政府信息的情况',
            '公开3条。',
            '（2） 依申请公开情况',
            '2、依申请公开政府信息情况。全年4件。',
            '（三）存在的主要问题及改进情况',
          ]
        : [line],
    )
    const sections = splitSections(documentOf(lines))
    expect(sections.map(({ key }) => key)).toEqual(['preface', ...six])
    expect(sections[1]?.text.split('\n')).toHaveLength(7)
    expect(sections[2]?.heading).toBe('二、主动公开政府信息情况')
  })

  test('do not begin at Arabic numbers of another place, also where the chapter itself is lost', () => {
    const lines = [
      '一、总体情况',
      '1、主动公开政府信息的情况',
      '12条。',
      '2、依申请公开政府信息情况',
      '4件。',
      ...usual.slice(7),
    ]
    expect(keysOf(lines)).toEqual(['overview', 'review_litigation', 'problems', 'other'])
  })

  test('stay where they are when a weaker heading repeats the name', () => {
    const sections = splitSections(documentOf([...usual, '其他需要报告的事项', '页脚']))
    expect(sections.at(-1)).toMatchObject({
      heading: '六、其他需要报告的事项',
      text: '无\n其他需要报告的事项\n页脚',
    })
  })

  test('do not begin in a table of contents', () => {
    const lines = [
      '海棠街道年度报告',
      '目录',
      ...usual.filter((line) => /^[一二三四五六]、/u.test(line)),
      ...usual.slice(2),
    ]
    const sections = splitSections(documentOf(lines))
    expect(sections.map(({ key }) => key)).toEqual(six)
    expect(sections[0]?.text).toBe('街道认真落实条例。')
  })

  test('are found in text that a page saver left in one line', () => {
    const flat = usual.map((line) => (line === '[表]' ? '信息内容 本年制发件数 0 0 0' : line)).join(' ')
    const sections = splitSections(documentOf(['来源： 打印 关闭', flat]))
    expect(sections.map(({ key }) => key)).toEqual(['preface', ...six])
    expect(sections[4]).toEqual({
      key: 'review_litigation',
      heading: '四、政府信息公开行政复议、行政诉讼情况',
      text: '信息内容 本年制发件数 0 0 0',
    })
    const starts = chapterStarts(`x\n${flat}`)
    expect(starts.map(({ key }) => key)).toEqual(six)
    expect(`x\n${flat}`.slice(starts[4]?.from, starts[4]?.to)).toMatch(/^五、存在的主要问题及改进情况/u)
  })

  test('are none in prose that only lists the names of the chapters', () => {
    expect(keysOf([preface, preface])).toEqual([])
  })
})

describe('a document', () => {
  test.each([
    ['the usual report', usual, true],
    [
      'a report of 2010',
      ['一、概述', '文字。', '二、主动公开政府信息的情况', '三、依申请公开政府信息情况', '文字。'],
      true,
    ],
    [
      'a report that lost its headings but not its tables',
      ['第二十条第（一）项', '一、本年新收政府信息公开申请数量', '未经复议直接起诉'],
      true,
    ],
    ['a guide', ['一、主动公开', '范围如下。', '二、依申请公开', '（一）申请'], false],
    ['news that lists the chapters', ['区政府发布年报', preface], false],
    ['a plan', ['一、总体要求', '二、重点任务', '三、存在的问题'], false],
    ['nothing', [], false],
  ])('is told to be a report or not: %s', (_, lines, isReport) => {
    expect(reportEvidence(documentOf(lines)).isReport).toBe(isReport)
  })
})
