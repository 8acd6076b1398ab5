import type { Adapter } from 'lowdb'
import { durableWrite } from './durableWrite.ts'
import { readIfThere } from './readIfThere.ts'
import { SiteIndex } from './siteIndex.ts'

/** Where the index lies, where its temporary file goes, and what to do with a file that is no index (any more). */
export interface IndexFileOptions {
  readonly path: string
  readonly temp: string
  readonly whenCorrupt: () => Promise<void>
}

/**
 * lowdb's door to index.json. Its own adapter neither fsyncs nor tests what it reads, and two processes share one
 * temporary name; this one does what the ledger's files get.
 */
export function indexFile({ path, temp, whenCorrupt }: IndexFileOptions): Adapter<SiteIndex> {
  return {
    async read() {
      const text = await readIfThere(path)
      if (text === null) return null
      const index = SiteIndex.safeParse(parseJson(text))
      if (index.success) return index.data
      await whenCorrupt()
      return null
    },
    async write(index) {
      await durableWrite(path, `${JSON.stringify(index)}\n`, { temp })
    },
  }
}

/** undefined where there is no JSON: the schema then refuses it. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
