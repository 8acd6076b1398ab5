import type { HandshakeFailure } from './handshakeFailure.ts'

/** What is conceded to a host whose TLS is old. None of it gives up verifying who the host is (docs/decisions/0020-tls.md). */
export type Concession = 'legacy-renegotiation' | 'p256'

/**
 * What to concede to a host whose handshake failed so, or null when it was not reached at all. (A certificate that cannot be
 * verified is no failed handshake: nothing is conceded there.)
 *
 * A server without RFC 5746 (2010) has a code of its own. Nearly all else comes from key exchange: points on no curve,
 * curves that the server names and does not master, and boxes in front of it that break off or fall silent when a ClientHello
 * takes more than one packet (the share of ML-KEM alone has 1,184 bytes). OpenSSL has many codes for these, so every other
 * failure is tried once more with the one curve that all of them know.
 */
export function cureOf({ code, connected }: HandshakeFailure): Concession | null {
  if (code === 'ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION_DISABLED') return 'legacy-renegotiation'
  return connected ? 'p256' : null
}
