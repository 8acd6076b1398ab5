import { hash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileStamp } from '../archive/catalog/fileStamp.ts'
import { systemCode } from '../systemRefusal.ts'
import { decisionsStamp } from './exploreState.ts'

/** The state of an archive, as far as exports show it. */
export interface DownloadState {
  /** Differs when a person decided something: on what is withheld, or on a figure. */
  readonly decided: string
  /** Differs when anything else differs, too. */
  readonly whole: string
}

/** Everything in an archive is put into its place by its last name, so folders tell of their files. */
export async function downloadState(archive: string): Promise<DownloadState> {
  const stamps: string[] = []
  const note = async (path: string): Promise<void> => {
    stamps.push(`${path} ${(await fileStamp(join(archive, path))) ?? ''}`)
  }
  for (const top of await namesIn(archive)) {
    // Caches and locks.
    if (top.startsWith('.') || top.startsWith('catalog.')) continue
    await note(top)
    for (const within of await namesIn(join(archive, top))) {
      await note(join(top, within))
      if (within !== 'reports') continue
      for (const year of await namesIn(join(archive, top, within))) await note(join(top, within, year))
    }
  }
  const decided = await decisionsStamp(archive)
  return { decided, whole: hash('sha256', `${decided}\n${stamps.join('\n')}`) }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) return []
    throw error
  }
}
