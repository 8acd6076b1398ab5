import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { NianbaoError } from '../errors.ts'
import { systemCode } from '../systemRefusal.ts'
import { atOnce } from './atOnce.ts'
import { checkpointFolder, textFile } from './checkpointFiles.ts'
import { checkStamp } from './checkStamp.ts'
import { durableWrite } from './durableWrite.ts'
import { problem, type Problem } from './problem.ts'
import { bytesIfThere } from './readIfThere.ts'
import { readOr } from './readOr.ts'

/** Path below the archive's folder of the time stamp of a checkpoint (时间戳): a TimeStampResp (RFC 3161 §2.4.2) as it came. */
export const stampFile = (number: number): string => `${checkpointFolder}/${number}.tsr`

/** The root certificates of every authority that gave a time stamp here, in PEM. */
export const authoritiesFile = `${checkpointFolder}/authorities.pem`

/** A reply to a query about a checkpoint, and whose it should be. */
export interface StampToKeep {
  readonly number: number
  readonly query: Uint8Array
  readonly reply: Uint8Array
  /** PEM. */
  readonly ca: string
}

/** Keeps a time stamp durably. `no-timestamp` for a reply that openssl does not find to be one for this query by this authority. */
export async function keepStamp(archive: string, temp: string, { number, query, reply, ca }: StampToKeep): Promise<void> {
  const folder = await mkdtemp(join(temp, 'stamp-'))
  try {
    const file = (name: string) => join(folder, name)
    await Promise.all([writeFile(file('q'), query), writeFile(file('r'), reply), writeFile(file('ca'), ca)])
    const check = await checkStamp({ against: { query: file('q') }, stamp: file('r'), authorities: file('ca') })
    if (check.kind === 'no-openssl') throw noStamp('openssl is not on the PATH, which checks what an authority replies; install it')
    if (check.kind === 'bad') throw noStamp(`the reply of the authority does not hold: ${check.words}`)
  } finally {
    await rm(folder, { recursive: true })
  }
  const known = bytesIfThere(join(archive, authoritiesFile))?.toString('utf8') ?? ''
  if (!known.includes(ca.trim())) await durableWrite(join(archive, authoritiesFile), `${known}${ca.trim()}\n`, { temp })
  await durableWrite(join(archive, stampFile(number)), reply, { temp })
}

const noStamp = (why: string): NianbaoError => new NianbaoError('no-timestamp', `${why}; the next run asks again`)

export const isStamped = (archive: string, number: number): boolean => existsSync(join(archive, stampFile(number)))

/** A kept time stamp with the certificates to check it; null where the checkpoint has none. */
export function readStamp(archive: string, number: number): { readonly stamp: Buffer; readonly authorities: Buffer } | null {
  const stamp = bytesIfThere(join(archive, stampFile(number)))
  const authorities = bytesIfThere(join(archive, authoritiesFile))
  return stamp === null || authorities === null ? null : { stamp, authorities }
}

/** Every time stamp against its checkpoint. */
export async function verifyStamps(archive: string): Promise<readonly Problem[]> {
  const problems: Problem[] = []
  const named = { code: 'folder-unreadable', file: checkpointFolder } as const
  // That the folder or a checkpoint cannot be read is told with the checkpoints.
  const numbers = await readOr([], [], named, () => stampedNumbers(archive))
  if (numbers.length > 0 && !(await isReadable(archive, authoritiesFile, problems))) return problems
  let unchecked = 0
  await atOnce(4, numbers, async (number) => {
    if (!(await isReadable(archive, textFile(number), []))) return
    if (!(await isReadable(archive, stampFile(number), problems))) return
    const [data, stamp] = [join(archive, textFile(number)), join(archive, stampFile(number))]
    const check = await checkStamp({ against: { data }, stamp, authorities: join(archive, authoritiesFile) })
    if (check.kind === 'no-openssl') unchecked += 1
    if (check.kind === 'bad')
      problems.push(problem('timestamp-differs', 'damage', stampFile(number), { message: check.words }))
  })
  if (unchecked > 0) problems.push(problem('timestamp-unchecked', 'unfinished', checkpointFolder))
  return problems.sort((a, b) => (a.file < b.file ? -1 : 1))
}

/** Asked before openssl, which would wait at a pipe and says of a refusal only that it failed. */
const isReadable = (archive: string, file: string, problems: Problem[]): Promise<boolean> =>
  readOr(false, problems, { code: 'timestamp-unreadable', file }, () => {
    bytesIfThere(join(archive, file))
    return true
  })

async function stampedNumbers(archive: string): Promise<readonly number[]> {
  const names = await readdir(join(archive, checkpointFolder)).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  })
  return names.flatMap((name) => (/^[1-9]\d{0,14}\.tsr$/u.test(name) ? [Number(name.slice(0, -4))] : []))
}
