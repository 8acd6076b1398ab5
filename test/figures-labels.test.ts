import { describe, expect, test } from 'vitest'
import { readFigures, type FiguresReading } from '../src/extract/figures/readFigures.ts'
import type { Table } from '../src/model/document.ts'
import {
  applicationsRows,
  drawn,
  formTable,
  gridTable,
  prepared,
  textTable,
  type Drawn,
} from './figuresTables.ts'

const header = ['|自然人|法人或其他组织|总计', '||商业企业|科研机构|社会公益组织|法律服务机构|其他|'] as const
const read = (...tables: readonly Table[]): FiguresReading => readFigures(tables, prepared)
const total = (row: string): string => `applications.${row}.total`
const codes = (reading: FiguresReading, metric: string): readonly string[] =>
  reading.findings
    .filter(({ metrics, severity }) => severity !== 'info' && metrics.includes(metric))
    .map(({ code }) => code)

/** Rows of 申请 with these labels; the nth row's total is n, from 1. */
const rows = (...labels: readonly string[]): FiguresReading =>
  read(textTable(...header, ...labels.map((label, at) => `${label}|${at + 1}|0|0|0|0|0|${at + 1}`)))

describe('a region and a row in one cell', () => {
  test.each([
    '（三）不予公开1.属于国家秘密',
    '（三）不予公开：1.属于国家秘密',
    '(三)不予公开\n1、属于国家秘密',
    '三、本年度办理结果（三）不予公开1.属于国家秘密',
    '不予公开-属于国家秘密',
  ])('%s is the row', (label) => {
    expect(rows(label).figures[total('denied.state_secret')]).toBe(1)
  })

  test('a short row is then known by its region', () => {
    const reading = rows('（六）其他处理3.其他')
    expect(reading.figures[total('other.other')]).toBe(1)
  })

  test('the whole form printed so is read whole', () => {
    const groups = new Map(
      formTable('2021', 'applications').blocks.flatMap((block) =>
        block.rows.map((row) => [row.path.at(-1) ?? '', row.path.length > 2 ? (row.path[1] ?? '') : '']),
      ),
    )
    const joined = applicationsRows({}).map((cells, at): Drawn[] =>
      cells.flatMap((cell): Drawn[] => {
        if (at < 3) return [cell]
        if (cell.rowSpan > 1 && cell.text.startsWith('（')) return []
        const group = groups.get(cell.text) ?? ''
        return [group === '' ? cell : drawn(group + cell.text, 2)]
      }),
    )
    expect(read(gridTable(joined)).matched).toBe(175)
  })
})

describe('the label of 三安全一稳定', () => {
  test.each(['3.危及三安全一稳定', '3.危及"三安全一稳定"', '3.危及『三安全一稳定』', '危及三安全一稳定'])(
    'is the form’s in whatever quotes, or without: %s',
    (label) => {
      const reading = rows('2.其他法律行政法规禁止公开', label)
      expect(reading.figures[total('denied.safety_stability')]).toBe(2)
      expect(codes(reading, total('denied.safety_stability'))).toEqual([])
    },
  )
})

describe('a row that a person decided to mean 其他', () => {
  test('is that only in its place', () => {
    const other = rows(
      '（六）其他处理2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请',
      '3.其他情形',
    )
    expect(other.figures[total('other.other')]).toBe(2)
    const denied = rows('（三）不予公开1.属于国家秘密', '8.属于行政查询事项', '9.其他情形')
    expect(denied.figures[total('other.other')]).toBeUndefined()
  })
})

describe('a number that contradicts its label', () => {
  test.each([
    ['texts that changed places', ['1.其他法律行政法规禁止公开', '2.属于国家秘密']],
    ['numbers that changed places', ['2.属于国家秘密', '1.其他法律行政法规禁止公开']],
    ['texts of regions', ['（一）部分公开', '（二）予以公开']],
    ['texts of chapters', ['一、上年结转政府信息公开申请数量', '二、本年新收政府信息公开申请数量']],
  ])('%s: neither row is taken, and both are named', (_name, labels) => {
    const reading = rows(...labels)
    expect(Object.values(reading.figures).filter((value) => value !== null)).toEqual([])
    expect(
      reading.findings.filter(({ code, metrics }) => code === 'unknown-label' && metrics.length === 7),
    ).toHaveLength(2)
  })

  test('the other rows of the region stand', () => {
    const reading = rows(
      '1.属于国家秘密',
      '2.危及“三安全一稳定”',
      '3.其他法律行政法规禁止公开',
      '4.保护第三方合法权益',
    )
    expect(reading.figures[total('denied.state_secret')]).toBe(1)
    expect(reading.figures[total('denied.third_party_rights')]).toBe(4)
    expect(codes(reading, total('denied.other_law'))).toEqual(['unknown-label'])
    expect(codes(reading, total('denied.safety_stability'))).toEqual(['unknown-label'])
  })
})

describe('rows that are only renumbered are certain', () => {
  test('because one is left out', () => {
    const reading = rows('1.属于国家秘密', '2.危及“三安全一稳定”', '3.保护第三方合法权益')
    expect(reading.figures[total('denied.safety_stability')]).toBe(2)
    expect(codes(reading, total('denied.third_party_rights'))).toEqual([])
  })

  test('because they are numbered through', () => {
    const reading = rows('8.属于行政查询事项', '9.本机关不掌握相关政府信息', '10.没有现成信息需要另行制作')
    expect(reading.figures[total('unavailable.needs_creation')]).toBe(3)
    expect(codes(reading, total('unavailable.needs_creation'))).toEqual([])
  })

  test('and rows that changed places with their numbers are as certain', () => {
    const reading = rows('5.属于三类内部事务信息', '4.保护第三方合法权益')
    expect(reading.figures[total('denied.third_party_rights')]).toBe(2)
    expect(codes(reading, total('denied.internal_affairs'))).toEqual([])
  })
})

test('where the rows that tell the forms apart are unread, the cells of both are named', () => {
  const reading = rows('（五）不予处理1.信访举报投诉类申请', '（七）总计', '四、结转下年度继续办理')
  expect(codes(reading, total('other.all'))).toEqual(['missing-row'])
  expect(codes(reading, total('other.unpaid'))).toEqual(['missing-row'])
})
