import { readdir, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { systemCode } from '../systemRefusal.ts'

/** Behind the name of the file that is to be: `replaceFile` and the maker of keys end their temporary names so. */
const half = /\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u

/** A key is made in milliseconds: what is older was left by a process that was killed. */
const oldEnough = 60_000

/**
 * Removes what a killed process left beside the key `file` while it made one: a private key that never signed anything, or a copy
 * of one that is kept under its own name.
 */
export async function clearHalfKeys(file: string): Promise<void> {
  const folder = dirname(file)
  try {
    for (const name of await readdir(folder)) {
      const path = join(folder, name)
      if (!isHalfOf(name, file)) continue
      const { mtimeMs } = await stat(path)
      // The clock of the machine, as the file system has it; never that of a rehearsal.
      if (Date.now() - mtimeMs > oldEnough) await rm(path, { force: true })
    }
  } catch (error) {
    // A folder that is not there, may not be read or not be changed: nothing that stays there keeps a key from signing.
    if (systemCode(error) === null) throw error
  }
}

/** Whether a name is a half-made `key.pem` or `key-<16 digits>.pem`, for the key `file`; which may itself be named so. */
function isHalfOf(name: string, file: string): boolean {
  const whole = name.replace(half, '')
  if (whole === name || name === basename(file)) return false
  const stem = basename(file, '.pem')
  return (
    whole === basename(file) ||
    (whole.startsWith(`${stem}-`) && /^[0-9a-f]{16}\.pem$/u.test(whole.slice(stem.length + 1)))
  )
}
