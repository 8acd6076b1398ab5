import { NianbaoError, type FailureCode } from '../errors.ts'

const oneSite: ReadonlySet<FailureCode> = new Set([
  'unreachable',
  'timed-out',
  'server-error',
  'throttled',
  'truncated-body',
  'too-large',
  'not-found',
  'blocked',
  'challenge-page',
  'soft-404',
  'captcha',
  'host-not-allowed',
  'private-address',
  'robots-disallowed',
  'host-paused',
  'no-browser',
  'layout-changed',
  'nothing-listed',
  'listing-partial',
])

/** Whether a failure is one site's own; else the archive, the disk or our program is at fault, and the run ends. */
export function concernsOneSite(error: unknown): error is NianbaoError {
  return error instanceof NianbaoError && oneSite.has(error.code)
}
