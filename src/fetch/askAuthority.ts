import got, { CancelError } from 'got'
import { NianbaoError } from '../errors.ts'

/** A run must not wait for its authority. */
const patience = 10_000
/** A time stamp with its certificates has 2 to 10 KB. */
const enough = 1 << 18

/**
 * Sends a query to a time-stamping authority (RFC 3161 §3.4) and gives the reply, whatever it says.
 *
 * Apart from the gate that sites pass: its address is the operator's own (so it may be a private one), nobody lists anything there, and a
 * night costs it one request to this very URL; no redirect is followed. Who we are is said here, too.
 * @throws NianbaoError `no-timestamp`
 */
export async function askAuthority(url: string, query: Uint8Array, userAgent: string): Promise<Uint8Array> {
  const asked = got.post(url, {
    body: Buffer.from(query),
    headers: { 'content-type': 'application/timestamp-query', 'user-agent': userAgent },
    responseType: 'buffer',
    followRedirect: false,
    timeout: { request: patience },
    retry: { limit: 1, methods: ['POST'] },
  })
  void asked.on('downloadProgress', ({ transferred }) => {
    if (transferred > enough) asked.cancel()
  })
  try {
    const { statusCode, rawBody } = await asked
    if (statusCode === 200) return rawBody
    throw unstamped(url, `HTTP ${statusCode}`)
  } catch (error) {
    if (error instanceof NianbaoError) throw error
    const words =
      error instanceof CancelError
        ? `more than ${enough} bytes`
        : error instanceof Error
          ? error.message
          : String(error)
    throw unstamped(url, words, error)
  }
}

const unstamped = (url: string, why: string, cause?: unknown): NianbaoError =>
  new NianbaoError('no-timestamp', `${url}: ${why}; the next run asks again`, { cause })
