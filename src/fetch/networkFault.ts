import { TimeoutError } from 'got'
import { NianbaoError } from '../errors.ts'
import type { Fault } from './answer.ts'
import { cureOf } from './concession.ts'
import { HandshakeFailure } from './handshakeFailure.ts'

/** Phases in which a host that does not answer has not been reached at all. */
const beforeContact: ReadonlySet<string> = new Set(['lookup', 'connect', 'secureConnect'])

/** What Node says of certificates that it cannot verify (its documentation of TLS, "X509 certificate error codes"). */
const certificateFaults: ReadonlySet<string> = new Set([
  'CERT_CHAIN_TOO_LONG',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

/**
 * Names what went wrong on the wire. `started` says whether the head of an answer had arrived.
 * Throws the error itself when it is a defect of ours.
 */
export function networkFault(error: Error, started: boolean): Fault {
  const chain = causes(error)
  const refused = chain.find((inner) => inner instanceof NianbaoError)
  if (refused !== undefined) return { code: refused.code, message: refused.message, cause: error }
  if (error instanceof TimeoutError) {
    const code = beforeContact.has(error.event) ? 'unreachable' : 'timed-out'
    return { code, message: error.message, cause: error }
  }
  // Node and got speak of arguments that they cannot take, which only we give, as TypeErrors.
  if (chain.some((inner) => inner instanceof TypeError)) throw error
  const code = errorCode(error)
  if (started) return { code: 'truncated-body', message: `the answer broke off (${code})`, cause: error }
  if (certificateFaults.has(code)) {
    const message = `the certificate of the host cannot be verified (${code}); it is never taken on trust. If it is the host's own, pin it: tls in the site file`
    return { code: 'unreachable', message, cause: error }
  }
  // Node's HTTP parser: somebody answered, but not in HTTP.
  if (code.startsWith('HPE_')) {
    return { code: 'server-error', message: `the answer is no HTTP (${code})`, cause: error }
  }
  const handshake = chain.find((inner) => inner instanceof HandshakeFailure)
  const cure = handshake && cureOf(handshake)
  return { code: 'unreachable', message: `no answer (${code})`, cause: error, ...(cure && { cure }) }
}

/** Whether the name itself was not found: then another scheme does not help. */
export function isNameFault(cause: unknown): boolean {
  return cause instanceof Error && /^(?:ENOTFOUND|EAI_|ENODATA)/u.test(errorCode(cause))
}

function errorCode(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

/** The error and what it wraps: got wraps everything, and its own code is only a copy. */
function causes(error: Error): readonly Error[] {
  return error.cause instanceof Error ? [error, ...causes(error.cause)] : [error]
}
