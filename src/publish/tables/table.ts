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

/** One table (表) of the exports, whatever the format of its file: what a report, and a finding across years, adds to it. */
export interface Table {
  readonly name: string
  readonly meaning: string
  readonly columns: readonly Column[]
  readonly rows: (report: Report) => readonly (readonly Value[])[]
  readonly rowsAcross?: (finding: YearFinding) => readonly (readonly Value[])[]
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
]

export const identity = ({ id, unit, year }: Report): readonly Value[] => [id, unit.name, unit.code, year]
