import { byteOrderMark, csvLines } from '../../csvFiles.ts'
import type { Value } from '../../tables/table.ts'

/** A list (清单) as a file: exactly the rows that its page shows, on all pages of it. */
export interface ListFile {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Value[])[]
}

/** More than any reader wants in one file of a page; the exports have everything. Longer lists have no file, and their page says so. */
export const mostRows = 100_000

/** Opens in Excel as it is: UTF-8 with byte order mark, CRLF. */
export const listText = ({ columns, rows }: ListFile): string => byteOrderMark + csvLines([columns, ...rows])
