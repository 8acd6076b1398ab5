import type { FailureCode } from './errors.ts'
import type { Run } from './model/run.ts'

/** Exit codes of the command line (DESIGN §6; docs/failures.md). */
export const exitCodes = {
  fine: 0,
  defect: 1,
  usage: 2,
  expectations: 3,
  refused: 4,
  damaged: 5,
  locked: 75,
} as const

const byCode: Partial<Record<FailureCode, number>> = {
  usage: exitCodes.usage,
  'no-such-file': exitCodes.usage,
  'not-an-archive': exitCodes.usage,
  'bad-site-file': exitCodes.usage,
  'bad-config': exitCodes.usage,
  'bad-recording': exitCodes.usage,
  'unknown-platform': exitCodes.usage,
  'wrong-key': exitCodes.usage,
  'no-checkpoint': exitCodes.usage,
  'not-a-report': exitCodes.usage,
  'empty-file': exitCodes.usage,
  'unreadable-file': exitCodes.usage,
  'too-large': exitCodes.usage,
  'sheet-full': exitCodes.usage,
  'table-shrank': exitCodes.expectations,
  'archive-locked': exitCodes.locked,
  'archive-damaged': exitCodes.damaged,
}

/** The exit code for a failure that ended the command; a defect of ours or the disk unless the code says otherwise. */
export const exitCodeOf = (code: FailureCode): number => byCode[code] ?? exitCodes.defect

/** The exit code for a run that went to its end. */
export function exitCodeOfRun(run: Run): number {
  const hosts = Object.keys(run.requests).length
  if (run.hostsRefusing.length * 2 > hosts) return exitCodes.refused
  const failing = run.sites.some(({ alarms }) => alarms.some(({ fails }) => fails))
  return failing ? exitCodes.expectations : exitCodes.fine
}
