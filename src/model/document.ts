/** A cell (单元格): its text with inner line breaks as \n, and where it stands in the grid (0-based). */
export interface Cell {
  readonly text: string
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
  /** Where OCR read it from a picture, how well: `sure` where nothing contradicts the reading (docs/decisions/0046-scans.md). */
  readonly ocr?: OcrDoubt
  /** The page that it begins on, from 0, where OCR read it. */
  readonly page?: number
}

/** How well OCR read a cell (识别). */
export type OcrDoubt = 'sure' | 'unsure'

/** A table (表格): its printed rows in order, each with only the cells that begin in it. */
export interface Table {
  readonly rows: readonly (readonly Cell[])[]
  /** Columns of the grid, after spans. */
  readonly width: number
  /**
   * `false` where the container does not say (plain text): every cell is then 1 × 1, a column is only a position in its
   * row, and a row is what is printed between two row ends, which the reader never mends:
   * a region that reaches down stands as an empty cell at the start of its further rows, one that reaches right as one cell;
   * a row that was broken goes on in the next row, which then has no label (`规章 | 0`, then `0 | 0`);
   * a row whose end was lost runs on into the next one (`行政规范性文件 | 0 | 0 | 第二十条第（五）项`);
   * a missing last cell is a shorter row, a blank one an empty text. Whoever reads figures decides, and says so
   * (docs/decisions/0004-html-and-text.md).
   */
  readonly spansKnown: boolean
  /** Set where nothing draws its columns: the reader found them by the alignment of words (docs/decisions/0067-tables-without-lines.md). */
  readonly inferred?: true
  /** Set where a blank cell leaves no trace (one line with spaces): a short row then does not tell which of its cells is blank. */
  readonly blanksLost?: true
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

/** A box of a page (div, cell, article…) in which blocks were printed; only its identity and its parents matter. */
export interface Place {
  readonly parent: Place | null
  readonly depth: number
}

/** What every reader gives: the words of a file in reading order, whatever its container. */
export interface Document {
  readonly container: 'docx' | 'doc' | 'rtf' | 'xlsx' | 'xls' | 'pdf' | 'image' | 'html' | 'text'
  /** The charset that the bytes were decoded with (`utf-8`, `gb18030`…). */
  readonly charset: string
  readonly blocks: readonly Block[]
  /** `<meta name=… content=…>` by lower-cased name, and `title` from `<title>`; empty for other containers. */
  readonly metas: Readonly<Record<string, string>>
  /** Set where pages were pictures that OCR read: a figure of it that says nothing of OCR is not sure. */
  readonly scanned?: true
  /** Pages of these, from 1, with something like words in which OCR read none. */
  readonly unread?: readonly number[]
  /** The innermost box of each block, where the container has boxes: tells a report from the page around it. */
  readonly homes?: ReadonlyMap<Block, Place>
}
