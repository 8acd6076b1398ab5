import type { FailureCode } from '../errors.ts'
import type { Host } from './hosts.ts'
import type { Verdict } from './judge.ts'

/** A host that refuses so many requests in a row refuses us: to go on asking is what gets an address barred for good. */
const patience = 3
const refusals: ReadonlySet<FailureCode> = new Set(['blocked', 'challenge-page', 'captcha'])

/** Whether the host is left alone for the rest of the run (DESIGN §7: pause the host; a person looks). */
export const isPaused = (host: Host): boolean => host.refusals >= patience

/** Counts answers in a row that refuse us as such; any other answer begins anew. */
export function noteRefusal(host: Host, verdict: Verdict): void {
  host.refusals = verdict.kind === 'bad' && refusals.has(verdict.fault.code) ? host.refusals + 1 : 0
}

/** What becomes of a request that is not sent. */
export function pausedVerdict({ name }: Host): Verdict {
  const message = `${name} refused ${patience} requests in a row and is left alone until the next run; a person looks`
  return { kind: 'bad', fault: { code: 'host-paused', message }, answer: null, body: null }
}
