import type { Report } from '../model/report.ts'
import { csvSheets } from './csvFiles.ts'
import { dataPackageDescription } from './dataPackageDescription.ts'
import type { ExportFacts } from './exportFacts.ts'
import { lineFiles } from './lineFiles.ts'
import type { Staging } from './staging.ts'
import type { TableFormatWriter } from './tableExport.ts'
import type { Table } from './tables/table.ts'

export interface DataPackageOrder {
  readonly staging: Staging
  readonly tables: readonly Table[]
  /** Of the package, and of its folder. */
  readonly name: string
  readonly facts: ExportFacts
}

/** The export `datapackage`: a folder with a csv for each table, and `datapackage.json` that says what they hold. */
export async function dataPackage({
  staging,
  tables,
  name,
  facts,
}: DataPackageOrder): Promise<TableFormatWriter<string>> {
  const path = (table: string): string => `${table}${facts.kind === 'replica' ? '.replica' : ''}.csv`
  const csv = await lineFiles(staging, csvSheets(tables), (table) => `${name}/${path(table)}`)
  const origins = new Set<string>()
  return {
    ...csv,
    look: (report) => {
      for (const origin of originsOf(report)) origins.add(origin)
    },
    async finish(written) {
      const { files } = await csv.finish(written)
      const text = dataPackageDescription({
        ...{ tables, name, facts, origins: [...origins].sort() },
        files: files.map((file) => ({ ...file, name: file.name.slice(name.length + 1) })),
        pathOf: path,
      })
      const described = await staging.write(`${name}/datapackage.json`, text)
      return {
        files: [...files, { name: `${name}/datapackage.json`, rows: tables.length, ...described }],
        cut: [],
        folder: name,
      }
    },
  }
}

const originsOf = ({ sources }: Report): readonly string[] =>
  sources.flatMap(({ url }) => (url !== null && URL.canParse(url) ? new URL(url).origin : []))
