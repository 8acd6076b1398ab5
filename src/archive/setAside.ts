import { rename } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { makeFolder, syncFolder } from './durableWrite.ts'

/**
 * Moves what lies in the place of a derived file of a site (its path below the site's folder) to `refused/` for good, where nothing is
 * derived from it and a person can look at it; gives its new path below the site's folder. Durable.
 */
export async function setAside(site: string, path: string, now: Date): Promise<string> {
  const folder = join(site, 'refused')
  await makeFolder(folder)
  // `reports/2022/330105001.json` → `reports-2022-330105001-2026-11-21T010203.000Z.json`
  const ending = extname(path)
  const stem = path.slice(0, path.length - ending.length).replaceAll('/', '-')
  const name = `${stem}-${now.toISOString().replaceAll(':', '')}${ending}`
  await rename(join(site, path), join(folder, name))
  await syncFolder(folder)
  await syncFolder(dirname(join(site, path)))
  return join('refused', name)
}
