import { mkdtempSync, rmSync, unlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { systemCode } from '../../systemRefusal.ts'
import { catalogTables, catalogVersion } from './schema.ts'

/** Name of the catalogue (目录) below the archive's folder, and of the two files that SQLite keeps beside it. */
const catalogFile = 'catalog.sqlite'
const beside = ['-wal', '-shm']

/** Result codes of SQLite (sqlite.org/rescode.html): what lies there is no database or a damaged one; it cannot be written to; another writes. */
const damaged = new Set([11, 26])
const unwritable = new Set([8, 10, 13, 14])
const busy = 5

/** What the system says of a folder in which nothing may be removed. */
const unremovable = new Set(['EROFS', 'EACCES', 'EPERM'])

/** A catalogue that is open for reading and writing. */
export interface OpenCatalog {
  readonly database: DatabaseSync
  /** The folder that it lies in. */
  readonly folder: string
  readonly close: () => void
}

/**
 * Opens the catalogue of an archive, made anew where there is none, an older one or a damaged one. Where it or the archive cannot be written to,
 * it is made in a temporary folder that goes with `close`. `as it is`: for reading what another thread has just opened and brought up to date.
 */
export function openCatalogDatabase(archive: string, care: 'with care' | 'as it is'): OpenCatalog {
  if (care === 'as it is') return openAt(archive)
  try {
    return soundAt(archive)
  } catch (error) {
    if (unwritable.has(sqliteCode(error))) return inTemporaryFolder()
    if (!isDamaged(error)) throw error
    return removeCatalog(archive) === 'removed' ? openAt(archive) : inTemporaryFolder()
  }
}

/** Whether SQLite met a damaged database: a catalogue is then made anew. */
export const isDamaged = (error: unknown): boolean => damaged.has(sqliteCode(error))

/** Removes the catalogue of an archive, which nobody here has open, where that is permitted. */
export function removeCatalog(archive: string): 'removed' | 'kept' {
  try {
    for (const end of ['', ...beside]) removeFile(join(archive, catalogFile + end))
    return 'removed'
  } catch (error) {
    if (unremovable.has(systemCode(error) ?? '')) return 'kept'
    throw error
  }
}

/** Not `rmSync`: below a read-only mount it tells no code of errno (Node 24.21, tried on 2026-11-22). */
function removeFile(path: string): void {
  try {
    unlinkSync(path)
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
  }
}

/** As `openAt`; throws what SQLite says where it cannot be written to, or is damaged. */
function soundAt(folder: string): OpenCatalog {
  const open = openAt(folder)
  try {
    tryToWrite(open.database)
    checkPages(open.database)
    return open
  } catch (error) {
    open.close()
    throw error
  }
}

function openAt(folder: string): OpenCatalog {
  const database = connect(join(folder, catalogFile))
  const open = { database, folder, close: () => { database.close() } }
  try {
    if (versionOf(database) === catalogVersion) return open
    if (isEmpty(database)) makeTables(database)
    else {
      tryToWrite(database)
      database.close()
      removeCatalog(folder)
      return openAt(folder)
    }
    return open
  } catch (error) {
    if (database.isOpen) database.close()
    throw error
  }
}

/**
 * Throws SQLITE_READONLY where the database cannot be written to: with a write-ahead log beside it, it opens all the same, and `BEGIN IMMEDIATE`
 * begins a reader there without a word (tried on 2026-11-21). Nothing is written.
 */
function tryToWrite(database: DatabaseSync): void {
  const version = Number(versionOf(database))
  database.exec('BEGIN')
  try {
    database.exec(`PRAGMA user_version = ${version}`)
  } catch (error) {
    // Somebody writes to it: it can be written to.
    if (sqliteCode(error) !== busy) throw error
  } finally {
    if (database.isTransaction) database.exec('ROLLBACK')
  }
}

/**
 * Throws where a page of a table or an index is damaged, also one that a refresh would not read. Half a second for 700 MB; the index of words as a
 * whole, which its own check reads in two more, is left out: its tables are checked as tables.
 */
function checkPages(database: DatabaseSync): void {
  const tables = database.prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow')").all()
  for (const { name } of tables) {
    const [first] = database.prepare(`PRAGMA quick_check("${String(name)}")`).all()
    if (first?.['quick_check'] !== 'ok') throw new DamagedCatalog(`${String(name)}: ${String(first?.['quick_check'])}`)
  }
}

/** What SQLite's check found, with the code that its other words have (SQLITE_CORRUPT). */
class DamagedCatalog extends Error {
  readonly errcode = 11
}

function connect(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 10_000 })
  // A cache: what a power cut takes is made again. Deleted words must not stay in free pages.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000')
  return database
}

/** In one transaction: another process that opens it now sees all tables or none. */
function makeTables(database: DatabaseSync): void {
  database.exec('BEGIN IMMEDIATE')
  if (isEmpty(database)) database.exec(`${catalogTables} PRAGMA user_version = ${catalogVersion};`)
  database.exec('COMMIT')
}

const versionOf = (database: DatabaseSync): unknown => database.prepare('PRAGMA user_version').get()?.['user_version']

const isEmpty = (database: DatabaseSync): boolean =>
  database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.['tables'] === 0

function inTemporaryFolder(): OpenCatalog {
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-catalog-'))
  const { database } = openAt(folder)
  return {
    ...{ database, folder },
    close() {
      database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The primary result code of an error that SQLite gave; -1 for any other. */
function sqliteCode(error: unknown): number {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : -1
}
