import type { Line } from './pdfLines.ts'
import type { Marks } from './pdfMarks.ts'
import type { PdfTable } from './pdfTable.ts'

/** What stands on a page, from top to bottom. */
export type PageItem =
  | { readonly kind: 'line'; readonly top: number; readonly line: Line }
  | { readonly kind: 'table'; readonly top: number; readonly table: PdfTable }

/** A page (页) once its lines and tables are known; points, y down. */
export interface ReadPage {
  readonly width: number
  readonly height: number
  readonly items: readonly PageItem[]
  readonly marks: Marks
}
