import { existsSync, lstatSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { NianbaoError } from '../errors.ts'
import { createDerivations } from './derivations.ts'
import { systemCode, systemRefusal } from '../systemRefusal.ts'
import { durableWrite, makeFolder, syncFolder } from './durableWrite.ts'
import { indexFile, tailFile } from './indexFile.ts'
import { openRegular } from './openRegular.ts'
import { readBetween } from './readBetween.ts'
import { siteArchive, type SiteArchive, type SiteArchiveOptions } from './siteArchive.ts'
import { siteReader, type SiteReader } from './siteReader.ts'
import { openRecord } from './siteRecord.ts'
import { setAsideUnfinished, wasCutOff } from './unfinished.ts'

/** Opens a site for its one writer: sweeps what a killed run left half-written, and cuts off a torn last line. */
export async function openSite(options: Omit<SiteArchiveOptions, 'temp'>): Promise<SiteArchive> {
  const { folder, now } = options
  await makeFolder(folder)
  const temp = await sweptTemp(folder)
  const aside = async (name: string) => {
    await makeFolder(join(folder, 'refused'))
    return join(folder, 'refused', `${name}-${now().toISOString().replaceAll(':', '')}`)
  }
  const path = join(folder, 'captures.jsonl')
  const file = await openLedger(folder, path)
  try {
    const { size } = await file.stat()
    const record = await openRecord({
      file,
      path,
      size,
      indexFile: indexFile({
        path: join(folder, 'index.json'),
        temp,
        async whenCorrupt() {
          await rename(join(folder, 'index.json'), await aside('index'))
          // Whatever it is: a tail of no index is of no use, and what is no file could not be written to.
          if (lstatSync(join(folder, tailFile), { throwIfNoEntry: false })) await rename(join(folder, tailFile), await aside('index.tail'))
        },
      }),
      async whenTorn(at) {
        await durableWrite(await aside('torn'), await readBetween(file, at, size), { temp })
        await file.truncate(at)
        await file.sync()
      },
    })
    // Read from memory they look like all others; whatever this run writes or signs would speak of what may not exist.
    if (record.unindexed > 0) await file.datasync()
    const strays = wasCutOff(folder) && record.lost === 0 ? await setAsideUnfinished(folder, record) : 0
    const recovered =
      strays === 0
        ? record.recovered
        : [...record.recovered, `${folder}: ${strays} originals without a ledger line were moved to refused/`]
    return siteArchive({ ...record, recovered }, { ...options, temp })
  } catch (error) {
    await file.close()
    throw error
  }
}

/** A new ledger begins only where nothing speaks of an earlier one: else its loss would pass for a beginning. */
async function openLedger(folder: string, path: string): Promise<FileHandle> {
  const witness = ['index.json', 'originals.sha256', 'originals', 'reports'].find((name) =>
    existsSync(join(folder, name)),
  )
  if (witness !== undefined && !existsSync(path)) {
    throw new NianbaoError('archive-damaged', `${path}: it is gone, and ${witness} is there; restore it from a copy`)
  }
  try {
    // What lies there and is no ledger is not waited for and not written to.
    const found = existsSync(path) ? await openRegular(path) : await open(path, 'a+')
    await found.close()
    await syncFolder(folder)
    return await open(path, 'r+')
  } catch (error) {
    throw systemRefusal(error, path) ?? error
  }
}

/** A site as it stands at this moment, for reading beside a writer, and how to close it. */
export interface OpenReader {
  readonly site: SiteReader
  readonly close: () => Promise<void>
}

/** Opens a site for reading: lines that are appended later are not seen, nothing on disk is touched. */
export async function readSite(id: string, folder: string): Promise<OpenReader> {
  const path = join(folder, 'captures.jsonl')
  const file = await openRegular(path).catch((error: unknown) => {
    if (systemCode(error) !== 'ENOENT') throw systemRefusal(error, path) ?? error
    throw new NianbaoError('no-such-file', `${path}: nothing is archived for ${id}`, { cause: error })
  })
  try {
    const index = indexFile({
      path: join(folder, 'index.json'),
      temp: dirname(folder),
      whenCorrupt: () => Promise.resolve(),
    })
    // The index first: it never speaks of more than the ledger held when it was written.
    const known = await index.read()
    const { size } = await stat(path)
    const record = await openRecord({
      file,
      path,
      size,
      indexFile: { ...index, read: () => Promise.resolve(known) },
      whenTorn: () => Promise.resolve(),
    })
    const derivations = createDerivations(() => record.index.data)
    return { site: siteReader(id, folder, record, derivations), close: () => file.close() }
  } catch (error) {
    await file.close()
    throw systemRefusal(error, path) ?? error
  }
}

/** The folder for temporary files, emptied: whoever holds the lock knows that nobody else is writing here. */
export async function sweptTemp(folder: string): Promise<string> {
  const temp = join(folder, '.tmp')
  await mkdir(temp, { recursive: true })
  for (const name of await readdir(temp)) await rm(join(temp, name), { recursive: true })
  return temp
}
