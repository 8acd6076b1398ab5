import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { systemCode } from '../systemRefusal.ts'

const run = promisify(execFile)

/** Whether a time stamp holds, as openssl finds; `words` say what it said. */
export type StampCheck =
  | { readonly kind: 'good' }
  | { readonly kind: 'bad'; readonly words: string }
  | { readonly kind: 'no-openssl' }

/** Files that are asked about; `against` is what was stamped, or the query that was sent. */
export interface StampFiles {
  readonly against: { readonly data: string } | { readonly query: string }
  readonly stamp: string
  /** PEM with the certificates that are trusted. */
  readonly authorities: string
}

/**
 * Checks a reply of a time-stamping authority (RFC 3161) with `openssl ts -verify`, the same check that strangers are told to make: a
 * second one of our own could only differ from it. Of a kept stamp the certificates may have ended since; of a new one not.
 */
export async function checkStamp({ against, stamp, authorities }: StampFiles): Promise<StampCheck> {
  const asked = 'data' in against ? ['-no_check_time', '-data', against.data] : ['-queryfile', against.query]
  try {
    await run('openssl', ['ts', '-verify', ...asked, '-in', stamp, '-CAfile', authorities], { timeout: 30_000 })
    return { kind: 'good' }
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return { kind: 'no-openssl' }
    return { kind: 'bad', words: reasonIn(error) }
  }
}

/** openssl ends its lines with the reason: `…:ts_check_imprints:message imprint mismatch:…/ts_rsp_verify.c:508:`. */
function reasonIn(error: unknown): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
  const line = said.split('\n').findLast((each) => each.includes(':error:'))
  return line?.split(':').slice(5).join(' ').trim() ?? 'openssl ts -verify refuses it'
}
