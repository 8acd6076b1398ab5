import { archiveState } from './archiveFolder.ts'
import { newestCheckpoint } from './checkpointFiles.ts'
import { expectedAfter } from './checkpointText.ts'
import { findSigner, keyFile, type Signer } from './signingKey.ts'

/**
 * Who signs for the archive in `folder`, which may be yet to begin; `key` is a file given by the operator. To be called before
 * anything else is done, so that a run which cannot be signed does not begin. `wrong-key`, `archive-damaged`.
 */
export async function openSigner(folder: string, key?: string): Promise<Signer> {
  const file = keyFile(folder, key)
  return findSigner(folder, file, await expectedKey(folder))
}

/** The public key that signs the next checkpoint; null where any may. */
async function expectedKey(folder: string): Promise<string | null> {
  const state = await archiveState(folder)
  if (state.kind !== 'archive') return null
  const last = await newestCheckpoint(folder)
  return last === null ? (state.file.public_key ?? null) : expectedAfter(last.checkpoint)
}
