import type { DatabaseSync, StatementSync } from 'node:sqlite'

/** Says that what searches narrow and count by may differ from now on (`catalogColumns`): to be run in the transaction that changes it. */
export const nextTurn = (database: DatabaseSync): StatementSync =>
  database.prepare(
    "INSERT INTO facts (name, value) VALUES ('turn', '1') ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1",
  )
