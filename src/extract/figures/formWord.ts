import type { TableKey } from '../../model/report.ts'

/** What a text in a table may be: a heading, a column, a row, a region over either, or mere furniture. */
export interface Word {
  readonly table: TableKey
  readonly kind: 'item' | 'furniture' | 'column' | 'columnGroup' | 'row' | 'rowGroup' | 'foreign'
  /** The label without its number, normalised: what columns and rows are looked up by. */
  readonly label: string
}

/** What each text of the forms may be, by the normalised text, with and without its number. */
export type FormWords = ReadonlyMap<string, readonly Word[]>
