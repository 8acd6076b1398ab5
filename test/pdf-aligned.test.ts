import { describe, expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import type { Table } from '../src/model/document.ts'
import { readPdf } from '../src/extract/readers/pdf.ts'
import { readFigures } from '../src/extract/figures/readFigures.ts'
import { prepareForms } from '../src/extract/figures/prepareForms.ts'
import { at, line, pdfOf } from './pdfMade.ts'

const { knowledge } = await loadConfig('config')
const prepared = prepareForms(knowledge.forms, knowledge.labels)

const tablesOf = (...pages: readonly string[]): readonly Table[] =>
  readPdf(pdfOf(pages.map((content) => ({ content })))).blocks.flatMap((block) =>
    block.kind === 'table' ? [block.table] : [],
  )

/** Rows of the tables that alignment shows, as texts. */
const aligned = (...pages: readonly string[]): readonly string[] =>
  tablesOf(...pages)
    .filter(({ inferred }) => inferred === true)
    .flatMap(({ rows }) =>
      rows.map((cells) => cells.map(({ text, columnSpan }) => text + '>'.repeat(columnSpan - 1)).join(' | ')),
    )

/** Words one behind the other from x, apart by the given steps. */
const row = (y: number, ...words: readonly (readonly [number, string])[]): string =>
  words.map(([x, text]) => at(x, y, text)).join('')

const head = row(700, [100, 'kind'], [300, 'alpha'], [400, 'beta'])
const body = row(680, [100, 'one'], [300, '12'], [400, '3']) + row(660, [100, 'two'], [300, '0'], [400, '45'])

describe('a table of a PDF in which no line parts the columns', () => {
  test('has the columns in which its figures stand below each other and below a word', () => {
    const expected = ['kind | alpha | beta', 'one | 12 | 3', 'two | 0 | 45']
    expect(aligned(head + body)).toEqual(expected)
    const rules = [712, 695, 675, 655].map((y) => line(90, y, 440, y)).join('')
    expect(aligned(rules + head + body)).toEqual(expected)
  })

  test('has a blank where nothing stands in a column, in no other', () => {
    const lost = row(640, [100, 'three'], [400, '7'])
    expect(aligned(head + body + lost).at(-1)).toBe('three |  | 7')
  })

  test('goes on with its columns on the next page', () => {
    expect(aligned(head + body, row(700, [100, 'three'], [300, '8'], [400, '9'])).at(-1)).toBe(
      'three | 8 | 9',
    )
  })

  test('has labels of several lines where the figures stand at their middle, or at their first line', () => {
    const long = 'a-label-that-is-too-long'
    const middle = at(100, 640, long) + row(633, [300, '7'], [400, '8']) + at(100, 626, 'for-one-line')
    expect(aligned(head + body + middle).at(-1)).toBe(`${long}\nfor-one-line | 7 | 8`)
    const top = row(640, [100, long], [300, '7'], [400, '8']) + at(100, 626, 'for-one-line')
    const next = row(606, [100, 'four'], [300, '1'], [400, '2'])
    expect(aligned(head + body + top + next).at(-2)).toBe(`${long}\nfor-one-line | 7 | 8`)
  })

  test('has words of the header above all columns in whose middle they stand', () => {
    const regions = at(342, 720, 'both')
    expect(aligned(regions + head + body)[0]).toBe('both>')
  })

  test.each([
    [
      'a column of figures has no word above it',
      head + body + row(640, [100, 'x'], [300, '1'], [400, '2'], [500, '3']),
    ],
    ['a figure has no label', head + body + row(640, [300, '4'])],
  ])('is none where %s', (_, content) => {
    expect(aligned(content)).toEqual([])
  })

  test('has no row for a label without figures: those of its neighbours are none of its own', () => {
    const lost = row(640, [100, 'no']) + row(620, [100, 'longer-words'], [300, '1'], [400, '2'])
    const labels = aligned(head + body + lost).map((text) => text.split(' | ')[0])
    expect(labels).not.toContain('no')
  })

  test('takes no longer where a page is full of figures', () => {
    const words = Array.from({ length: 60 }, (_, column) => [100 + 8 * column, '1'] as const)
    const lines = Array.from({ length: 900 }, (_, at) =>
      row(790 - 0.8 * at, ...words.slice(0, 1 + (at % 60))),
    )
    const before = performance.now()
    tablesOf(lines.join(''), lines.join(''))
    expect(performance.now() - before).toBeLessThan(20_000)
  })

  test('is no table in prose and lists with numbers at their end', () => {
    const list = row(700, [100, 'first chapter'], [400, '3']) + row(680, [100, 'second chapter'], [400, '5'])
    expect(aligned(list)).toEqual([])
  })
})

/** 申请 as such a table; what stands in its rows of figures, by the columns of the form. */
const columns = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计']
const applications = (figures: readonly string[]): Table => ({
  rows: [
    ['', ...columns],
    ['一、本年新收政府信息公开申请数量', ...figures],
  ].map((texts, at) => texts.map((text, column) => ({ text, row: at, column, rowSpan: 1, columnSpan: 1 }))),
  width: 8,
  spansKnown: true,
  inferred: true,
})

describe('figures of a table whose columns nothing draws', () => {
  test('are given where the sum of their row holds', () => {
    const { figures, findings } = readFigures([applications(['5', '1', '0', '0', '0', '0', '6'])], prepared)
    expect(figures['applications.new.natural_person']).toBe(5)
    expect(findings.filter(({ metrics }) => metrics.includes('applications.new.natural_person'))).toEqual([])
  })

  test('are marked where it does not hold', () => {
    const { figures, findings } = readFigures([applications(['5', '1', '0', '0', '0', '0', '7'])], prepared)
    expect(figures['applications.new.natural_person']).toBeUndefined()
    expect(findings.flatMap(({ metrics }) => metrics)).toContain('applications.new.natural_person')
  })

  test('that are blank are marked: nothing tells a blank cell from one that is lost', () => {
    const { findings } = readFigures([applications(['5', '1', '0', '', '0', '0', '6'])], prepared)
    const [missing] = findings.filter(({ code }) => code === 'missing-cell')
    expect(missing?.metrics).toEqual(['applications.new.public_interest'])
    expect(missing?.severity).toBe('warning')
  })

  test('are all marked beside a blank where no sum of their row tells whether one was lost before them', () => {
    const texts = [
      ['信息内容', '本年制发件数', '本年废止件数', '现行有效件数'],
      ['行政规范性文件', '3', '12', ''],
    ]
    const rows = texts.map((cells, at) =>
      cells.map((text, column) => ({ text, row: at, column, rowSpan: 1, columnSpan: 1 })),
    )
    const table: Table = { rows, width: 4, spansKnown: true, inferred: true }
    const { findings } = readFigures([table], prepared)
    const marked = findings.filter(({ code }) => code === 'missing-cell').flatMap(({ metrics }) => metrics)
    expect(marked).toContain('proactive.normative_documents.repealed')
  })
})
