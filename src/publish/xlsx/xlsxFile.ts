import type { ExportFacts } from '../exportFacts.ts'
import { stagedZip } from '../stagedZip.ts'
import type { Staging } from '../staging.ts'
import type { CutCells, TableFormatWriter } from '../tableExport.ts'
import type { Table, Value } from '../tables/table.ts'
import { xlsxAbout } from './xlsxAbout.ts'
import { sheetPath, xlsxParts } from './xlsxParts.ts'
import { XlsxSheet } from './xlsxSheet.ts'

const folder = 'workbook'

export interface XlsxOrder {
  readonly staging: Staging
  readonly tables: readonly Table[]
  /** Of the workbook. */
  readonly name: string
  readonly facts: ExportFacts
}

/**
 * The export `xlsx`: one workbook (ECMA-376), a sheet that says what it is and one for each table. Sheets are staged as XML, so memory
 * does not grow with them; the disk holds some 1 KB a row until they are zipped.
 */
export async function xlsxFile(order: XlsxOrder): Promise<TableFormatWriter<readonly Value[]>> {
  const { staging, tables, name } = order
  const sheets = new Map<string, XlsxSheet>()
  // the first sheet is written last: it says how many rows the others have
  for (const [at, table] of tables.entries())
    sheets.set(table.name, await XlsxSheet.open(staging, `${folder}/${sheetPath(at + 2)}`, table))
  return {
    sources: tables,
    async write(table, rows) {
      await sheets.get(table)?.write(rows)
    },
    async finish(written) {
      const cut: CutCells[] = []
      for (const sheet of sheets.values()) cut.push(...(await sheet.finish(staging)))
      const about = xlsxAbout(order.facts, tables, written, cut)
      const first = await XlsxSheet.open(staging, `${folder}/${sheetPath(1)}`, about)
      await first.write(about.fixed ?? [])
      await first.finish(staging)
      const sheetNames = [about, ...tables].map((table) => table.name)
      const parts = xlsxParts(sheetNames)
      for (const [path, text] of parts) await staging.write(`${folder}/${path}`, text)
      const files = [...parts.keys(), ...sheetNames.map((_, at) => sheetPath(at + 1))]
      const zipped = await stagedZip(staging, name, { folder, files, compress: true })
      const rows = written.tables.reduce((sum, table) => sum + table.rows, 0)
      return { files: [{ name, rows, ...zipped }], cut, folder: null }
    },
  }
}
