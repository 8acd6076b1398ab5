import type { Looks } from './magic.ts'

/** What an answer should be: an article page (文章页), a listing (目录) or a file (附件). */
export type Expectation = 'page' | 'listing' | 'attachment'

/** All that a judgement rests on. */
export interface Evidence {
  readonly status: number
  readonly body: Uint8Array
  readonly looks: Looks
  readonly headers: Readonly<Record<string, string>>
  /** The URL that was asked for, and the one that answered. */
  readonly asked: URL
  readonly answered: URL
}
