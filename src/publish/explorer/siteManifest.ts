import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { NianbaoError } from '../../errors.ts'
import { systemCode } from '../../systemRefusal.ts'

/** What a publication wrote: by it the next one knows what is its own. */
export const siteManifestFile = 'explorer-manifest.json'

const Fixity = z
  .strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/u), bytes: z.int().nonnegative() })
  .readonly()

export const SiteManifest = z
  .strictObject({
    format: z.literal('nianbao/explorer@1'),
    archive: z.enum(['live', 'replica']),
    /** Path of each file, `/`-parted, sorted. */
    files: z.record(z.string(), Fixity).readonly(),
  })
  .readonly()
export type SiteManifest = z.infer<typeof SiteManifest>
export type SiteFiles = SiteManifest['files']

/** Files of the publication that lies in a folder; none where there is none. `usage` where its list cannot be read. */
export async function publishedBefore(folder: string): Promise<SiteFiles> {
  const path = join(folder, siteManifestFile)
  try {
    return SiteManifest.parse(JSON.parse(await readFile(path, 'utf8'))).files
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return {}
    if (systemCode(cause) !== null) throw cause
    throw new NianbaoError('usage', `${path}: this is no list of a publication; choose another folder`, {
      cause,
    })
  }
}

export const manifestText = (manifest: SiteManifest): string => `${JSON.stringify(manifest, null, 1)}\n`
