import { expect, test } from 'vitest'
import { readFigures, type FiguresReading } from '../src/extract/figures/readFigures.ts'
import type { CaptionedTable } from '../src/extract/figures/captionedTables.ts'
import { grid, prepared } from './figuresTables.ts'

const results = '结果维持|结果纠正|其他结果|尚未审结|总计'
const kinds = ['review', 'litigation_direct', 'litigation_after_review']
const values = ['1|2|3|4|10', '5|6|7|8|26', '9|1|0|2|12']

const figuresOf = ({ figures }: FiguresReading): readonly string[] =>
  kinds.map((kind) =>
    ['upheld', 'corrected', 'other', 'pending', 'total']
      .map((result) => figures[`${kind}.${result}`] ?? '')
      .join('|'),
  )

const lines = [
  `类别|${results}`,
  `行政复议|${values[0] ?? ''}`,
  '行政诉讼[6]',
  `未经复议直接起诉|${values[1] ?? ''}`,
  `复议后起诉|${values[2] ?? ''}`,
]
const columns = [
  '情况[1x2]|行政复议[1x2]|行政诉讼[2]',
  '未经复议直接起诉|复议后起诉',
  '结果维持|1|5|9',
  '结果纠正|2|6|1',
  '其他结果|3|7|0',
  '尚未审结|4|8|2',
  '总计|10|26|12',
]
const titled = (title: string, row: string): CaptionedTable => ({ ...grid(results, row), titles: [title] })

test.each([
  ['in a line of its own', [grid(...lines)]],
  ['in a column of its own', [grid(...columns)]],
  [
    'in a table of its own under its title',
    [
      titled('2.复议后起诉', values[2] ?? ''),
      titled('（一）行政复议', values[0] ?? ''),
      titled('1.未经复议直接起诉', values[1] ?? ''),
    ],
  ],
])('复议诉讼 that prints each kind %s is read by both words of each figure', (_, tables) => {
  expect(figuresOf(readFigures(tables, prepared))).toEqual(values)
})

test.each([
  ['a kind is printed twice', [grid(...lines, '行政复议|1|2|3|5|11')]],
  [
    'two tables have the same title',
    [titled('行政复议', values[0] ?? ''), titled('行政复议', values[1] ?? '')],
  ],
  [
    'a figure stands outside its columns',
    [grid(...lines.slice(0, 2), `未经复议直接起诉|${values[1] ?? ''}|7`)],
  ],
  ['a sum does not hold', [grid(...columns.slice(0, -1), '总计|11|27|13')]],
])('of which no figure is given where %s', (_, tables) => {
  const reading = readFigures(tables, prepared)
  const marked = new Set(
    reading.findings.flatMap(({ severity, metrics }) => (severity === 'info' ? [] : metrics)),
  )
  const given = Object.entries(reading.figures).filter(([metric]) => !marked.has(metric))
  expect(given).toEqual([])
})
