import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FailureCode } from '../errors.ts'
import type { Exchange } from '../model/exchange.ts'
import { systemCode } from '../systemRefusal.ts'
import { durableWrite, makeFolder } from './durableWrite.ts'
import { extensionOf } from './extension.ts'

const dated = /^(\d{4}-\d{2}-\d{2})-[0-9a-f]{16}-/u
const day = 24 * 60 * 60 * 1000

/**
 * Keeps a body that was refused for a person to look at, under its date, hash and failure code (the same page on the
 * same day is kept once). Durable like all that is kept: a person who looks at half of it would judge the host by that.
 */
export async function keepRefused(site: string, temp: string, exchange: Exchange, code: FailureCode, now: Date) {
  const folder = join(site, 'refused')
  await makeFolder(folder)
  const name = `${now.toISOString().slice(0, 10)}-${exchange.sha256.slice(0, 16)}-${code}`
  const path = join(folder, `${name}.${extensionOf(exchange.body)}`)
  await durableWrite(path, exchange.body, { temp })
}

/** Removes refused bodies that are older than `days`. What was cut off a ledger lies here too, and stays. */
export async function pruneRefused(site: string, days: number, now: Date): Promise<void> {
  const folder = join(site, 'refused')
  for (const name of await namesIn(folder)) {
    const date = dated.exec(name)?.[1]
    if (date === undefined || now.getTime() - Date.parse(date) <= days * day) continue
    await rm(join(folder, name))
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  }
}
