import type { Figures } from './makeFigures.ts'

/** What a reader must find in a document: the shape of the corpus's truth files, and what cannot be known. */
export interface Truth {
  readonly unit: string
  readonly year: number
  /** `2021`, `2019`, or `2021+2019` for table 2 + table 3. */
  readonly form: string
  /** As printed; null for a blank cell; no key for a cell that is not there. */
  readonly figures: Figures
  /** The figures that a printed contradiction puts in doubt: one of them must be marked. */
  readonly broken: readonly string[]
  /** Figures that nobody can read for certain from this document: marked is right, also when absent. */
  readonly uncertain: readonly string[]
}
