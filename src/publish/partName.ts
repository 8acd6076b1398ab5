import { hash, randomBytes } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { systemCode } from '../systemRefusal.ts'

/** `.<name>.<machine>-<process>-<random>.part`: hidden, and tells whose it is. */
const made = /^\..+\.([0-9a-f]{8})-(\d+)-[0-9a-f]{8}\.part$/u

const machine = (): string => hash('sha256', hostname()).slice(0, 8)

/** The name under which this process makes a file or folder that has no name of its own until it is finished. */
export const partName = (name: string): string =>
  `.${name}.${machine()}-${process.pid}-${randomBytes(4).toString('hex')}.part`

/**
 * Removes what killed processes of this machine left unfinished in a folder: it may hold what was withheld since. What a living
 * process or another machine makes stays.
 */
export async function clearParts(folder: string): Promise<void> {
  for (const name of await namesIn(folder)) {
    const [, host, pid] = made.exec(name) ?? []
    if (host === machine() && !isAlive(Number(pid)))
      await rm(join(folder, name), { recursive: true, force: true })
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives, and is somebody else's.
    return systemCode(error) !== 'ESRCH'
  }
}
