import { z } from 'zod'

/**
 * What a host needed of TLS beyond the usual (docs/decisions/0020-tls.md): `legacy-renegotiation`, a server without RFC 5746;
 * `p256`, a server that only gets along with that one curve; `pinned`, a certificate that no authority vouches for and that
 * the site file names by its SHA-256.
 */
export const TlsNote = z.enum(['legacy-renegotiation', 'p256', 'pinned'])
export type TlsNote = z.infer<typeof TlsNote>

/** What a site file says of TLS (证书) at its hosts, by host: the certificate that is the host's though it cannot be verified. */
export const TlsFacts = z
  .record(
    z.string(),
    z
      .strictObject({
        pinned: z
          .string()
          .regex(/^[0-9a-f]{64}$/u, 'must be the SHA-256 of the certificate (DER): 64 digits in lower case'),
        /** Why it cannot be verified, who compared it, and when. */
        reason: z.string().min(1),
      })
      .readonly(),
  )
  .readonly()
export type TlsFacts = z.infer<typeof TlsFacts>
