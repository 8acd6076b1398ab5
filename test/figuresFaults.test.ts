import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readFigures, type FiguresReading } from '../src/extract/figures/readFigures.ts'
import { metricId } from '../src/model/metric.ts'
import type { Table } from '../src/model/document.ts'
import {
  applicationsRows,
  asText,
  drawn,
  formTable,
  gridTable,
  prepared,
  type Drawn,
  type Figures,
} from './figuresTables.ts'

const table = formTable('2021', 'applications')
const [block] = table.blocks
const rowKeys = block?.rows.map(({ key }) => key) ?? []
const parts = block?.columns.slice(0, -1).map(({ key }) => key) ?? []

/** A filled table 3 whose rows add up; half of the cells are 0, as in real reports. */
const filled: fc.Arbitrary<Figures> = fc
  .array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 4000 })), {
    minLength: rowKeys.length * parts.length,
    maxLength: rowKeys.length * parts.length,
  })
  .map((numbers) => {
    const lines = rowKeys.flatMap((row, at) => {
      const own = numbers.slice(at * parts.length, (at + 1) * parts.length)
      const total = own.reduce((sum, each) => sum + each, 0)
      return [...own, total].map((value, column): [string, string] => [
        metricId(table, row, parts[column] ?? 'total'),
        String(value),
      ])
    })
    return Object.fromEntries(lines)
  })

/** Metrics whose figure is another than the one printed and that no warning names: the worst error there is. */
function silent(reading: FiguresReading, figures: Figures): readonly string[] {
  const named = new Set(
    reading.findings.flatMap(({ severity, metrics }) => (severity === 'info' ? [] : metrics)),
  )
  return Object.entries(figures)
    .filter(([metric, text]) => reading.figures[metric] !== Number(text) && !named.has(metric))
    .map(([metric, text]) => `${metric}: ${text}, read ${String(reading.figures[metric])}`)
}

type Rows = Drawn[][]
/** What goes wrong: the rows, and two dice for the place. */
type Fault = (rows: Rows, row: number, column: number) => Rows

/** Faults that leave no doubt about any figure: all must still be read. */
const harmless = new Set([
  'nothing',
  'the header is printed twice',
  'the header is printed again in the middle',
  'two neighbouring columns change places, header and figures',
  'an empty row stands between',
  'a number of a page stands between',
  'a local row stands between',
  'a row is printed twice',
])

const header = 3
const dataRow = (rows: Rows, dice: number): number => header + (dice % (rows.length - header))
const valueAt = (cells: readonly Drawn[], dice: number): number => cells.length - 7 + (dice % 7)
const changeRow = (rows: Rows, at: number, change: (cells: Drawn[]) => Drawn[]): Rows =>
  rows.map((cells, index) => (index === at ? change([...cells]) : cells))
const changeCell = (rows: Rows, at: number, cell: number, change: (one: Drawn) => Drawn): Rows =>
  changeRow(rows, at, (cells) => cells.map((one, index) => (index === cell ? change(one) : one)))

const faults: Readonly<Record<string, Fault>> = {
  nothing: (rows) => rows,
  'a cell of figures is lost': (rows, row, column) => {
    const at = dataRow(rows, row)
    return changeRow(rows, at, (cells) => cells.toSpliced(valueAt(cells, column), 1))
  },
  'a label is lost': (rows, row) => {
    const at = dataRow(rows, row)
    return changeCell(rows, at, (rows[at]?.length ?? 0) - 8, (one) => ({ ...one, text: '' }))
  },
  'a label cell is lost with its span': (rows, row) => {
    const at = dataRow(rows, row)
    return changeRow(rows, at, (cells) => cells.toSpliced(cells.length - 8, 1))
  },
  'the label is wider than its columns': (rows, row) => {
    const at = dataRow(rows, row)
    return changeCell(rows, at, (rows[at]?.length ?? 0) - 8, (one) => ({
      ...one,
      columnSpan: one.columnSpan + 1,
    }))
  },
  'a cell of figures is twice as wide': (rows, row, column) => {
    const at = dataRow(rows, row)
    return changeCell(rows, at, valueAt(rows[at] ?? [], column), (one) => ({ ...one, columnSpan: 2 }))
  },
  'a region reaches one row too far or too short': (rows, row, column) => {
    const region = rows.flatMap((cells, at) =>
      cells.flatMap((one, cell) => (one.rowSpan > 1 && at >= header ? [[at, cell] as const] : [])),
    )
    const [at, cell] = region[row % region.length] ?? [0, 0]
    return changeCell(rows, at, cell, (one) => ({
      ...one,
      rowSpan: one.rowSpan + (column % 2 === 0 ? 1 : -1),
    }))
  },
  'a header cell has another width': (rows, row, column) => {
    const at = row % header
    return changeCell(rows, at, column % (rows[at]?.length ?? 1), (one) => ({
      ...one,
      columnSpan: one.columnSpan + (row % 2 === 0 ? 1 : Math.min(0, one.columnSpan - 2) + 1),
    }))
  },
  'the header is printed twice': (rows) => [...rows.slice(0, header), ...rows],
  'the header is printed again in the middle': (rows, row) => {
    const at = dataRow(rows, row)
    return [...rows.slice(0, at), ...rows.slice(0, header), ...rows.slice(at)]
  },
  'a header word is lost': (rows, row, column) => {
    const at = 1 + (row % 2)
    return changeCell(rows, at, column % (rows[at]?.length ?? 1), (one) => ({ ...one, text: '' }))
  },
  'two neighbouring columns change places, header and figures': (rows, _row, column) => {
    const swap = (cells: Drawn[], at: number): Drawn[] => {
      const [a, b] = [cells[at], cells[at + 1]]
      return a && b ? cells.toSpliced(at, 2, b, a) : cells
    }
    const at = 1 + (column % 4)
    return rows.map((cells, row) => {
      if (row === 2) return swap([...cells], at - 1)
      return row > 2 ? swap([...cells], cells.length - 7 + at) : cells
    })
  },
  'a number is split over two lines': (rows, row, column) => {
    const at = dataRow(rows, row)
    return changeCell(rows, at, valueAt(rows[at] ?? [], column), (one) => ({
      ...one,
      text: one.text.replace(/^(\d)(\d)/u, '$1\n$2'),
    }))
  },
  'a number is written in words': (rows, row, column) => {
    const at = dataRow(rows, row)
    return changeCell(rows, at, valueAt(rows[at] ?? [], column), (one) => ({
      ...one,
      text: `约${one.text}余`,
    }))
  },
  'an empty row stands between': (rows, row) => rows.toSpliced(dataRow(rows, row), 0, [drawn('', 10)]),
  'a number of a page stands between': (rows, row) => rows.toSpliced(dataRow(rows, row), 0, [drawn('7', 10)]),
  'an empty column stands between': (rows, _row, column) => {
    const at = column % 8
    return rows.map((cells, row) => {
      if (row === 0) return cells.map((one, index) => (index === 1 ? { ...one, columnSpan: 8 } : one))
      if (row === 2) return at >= 1 && at <= 5 ? cells.toSpliced(at, 0, drawn('')) : cells
      if (row === 1)
        return at >= 1 && at <= 5
          ? cells.map((one, index) => (index === 1 ? { ...one, columnSpan: 6 } : one))
          : cells.toSpliced(at === 0 ? 0 : at === 6 ? 2 : 3, 0, drawn('', 1, 2))
      return cells.toSpliced(cells.length - 7 + at, 0, drawn(''))
    })
  },
  'a local row stands between': (rows, row) =>
    rows.toSpliced(header + 2, 0, [
      drawn('其他情形', 3),
      ...Array.from({ length: 7 }, () => drawn(String(row % 50))),
    ]),
  'a row is printed twice': (rows, row) => {
    const at = dataRow(rows, row)
    return rows.toSpliced(at, 0, (rows[at] ?? []).slice(-8))
  },
  'a row is printed twice with another figure': (rows, row, column) => {
    const at = dataRow(rows, row)
    const again = (rows[at] ?? []).slice(-8)
    const changed = again.map((one, index) =>
      index === 1 + (column % 7) ? { ...one, text: `${one.text}1` } : one,
    )
    return rows.toSpliced(at + 1, 0, changed)
  },
}

const dice = fc.nat({ max: 10_000 })

describe.each(Object.entries(faults))('when %s', (name, fault) => {
  const holds = (draw: (rows: Rows) => Table): void => {
    fc.assert(
      fc.property(filled, dice, dice, (figures, row, column) => {
        const reading = readFigures([draw(fault(applicationsRows(figures), row, column))], prepared)
        expect(silent(reading, figures)).toEqual([])
        if (harmless.has(name)) expect(reading.matched).toBe(175)
      }),
      { numRuns: 60 },
    )
  }

  test('every figure of a table with spans is right, absent or named by a finding', () => {
    holds(gridTable)
  })

  test('every figure of a table in plain text is right, absent or named by a finding', () => {
    holds((rows) => asText(gridTable(rows)))
  })
})

test('a table without a fault is read whole, and nothing of it is named', () => {
  fc.assert(
    fc.property(filled, fc.boolean(), (figures, text) => {
      const whole = gridTable(applicationsRows(figures))
      const reading = readFigures([text ? asText(whole) : whole], prepared)
      expect(reading.matched).toBe(175)
      expect(reading.findings.filter(({ code }) => code !== 'missing-table')).toEqual([])
      expect(silent(reading, figures)).toEqual([])
    }),
    { numRuns: 30 },
  )
})
