import { expect, test } from 'vitest'
import { captionedTables } from '../src/extract/figures/captionedTables.ts'
import { tablesOfYear } from '../src/extract/figures/tablesOfYear.ts'
import type { Block, Table } from '../src/model/document.ts'
import { metricId } from '../src/model/metric.ts'
import { applicationsRows, formTable, gridTable, prepared, type Figures } from './figuresTables.ts'

const form = formTable('2021', 'applications')
const [block] = form.blocks

/** 申请 of a year: every row says the same, but for rows without anything. */
const table = (...printed: readonly number[]): Table =>
  gridTable(
    applicationsRows(
      Object.fromEntries(
        (block?.rows ?? []).flatMap((row, index) =>
          (block?.columns ?? []).map(({ key }, at) => [
            metricId(form, row.key, key),
            String(index % 5 === 4 ? 0 : printed[at]),
          ]),
        ),
      ) satisfies Figures,
    ),
  )
const own = table(3, 1, 0, 0, 0, 2, 6)
const other = table(5, 0, 0, 1, 0, 2, 8)

const readBlocks = (year: number | null, ...blocks: readonly (string | Table)[]) =>
  tablesOfYear(
    captionedTables(
      blocks.map((one): Block =>
        typeof one === 'string' ? { kind: 'paragraph', text: one } : { kind: 'table', table: one },
      ),
    ),
    prepared,
    () => year,
  )
const chapter = '三、收到和处理政府信息公开申请情况'
const codes = ({ findings }: ReturnType<typeof readBlocks>): readonly string[] =>
  findings.filter(({ metrics }) => metrics.includes('applications.new.total')).map(({ code }) => code)

test.each([
  ['before it', [chapter, '2022年度', other, '2023年度', own]],
  ['behind it', ['2023年收到和处理申请情况', own, '附：2022年收到和处理政府信息公开申请情况', other]],
])('a table of last year %s, under a title with its year, leaves the figures of this year', (_, blocks) => {
  const reading = readBlocks(2023, ...blocks)
  expect(reading.figures).toMatchObject({ 'applications.new.natural_person': 3, 'applications.new.total': 6 })
  expect(codes(reading)).toEqual([])
  expect(new Set(Object.values(reading.evidence).map((place) => place.table)).size).toBe(1)
  expect(reading.imprints.flatMap(({ years }) => years).filter((year) => year !== 2023)).toEqual([])
})

test.each([
  ['that is not titled', 2023, ['2023年度', own, chapter, other]],
  ['beside an own one that is not titled', 2023, [chapter, own, '附：2022年申请情况', other]],
  ['with the year of the own one above it', 2023, [chapter, '2023年度', other, '2023年度', own]],
  ['where both have years of others', 2023, [chapter, '2021年度', other, '2022年度', own]],
  ['where the report’s year is not known', null, [chapter, '2022年度', other, '2023年度', own]],
] as const)('a second table %s leaves rows that differ marked', (_, year, blocks) => {
  const reading = readBlocks(year, ...blocks)
  expect(reading.figures).not.toHaveProperty('applications.new.total')
  expect(codes(reading)).toEqual(['repeated-row'])
})

test('a table of last year that has rows which the own one lacks leaves all marked', () => {
  const short = { ...own, rows: own.rows.slice(0, -1) }
  const reading = readBlocks(2023, chapter, '2022年度', other, '2023年度', short)
  expect(reading.figures).not.toHaveProperty('applications.new.total')
  expect(codes(reading)).toEqual(['repeated-row'])
})
