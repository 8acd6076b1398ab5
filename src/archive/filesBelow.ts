import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { systemCode } from '../systemRefusal.ts'

/** What lies below a folder: files and folders by their path from it, the files sorted, and the folders that could not be listed. */
export interface FilesBelow {
  readonly files: readonly string[]
  readonly folders: readonly string[]
  readonly unlisted: readonly { readonly folder: string; readonly error: unknown }[]
}

/**
 * Looks through a folder and those below it, and goes on where one cannot be listed. None where it is not there. A link to a folder
 * is followed, as reading follows it, but not round in a circle.
 */
export async function filesBelow(root: string): Promise<FilesBelow> {
  const files: string[] = []
  const folders: string[] = []
  const unlisted: { folder: string; error: unknown }[] = []
  async function look(folder: string, above: readonly string[]): Promise<void> {
    const place = await whichFolder(join(root, folder))
    if (place !== null && above.includes(place)) return
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((error: unknown) => {
      if (systemCode(error) !== 'ENOENT' || folder !== '') unlisted.push({ folder, error })
      return []
    })
    for (const entry of entries) {
      const path = join(folder, entry.name)
      const followed = entry.isSymbolicLink() && (await whichFolder(join(root, path))) !== null
      if (!entry.isDirectory() && !followed) {
        files.push(path)
        continue
      }
      folders.push(path)
      await look(path, place === null ? above : [...above, place])
    }
  }
  await look('', [])
  return { files: files.sort(), folders, unlisted }
}

/** What tells a folder from every other; null where there is none, or nobody may look. */
async function whichFolder(path: string): Promise<string | null> {
  const found = await stat(path).catch((error: unknown) => {
    if (systemCode(error) === null) throw error
    return null
  })
  return found?.isDirectory() === true ? `${found.dev} ${found.ino}` : null
}
