import { readArchiveFile } from '../archive/archiveFolder.ts'
import { newestCheckpoint, textFile, type SignedCheckpoint } from '../archive/checkpointFiles.ts'
import { isSigned } from '../archive/isSigned.ts'
import type { Archive } from '../archive/openArchive.ts'
import { openSigner } from '../archive/openSigner.ts'
import { keyFile, nextSigner } from '../archive/signingKey.ts'
import type { Clock } from '../clock.ts'
import { loadAuthority } from '../config/loadAuthority.ts'
import { loadConfig } from '../config/loadConfig.ts'
import { asWriter } from './asWriter.ts'
import { stampCheckpoint, type Stamped } from './stampCheckpoint.ts'

export interface SignOrder {
  readonly archive: string
  readonly config: string
  /** File of the key that signs; where it lies by itself when not given. */
  readonly key?: string | undefined
  readonly clock: Clock
}

/** The newest checkpoint of an archive. */
export interface SignedArchive {
  /** Path below the archive's folder. */
  readonly file: string
  /** Whether it was made just now; false where the newest one says all there is. */
  readonly made: boolean
  /** SHA-256 of the text: keep it elsewhere, and nothing before it can be changed unnoticed. */
  readonly sha256: string
  readonly text: string
  /** Who signs now, and who signed the first checkpoint: SubjectPublicKeyInfo in base64. */
  readonly key: string
  readonly firstKey: string
  /** What an authority says of the time, where one is configured. */
  readonly stamped: Stamped
}

/** `nianbao checkpoint`: the newest checkpoint; makes one first where a run ended without. */
export async function signArchive(order: SignOrder): Promise<SignedArchive> {
  return withArchive(order, async (archive) => {
    const last = await newestCheckpoint(order.archive)
    if (last !== null && (await isSigned(order.archive, await archive.sites(), last)))
      return { last, made: false }
    return { last: await archive.checkpoint(await openSigner(order.archive, order.key)), made: true }
  })
}

/**
 * `nianbao checkpoint rotate-key`: the key that signed so far names a new one in a checkpoint, and the new one signs the next.
 * Where the file of the key holds another key already (made for another archive, or before a kill), that is the new one.
 */
export async function rotateKey(order: SignOrder): Promise<SignedArchive> {
  return withArchive(order, async (archive) => {
    const signer = await openSigner(order.archive, order.key)
    const next = await nextSigner(keyFile(order.archive, order.key), signer)
    await archive.checkpoint(signer, next.publicKey)
    return { last: await archive.checkpoint(next), made: true }
  })
}

async function withArchive(
  order: SignOrder,
  work: (archive: Archive) => Promise<{ readonly last: SignedCheckpoint; readonly made: boolean }>,
): Promise<SignedArchive> {
  const { fetch } = await loadConfig(order.config)
  const authority = await loadAuthority(order.config)
  return asWriter(order, async (archive) => {
    const { last, made } = await work(archive)
    const stamped = await stampCheckpoint(archive, authority, fetch)
    const { text, sha256, checkpoint } = last
    const firstKey = (await readArchiveFile(order.archive)).public_key ?? checkpoint.key
    return { file: textFile(checkpoint.number), made, sha256, text, key: checkpoint.key, firstKey, stamped }
  })
}
