// A program of its own, because wabac takes the whole process for a service worker:
// node test/replayWacz.ts FILE.wacz '[["20261121010103","http://…",null], …]' (14 digits of time, URL, body of a POST).
// Prints JSON: the pages that wabac lists, and for each question what a browser would be given.
import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'

/** As much of wabac as is used here: its own declarations do not resolve outside a bundler. */
interface Store {
  readonly waczNameForHash: Readonly<Record<string, string>>
  getAllPages(): Promise<unknown[]>
  getResource(
    request: object,
    prefix: string,
    event: object,
    options: { pageId: string },
  ): Promise<Shown | null>
}
interface Shown {
  readonly status: number
  readonly headers: Headers
  getBuffer(): Promise<Uint8Array | null>
}
interface Loader {
  addCollection(order: object, progress: () => void): Promise<unknown>
  loadColl(name: string): Promise<{ readonly store: Store }>
}
const isClass = (value: unknown): boolean => typeof value === 'function'
const Wabac = z.object({
  WorkerLoader: z.custom<new (scope: object) => Loader>(isClass),
  ArchiveRequest:
    z.custom<new (path: string, request: Request) => { convertPostToGet(): Promise<string> }>(isClass),
})
const Questions = z.array(z.tuple([z.string(), z.string(), z.string().nullable()]))

// What a service worker has and Node has not.
const nothing = (): Promise<undefined> => Promise.resolve(undefined)
const cache = { match: nothing, put: nothing, delete: nothing }
Object.assign(globalThis, {
  self: globalThis,
  location: new URL('http://localhost/'),
  caches: { open: () => Promise.resolve(cache), match: nothing, delete: nothing },
  addEventListener: () => undefined,
})
// eslint-disable-next-line no-console -- wabac tells there what it does, and stdout is for the answer
console.log = () => undefined

/** Serves the file with ranges, as WACZ 1.1.1 asks of servers. */
async function serve(bytes: Buffer): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer((request, response) => {
    const [, from = '', to = ''] = /bytes=(\d*)-(\d*)/u.exec(request.headers.range ?? '') ?? []
    const start =
      from === '' ? Math.max(0, bytes.length - Number(to === '' ? bytes.length : to)) : Number(from)
    const end = from === '' || to === '' ? bytes.length : Math.min(bytes.length, Number(to) + 1)
    const range = { 'content-range': `bytes ${start}-${end - 1}/${bytes.length}` }
    response.writeHead(request.headers.range === undefined ? 200 : 206, {
      'content-length': end - start,
      'accept-ranges': 'bytes',
      ...(request.headers.range === undefined ? {} : range),
    })
    response.end(request.method === 'HEAD' ? undefined : bytes.subarray(start, end))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/export.wacz` }
}

const [, , file = '', questions = '[]'] = process.argv
const { WorkerLoader, ArchiveRequest } = Wabac.parse(await import('@webrecorder/wabac/swlib'))
const { server, url } = await serve(readFileSync(file))
const loader = new WorkerLoader(globalThis)
await loader.addCollection({ name: 'export', file: { sourceUrl: url, loadUrl: url } }, () => undefined)
const { store } = await loader.loadColl('export')
const [pageId = ''] = Object.keys(store.waczNameForHash)

const shown: unknown[] = []
for (const [timestamp, target, posted] of Questions.parse(JSON.parse(questions))) {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const init = posted === null ? {} : { method: 'POST', body: posted, headers: form }
  const request = new ArchiveRequest(`${timestamp}mp_/${target}`, new Request('http://localhost/', init))
  await request.convertPostToGet()
  const answer = await store.getResource(request, '', { clientId: '' }, { pageId })
  const body = Buffer.from((await answer?.getBuffer()) ?? []).toString('base64')
  shown.push(
    answer === null ? null : { status: answer.status, location: answer.headers.get('location'), body },
  )
}
process.stdout.write(JSON.stringify({ pages: await store.getAllPages(), shown }), () => {
  server.closeAllConnections()
  process.exit(0)
})
