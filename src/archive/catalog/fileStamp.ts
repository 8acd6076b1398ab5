import { stat } from 'node:fs/promises'
import { systemCode } from '../../systemRefusal.ts'

/** Differs when a file that is only ever replaced whole differs; null where it is not there. */
export async function fileStamp(path: string): Promise<string | null> {
  try {
    const { ino, size, mtimeNs } = await stat(path, { bigint: true })
    return `${ino} ${size} ${mtimeNs}`
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw error
  }
}
