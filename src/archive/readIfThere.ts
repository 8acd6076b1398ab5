import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { systemCode, systemRefusal } from '../systemRefusal.ts'

/** The text of a file, or null where there is none. */
export async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw systemRefusal(error, path) ?? error
  }
}

/** The same for bytes and at once: for the few files that are read whole on every opening (docs/decisions/0011). */
export function bytesIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw systemRefusal(error, path) ?? error
  }
}
