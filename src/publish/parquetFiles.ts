import { ByteWriter, ParquetWriter, type ColumnSource } from 'hyparquet-writer'
import { parquetColumn, parquetValue, type ParquetValue } from './parquetColumn.ts'
import type { StagedFile } from './stagedFile.ts'
import type { Staging } from './staging.ts'
import type { TableFormatWriter } from './tableExport.ts'
import type { PublishedFile } from './tableFile.ts'
import type { Table, Value } from './tables/table.ts'

/**
 * A row group is in memory whole, so it has so many cells; but not fewer rows than this, for what a file says of each column of
 * each group stays in memory to its end, and the wide table has hundreds of columns.
 */
const [cellsOfGroup, leastRowsOfGroup] = [250_000, 5_000]

export interface ParquetOrder {
  readonly staging: Staging
  readonly tables: readonly Table[]
  readonly fileName: (table: string) => string
  /** Name and version of this program. */
  readonly software: string
  /** What every file says of the export, in its key-value metadata. */
  readonly facts: Readonly<Record<string, string>>
  /** Given by tests. */
  readonly rowsOfGroup?: number
}

/** The export `parquet`: a file for each table, blank cells as nulls, columns and their meaning in the metadata. */
export async function parquetFiles(order: ParquetOrder): Promise<TableFormatWriter<readonly Value[]>> {
  const open = new Map<string, ParquetFile>()
  for (const table of order.tables)
    open.set(table.name, new ParquetFile(order, table, await order.staging.file(order.fileName(table.name))))
  return {
    sources: order.tables,
    async write(table, rows) {
      await open.get(table)?.write(rows)
    },
    async finish() {
      const files: PublishedFile[] = []
      for (const file of open.values()) files.push(await file.finish())
      return { files, cut: [], folder: null }
    },
  }
}

/** One file: rows gather until they are a row group. */
class ParquetFile {
  readonly #order: ParquetOrder
  readonly #table: Table
  readonly #file: StagedFile
  readonly #bytes = new ByteWriter()
  readonly #writer: ParquetWriter
  readonly #rowsOfGroup: number
  #waiting: (readonly Value[])[] = []
  #rows = 0

  constructor(order: ParquetOrder, table: Table, file: StagedFile) {
    this.#order = order
    this.#table = table
    this.#file = file
    this.#rowsOfGroup =
      order.rowsOfGroup ?? Math.max(leastRowsOfGroup, Math.ceil(cellsOfGroup / table.columns.length))
    const meanings = Object.fromEntries(table.columns.map(({ name, meaning }) => [name, meaning]))
    this.#writer = new ParquetWriter({
      writer: this.#bytes,
      schema: [{ name: 'root', num_children: table.columns.length }, ...table.columns.map(parquetColumn)],
      createdBy: order.software,
      kvMetadata: Object.entries({
        ...order.facts,
        table: table.meaning,
        columns: JSON.stringify(meanings),
      }).map(([key, value]) => ({ key: `nianbao.${key}`, value })),
    })
  }

  async write(rows: readonly (readonly Value[])[]): Promise<void> {
    for (const row of rows) {
      this.#waiting.push(row)
      if (this.#waiting.length >= this.#rowsOfGroup) await this.#writeGroup()
    }
  }

  async finish(): Promise<PublishedFile> {
    await this.#writeGroup()
    await this.#writer.finish()
    await this.#flush()
    const { staging, fileName } = this.#order
    return { name: fileName(this.#table.name), rows: this.#rows, ...(await staging.finish(this.#file)) }
  }

  async #writeGroup(): Promise<void> {
    const rows = this.#waiting
    if (rows.length === 0) return
    this.#waiting = []
    this.#rows += rows.length
    const columnData = this.#table.columns.map((column, at): ColumnSource => ({
      name: column.name,
      data: rows.map((row): ParquetValue => parquetValue(row[at] ?? null, column)),
      offsetIndex: false,
    }))
    await this.#writer.write({ columnData, rowGroupSize: rows.length })
    await this.#flush()
  }

  async #flush(): Promise<void> {
    // A copy: the writer goes on in the same buffer.
    await this.#file.write(this.#bytes.getBytes().slice())
    this.#bytes.index = 0
  }
}
