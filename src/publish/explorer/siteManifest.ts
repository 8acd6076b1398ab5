import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { NianbaoError } from '../../errors.ts'
import { systemCode } from '../../systemRefusal.ts'

/** What a publication wrote: by it the next one knows what is its own. */
export const siteManifestFile = 'explorer-manifest.json'

/** What a page was made from: what it asked of the library, and one digest of all that was answered, and of the program. */
const PageInputs = z.strictObject({ asked: z.array(z.string()).readonly(), state: z.string() }).readonly()
export type PageInputs = z.infer<typeof PageInputs>

const PublishedFile = z
  .strictObject({
    sha256: z.string().regex(/^[0-9a-f]{64}$/u),
    bytes: z.int().nonnegative(),
    /** Absent where nothing short tells it. */
    inputs: PageInputs.optional(),
  })
  .readonly()

export const SiteManifest = z
  .strictObject({
    format: z.literal('nianbao/explorer@1'),
    archive: z.enum(['live', 'replica']),
    /** `documentsVersion` when the documents in frames were made: of the same version and original they are the same. */
    documents: z.int(),
    /** Path of each file, `/`-parted, sorted. */
    files: z.record(z.string(), PublishedFile).readonly(),
  })
  .readonly()
export type SiteManifest = z.infer<typeof SiteManifest>
export type SiteFiles = SiteManifest['files']

/** Raised when originals are shown in frames in another way: then they are made again. */
export const documentsVersion = 1

/** The publication that lies in a folder; null where there is none. `usage` where its list cannot be read. */
export async function publishedBefore(folder: string): Promise<SiteManifest | null> {
  const path = join(folder, siteManifestFile)
  try {
    return SiteManifest.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return null
    if (systemCode(cause) !== null) throw cause
    throw new NianbaoError('usage', `${path}: this is no list of a publication; choose another folder`, {
      cause,
    })
  }
}

export const manifestText = (manifest: SiteManifest): string => `${JSON.stringify(manifest, null, 1)}\n`
