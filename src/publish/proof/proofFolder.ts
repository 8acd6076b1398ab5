import { hash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { NianbaoError } from '../../errors.ts'
import { systemCode, systemRefusal } from '../../systemRefusal.ts'
import { syncFolder } from '../syncFolder.ts'

/** A text that was signed, and its signature. */
interface Signed {
  readonly text: string
  readonly signature: Uint8Array
}

/** What the folder of a proof is made of. Hashes are lower-case hex, keys PEM or SubjectPublicKeyInfo in base64. */
export interface ProofToWrite {
  readonly id: string
  readonly site: string
  readonly report: string
  /** SHA-256 of originals that are withheld: their lines are here, their bytes are not. */
  readonly withheld: readonly string[]
  readonly originals: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  readonly lines: readonly {
    readonly seq: number
    readonly line: Uint8Array
    readonly path: readonly string[]
  }[]
  readonly checkpoint: Signed
  /** A TimeStampResp for its text, and the PEM of the authorities that are trusted; null where there is none. */
  readonly stamp: { readonly stamp: Uint8Array; readonly authorities: Uint8Array } | null
  /** In the order in which they were signed. */
  readonly rotations: readonly Signed[]
  readonly firstKey: string
  /** Of who signed the checkpoint, as PEM. */
  readonly keyPem: string
}

/**
 * Writes a proof that needs none of our software: VERIFY.md and verify.sh say how. The folder must be new or empty, because
 * whatever else lay there would count as added; it appears whole or not at all, durably. Gives the names of the files.
 */
export async function writeProof(out: string, proof: ProofToWrite): Promise<readonly string[]> {
  const files = await filesOf(proof)
  const folder = resolve(out)
  const temporary = `${folder}.${randomUUID()}.part`
  try {
    if (!(await isFree(folder)))
      throw new NianbaoError('usage', `--out ${out}: something lies there; name a new folder`)
    for (const [name, bytes] of files) {
      await mkdir(dirname(join(temporary, name)), { recursive: true })
      await writeFile(join(temporary, name), bytes, { flush: true })
    }
    const folders = new Set([...files.keys()].map((name) => dirname(join(temporary, name))))
    for (const inside of folders.add(temporary)) await syncFolder(inside)
    await rename(temporary, folder)
    await syncFolder(dirname(folder))
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    throw systemRefusal(error, out) ?? error
  }
  return [...files.keys()]
}

async function filesOf(proof: ProofToWrite): Promise<ReadonlyMap<string, Uint8Array | string>> {
  const { id, site, firstKey, withheld, checkpoint } = proof
  const absent = withheld.map((sha256) => `withheld ${sha256}\n`).join('')
  const files = new Map<string, Uint8Array | string>([
    ['VERIFY.md', await readFile(new URL('./VERIFY.md', import.meta.url))],
    ['verify.sh', await readFile(new URL('./verify.sh', import.meta.url))],
    ['proof.txt', `nianbao/proof@1\nreport ${id}\nsite ${site}\nfirst-key ${firstKey}\n${absent}`],
    ['report.json', proof.report],
    ['checkpoint.txt', checkpoint.text],
    ['checkpoint.sig', checkpoint.signature],
    ['key.pem', proof.keyPem],
  ])
  if (proof.stamp !== null)
    files.set('checkpoint.tsr', proof.stamp.stamp).set('authorities.pem', proof.stamp.authorities)
  for (const { name, bytes } of proof.originals) files.set(`originals/${name}`, bytes)
  for (const { seq, line, path } of proof.lines) {
    files.set(`captures/${seq}.json`, line)
    files.set(`captures/${seq}.path`, path.map((hash) => `${hash}\n`).join(''))
  }
  for (const [index, { text, signature }] of proof.rotations.entries()) {
    // A shell sorts by letters, so the numbers are of one length.
    const name = `keys/${String(index + 1).padStart(6, '0')}`
    files.set(`${name}.txt`, text).set(`${name}.sig`, signature)
  }
  // In the order of the shell's `* */*`, so that the script can compare its own list with this one.
  const names = [...files.keys()].sort(byDepthThenName)
  const list = names.map((name) => `${hash('sha256', files.get(name) ?? '')}  ${name}\n`).join('')
  return files.set('files.sha256', list)
}

function byDepthThenName(a: string, b: string): number {
  const deeper = Number(a.includes('/')) - Number(b.includes('/'))
  return deeper !== 0 ? deeper : Buffer.compare(Buffer.from(a), Buffer.from(b))
}

async function isFree(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return true
    throw error
  }
}
