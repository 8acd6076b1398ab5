import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export interface HostRequest {
  readonly method: string
  /** Path and query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

export interface HostAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** As text/html in UTF-8 unless the headers say otherwise. */
  readonly body: string
  /** Milliseconds before it is sent. */
  readonly after?: number
}

type Host = (request: HostRequest) => HostAnswer | null

export interface ManyHosts {
  /** Host to origin, for a fetcher that is opened before the hosts have anything to say. */
  readonly replicas: ReadonlyMap<string, string>
  /** Lets the next free host answer so (null: 404), and gives its name and what it was asked, robots.txt left out. */
  readonly host: (answer: Host) => { readonly name: string; readonly seen: readonly HostRequest[] }
  readonly close: () => Promise<void>
}

/** One server on 127.0.0.1 that is many hosts, told apart by the Host header. */
export async function startManyHosts(count: number): Promise<ManyHosts> {
  const names = Array.from({ length: count }, (_, index) => `www.host${index}.gov.cn`)
  const answers = new Map<string, { readonly answer: Host; readonly seen: HostRequest[] }>()
  const server = createServer((request, response) => {
    void (async () => {
      let body = ''
      for await (const chunk of request.setEncoding('utf8')) body += String(chunk)
      const { method = 'GET', url: path = '/', headers } = request
      const host = answers.get(headers.host ?? '')
      const asked = { method, path, headers, body }
      if (path !== '/robots.txt') host?.seen.push(asked)
      const answer = host?.answer(asked) ?? { status: 404, body: '404 Not Found' }
      await sleep(answer.after ?? 0)
      response.writeHead(answer.status ?? 200, {
        'content-type': 'text/html; charset=utf-8',
        ...answer.headers,
      })
      response.end(answer.body)
    })()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    replicas: new Map(names.map((name) => [name, origin])),
    host(answer) {
      const name = names[answers.size]
      if (name === undefined) throw new Error(`only ${count} hosts`)
      const seen: HostRequest[] = []
      answers.set(name, { answer, seen })
      return { name, seen }
    },
    close: () =>
      new Promise((done) => {
        server.close(() => {
          done()
        })
        server.closeAllConnections()
      }),
  }
}
