import { hash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { NianbaoError } from '../errors.ts'
import { systemCode } from '../systemRefusal.ts'
import { isSignedBy, parseCheckpoint, type Checkpoint } from './checkpointText.ts'
import { durableWrite, makeFolder } from './durableWrite.ts'
import { bytesIfThere, readIfThere } from './readIfThere.ts'

/** Folder of the checkpoints below an archive's. */
export const checkpointFolder = 'checkpoints'

/** A checkpoint as it lies there: the text that is signed, the signature, and what the text says. */
export interface SignedCheckpoint {
  readonly text: string
  readonly signature: Buffer
  readonly checkpoint: Checkpoint
  /** Of the text. */
  readonly sha256: string
}

/** Paths of a checkpoint's text and signature below the archive's folder. */
export const textFile = (number: number): string => `${checkpointFolder}/${number}.txt`
export const signatureFile = (number: number): string => `${checkpointFolder}/${number}.sig`

/** The numbers of the checkpoints that have a text, in their order. A signature alone was left by a run that was killed. */
export async function checkpointNumbers(archive: string): Promise<number[]> {
  const names = await readdir(join(archive, checkpointFolder)).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  })
  const numbers = names.flatMap((name) => (/^[1-9]\d{0,14}\.txt$/u.test(name) ? [Number(name.slice(0, -4))] : []))
  return numbers.sort((a, b) => a - b)
}

/** What is wrong with a checkpoint that is looked at alone. */
export type CheckpointFault = 'checkpoint-missing' | 'checkpoint-unreadable' | 'checkpoint-signature'

/** Reads a checkpoint and tests its form and its signature by the key that it names itself. Throws where the system refuses. */
export async function readCheckpoint(archive: string, number: number): Promise<SignedCheckpoint | CheckpointFault> {
  const text = await readIfThere(join(archive, textFile(number)))
  if (text === null) return 'checkpoint-missing'
  const checkpoint = parseCheckpoint(text)
  if (checkpoint?.number !== number) return 'checkpoint-unreadable'
  const signature = bytesIfThere(join(archive, signatureFile(number)))
  if (signature === null || !isSignedBy(checkpoint.key, Buffer.from(text), signature)) return 'checkpoint-signature'
  return { text, signature, checkpoint, sha256: hash('sha256', text) }
}

/** The newest checkpoint; null where there is none. `archive-damaged` where it cannot be trusted. */
export async function newestCheckpoint(archive: string): Promise<SignedCheckpoint | null> {
  const number = (await checkpointNumbers(archive)).at(-1)
  return number === undefined ? null : soundCheckpoint(archive, number)
}

const faults = {
  'checkpoint-missing': 'it is gone',
  'checkpoint-unreadable': 'this is no checkpoint',
  'checkpoint-signature': 'its signature does not fit',
} as const satisfies Record<CheckpointFault, string>

/** A checkpoint that must be as it was made. */
export async function soundCheckpoint(archive: string, number: number): Promise<SignedCheckpoint> {
  const read = await readCheckpoint(archive, number)
  if (typeof read !== 'string') return read
  const message = `${join(archive, textFile(number))}: ${faults[read]}; restore it from a copy`
  throw new NianbaoError('archive-damaged', message)
}

/** Keeps a checkpoint durably: the signature first, so that a text is never without one. */
export async function keepCheckpoint(
  archive: string,
  temp: string,
  { checkpoint: { number }, text, signature }: SignedCheckpoint,
): Promise<void> {
  await makeFolder(join(archive, checkpointFolder))
  await durableWrite(join(archive, signatureFile(number)), signature, { temp })
  await durableWrite(join(archive, textFile(number)), text, { temp })
}
