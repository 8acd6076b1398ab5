import { z } from 'zod'
import type { SiteArchive } from '../archive/siteArchive.ts'

/** Which converter failed on which files (SHA-256) of a site: no night tries the same again. Lost with the index, which costs one more try. */
export interface FailedConversions {
  /** Name and version of the converter; null where none failed on the file. */
  readonly by: (sha256: string) => string | null
  readonly note: (sha256: string, converter: string) => void
}

const name = 'not-converted'
const Noted = z.record(z.string(), z.string())

export function failedConversions(shelf: Pick<SiteArchive, 'note' | 'setNote'>): FailedConversions {
  const noted = (): Record<string, string> => Noted.safeParse(shelf.note(name)).data ?? {}
  return {
    by: (sha256) => noted()[sha256] ?? null,
    note(sha256, converter) {
      shelf.setNote(name, { ...noted(), [sha256]: converter })
    },
  }
}
