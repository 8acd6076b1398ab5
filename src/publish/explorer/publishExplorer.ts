import type { Hono } from 'hono'
import type { Library } from '../../model/library.ts'
import { explorer } from './explorer.ts'
import { innerLinks } from './innerLinks.ts'
import { intoSiteFolder, type SiteChanges, type SiteFolder } from './siteFolder.ts'
import { sitePath } from './sitePath.ts'

/** Pages at work at the same time: while one is written the next are made. */
const atOnce = 16

/**
 * Writes the explorer as files that any host serves, below any path: begins at the front page and follows every inner link, so one
 * that leads nowhere ends the publication. What an original holds never changes, so it is not made again.
 */
export function publishExplorer(
  library: Library,
  out: string,
  base: string | null = null,
): Promise<SiteChanges> {
  const app = explorer({
    library,
    isStatic: true,
    base,
    failed: (error) => {
      throw error
    },
  })
  return intoSiteFolder(out, async (folder) => {
    const waiting = ['/', '/en/']
    const known = new Set(waiting)
    const lane = async (): Promise<void> => {
      for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
        for (const link of await publishPage(app, folder, address)) {
          if (!known.has(link)) waiting.push(link)
          known.add(link)
        }
      }
    }
    // A lane that finds nothing waiting ends, though others may still find links: they are gone over again until none is left.
    while (waiting.length > 0) await Promise.all(Array.from({ length: atOnce }, lane))
    return folder.finish(library.kind)
  })
}

/** Writes one page and gives the links on it. */
async function publishPage(app: Hono, folder: SiteFolder, address: string): Promise<readonly string[]> {
  const path = sitePath(address)
  if (isMade(address, folder) && (await folder.isThere(path))) {
    folder.keep(path)
    return []
  }
  const response = await app.request(address)
  if (response.status !== 200)
    throw new Error(`${address}: a page leads there, and it answers ${response.status}`)
  const content = new Uint8Array(await response.arrayBuffer())
  await folder.write(path, content)
  const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false
  return isPage ? innerLinks(new TextDecoder().decode(content), address) : []
}

/** The untouched file, and the document in a frame, which is a matter of the original and our version alone. */
const isMade = (address: string, { hasDocuments }: SiteFolder): boolean =>
  /^\/original\/[0-9a-f]{64}\/[0-9a-f]{64}\.[^/]+$/u.test(address) ||
  (hasDocuments && /^\/original\/[0-9a-f]{64}\/document\/$/u.test(address))
