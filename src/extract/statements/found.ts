import type { Phrase } from './phrases.ts'
import type { Sentence } from './sentences.ts'

/** A number found in a sentence, and where; the years that it is carried over from, into and forward to, where they are named. */
export interface Found {
  readonly phrase: Phrase
  readonly sentence: Sentence
  readonly from: number
  readonly to: number
  /** The number as printed and the unit of money behind it. */
  readonly n: string | undefined
  readonly money: string | undefined
  readonly before: string | undefined
  readonly into: string | undefined
  readonly after: string | undefined
}
