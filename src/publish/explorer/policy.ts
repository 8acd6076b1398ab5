/**
 * What a page may load (Content-Security-Policy): its own style sheet and frames. No script runs anywhere. These directives hold in a
 * `<meta>` too, for files without a server; the others only in a header.
 */
export const contentPolicy =
  "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'"

/** For every answer of the server. */
export const safetyHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': `${contentPolicy}; frame-ancestors 'self'`,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
}

/** A document that somebody else wrote, cleaned: a frame for it, or the whole window, is a place of its own without script or network. */
export const documentPolicy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'"
export const documentHeaders: Readonly<Record<string, string>> = {
  ...safetyHeaders,
  'Content-Security-Policy': `${documentPolicy}; sandbox; frame-ancestors 'self'`,
}
