import { closeSync, fstatSync, readFileSync } from 'node:fs'
import { systemCode, systemRefusal } from '../systemRefusal.ts'
import { openRegular, openRegularNow, testReadable } from './openRegular.ts'

/** The text of a file, or null where there is none. Whatever else lies there fails at once (`openRegular`). */
export async function readIfThere(path: string): Promise<string | null> {
  try {
    const file = await openRegular(path)
    try {
      testReadable(path, await file.stat())
      return await file.readFile('utf8')
    } finally {
      await file.close()
    }
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw systemRefusal(error, path) ?? error
  }
}

/** The same for bytes and at once: for the few files that are read whole on every opening (docs/decisions/0011). */
export function bytesIfThere(path: string): Buffer | null {
  try {
    const file = openRegularNow(path)
    try {
      testReadable(path, fstatSync(file))
      return readFileSync(file)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw systemRefusal(error, path) ?? error
  }
}
