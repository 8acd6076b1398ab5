import { z } from 'zod'
import { NianbaoError, type FailureCode } from '../errors.ts'

/** Why a page was not made, as it goes from one thread to another: there an error loses all but its words. */
export interface PageFailure {
  readonly words: string
  /** Null for what nobody foresaw. */
  readonly code: FailureCode | null
  /** What SQLite said (sqlite.org/rescode.html); null where it was not asked. */
  readonly errcode: number | null
}

const OfSqlite = z.object({ errcode: z.number() })

export function failureOf(error: unknown): PageFailure {
  const errcode = OfSqlite.safeParse(error).data?.errcode ?? null
  if (error instanceof NianbaoError) return { words: error.message, code: error.code, errcode }
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { words, code: null, errcode }
}

/** The error for who waits for the page. */
export function failureFrom({ words, code, errcode }: PageFailure): Error {
  if (code !== null) return new NianbaoError(code, words)
  return errcode === null ? new Error(words) : Object.assign(new Error(words), { errcode })
}
