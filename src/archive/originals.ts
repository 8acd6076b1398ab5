import { hash } from 'node:crypto'
import { mkdir, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { NianbaoError } from '../errors.ts'
import { isOurOwn, systemCode } from '../systemRefusal.ts'
import type { DiskFault } from './diskFault.ts'
import { durableWrite, makeFolder, syncFolder } from './durableWrite.ts'
import { extensionOf } from './extension.ts'
import { hashBufferSize, hashFile } from './hashFile.ts'
import { openRegular } from './openRegular.ts'
import { bytesIfThere } from './readIfThere.ts'

/** Path of an original below its site's folder. */
export function originalPath(sha256: string, extension: string): string {
  return `originals/${sha256.slice(0, 2)}/${sha256}.${extension}`
}

/** Reads an original and tests its hash; `archive-damaged` names the file when it is lost or altered. */
export async function readOriginal(site: string, sha256: string, extension: string): Promise<Uint8Array> {
  const path = join(site, originalPath(sha256, extension))
  return tested(
    path,
    await readWhole(path).catch((error: unknown) => {
      throw unreadable(path, error)
    }),
    sha256,
  )
}

/** The same at once, for a thread that does nothing else. */
export function readOriginalNow(site: string, sha256: string, extension: string): Uint8Array {
  const path = join(site, originalPath(sha256, extension))
  let bytes: Buffer | null
  try {
    bytes = bytesIfThere(path)
  } catch (error) {
    throw unreadable(path, error)
  }
  if (bytes === null) throw new NianbaoError('archive-damaged', `${path}: the original cannot be read`)
  return tested(path, bytes, sha256)
}

const unreadable = (path: string, error: unknown): unknown =>
  isOurOwn(error)
    ? error
    : new NianbaoError('archive-damaged', `${path}: the original cannot be read`, { cause: error })

function tested(path: string, bytes: Buffer, sha256: string): Buffer {
  if (hash('sha256', bytes) === sha256) return bytes
  throw new NianbaoError('archive-damaged', `${path}: the original is not what its name says`)
}

async function readWhole(path: string): Promise<Buffer> {
  const file = await openRegular(path)
  try {
    return await file.readFile()
  } finally {
    await file.close()
  }
}

/** Whether a file holds what its name says; what cannot be read does not. */
export function isWhole(path: string): boolean {
  const hashed = hashFile(path, Buffer.allocUnsafeSlow(hashBufferSize))
  return hashed.kind === 'read' && hashed.sha256 === basename(path).split('.')[0]
}

export interface Originals {
  /** Keeps the bytes for good and gives their extension; resolves when they are durable. */
  store(bytes: Uint8Array, sha256: string): Promise<string>
}

export interface OriginalsOptions {
  readonly site: string
  readonly temp: string
  readonly fault: DiskFault
  /** Called before the first original; nothing is stored before it is done. */
  readonly beforeFirst: () => Promise<void>
}

/** The store of one site's originals: named by SHA-256, written once, read-only. */
export function createOriginals({ site, temp, fault, beforeFirst }: OriginalsOptions): Originals {
  const root = join(site, 'originals')
  const syncRoot = sharedSync(root)
  const folders = new Map<string, Promise<void>>()
  let rootReady: Promise<void> | null = null

  // fsynced once even when it was there: a run that was killed may have made folders and not got so far.
  const prepareRoot = async () => {
    await beforeFirst()
    await makeFolder(root)
    await syncFolder(root)
  }
  const prepare = async (folder: string) => {
    await (rootReady ??= prepareRoot())
    if (await makeNew(folder)) await syncRoot()
  }
  const ready = (folder: string) => {
    const known = folders.get(folder) ?? prepare(folder)
    folders.set(folder, known)
    return known
  }

  return {
    store: (bytes, sha256) =>
      fault.guard(join(root, sha256), async () => {
        if (hash('sha256', bytes) !== sha256) throw new Error(`bytes were given as ${sha256} and are not`)
        const folder = join(root, sha256.slice(0, 2))
        await ready(folder)
        // By hash alone: an extension is decided once, even if these rules would decide otherwise today.
        const kept = (await readdir(folder)).find((name) => name.startsWith(`${sha256}.`))
        const extension = kept?.slice(sha256.length + 1) ?? extensionOf(bytes)
        const path = join(site, originalPath(sha256, extension))
        if (kept === undefined) await durableWrite(path, bytes, { temp, mode: 0o444 })
        else await trustKept(path, bytes)
        return extension
      }),
  }
}

/** A file from an earlier run may be damaged, or its name not yet durable. */
async function trustKept(path: string, bytes: Uint8Array): Promise<void> {
  if (!(await readWhole(path)).equals(bytes)) {
    throw new NianbaoError('archive-damaged', `${path}: the original is not what its name says`)
  }
  await syncFolder(join(path, '..'))
}

async function makeNew(folder: string): Promise<boolean> {
  try {
    await mkdir(folder)
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    throw error
  }
}

/** fsync of one folder for many: whoever asks while one is under way shares the next. */
function sharedSync(path: string): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let next: Promise<void> | null = null
  return () => {
    next ??= running.then(async () => {
      next = null
      running = syncFolder(path)
      await running
    })
    return next
  }
}
