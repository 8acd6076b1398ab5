import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Form } from '../src/model/form.ts'
import { metricsOf } from '../src/model/metric.ts'

const config = new URL('../config/forms/', import.meta.url)
const readForm = (id: string): Form =>
  Form.parse(JSON.parse(readFileSync(new URL(`${id}.json`, config), 'utf8')))
const forms = [readForm('2019'), readForm('2021')]
const statistics = ['2008', '2014', '2014-fujian'].map(readForm)

const [header, ...dictionary] = readFileSync(new URL('metrics.csv', config), 'utf8').trim().split(/\r?\n/u)

describe('the forms and the dictionary say the same', () => {
  test('every metric of the forms is a line of metrics.csv and every line a metric, in the same order', () => {
    const generated = [...statistics, ...forms]
      .flatMap((form) => metricsOf(form))
      .map((m) => [m.id, m.form, m.table, m.rowLabel, m.columnLabel, m.unit].join(','))
    expect(header).toBe('metric,form,table,row_label,column_label,unit')
    expect(generated).toEqual(dictionary)
  })

  test('a metric that both forms have means the same cell: same id, same table, same unit', () => {
    const [older, newer] = forms.map((form) => new Map(metricsOf(form).map((m) => [m.id, m])))
    for (const [id, metric] of newer ?? []) {
      const before = older?.get(id)
      if (before) expect([id, before.table, before.unit]).toEqual([id, metric.table, metric.unit])
    }
  })
})

test('an indicator that several of the forms before 2019 have means the same: same id, same unit', () => {
  const units = new Map<string, string>()
  for (const { id, unit } of statistics.flatMap(metricsOf)) {
    expect([id, units.get(id) ?? unit]).toEqual([id, unit])
    units.set(id, unit)
  }
})

test.each(statistics.flatMap((form) => form.sums.map((sum) => [form, sum] as const)))(
  'the sums of the forms before 2019 name lines that exist',
  (form, { left, right }) => {
    const keys = form.tables.flatMap(({ blocks }) => blocks.flatMap(({ rows }) => rows.map(({ key }) => key)))
    for (const key of [...left, ...right]) expect(keys).toContain(key)
  },
)

describe.each(forms.map((form) => [form.id, form] as const))('the sums of the form of %s', (_id, form) => {
  test.each(form.sums.map((sum) => [sum.name, sum] as const))('%s: names lines that exist', (_name, sum) => {
    const table = form.tables.find((each) => each.key === sum.table)
    const lines = (table?.blocks ?? []).flatMap((block) => (sum.along === 'row' ? block.columns : block.rows))
    const keys = lines.map((line) => line.key)
    for (const key of [...sum.left, ...sum.right]) expect(keys).toContain(key)
  })

  test('(七)总计 adds up every outcome row above it, none left out and none twice', () => {
    const rows =
      form.tables.find((table) => table.key === 'applications')?.blocks.flatMap((b) => b.rows) ?? []
    const outcomes = rows.filter((row) => row.path[0] === '三、本年度办理结果' && row.key !== 'total')
    const sum = form.sums.find((each) => each.along === 'column' && each.right.length === 1)
    expect(sum?.left).toEqual(outcomes.map((row) => row.key))
  })
})
