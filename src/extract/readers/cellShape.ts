/** A cell as Word's older formats define it apart from its words (.doc, RTF): by edges instead of columns. */
export interface CellShape {
  /** Right edge in twips (1/1440 inch). */
  readonly right: number
  readonly vertical: 'none' | 'restart' | 'continue'
  readonly horizontal: 'none' | 'restart' | 'continue'
}

/** A row as defined by edges; the left edge of its first cell in twips. */
export interface RowShape {
  readonly left: number
  readonly cells: readonly CellShape[]
}
