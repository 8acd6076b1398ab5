import { NianbaoError } from '../errors.ts'
import { exitCodeOf, exitCodes } from '../exitCode.ts'
import { systemRefusal } from '../systemRefusal.ts'

/** How a command ends that failed: what stderr says, ended by a line feed, and the exit code. */
export interface Failure {
  readonly text: string
  readonly exitCode: number
}

/** Whatever was thrown as one line with its code; only what nobody foresaw keeps its stack, for whoever mends it. */
export function failureOf(error: unknown): Failure {
  const known = error instanceof NianbaoError ? error : systemRefusal(error)
  if (known) return { text: `nianbao: ${known.code}: ${known.message}\n`, exitCode: exitCodeOf(known.code) }
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return {
    text: `nianbao: a defect of ours, please report it: ${what}\n`,
    exitCode: exitCodes.defect,
  }
}

/** A mistake of the command line in the parser's own words (`error: unknown option '--x'`, and perhaps a suggestion). */
export function usageLine(words: string): string {
  const line = words
    .trim()
    .replace(/^error: /u, '')
    .replace(/\s*\n\s*/gu, ' ')
  return `nianbao: usage: ${line.replace(/\.$/u, '')}; nianbao --help tells what there is\n`
}
