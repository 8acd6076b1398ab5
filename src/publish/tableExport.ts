import type { Report } from '../model/report.ts'
import type { YearFinding } from '../model/yearFinding.ts'
import type { PublishedFile } from './tableFile.ts'
import type { ExportedReport, RowSource } from './tables/table.ts'

/** How many rows a table has. */
export interface TableCount {
  readonly name: string
  readonly rows: number
}

/** Texts of a column that are cut because the format has a limit (`cell-cut`). */
export interface CutCells {
  readonly table: string
  readonly column: string
  readonly cells: number
}

/** What is known of an export when every row is written. */
export interface WrittenRows {
  readonly reports: number
  readonly tables: readonly TableCount[]
}

/** What a format made of the rows, below the staging folder. */
export interface MadeFiles {
  /** By their name below `out`. */
  readonly files: readonly PublishedFile[]
  readonly cut: readonly CutCells[]
  /** The folder below `out` that holds all of them, and its manifest; null where they lie in `out` itself. */
  readonly folder: string | null
}

/** A format while rows are written to it. `look` sees each report once, before its rows. */
export interface TableFormatWriter<Row> {
  readonly sources: readonly RowSource<Row>[]
  look?(report: Report): void
  write(source: string, rows: readonly Row[]): Promise<void>
  finish(written: WrittenRows): Promise<MadeFiles>
}

/** An export of tables while it is made, whatever the format. */
export interface TableExport {
  report(exported: ExportedReport): Promise<void>
  across(finding: YearFinding): Promise<void>
  finish(): Promise<MadeFiles & WrittenRows>
}

/** Feeds a format with the rows of reports and findings, and counts them. */
export async function tableExport<Row>(format: TableFormatWriter<Row>): Promise<TableExport> {
  const counts = new Map(format.sources.map(({ name }) => [name, 0]))
  let reports = 0
  const write = async (source: string, rows: readonly Row[]): Promise<void> => {
    if (rows.length === 0) return
    counts.set(source, (counts.get(source) ?? 0) + rows.length)
    await format.write(source, rows)
  }
  for (const { name, fixed = [] } of format.sources) await write(name, fixed)
  return {
    async report({ report, site }) {
      reports += 1
      format.look?.(report)
      for (const source of format.sources) await write(source.name, source.rows(report, site))
    },
    async across(finding) {
      for (const source of format.sources) await write(source.name, source.rowsAcross?.(finding) ?? [])
    },
    async finish() {
      const written = { reports, tables: [...counts].map(([name, rows]) => ({ name, rows })) }
      return { ...written, ...(await format.finish(written)) }
    },
  }
}
