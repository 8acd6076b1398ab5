import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { NianbaoError } from '../errors.ts'
import { preview } from '../extract/preview.ts'
import { readDocument } from '../extract/readers/readDocument.ts'
import { decode } from '../model/decodeText.ts'
import type { OriginalFacts, OriginalWords } from '../model/library.ts'
import { systemCode } from '../systemRefusal.ts'
import type { ExploreReading } from './exploreReading.ts'

/**
 * The extension under which a site keeps an original; null where the file is not there. The hash must be one: it is part of a path. At once: a thread to
 * wait for the names of a few files costs twenty times as much as the names.
 */
export function keptExtension(folder: string, site: string, sha256: string): string | null {
  const kept = namesIn(join(folder, site, 'originals', sha256.slice(0, 2))).find((name) =>
    name.startsWith(`${sha256}.`),
  )
  return kept?.slice(sha256.length + 1) ?? null
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  }
}

/** The file in which an original was read: what a converter made of it, or itself. */
export const asRead = (original: OriginalFacts): OriginalFacts =>
  original.conversion === null ? original : { ...original, ...original.conversion }

/** The bytes of an original by `read`, tested against their hash. `no-such-file` where it is not here or withheld. */
export async function originalBytes(
  folder: string,
  { site, sha256, extension, withheld }: OriginalFacts,
  read: ExploreReading['original'],
): Promise<Uint8Array> {
  if (withheld !== null) throw new NianbaoError('no-such-file', `${sha256}: it is withheld`)
  if (extension === null) throw new NianbaoError('no-such-file', `${sha256}: it is not in this archive`)
  return read(join(folder, site), sha256, extension)
}

/** What our reader gives of it. */
export function originalWords(bytes: Uint8Array, { media_type: mediaType }: OriginalFacts): OriginalWords {
  return readDocument(bytes, { name: null, mediaType })
}

/** A docx by the second reader, a page as it is; null for other kinds, and where the second reader cannot show it. */
export async function originalPreview(
  bytes: Uint8Array,
  { extension }: OriginalFacts,
): Promise<string | null> {
  if (extension === 'html') return decode(bytes).text
  if (extension !== 'docx') return null
  try {
    return await preview(bytes)
  } catch (error) {
    if (error instanceof NianbaoError) return null
    throw error
  }
}
