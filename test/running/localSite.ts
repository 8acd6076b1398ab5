import { mkdir, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'
import { root } from './nianbao.ts'
import { temporaryFolder } from './temporaryFolder.ts'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A site of the family static-list on a local server, with the options that reach it from the command line. */
export interface LocalSite {
  readonly port: number
  readonly archive: string
  /** `--archive … --sites … --replicas … --now …`: a day before the reports for 2022 are due. */
  readonly options: readonly string[]
  /** Paths asked for so far, in order. */
  readonly seen: readonly string[]
}

const host = 'www.example.gov.cn'

/**
 * Serves `answers` by path, with a listing at /list.html that links every path of `reports` (as they are then) by its title.
 * The pace of the configuration is that of the program: replica hosts have none.
 */
export async function localSite(
  reports: Readonly<Record<string, string>>,
  answers: Readonly<Record<string, Answer>>,
  more: {
    readonly archive?: string
    /** The source in the site file, instead of the right one. */
    readonly source?: string
    /** `expect` of the site file, instead of one report a year from 2022. */
    readonly expect?: string
    /** Whether the host answers every request, robots.txt included, with 503. */
    readonly refuse?: boolean
  } = {},
): Promise<LocalSite> {
  const seen: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    seen.push(path)
    if (more.refuse) {
      unavailable(request, response)
      return
    }
    const answer = answers[path] ?? (path === '/list.html' ? html(listingOf(reports)) : notFound)
    answer(request, response)
  })
  const port = await listen(server)
  const home = await temporaryFolder()
  const options = await writeSite(home, port, more.source ?? right, more.expect)
  const archive = more.archive ?? join(home, 'archive')
  return { port, archive, seen, options: ['--archive', archive, ...options] }
}

export const html =
  (body: string): Answer =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body)
  }

export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.writeHead(code, headers).end()
  }

const notFound = status(404)
const unavailable = status(503)

function listingOf(reports: Readonly<Record<string, string>>): string {
  const rows = Object.entries(reports).map(
    ([path, title]) => `<li><a href="${path}" title="${title}">${title}</a><span>2023-01-20</span></li>`,
  )
  const title = '政府信息公开年报'
  return `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title><meta name="ColumnName" content="${title}"></head><body><div class="list"><ul>${rows.join('')}</ul></div></body></html>`
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

const right = `family: 'static-list', list: 'http://${host}/list.html'`

async function writeSite(
  home: string,
  port: number,
  source: string,
  expect = 'from: 2022, perYear: [1, 90]',
): Promise<readonly string[]> {
  const define = pathToFileURL(join(root, 'src/sites/defineSite.ts')).href
  const site = `import { defineSite } from '${define}'
export default defineSite({
  id: 'zhejiang-example',
  name: '杭州市拱墅区人民政府',
  division: '330105',
  hosts: ['${host}'],
  sources: [{ ${source} }],
  expect: { ${expect} },
})
`
  await mkdir(join(home, 'sites/zhejiang'), { recursive: true })
  await writeFile(join(home, 'sites/zhejiang/example.ts'), site)
  await writeFile(join(home, 'map.json'), JSON.stringify({ [host]: `http://127.0.0.1:${port}` }))
  return ['--sites', join(home, 'sites'), '--replicas', join(home, 'map.json'), '--now', '2023-02-01']
}
