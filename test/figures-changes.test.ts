import { expect, test } from 'vitest'
import { readFigures, type FiguresReading } from '../src/extract/figures/readFigures.ts'
import { prepared, textTable } from './figuresTables.ts'

const change = 'proactive.licensing.items_change'
const read = (printed: string, header = '本年增/减'): FiguresReading =>
  readFigures(
    [textTable(`信息内容|上一年项目数量|${header}|处理决定数量`, `行政许可|9|${printed}|200`)],
    prepared,
  )

test.each([
  ...[
    '-5',
    '–5',
    '‑5',
    '‐5',
    '—5',
    '－5',
    '−5',
    '↓5',
    '减5',
    '减少5',
    '减少了5项',
    '减：5',
    '下降5',
    '取消5项',
    '5（取消）',
    '取消5项',
  ],
  ...['5（减少）', '5(减)', '5项（减少）', '-5（减少）', '－５'],
])('本年增/减 prints %s: 5 less', (printed) => {
  expect(read(printed).figures[change]).toBe(-5)
})

test.each(['5', '+5', '＋5', '↑5', '增5', '增加5', '新增5项', '5（增加）', '5（含自然失效2项）', '5①'])(
  '本年增/减 prints %s: 5 more',
  (printed) => {
    expect(read(printed).figures[change]).toBe(5)
  },
)

test.each(['0', '-0', '减少0', '0（其中取消2项）'])(
  '本年增/减 prints %s: neither, and never -0',
  (printed) => {
    expect(read(printed).figures[change]).toBe(0)
  },
)

test.each([
  ...[
    '(5)',
    '（5）',
    '+5（减少）',
    '减少-5',
    '5（其中新增8，减少3）',
    '5（下放）',
    '——5',
    '约5',
    '3.5',
    '持平',
  ],
])('which way %s goes nobody can tell, so it is absent and named', (printed) => {
  const reading = read(printed)
  expect(reading.figures).not.toHaveProperty(change)
  expect(reading.findings.filter(({ metrics }) => metrics.includes(change))).toMatchObject([
    { code: 'unreadable-cell', severity: 'warning' },
  ])
  expect(reading.figures['proactive.licensing.decisions']).toBe(200)
})

test('a dash alone is a blank', () => {
  expect(read('—').figures[change]).toBeNull()
})

test.each(['本年增减', '本年增（减）', '本年增、减'])('the column is known as %s', (header) => {
  expect(read('3', header).figures[change]).toBe(3)
})

test.each(['本年减少', '本年减', '本年增加', '本年新增'])('a column %s is another one', (header) => {
  const reading = read('3', header)
  expect(reading.figures).not.toHaveProperty(change)
  expect(reading.findings.some(({ metrics }) => metrics.includes(change))).toBe(true)
})
