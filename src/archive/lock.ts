import { rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { NianbaoError } from '../errors.ts'
import { systemRefusal } from '../systemRefusal.ts'
import { bytesIfThere } from './readIfThere.ts'

/** SQLITE_BUSY, SQLITE_LOCKED; SQLITE_CORRUPT, SQLITE_NOTADB (sqlite.org/rescode.html). */
const busy = new Set([5, 6])
const noDatabase = new Set([11, 26])

/**
 * Takes the archive for this process, or throws `archive-locked` at once, naming who holds it. The lock is the kernel's, held
 * through the SQLite that Node carries (decision 0002): it ends with its process, however that ends, and knows no process
 * numbers, so one that is given again after a restart holds nothing. Gives the function that releases it.
 */
export function takeLock(folder: string, since: Date): () => void {
  const path = join(folder, '.lock')
  const holder = join(folder, '.lock-holder')
  const database = locked(path, holder)
  const release = () => {
    rmSync(holder, { force: true })
    database.close()
  }
  try {
    // Only for the message that a second writer prints; the lock does not depend on it.
    // Whoever has the lock may clear its place: writing to a pipe that somebody put there would wait for ever.
    rmSync(holder, { force: true })
    writeFileSync(holder, `process ${process.pid} on ${hostname()}, since ${since.toISOString()},\n`)
  } catch (error) {
    release()
    throw systemRefusal(error) ?? error
  }
  return release
}

function locked(path: string, holder: string): DatabaseSync {
  let database: DatabaseSync | null = null
  try {
    database = new DatabaseSync(path)
    // Nothing is ever written to it, so it needs no journal beside it.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    return database
  } catch (error) {
    database?.close()
    throw lockError(error, path, holder)
  }
}

function lockError(error: unknown, path: string, holder: string): unknown {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return error
  const code = error.errcode & 0xff
  if (busy.has(code)) {
    const message = `${dirname(path)}: ${holderName(holder)} writes to this archive; wait until it has ended`
    return new NianbaoError('archive-locked', message, { cause: error })
  }
  if (noDatabase.has(code)) {
    return new NianbaoError('archive-damaged', `${path}: this is no lock file; remove it`, { cause: error })
  }
  return new NianbaoError('disk-failed', `${path}: the archive cannot be locked; may you write there?`, {
    cause: error,
  })
}

function holderName(holder: string): string {
  // The other process has the lock and has not yet written its name, or is just letting go.
  const unnamed = 'another process'
  const name = bytesIfThere(holder)?.toString('utf8').trim() ?? ''
  return name === '' ? unnamed : name
}
