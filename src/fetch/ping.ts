import got from 'got'
import { z } from 'zod'

/** Healthchecks and its kin want an answer fast; a run must not wait for its watchman. */
const patience = 10_000

const PingUrl = z.url({ protocol: /^https?$/u })

export interface Ping {
  /** A run begins. */
  started(): Promise<string | null>
  /** A run ended with this exit code; `summary` is kept by the service for people. */
  ended(exitCode: number, summary: string): Promise<string | null>
}

/**
 * Tells a watchman that a run began and how it ended, by the convention of healthchecks.io: `<url>/start`, then
 * `<url>/<exit status>` with the summary as the body. The address is the operator's own, so it may be a private one.
 * A ping that fails never fails a run: each call gives null, or in words why nobody was told.
 * Throws a `ZodError` for what is no http or https URL.
 */
export function pingTo(address: string): Ping {
  const base = new URL(PingUrl.parse(address))
  const tell = async (path: string, body: string): Promise<string | null> => {
    const url = new URL(base)
    url.pathname = `${base.pathname.replace(/\/+$/u, '')}/${path}`
    try {
      await got.post(url, {
        body,
        timeout: { request: patience },
        retry: { limit: 2, methods: ['POST'] },
        headers: { 'content-type': 'text/plain; charset=utf-8' },
      })
      return null
    } catch (error) {
      return `${url.href}: ${error instanceof Error ? error.message : String(error)}`
    }
  }
  return {
    started: () => tell('start', ''),
    // healthchecks.io keeps the first 100 kB of a body
    ended: (exitCode, summary) => tell(String(exitCode), summary.slice(0, 30_000)),
  }
}
