import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { systemCode } from '../../systemRefusal.ts'

/** What a publication writes before its list stands: with it the next one knows what one that was killed left. Gone where none was. */
const siteJournalFile = 'explorer-writing.jsonl'

const Line = z.tuple([z.string(), z.string().regex(/^[0-9a-f]{64}$/u)])

/** By path the digests of all that was written there. */
export type WrittenBefore = ReadonlyMap<string, ReadonlySet<string>>

/** Files that publications wrote which did not come to their end; none where the last one did. */
export function writtenBefore(folder: string): WrittenBefore {
  const written = new Map<string, Set<string>>()
  for (const line of linesOf(join(folder, siteJournalFile))) {
    const read = lineOf(line)
    // The end of a line that was cut off; what it names is then of nobody, and refused.
    if (read === null) continue
    const [path, sha256] = read
    written.set(path, (written.get(path) ?? new Set()).add(sha256))
  }
  return written
}

/** A journal that is written. */
export interface SiteJournal {
  /** Before the file appears. */
  note(path: string, sha256: string): void
  close(): void
}

/** Goes on with the journal of a publication that was killed. Several may write to it: each note is one piece at the end of the file. */
export function openJournal(folder: string): SiteJournal {
  const path = join(folder, siteJournalFile)
  let file: number | null = null
  return {
    note(name, sha256) {
      file ??= openSync(path, 'a')
      // A line feed before it too: what was cut off must not take this line with it.
      writeSync(file, `\n${JSON.stringify([name, sha256])}\n`)
    },
    close() {
      if (file !== null) closeSync(file)
      file = null
    },
  }
}

/** The list of the publication stands, and nobody writes to the journal any more. */
export const removeJournal = (folder: string): void => {
  rmSync(join(folder, siteJournalFile), { force: true })
}

function linesOf(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  }
}

function lineOf(line: string): z.infer<typeof Line> | null {
  try {
    return Line.safeParse(JSON.parse(line)).data ?? null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
