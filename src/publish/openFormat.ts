import type { TableFormat } from '../model/exportFormat.ts'
import { selectionWords, type Selection } from '../model/selection.ts'
import { archivalName } from './archivalNames.ts'
import { csvFiles } from './csvFiles.ts'
import { dataPackage } from './dataPackage.ts'
import type { ExportFacts } from './exportFacts.ts'
import { jsonlFiles } from './jsonlFiles.ts'
import { lineFiles } from './lineFiles.ts'
import { withheldOriginals } from '../model/withholding.ts'
import type { PublishOrder } from './publishOrder.ts'
import type { Staging } from './staging.ts'
import { tableExport, type TableExport } from './tableExport.ts'
import { tablesWithCodebook } from './tables/tablesOf.ts'
import { xlsxFile } from './xlsx/xlsxFile.ts'

/** Begins an export in its format; everything is staged, and nothing is at its place yet. */
export function openFormat(staging: Staging, order: PublishOrder): Promise<TableExport> {
  return openers[order.format](staging, order)
}

const openers: Readonly<
  Record<TableFormat, (staging: Staging, order: PublishOrder) => Promise<TableExport>>
> = {
  csv: async (staging, order) =>
    tableExport(await lineFiles(staging, csvFiles(order.metrics, order.forms), fileNames(order, 'csv'))),
  jsonl: async (staging, order) =>
    tableExport(await lineFiles(staging, jsonlFiles(order.forms), fileNames(order, 'jsonl'))),
  async xlsx(staging, order) {
    const tables = tablesWithCodebook(order.metrics, order.forms)
    const facts = factsOf(order)
    return tableExport(await xlsxFile({ staging, tables, name: `${archivalName(order)}.xlsx`, facts }))
  },
  async parquet(staging, order) {
    // Its library is loaded where somebody asks for it.
    const { parquetFiles } = await import('./parquetFiles.ts')
    const { kind, selection, made } = factsOf(order)
    return tableExport(
      await parquetFiles({
        staging,
        tables: tablesWithCodebook(order.metrics, order.forms),
        fileName: fileNames(order, 'parquet'),
        software: order.software,
        facts: { kind, selection, made },
      }),
    )
  },
  async datapackage(staging, order) {
    const tables = tablesWithCodebook(order.metrics, order.forms)
    const name = `${archivalName(order)}-datapackage`
    return tableExport(await dataPackage({ staging, tables, name, facts: factsOf(order) }))
  },
}

/** What a manifest and the formats say of an export. */
export const factsOf = ({
  kind,
  selection,
  now,
  readUntil,
  software,
  withheld,
}: PublishOrder): ExportFacts => ({
  ...{ kind, selection: selectionWords(selection), made: now, next_since: readUntil ?? now, software },
  withheld: withheldOriginals(withheld),
})

const fileNames =
  ({ kind }: { readonly kind: 'live' | 'replica'; readonly selection: Selection }, extension: string) =>
  (table: string): string =>
    `${table}${kind === 'replica' ? '.replica' : ''}.${extension}`
