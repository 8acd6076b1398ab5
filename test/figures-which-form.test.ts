import { describe, expect, test } from 'vitest'
import { readFigures, type FiguresReading } from '../src/extract/figures/readFigures.ts'
import { forms, grid, prepared } from './figuresTables.ts'

const columns = '自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计'
const of2021 = grid('信息内容|本年处理决定数量', '行政处罚|3', '行政强制|4')
const of2019 = grid('信息内容|采购项目数量|采购总金额', '政府集中采购|3|4.5')

/** The labels of 申请 in a form, without those that hold a word. */
function rowsOf(form: '2019' | '2021', ...without: readonly string[]): readonly string[] {
  const table = forms.find(({ id }) => id === form)?.tables.find(({ key }) => key === 'applications')
  const labels = table?.blocks.flatMap(({ rows }) => rows.map(({ path }) => path.at(-1) ?? '')) ?? []
  return labels.filter((label) => !without.some((word) => label.includes(word)))
}

const applications = (labels: readonly string[], ...rows: readonly string[]): ReturnType<typeof grid> =>
  grid(`项目|${columns}`, ...labels.map((label) => `${label}|1|0|0|0|0|0|1`), ...rows)

const marked = ({ findings }: FiguresReading): readonly string[] =>
  findings.flatMap(({ severity, metrics }) => (severity === 'info' ? [] : metrics))

const split = ['无正当理由逾期', '逾期未按收费', '3.其他']
const unpaid = 'applications.other.unpaid.total'

describe('the form that a table is of, where rows are lost', () => {
  test('is in doubt where only blank cells speak for it: what the other form has is marked', () => {
    const table = applications(rowsOf('2021', ...split), '（六）其他处理|||||||')
    expect(marked(readFigures([of2021, table], prepared))).toContain(unpaid)
  })

  test('is in doubt where a row of it is lost as well, and the other tables are of the other form', () => {
    const table = applications(rowsOf('2019', '重复申请'))
    expect(marked(readFigures([of2021, table], prepared))).toContain(unpaid)
    expect(marked(readFigures([of2019, table], prepared))).not.toContain(unpaid)
  })

  test('is certain where all of its rows are there, whatever the other tables are', () => {
    expect(marked(readFigures([of2021, applications(rowsOf('2019'))], prepared))).not.toContain(unpaid)
  })
})
