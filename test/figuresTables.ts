import { readFileSync } from 'node:fs'
import { DecidedLabels, Form, type FormTable } from '../src/model/form.ts'
import { metricId } from '../src/model/metric.ts'
import type { Cell, Table } from '../src/model/document.ts'
import { prepareForms } from '../src/extract/figures/prepareForms.ts'

const config = new URL('../config/', import.meta.url)
const json = (name: string): unknown => JSON.parse(readFileSync(new URL(name, config), 'utf8'))

export const forms: readonly Form[] = [
  Form.parse(json('forms/2019.json')),
  Form.parse(json('forms/2021.json')),
]
export const decided: DecidedLabels = DecidedLabels.parse(json('labels.json'))
export const prepared = prepareForms(forms, decided)

/** A cell as a test writes it: its text and how far it reaches. */
export interface Drawn {
  readonly text: string
  readonly columnSpan: number
  readonly rowSpan: number
}

export const drawn = (text: string, columnSpan = 1, rowSpan = 1): Drawn => ({ text, columnSpan, rowSpan })

/** A table of plain text: cells parted by `|`, each 1 × 1. */
export function textTable(...rows: readonly string[]): Table {
  const cells = rows.map((line, row) =>
    line.split('|').map((text, column): Cell => ({ text, row, column, rowSpan: 1, columnSpan: 1 })),
  )
  return { rows: cells, width: Math.max(...cells.map((row) => row.length)), spansKnown: false }
}

/** A table with spans, laid out as HTML does: a cell goes to the first free column of its row. */
export function gridTable(rows: readonly (readonly Drawn[])[]): Table {
  const taken = new Set<string>()
  let width = 0
  const cells = rows.map((drawnRow, row) => {
    let column = 0
    return drawnRow.map((one): Cell => {
      while (taken.has(`${row} ${column}`)) column += 1
      for (let down = 0; down < one.rowSpan; down++)
        for (let right = 0; right < one.columnSpan; right++) taken.add(`${row + down} ${column + right}`)
      const cell = { ...one, row, column }
      column += one.columnSpan
      width = Math.max(width, column)
      return cell
    })
  })
  return { rows: cells, width, spansKnown: true }
}

/** `text[3x2]` is 3 columns wide and 2 rows high; cells are parted by `|`. */
export const grid = (...rows: readonly string[]): Table =>
  gridTable(
    rows.map((line) =>
      line.split('|').map((cell) => {
        const [, text = '', wide = '1', high = '1'] = /^(.*?)(?:\[(\d+)(?:x(\d+))?\])?$/su.exec(cell) ?? []
        return drawn(text, Number(wide), Number(high))
      }),
    ),
  )

export function formTable(id: Form['id'], key: FormTable['key']): FormTable {
  const table = forms.find((form) => form.id === id)?.tables.find((each) => each.key === key)
  if (!table) throw new RangeError(`no table ${key} in the form of ${id}`)
  return table
}

export type Figures = Readonly<Record<string, string>>

/** 申请 as the form of 2021 prints it, with spans. */
export function applicationsRows(figures: Figures, id: Form['id'] = '2021'): Drawn[][] {
  const table = formTable(id, 'applications')
  const [block] = table.blocks
  const rows = block?.rows ?? []
  const values = (row: string): Drawn[] =>
    (block?.columns ?? []).map((column) => drawn(figures[metricId(table, row, column.key)] ?? ''))
  const begun = new Set<string>()
  const labels = (path: readonly string[]): Drawn[] =>
    path.flatMap((text, level): Drawn[] => {
      const region = path.slice(0, level + 1).join('/')
      if (begun.has(region)) return []
      begun.add(region)
      const last = level === path.length - 1
      const high = rows.filter((row) => row.path.slice(0, level + 1).join('/') === region).length
      return [drawn(text, last ? 3 - level : 1, last ? 1 : high)]
    })
  return [
    [
      drawn('（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）', 3, 3),
      drawn('申请人情况', 7),
    ],
    [drawn('自然人', 1, 2), drawn('法人或其他组织', 5), drawn('总计', 1, 2)],
    ['商业\n企业', '科研\n机构', '社会公益组织', '法律服务机构', '其他'].map((text) => drawn(text)),
    ...rows.map((row) => [...labels(row.path), ...values(row.key)]),
  ]
}

/** The rows of a grid as converters to text print them: an empty cell where a region reaches down. */
export function asText(table: Table): Table {
  const rows = table.rows.map((cells, row) => {
    const above = table.rows
      .slice(0, row)
      .flatMap((each) => each.filter((cell) => cell.row + cell.rowSpan > row))
      .map((cell) => ({ ...cell, text: '' }))
    return [...above, ...cells]
      .sort((a, b) => a.column - b.column)
      .map((cell, column): Cell => ({ text: cell.text, row, column, rowSpan: 1, columnSpan: 1 }))
  })
  return { rows, width: Math.max(...rows.map((row) => row.length)), spansKnown: false }
}
