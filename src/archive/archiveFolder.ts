import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { NianbaoError } from '../errors.ts'
import { systemCode } from '../systemRefusal.ts'
import { publicKeyForm } from './checkpointText.ts'
import { durableWrite } from './durableWrite.ts'
import { readIfThere } from './readIfThere.ts'

/** archive.json: what this archive is. */
export const ArchiveFile = z
  .strictObject({
    format: z.literal('nianbao/archive@1'),
    /** `live`: from the hosts themselves. `replica`: from stand-ins, so nothing in it is evidence. */
    kind: z.enum(['live', 'replica']),
    /** ISO 8601, UTC. */
    created: z.string(),
    /** Who signed the first checkpoint (docs/decisions/0022); absent until there is one, and never changed. */
    public_key: z.string().regex(new RegExp(`^${publicKeyForm}$`, 'u')).optional(),
  })
  .readonly()
export type ArchiveFile = z.infer<typeof ArchiveFile>

/** What may lie in a folder that still counts as empty: the default folder's text, and what a first try left. */
const harmless = new Set(['README.md', '.gitkeep', '.gitignore', '.lock', '.lock-holder', '.tmp'])

/** What a folder is: missing, empty (an archive may begin here), or an archive. Else `not-an-archive`. */
export async function archiveState(
  folder: string,
): Promise<{ kind: 'missing' } | { kind: 'empty' } | { kind: 'archive'; file: ArchiveFile }> {
  const names = await readdir(folder).catch((error: unknown) => {
    const code = systemCode(error)
    if (code === 'ENOENT') return null
    if (code === 'ENOTDIR') throw notAnArchive(folder, 'it is a file', error)
    throw error
  })
  if (names === null) return { kind: 'missing' }
  if (names.includes('archive.json')) return { kind: 'archive', file: await readArchiveFile(folder) }
  const other = names.find((name) => !harmless.has(name))
  if (other === undefined) return { kind: 'empty' }
  throw notAnArchive(folder, `it has no archive.json and holds ${other}`)
}

/** Begins an archive: the text for strangers first, archive.json last, so that the one implies the other. */
export async function beginArchive(folder: string, temp: string, file: ArchiveFile): Promise<void> {
  // Not from archive/ of the checkout: whoever removes that folder to begin anew must be able to.
  const readme = await readFile(new URL('./forStrangers.md', import.meta.url))
  if (!(await readdir(folder)).includes('README.md')) {
    await durableWrite(join(folder, 'README.md'), readme, { temp })
  }
  await writeArchiveFile(folder, temp, file)
}

export async function writeArchiveFile(folder: string, temp: string, file: ArchiveFile): Promise<void> {
  await durableWrite(join(folder, 'archive.json'), `${JSON.stringify(file, null, 2)}\n`, { temp })
}

export function notAnArchive(folder: string, reason: string, cause?: unknown): NianbaoError {
  return new NianbaoError('not-an-archive', `${folder}: ${reason}; name another folder with --archive`, { cause })
}

export async function readArchiveFile(folder: string): Promise<ArchiveFile> {
  const path = join(folder, 'archive.json')
  const text = await readIfThere(path)
  if (text === null) throw new NianbaoError('archive-damaged', `${path}: it is gone; restore it from a copy`)
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw noArchiveFile(path, error)
  }
  const file = ArchiveFile.safeParse(json)
  if (file.success) return file.data
  const other = AnyFormat.safeParse(json)
  if (!other.success) throw noArchiveFile(path, file.error)
  throw notAnArchive(folder, `its format is ${other.data.format}, which this version does not know; use a newer one`)
}

/** An archive of another version of this program. */
const AnyFormat = z.object({ format: z.string().regex(/^nianbao\/archive@(?!1$)\d+$/u) })

function noArchiveFile(path: string, cause: unknown): NianbaoError {
  return new NianbaoError('archive-damaged', `${path}: this is no archive.json; restore it from a copy`, { cause })
}
