import { hash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { originalPath } from '../../src/archive/originals.ts'
import { verifyArchive } from '../../src/archive/verifyArchive.ts'
import { rederive } from '../archive-finished.ts'
import { runWriter, type LifeOptions } from './runWriter.ts'

/** A life that nobody disturbs, after the one that was broken off. */
const nextLife = 9

/**
 * What is wrong with an archive whose writer was broken off after it had said `said`: one line for each thing, none when all is
 * well. Nothing acknowledged may be missing, verify finds no damage, and the next life mends all else.
 */
export async function complaints(
  { archive, key, bug = null }: Pick<LifeOptions, 'archive' | 'key' | 'bug'>,
  said: readonly string[],
): Promise<readonly string[]> {
  const found = [...missing(archive, said), ...(await damage(archive, /^damage/u))]
  const next = await runWriter({ archive, key, bug, life: nextLife })
  if (next.said.at(-1) !== 'finished') found.push(`the next life ended with ${next.said.at(-1) ?? 'nothing'}`)
  return [...found, ...missing(archive, [...said, ...next.said]), ...(await damage(archive, /./u))]
}

/** What verify says, where it begins as `like` says; nothing of an archive that had not yet begun. */
async function damage(archive: string, like: RegExp): Promise<readonly string[]> {
  if (!existsSync(join(archive, 'archive.json'))) return []
  const found: string[] = []
  for await (const { severity, code, file, message } of verifyArchive(archive, { rederive }))
    found.push(`${severity} ${code} ${file}: ${message}`)
  return found.filter((line) => like.test(line))
}

function missing(archive: string, said: readonly string[]): readonly string[] {
  const site = join(archive, 'gongshu')
  const path = join(site, 'captures.jsonl')
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : []
  return said.filter((words) => {
    const [kind = '', first = '', sha256 = '', extension = ''] = words.split(' ')
    if (kind === 'run' || kind === 'checkpoint') return !existsSync(join(archive, first))
    if (kind !== 'ack') return false
    const original = join(site, originalPath(sha256, extension))
    const isKept = existsSync(original) && hash('sha256', readFileSync(original)) === sha256
    return !isKept || !(lines[Number(first) - 1] ?? '').includes(`"sha256":"${sha256}"`)
  })
}
