import type {
  DecidedLabels,
  Form,
  FormBlock,
  FormRow,
  FormSum,
  FormTable,
  MetricUnit,
} from '../../model/form.ts'
import { metricId } from '../../model/metric.ts'
import type { FormId, TableKey } from '../../model/report.ts'
import type { Word } from './formWord.ts'
import { labelMemory, type LabelMemory } from './labelMemory.ts'
import { normaliseLabel, numberOf, withoutNote, withoutNumber } from './normaliseLabel.ts'

/** A cell of a row: the metric it holds. */
export interface PreparedCell {
  readonly metric: string
  readonly unit: MetricUnit
  /** A difference, which alone may have a sign. */
  readonly signed: boolean
}

/** A row of one form with everything that is looked up while reading. */
export interface PreparedRow {
  /** Position in the table, over all blocks. */
  readonly index: number
  readonly key: string
  /** Label of the region around it (`不予公开`), or null. */
  readonly group: string | null
  /** Labels of all regions around it, outermost first (`本年度办理结果`, `不予公开`). */
  readonly regions: readonly string[]
  /** The number before its label (`（三）` is 3), or null; and what it is numbered among: the region, or the level. */
  readonly number: number | null
  readonly siblings: string
  /** By the column's label (复议诉讼: its path of labels, joined with `/`); several accepted labels lead to one cell. */
  readonly cells: ReadonlyMap<string, PreparedCell>
  readonly metrics: readonly string[]
  readonly sums: readonly { readonly left: readonly string[]; readonly right: readonly string[] }[]
}

export interface PreparedTable {
  readonly form: FormId
  readonly key: TableKey
  readonly rows: readonly PreparedRow[]
  /** By label without number. */
  readonly byLabel: ReadonlyMap<string, PreparedRow>
  readonly metrics: readonly string[]
}

/** The paths of labels of a table's columns in the order of the form, each as normalised labels without numbers. */
export type ColumnPath = readonly string[]

export interface PreparedForms {
  /** Oldest first. */
  readonly forms: readonly Form[]
  /** By normalised text, with and without its number. */
  readonly words: ReadonlyMap<string, readonly Word[]>
  readonly tables: ReadonlyMap<TableKey, readonly PreparedTable[]>
  /** Columns of 申请 and 复议诉讼, which are the same in every form that has the table. */
  readonly columns: ReadonlyMap<TableKey, readonly ColumnPath[]>
  /** The same, each path of labels joined with `/`. */
  readonly paths: ReadonlyMap<TableKey, readonly string[]>
  /** Other words for a column of these tables and the label in its path (合计 is 总计). */
  readonly canonical: ReadonlyMap<string, string>
  /** Words that name a column only in a header of their table: by the key of the table and the printed word, the label that is meant. */
  readonly within: ReadonlyMap<string, string>
  /** All labels of a table of one kind, for likeness. */
  readonly labels: ReadonlyMap<string, readonly string[]>
  /** What was read of texts that other reports print as well. */
  readonly memory: LabelMemory
}

const labelOf = (text: string): string => withoutNumber(normaliseLabel(text))

/** A column is known by its label without the unit at its end, which is read by itself. */
const columnLabel = (text: string): string => withoutNote(labelOf(text))

/**
 * Everything that does not depend on the document, once per process: hash tables of labels, metrics by row and column. Of the
 * forms since 2019 only: the 情况统计表 before has labels of its own (statistics/), which would be ambiguous here (其他, 行政复议).
 */
export function prepareForms(forms: readonly Form[], labels: DecidedLabels): PreparedForms {
  const ordered = forms
    .filter(({ tables }) => tables.every(({ key }) => key !== 'statistics'))
    .sort((a, b) => (a.issued ?? '').localeCompare(b.issued ?? ''))
  const tables = new Map<TableKey, PreparedTable[]>()
  const columns = new Map<TableKey, readonly ColumnPath[]>()
  for (const form of ordered)
    for (const table of form.tables) {
      tables.set(table.key, [...(tables.get(table.key) ?? []), prepareTable(form, table)])
      if (table.blocks.length === 1) columns.set(table.key, columnPaths(table))
    }
  const words = wordsOf(ordered, labels)
  return {
    forms: ordered,
    words,
    tables,
    columns,
    paths: new Map([...columns].map(([key, all]) => [key, all.map((path) => path.join('/'))])),
    canonical: canonicalColumns(ordered),
    within: new Map(
      labels.flatMap(({ table, printed, means, within }) =>
        within === true && means !== null
          ? [[`${table} ${columnLabel(printed)}`, columnLabel(means)] as const]
          : [],
      ),
    ),
    labels: labelsByKind(words),
    memory: labelMemory(words),
  }
}

function canonicalColumns(forms: readonly Form[]): ReadonlyMap<string, string> {
  const all = forms.flatMap((form) => form.tables.filter(({ blocks }) => blocks.length === 1))
  const columns = all.flatMap((table) => table.blocks.flatMap((block) => block.columns))
  return new Map(
    columns.flatMap((column) =>
      (column.also ?? []).map((also) => [columnLabel(also), columnLabel(column.path.at(-1) ?? '')] as const),
    ),
  )
}

function columnPaths(table: FormTable): readonly ColumnPath[] {
  const paths = table.blocks.flatMap((block) => {
    const own = block.columns.map((column) => column.path.map(columnLabel))
    if (table.layout === 'down') return own
    return block.rows.flatMap((row) => own.map((path) => [...row.path.map(labelOf), ...path]))
  })
  return paths
}

function prepareTable(form: Form, table: FormTable): PreparedTable {
  const sums = form.sums.filter((sum) => sum.table === table.key && sum.along === 'row')
  const rows =
    table.layout === 'across'
      ? [acrossRow(table, sums)]
      : table.blocks.flatMap((b) => downRows(table, b, sums))
  const indexed = rows.map((row, index) => ({ ...row, index }))
  const byLabel = new Map<string, PreparedRow>()
  const formRows = table.layout === 'across' ? [] : table.blocks.flatMap((block) => block.rows)
  for (const [index, row] of indexed.entries())
    for (const label of rowLabels(formRows[index])) byLabel.set(label, row)
  return { form: form.id, key: table.key, rows: indexed, byLabel, metrics: indexed.flatMap((r) => r.metrics) }
}

const leafLabels = (line: {
  readonly path: readonly string[]
  readonly also?: readonly string[] | undefined
}) => [...line.path.slice(-1), ...(line.also ?? [])]

const rowLabels = (row: FormRow | undefined): readonly string[] =>
  row === undefined ? [] : leafLabels(row).flatMap((text) => [labelOf(text), withoutNote(labelOf(text))])

function downRows(table: FormTable, block: FormBlock, sums: readonly FormSum[]): readonly PreparedRow[] {
  return block.rows.map((row) => {
    const id = (column: string): string => metricId(table, row.key, column)
    const cells = block.columns.flatMap((column) => {
      const cell = { metric: id(column.key), unit: column.unit, signed: column.signed === true }
      return leafLabels(column).map((leaf) => [columnLabel(leaf), cell] as const)
    })
    return {
      index: 0,
      key: row.key,
      group: row.path.length > 2 ? labelOf(row.path.at(-2) ?? '') : null,
      regions: row.path.slice(0, -1).map(labelOf),
      number: numberOf(normaliseLabel(row.path.at(-1) ?? '')),
      siblings: row.path.slice(0, -1).join('/'),
      cells: new Map(cells),
      metrics: block.columns.map((column) => id(column.key)),
      sums: sums.map((sum) => ({ left: sum.left.map(id), right: sum.right.map(id) })),
    }
  })
}

/** 复议诉讼 is one printed row: what the form calls rows stands side by side. */
function acrossRow(table: FormTable, sums: readonly FormSum[]): PreparedRow {
  const rows = table.blocks.flatMap((block) => downRows(table, block, sums))
  const formRows = table.blocks.flatMap((block) => block.rows)
  const cells = rows.flatMap((row, index) =>
    [...row.cells].map(([path, cell]) => {
      const groups = (formRows[index]?.path ?? []).map(labelOf)
      return [[...groups, path].join('/'), cell] as const
    }),
  )
  const metrics = rows.flatMap((row) => row.metrics)
  return {
    index: 0,
    key: '',
    group: null,
    regions: [],
    number: null,
    siblings: '',
    cells: new Map(cells),
    metrics,
    sums: rows.flatMap((row) => row.sums),
  }
}

function wordsOf(forms: readonly Form[], decided: DecidedLabels): ReadonlyMap<string, readonly Word[]> {
  const words = new Map<string, Word[]>()
  const put = (text: string, word: Word): void => {
    const known = words.get(text) ?? []
    if (
      known.some((each) => each.table === word.table && each.kind === word.kind && each.label === word.label)
    )
      return
    words.set(text, [...known, word])
  }
  for (const form of forms) for (const table of form.tables) putTable(table, put)
  for (const { table, printed, means, within } of decided) {
    if (within === true) continue
    const text = normaliseLabel(printed)
    const meant = means === null ? [] : (words.get(normaliseLabel(means)) ?? [])
    const own: readonly Word[] =
      means === null
        ? [{ table, kind: 'foreign', label: withoutNumber(text) }]
        : meant.filter((word) => word.table === table)
    for (const word of own) for (const form of [text, withoutNumber(text)]) put(form, word)
  }
  return words
}

function putTable(table: FormTable, put: (text: string, word: Word) => void): void {
  const key = table.key
  const both = (text: string, kind: Word['kind']): void => {
    const full = normaliseLabel(text)
    const label = kind.startsWith('column') ? columnLabel(text) : withoutNumber(full)
    for (const form of [full, label, withoutNote(label)]) put(form, { table: key, kind, label })
  }
  for (const text of table.furniture) put(normaliseLabel(text), { table: key, kind: 'furniture', label: '' })
  for (const block of table.blocks) {
    if (block.item !== null) put(normaliseLabel(block.item), { table: key, kind: 'item', label: '' })
    for (const column of block.columns) {
      for (const group of column.path.slice(0, -1)) both(group, 'columnGroup')
      for (const text of leafLabels(column)) both(text, 'column')
    }
    for (const row of block.rows) {
      const across = table.layout === 'across'
      for (const group of row.path.slice(0, -1)) both(group, across ? 'columnGroup' : 'rowGroup')
      for (const text of leafLabels(row)) both(text, across ? 'columnGroup' : 'row')
    }
  }
}

function labelsByKind(words: ReadonlyMap<string, readonly Word[]>): ReadonlyMap<string, readonly string[]> {
  const labels = new Map<string, Set<string>>()
  for (const each of words.values())
    for (const { table, kind, label } of each) {
      const key = `${table} ${kind}`
      const set = labels.get(key) ?? new Set()
      if (label !== '') set.add(label)
      labels.set(key, set)
    }
  return new Map([...labels].map(([key, set]) => [key, [...set]]))
}
