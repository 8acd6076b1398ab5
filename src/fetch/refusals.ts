import type { FailureCode } from '../errors.ts'
import type { Fault } from './answer.ts'
import type { Verdict } from './judge.ts'

/** So many refusals without content between them are the host's, not one page's. */
const inARow = 2

const refusing: ReadonlySet<FailureCode> = new Set(['blocked', 'challenge-page', 'captcha'])

/** What a host refused (拒绝) in a row: after two, nothing more is asked of it in the run, and a person looks (DESIGN §7). */
export interface Refusals {
  /** Counts a final verdict. Content ends the row; a missing page or a failing network says nothing either way. */
  note(verdict: Verdict): void
  /** After a browser passed the host's challenge, what was refused before says nothing of what comes. */
  forget(): void
  /** Why nothing may be asked of the host any more, or null. */
  fault(): Fault | null
}

export function countRefusals(host: string): Refusals {
  let row: readonly FailureCode[] = []
  return {
    note(verdict) {
      if (row.length >= inARow) return
      if (verdict.kind === 'good') row = []
      if (verdict.kind === 'bad' && refusing.has(verdict.fault.code)) row = [...row, verdict.fault.code]
    },
    forget() {
      row = []
    },
    fault() {
      if (row.length < inARow) return null
      const codes = [...new Set(row)].join(', ')
      const message = `nothing more is asked of ${host} in this run, after two refusals in a row (${codes})`
      return { code: 'host-paused', message }
    },
  }
}
