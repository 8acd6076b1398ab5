import { atOnce } from '../atOnce.ts'
import { reportFiles } from '../reports.ts'
import { fileStamp } from './fileStamp.ts'

/** Every report file of a site's folder with its stamp. */
export async function reportStamps(siteFolder: string): Promise<ReadonlyMap<string, string>> {
  const stamps = new Map<string, string>()
  await atOnce(32, await reportFiles(siteFolder), async (path) => {
    const stamp = await fileStamp(path)
    // null: it went away while the list was read
    if (stamp !== null) stamps.set(path, stamp)
  })
  return stamps
}
