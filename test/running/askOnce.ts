import { request } from 'node:http'

/** All that a server answered; read like the answer of `fetch`. */
export interface Answer {
  readonly url: string
  readonly status: number
  readonly headers: Headers
  readonly bytes: () => Promise<Uint8Array<ArrayBuffer>>
  readonly text: () => Promise<string>
  readonly json: () => Promise<unknown>
}

/**
 * Asks a server on a connection of its own, and reads all of the answer: one that idles while other tests run is closed under the next request. Not `fetch`,
 * which ends the process where such a connection closes while it waits for its reader (Node 24.21, 2026-11-22). Leads are not followed.
 */
export function askOnce(
  url: URL,
  { method = 'GET', headers }: Pick<RequestInit, 'method' | 'headers'> = {},
): Promise<Answer> {
  return new Promise((done, fail) => {
    const how = { method, agent: false, headers: Object.fromEntries(new Headers(headers)) }
    const asked = request(url, how, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', fail)
      answer.on('end', () => {
        const told = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
          values.map((value): [string, string] => [name, value]),
        )
        const body = Buffer.concat(chunks)
        done({
          ...{ url: url.href, status: answer.statusCode ?? 0, headers: new Headers(told) },
          bytes: () => Promise.resolve(Uint8Array.from(body)),
          text: () => Promise.resolve(body.toString('utf8')),
          json: () => Promise.resolve(JSON.parse(body.toString('utf8'))),
        })
      })
    })
    asked.on('error', fail)
    asked.end()
  })
}
