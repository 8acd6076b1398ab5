import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { NianbaoError } from '../errors.ts'
import { systemCode } from '../systemRefusal.ts'

/** SQLITE_BUSY, SQLITE_LOCKED; SQLITE_CORRUPT, SQLITE_NOTADB (sqlite.org/rescode.html). */
const busy = new Set([5, 6])
const noDatabase = new Set([11, 26])

/**
 * Takes the archive for this process, or throws `archive-locked` at once. The lock is the kernel's, held through the
 * SQLite that Node carries: it dies with its process (decision 0002). Gives the function that releases it.
 */
export function takeLock(folder: string): () => void {
  const path = join(folder, '.lock')
  const holder = join(folder, '.lock-holder')
  const database = locked(path, holder)
  // Only for the message that a second writer prints; the lock does not depend on it.
  writeFileSync(holder, `${process.pid}\n`)
  return () => {
    rmSync(holder, { force: true })
    database.close()
  }
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
  try {
    return `process ${readFileSync(holder, 'utf8').trim()}`
  } catch (error) {
    // The other process has the lock and has not yet written its number, or is just letting go.
    if (systemCode(error) === 'ENOENT') return 'another process'
    throw error
  }
}
