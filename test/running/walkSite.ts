import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

/** What somebody finds who follows every link of a published folder from its front pages. */
export interface Walk {
  readonly pages: number
  readonly files: number
  /** Links within the site, as often as a page writes them. */
  readonly links: number
  /** Addresses that a page leads to and that are not there, each with such a page. */
  readonly unresolved: readonly string[]
}

/** The plainest server of files that there is: a folder is its `index.html`, no address is written anew. */
function servedFolder(folder: string) {
  return createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://any').pathname)
    readFile(join(folder, path.endsWith('/') ? `${path}index.html` : path)).then(
      (content) => response.end(content),
      () => response.writeHead(404).end(),
    )
  })
}

/** Walks the folder below a path of a server, with an eye of its own: it reads tags, not what the publication says that it followed. */
export async function walkSite(folder: string): Promise<Walk> {
  const server = servedFolder(folder).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const home = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const from = new Map<string, string>([
    ['/', 'the beginning'],
    ['/en/', 'the beginning'],
  ])
  const waiting = [...from.keys()]
  const unresolved: string[] = []
  let [pages, files, links] = [0, 0, 0]
  const look = async (path: string): Promise<void> => {
    const isPage = path.endsWith('/')
    const answer = await fetch(home + path, { method: isPage ? 'GET' : 'HEAD' })
    const text = await answer.text()
    if (answer.status !== 200) return void unresolved.push(`${from.get(path) ?? ''} → ${path}`)
    files += 1
    if (!isPage) return
    pages += 1
    const found = linksOf(text)
    links += found.length
    for (const link of new Set(found)) {
      const { origin, pathname } = new URL(link, home + path)
      if (origin !== home || from.has(pathname)) continue
      from.set(pathname, path)
      waiting.push(pathname)
    }
  }
  const lane = async (): Promise<void> => {
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) await look(path)
  }
  try {
    while (waiting.length > 0) await Promise.all(Array.from({ length: 8 }, lane))
    return { pages, files, links, unresolved }
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

/** Where the tags of a page lead within the site, entities read; places on the page itself are none. */
const linksOf = (page: string): readonly string[] =>
  [
    ...page.matchAll(
      /<(?:a|link|iframe|img|object|embed|form)\s[^>]*?\b(?:href|src|data|action)="([^"]*)"/giu,
    ),
  ]
    .map(([, link = '']) => (link.split(/[#?]/u)[0] ?? '').replaceAll('&amp;', '&'))
    .filter((link) => link !== '' && !/^[a-z][a-z0-9+.-]*:/iu.test(link))
