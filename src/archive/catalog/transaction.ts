import type { DatabaseSync } from 'node:sqlite'

/** Does `work` in one transaction of a writer: all of it or nothing. */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE')
  try {
    const done = work()
    database.exec('COMMIT')
    return done
  } catch (error) {
    // SQLite ends it by itself after some errors; the error is to be told, and not that nothing is left to roll back.
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}
