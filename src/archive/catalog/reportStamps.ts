import { stat } from 'node:fs/promises'
import { systemCode } from '../../systemRefusal.ts'
import { atOnce } from '../atOnce.ts'
import { reportFiles } from '../reports.ts'

/** Every report file of a site's folder with a stamp that differs when the file does: files are only ever replaced whole. */
export async function reportStamps(siteFolder: string): Promise<ReadonlyMap<string, string>> {
  const stamps = new Map<string, string>()
  await atOnce(32, await reportFiles(siteFolder), async (path) => {
    try {
      const { ino, size, mtimeNs } = await stat(path, { bigint: true })
      stamps.set(path, `${ino} ${size} ${mtimeNs}`)
    } catch (error) {
      // it went away while the list was read
      if (systemCode(error) !== 'ENOENT') throw error
    }
  })
  return stamps
}
