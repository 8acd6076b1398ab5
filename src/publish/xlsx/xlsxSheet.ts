import { NianbaoError } from '../../errors.ts'
import type { StagedFile } from '../stagedFile.ts'
import type { Staging } from '../staging.ts'
import type { CutCells } from '../tableExport.ts'
import type { Table, Value } from '../tables/table.ts'
import { columnLetters, fitted, styles, textCell, xlsxCell } from './xlsxCell.ts'

/** Limits of a sheet (Excel specifications and limits). */
const [mostRows, mostColumns] = [1_048_576, 16_384]

const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`
const tail = '</sheetData></worksheet>\n'

/** One sheet of a workbook while it is written, row by row, below a heading with the names of its columns. */
export class XlsxSheet {
  readonly #table: Table
  readonly #file: StagedFile
  readonly #letters: readonly string[]
  readonly #cut = new Map<string, number>()
  #rows = 1

  private constructor(table: Table, file: StagedFile) {
    this.#table = table
    this.#file = file
    this.#letters = table.columns.map((_, at) => columnLetters(at))
  }

  /** `path` is below the staging folder. `sheet-full` for a table that is too wide. */
  static async open(staging: Staging, path: string, table: Table): Promise<XlsxSheet> {
    if (table.columns.length > mostColumns) throw full(table, `${table.columns.length} columns`)
    const sheet = new XlsxSheet(table, await staging.file(path))
    const cells = table.columns.map(({ name }, at) => textCell(sheet.#place(at, 1), name, styles.head))
    await sheet.#file.write(`${head}<row r="1">${cells.join('')}</row>`)
    return sheet
  }

  /** @throws NianbaoError `sheet-full` when there are more rows than a sheet has */
  async write(rows: readonly (readonly Value[])[]): Promise<void> {
    if (this.#rows + rows.length > mostRows) throw full(this.#table, `more than ${mostRows - 1} rows`)
    await this.#file.write(rows.map((row) => this.#row(row)).join(''))
  }

  /** Finishes the sheet, and tells what of it is cut. */
  async finish(staging: Staging): Promise<readonly CutCells[]> {
    await this.#file.write(tail)
    await staging.finish(this.#file)
    return [...this.#cut].map(([column, cells]) => ({ table: this.#table.name, column, cells }))
  }

  #row(values: readonly Value[]): string {
    this.#rows += 1
    const cells = this.#table.columns.map(({ name, type }, at) => {
      const value = values[at] ?? null
      const fits = fitted(value)
      if (fits !== value) this.#cut.set(name, (this.#cut.get(name) ?? 0) + 1)
      return xlsxCell(this.#place(at, this.#rows), fits, type)
    })
    return `<row r="${this.#rows}">${cells.join('')}</row>`
  }

  #place(column: number, row: number): string {
    return `${this.#letters[column] ?? ''}${row}`
  }
}

const full = ({ name }: Table, what: string): NianbaoError =>
  new NianbaoError(
    'sheet-full',
    `${name}: ${what}, and a sheet of Excel has no room for them; choose fewer with --region, --site or --year, or take csv or parquet`,
  )
