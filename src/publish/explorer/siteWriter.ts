import { hash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { NianbaoError } from '../../errors.ts'
import { systemRefusal } from '../../systemRefusal.ts'
import { partName } from '../partName.ts'
import { openJournal } from './siteJournal.ts'

/** Where a site of files is published, and where a file lies until it is whole. */
export interface SitePlace {
  readonly out: string
  /** A folder on the same file system, which goes when the publication ends. */
  readonly temp: string
}

/** What a publication may write over: whatever lies at the path, or only a file with one of these digests. */
export type Replaceable = 'anything' | readonly string[]

/** A file that lies there as it is to be. */
export interface FilePublished {
  readonly sha256: string
  readonly bytes: number
  /** False where it lay there before. */
  readonly isWritten: boolean
}

/**
 * Writes files of a site, each whole or not at all. Several may write at the same place. The thread does nothing else and waits for the disk itself: a
 * promise for each of four calls costs more than the calls.
 */
export interface SiteWriter {
  /** Writes a file unless it lies there with the same content. `usage` where somebody else's file does. */
  write(path: string, content: Uint8Array, over: Replaceable): FilePublished
  close(): void
}

export function openSiteWriter({ out, temp }: SitePlace): SiteWriter {
  const journal = openJournal(out)
  const part = join(temp, partName('page'))
  const folders = new Set<string>()
  const replace = (goal: string, content: Uint8Array): void => {
    const folder = dirname(goal)
    if (!folders.has(folder)) mkdirSync(folder, { recursive: true })
    folders.add(folder)
    writeFileSync(part, content)
    renameSync(part, goal)
  }
  return {
    write(path, content, over) {
      const goal = join(out, path)
      const sha256 = hash('sha256', content)
      const file = { sha256, bytes: content.length }
      try {
        if (isLying(goal, file, over)) return { ...file, isWritten: false }
        journal.note(path, sha256)
        replace(goal, content)
      } catch (error) {
        throw systemRefusal(error, goal) ?? error
      }
      return { ...file, isWritten: true }
    },
    close() {
      journal.close()
    },
  }
}

/** Whether the file lies there already. A file of another length is looked into only to see whose it is. */
function isLying(
  goal: string,
  { sha256, bytes }: Pick<FilePublished, 'sha256' | 'bytes'>,
  over: Replaceable,
): boolean {
  const size = statSync(goal, { throwIfNoEntry: false })?.size
  if (size === undefined || (over === 'anything' && size !== bytes)) return false
  const lying = hash('sha256', readFileSync(goal))
  if (lying === sha256) return true
  if (over === 'anything' || over.includes(lying)) return false
  throw new NianbaoError(
    'usage',
    `${goal}: no publication wrote this file; move it away, or choose another folder`,
  )
}
