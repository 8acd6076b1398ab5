import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { catalogTables, catalogVersion } from './schema.ts'

/** Name of the catalogue (目录) below the archive's folder, and of the two files that SQLite keeps beside it. */
const catalogFile = 'catalog.sqlite'
const beside = ['-wal', '-shm']

/** Result codes of SQLite (sqlite.org/rescode.html): what lies there is no database or a damaged one; it cannot be written to. */
const damaged = new Set([11, 26])
const unwritable = new Set([8, 10, 13, 14])

/** A catalogue that is open for reading and writing. */
export interface OpenCatalog {
  readonly database: DatabaseSync
  readonly close: () => void
}

/**
 * Opens the catalogue of an archive, made anew where there is none, an older one or a damaged one. Where the archive cannot be written to,
 * it is made in a temporary folder that goes with `close`.
 */
export function openCatalogDatabase(archive: string): OpenCatalog {
  const path = join(archive, catalogFile)
  try {
    return openAt(path)
  } catch (error) {
    if (unwritable.has(sqliteCode(error))) return inTemporaryFolder()
    if (!damaged.has(sqliteCode(error))) throw error
    removeAt(path)
    return openAt(path)
  }
}

function openAt(path: string): OpenCatalog {
  const database = connect(path)
  try {
    if (versionOf(database) === catalogVersion) return { database, close: () => { database.close() } }
    if (isEmpty(database)) makeTables(database)
    else {
      database.close()
      removeAt(path)
      return openAt(path)
    }
    return { database, close: () => { database.close() } }
  } catch (error) {
    if (database.isOpen) database.close()
    throw error
  }
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

function removeAt(path: string): void {
  for (const end of ['', ...beside]) rmSync(path + end, { force: true })
}

function inTemporaryFolder(): OpenCatalog {
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-catalog-'))
  const { database } = openAt(join(folder, catalogFile))
  return {
    database,
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
