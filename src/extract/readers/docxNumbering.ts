/** Automatic numbers (自动编号). */
export interface DocxNumbering {
  /** The printed number of the next paragraph with these properties, with what separates it from the text; or ''. */
  next(style: string | null, numId: string | null, level: string | null): string
}
