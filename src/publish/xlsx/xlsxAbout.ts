import { kindSentence, withheldSentence } from '../archivalNames.ts'
import type { ExportFacts } from '../exportFacts.ts'
import type { CutCells, WrittenRows } from '../tableExport.ts'
import { column, type Table, type Value } from '../tables/table.ts'

type Line = readonly [what: string, is: Value]

/** The first sheet: what this workbook is, and what is not in it. */
export function xlsxAbout(
  facts: ExportFacts,
  tables: readonly Table[],
  { reports, tables: counts }: WrittenRows,
  cut: readonly CutCells[],
): Table {
  const rowsOf = new Map(counts.map(({ name, rows }) => [name, rows]))
  const lines: readonly Line[] = [
    ['政府信息公开工作年度报告', kindSentence(facts.kind)],
    ['selected', facts.selection],
    ['made', facts.made],
    ['by', facts.software],
    ['reports', reports],
    ...tables.map(({ name, meaning }): Line => [
      `sheet ${name}`,
      `${rowsOf.get(name) ?? 0} rows: ${meaning}`,
    ]),
    ['blank', 'A blank figure is a blank cell of the report, never a nought.'],
    ['times', 'Times are UTC.'],
    ['withheld', withheldSentence({ list: facts.withheld }) || 'nothing'],
    ...facts.withheld.map(({ sha256, since, by, reason }): Line => [
      'withheld',
      `${sha256}, since ${since}, by ${by}: ${reason}`,
    ]),
    ...cut.map(({ table, column: name, cells }): Line => [
      'cell-cut',
      `${table}, ${name}: ${cells} longer than a cell of Excel, and cut; csv and parquet have the whole text`,
    ]),
  ]
  return {
    name: facts.kind === 'replica' ? 'about this REPLICA' : 'about',
    meaning: 'what this workbook is',
    columns: [column('what', 'string', 'what is told'), column('is', 'string', 'what it is')],
    rows: () => [],
    fixed: lines,
  }
}
