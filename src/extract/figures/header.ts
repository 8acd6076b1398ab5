import type { PrintedUnits } from './printedUnits.ts'

/** A column as its header names it. */
export interface Column {
  /** What cells of a prepared row are looked up by; null when the header's words are of no form. */
  readonly key: string | null
  readonly printed: string
  /** Units that the header or the caption of its table names. */
  readonly units: PrintedUnits
  /** Grid columns that it covers; null where the container or the header does not say. */
  readonly range: { readonly start: number; readonly end: number } | null
}

/**
 * What the header of a section says, and how it knows the order of its columns. `labels`: by its words alone. `sequence`: by the
 * sequence of its words, among which is one of no form (小计), so that sums must bear it out. `guess`: its words give none, or
 * another than its spans; the columns are those of the form as far as sums prove them.
 */
export type Header =
  | {
      readonly kind: 'columns'
      readonly columns: readonly Column[]
      readonly table: number | null
      readonly order: 'labels' | 'sequence' | 'guess'
      /** It prints a word of no form (备注) whose place is not known: cells may be those of its column. */
      readonly spare?: boolean
      /** Another order that it may mean: what adds up in both and is not the same is certain in none. */
      readonly rival?: readonly Column[]
    }
  | { readonly kind: 'two-years'; readonly columns: readonly Column[] }
  | { readonly kind: 'unknown' }

/** A header whose columns are known. */
export type ColumnsHeader = Extract<Header, { readonly kind: 'columns' }>

/** No key of any row: the header contradicts itself here. */
export const brokenKey = ''
