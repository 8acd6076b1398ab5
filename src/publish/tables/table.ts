import type { Report } from '../../model/report.ts'
import type { YearFinding } from '../../model/yearFinding.ts'

/** A cell of an export; null is blank. */
export type Value = string | number | boolean | null

/** A column (列). `date` is ISO 8601 without, `datetime` with a time (UTC). */
export interface Column {
  readonly name: string
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'datetime'
  readonly meaning: string
}

/** A report and the site that it is archived from; two sites may have the same report. */
export interface ExportedReport {
  readonly site: string
  readonly report: Report
}

/** What a file of an export is filled from, row by row: what a report, and a finding across years, adds to it. */
export interface RowSource<Row> {
  readonly name: string
  readonly rows: (report: Report, site: string) => readonly Row[]
  readonly rowsAcross?: (finding: YearFinding) => readonly Row[]
  /** Rows that stand there whatever is selected; before all others. */
  readonly fixed?: readonly Row[]
}

/** One table (表) of the exports, whatever the format of its file. */
export interface Table extends RowSource<readonly Value[]> {
  readonly meaning: string
  readonly columns: readonly Column[]
  /** Names of the columns that together tell a row from every other; none where rows may be alike. */
  readonly key?: readonly string[]
}

export const column = (name: string, type: Column['type'], meaning: string): Column => ({
  name,
  type,
  meaning,
})

/** Each table begins with them: whose report, and which. */
export const identityColumns: readonly Column[] = [
  column('id', 'string', 'report: code of the unit and year'),
  column('unit', 'string', 'unit (单位)'),
  column('unit_code', 'string', 'code of its division, and its name where it is a body of one'),
  column('year', 'integer', 'year that the report is about'),
  column('site', 'string', 'site that it is archived from; with `id` the key of a report'),
]

/** The columns of them that tell a report from every other. */
export const reportKey = ['site', 'id'] as const

export const identity = ({ id, unit, year }: Report, site: string): readonly Value[] => [
  ...[id, unit.name, unit.code, year, site],
]
