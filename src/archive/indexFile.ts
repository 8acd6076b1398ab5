import { lstatSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Adapter } from 'lowdb'
import { durableWrite, syncFolder, writeAll } from './durableWrite.ts'
import { isOurOwn, systemCode } from '../systemRefusal.ts'
import { applyTail, baseOf, savedIndex, tailLine, type SavedIndex, type TailEnd } from './indexTail.ts'
import { bytesIfThere } from './readIfThere.ts'
import { seal, unseal } from './sealed.ts'
import { SiteIndex } from './siteIndex.ts'

/** Where the index lies, where its temporary file goes, and what to do with a file that is no index (any more). */
export interface IndexFileOptions {
  readonly path: string
  readonly temp: string
  readonly whenCorrupt: () => Promise<void>
}

/** Beside index.json. */
export const tailFile = 'index.tail.jsonl'

/**
 * A tail is let grow to this many bytes and to this share of index.json before that is written anew: so a save costs what is new,
 * and opening at most half as much again (docs/decisions/0032).
 */
const tailBytes = 64 << 10
const tailShare = 0.5

/** What lies on disk of an index, and what of it has been read. */
interface OnDisk {
  readonly index: SiteIndex
  readonly base: string
  readonly bytes: number
  readonly tail: TailEnd
}

/**
 * lowdb's door to index.json and its tail. lowdb's own adapter neither fsyncs nor tests what it reads, and writes everything on every
 * save; this one puts what is new into a line at the end of the tail, and writes index.json anew when the tail has grown too long.
 * Both are sealed like ledger lines: one flipped digit might else be another line's number.
 */
export function indexFile({ path, temp, whenCorrupt }: IndexFileOptions): Adapter<SiteIndex> {
  const tailPath = join(dirname(path), tailFile)
  let kept: (OnDisk & { readonly saved: SavedIndex }) | null = null

  async function writeAnew(index: SiteIndex): Promise<void> {
    const text = `${seal(JSON.stringify(index))}\n`
    await durableWrite(path, text, { temp })
    // A tail of another index.json is passed over, so a kill in between does no harm.
    await rm(tailPath, { force: true })
    const bytes = Buffer.byteLength(text)
    kept = { index, base: baseOf(text), bytes, tail: { bytes: 0, number: 0, whole: true }, saved: savedIndex(index) }
  }

  return {
    async read() {
      const read = readIndex(path)
      if (read === 'corrupt') await whenCorrupt()
      if (read === null || read === 'corrupt') return null
      kept = { ...read, saved: savedIndex(read.index) }
      return read.index
    },
    async write(index) {
      // Another object is another index, made anew from the ledger.
      if (kept?.index !== index) {
        await writeAnew(index)
        return
      }
      const { base, bytes, tail, saved } = kept
      const line = Buffer.from(tailLine(index, saved, base, tail.number + 1))
      const end = tail.bytes + line.length
      if (end > Math.max(tailBytes, bytes * tailShare)) {
        await writeAnew(index)
        return
      }
      await putAtEnd(tailPath, line, tail.bytes)
      kept = { index, base, bytes, tail: { bytes: end, number: tail.number + 1, whole: true }, saved: savedIndex(index) }
    },
  }
}

/** Durable when it resolves. What lies behind `at` is of no use any more: torn, or of another index.json. */
async function putAtEnd(path: string, line: Buffer, at: number): Promise<void> {
  const file = await open(path, at === 0 ? 'w' : 'r+')
  try {
    await file.truncate(at)
    await writeAll(file, line, at)
    await file.sync()
  } finally {
    await file.close()
  }
  if (at === 0) await syncFolder(dirname(path))
}

/**
 * The index as it lies there with its tail; null where there is none. Of a cache, what cannot be read is as good as corrupt, but for
 * a lack of rights: another user could read it. A writer beside us may put another in its place: looked again.
 */
export function readIndex(path: string): OnDisk | 'corrupt' | null {
  for (let looks = 1; ; looks += 1) {
    const before = whichFile(path)
    const read = readOnceOr(path)
    if (whichFile(path) === before || looks === 3) return read
  }
}

function readOnceOr(path: string): OnDisk | 'corrupt' | null {
  try {
    return readOnce(path)
  } catch (error) {
    if (systemCode(error) === null || isOurOwn(error)) throw error
    return 'corrupt'
  }
}

function readOnce(path: string): OnDisk | 'corrupt' | null {
  const bytes = bytesIfThere(path)
  if (bytes === null) return null
  const read = unseal(bytes.at(-1) === 10 ? bytes.subarray(0, -1) : bytes)
  if (read.kind !== 'whole') return 'corrupt'
  const index = SiteIndex.safeParse(JSON.parse(read.json))
  if (!index.success) return 'corrupt'
  const base = baseOf(bytes)
  const tail = applyTail(index.data, base, bytesIfThere(join(dirname(path), tailFile)) ?? Buffer.alloc(0))
  return { index: index.data, base, bytes: bytes.length, tail }
}

function whichFile(path: string): string {
  const found = lstatSync(path, { throwIfNoEntry: false })
  return found === undefined ? '' : `${found.ino} ${found.mtimeMs} ${found.size}`
}
