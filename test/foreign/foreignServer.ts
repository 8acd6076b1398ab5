import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** What a foreign host answers; a string is a page of HTML in UTF-8. */
export type Said =
  | string
  | {
      readonly status?: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string | Uint8Array
    }

/** Answers by path, query and (for POST) form; null for 404. */
export type Handler = (url: URL, asked: { readonly form: URLSearchParams }) => Said | null

export interface ForeignServer {
  readonly origin: string
  /** Path and query of every request, in order. */
  readonly asked: readonly string[]
}

/** Starts a host that answers as `handle` says, until the test is over. */
export async function foreignServer(handle: Handler): Promise<ForeignServer> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      asked.push(request.url ?? '')
      const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`)
      const said = handle(url, { form: new URLSearchParams(Buffer.concat(chunks).toString()) })
      if (said === null) response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>404</h1>')
      else if (typeof said === 'string') response.writeHead(200, { 'content-type': 'text/html' }).end(said)
      else response.writeHead(said.status ?? 200, said.headers).end(said.body ?? '')
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}
