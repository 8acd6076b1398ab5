import { kindSentence, withheldSentence } from './archivalNames.ts'
import type { ExportFacts } from './exportFacts.ts'
import type { PublishedFile } from './tableFile.ts'
import { reportKey, type Column, type Table } from './tables/table.ts'

export interface DataPackageFacts {
  readonly name: string
  readonly tables: readonly Table[]
  /** By their path in the package. */
  readonly files: readonly PublishedFile[]
  readonly pathOf: (table: string) => string
  /** Origins of the addresses that the reports were captured from. */
  readonly origins: readonly string[]
  readonly facts: ExportFacts
}

/**
 * `datapackage.json`: a tabular data package (Frictionless, v1). No licence is named,
 * because none is known.
 */
export function dataPackageDescription({
  name,
  tables,
  files,
  pathOf,
  origins,
  facts,
}: DataPackageFacts): string {
  const byPath = new Map(files.map((file) => [file.name, file]))
  const { kind, selection, made, software, withheld } = facts
  const description = {
    profile: 'tabular-data-package',
    name,
    title: `政府信息公开工作年度报告: ${selection}${kind === 'replica' ? ' (REPLICA)' : ''}`,
    description: [kindSentence(kind), aboutText, withheldSentence({ list: withheld })].join(' ').trim(),
    created: made,
    // an empty list is no valid one
    ...(origins.length > 0 && { sources: origins.map((origin) => ({ title: origin, path: origin })) }),
    nianbao: { kind, selection, software, withheld },
    resources: tables.map((table) => resource(table, pathOf(table.name), byPath.get(pathOf(table.name)))),
  }
  return `${JSON.stringify(description, null, 2)}\n`
}

const aboutText =
  'A blank figure is a blank cell of the report, never a nought. Text that a spreadsheet would take for a formula begins with an apostrophe that is not in the report.'

function resource(table: Table, path: string, file: PublishedFile | undefined) {
  return {
    profile: 'tabular-data-resource',
    name: table.name,
    path,
    description: table.meaning,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    dialect: { delimiter: ',', lineTerminator: '\r\n', quoteChar: '"', doubleQuote: true, header: true },
    bytes: file?.bytes,
    hash: `sha256:${file?.sha256 ?? ''}`,
    rows: file?.rows,
    schema: schemaOf(table),
  }
}

/** Table Schema. A report is named by its site and its id; every table that names reports points to them. */
function schemaOf({ name, columns, key }: Table) {
  const names = columns.map((column) => column.name)
  const pointsToReports = name !== 'reports' && reportKey.every((column) => names.includes(column))
  return {
    fields: columns.map((column) => fieldOf(column, key ?? [])),
    missingValues: [''],
    ...(key !== undefined && { primaryKey: key }),
    ...(pointsToReports && {
      foreignKeys: [{ fields: reportKey, reference: { resource: 'reports', fields: reportKey } }],
    }),
  }
}

/** `any`: the default form of a datetime has no fractions of a second, and ours have. */
const fieldOf = ({ name, type, meaning }: Column, key: readonly string[]) => ({
  name,
  type,
  ...(type === 'datetime' && { format: 'any' }),
  description: meaning,
  ...(key.includes(name) && { constraints: { required: true } }),
})
