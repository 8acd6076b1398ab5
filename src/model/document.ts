/** A cell (单元格): its text with inner line breaks as \n, and where it stands in the grid (0-based). */
export interface Cell {
  readonly text: string
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
}

/** A table (表格): its printed rows in order, each with only the cells that begin in it. */
export interface Table {
  readonly rows: readonly (readonly Cell[])[]
  /** Columns of the grid, after spans. */
  readonly width: number
  /** `false` where the container does not say (plain text): every cell is then 1 × 1 and a column is only a position in its row. */
  readonly spansKnown: boolean
}

export interface Paragraph {
  readonly kind: 'paragraph'
  readonly text: string
}

export interface TableBlock {
  readonly kind: 'table'
  readonly table: Table
}

export type Block = Paragraph | TableBlock

/** What every reader gives: the words of a file in reading order, whatever its container. */
export interface Document {
  readonly container: 'docx' | 'html' | 'text'
  /** The charset that the bytes were decoded with (`utf-8`, `gb18030`…). */
  readonly charset: string
  readonly blocks: readonly Block[]
  /** `<meta name=… content=…>` by lower-cased name, and `title` from `<title>`; empty for other containers. */
  readonly metas: Readonly<Record<string, string>>
}
