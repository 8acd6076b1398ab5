import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkArchive } from '../../src/pipeline/checkArchive.ts'
import { root } from '../running/nianbao.ts'

/** What verify says of an archive, as `severity code file`; nothing of one that has not yet begun. */
export async function problemsIn(archive: string): Promise<readonly string[]> {
  if (!existsSync(join(archive, 'archive.json'))) return []
  const order = { archive, config: join(root, 'config'), sample: 1, since: null, tell: () => undefined }
  return Array.fromAsync(checkArchive(order), ({ severity, code, file }) => `${severity} ${code} ${file}`)
}

export const isDamage = (problem: string): boolean => problem.startsWith('damage')
