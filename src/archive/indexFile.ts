import type { Adapter } from 'lowdb'
import { durableWrite } from './durableWrite.ts'
import { bytesIfThere } from './readIfThere.ts'
import { seal, unseal } from './sealed.ts'
import { SiteIndex } from './siteIndex.ts'

/** Where the index lies, where its temporary file goes, and what to do with a file that is no index (any more). */
export interface IndexFileOptions {
  readonly path: string
  readonly temp: string
  readonly whenCorrupt: () => Promise<void>
}

/**
 * lowdb's door to index.json. Its own adapter neither fsyncs nor tests what it reads, and two processes share one
 * temporary name; this one does what the ledger's files get. The file is sealed like a ledger line: one flipped digit might
 * else be another line's number.
 */
export function indexFile({ path, temp, whenCorrupt }: IndexFileOptions): Adapter<SiteIndex> {
  return {
    async read() {
      const bytes = bytesIfThere(path)
      if (bytes === null) return null
      const index = readIndex(bytes)
      if (index === null) await whenCorrupt()
      return index
    },
    async write(index) {
      await durableWrite(path, `${seal(JSON.stringify(index))}\n`, { temp })
    },
  }
}

function readIndex(bytes: Buffer): SiteIndex | null {
  const read = unseal(bytes.at(-1) === 10 ? bytes.subarray(0, -1) : bytes)
  if (read.kind !== 'whole') return null
  const index = SiteIndex.safeParse(JSON.parse(read.json))
  return index.success ? index.data : null
}
