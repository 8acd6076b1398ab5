import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, randomUUID, sign, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { link, readFile, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { NianbaoError } from '../errors.ts'
import { systemCode, systemRefusal } from '../systemRefusal.ts'
import { clearHalfKeys } from './clearHalfKeys.ts'
import { durableWrite, makeFolder, syncFolder } from './durableWrite.ts'

/** Who signs checkpoints (签名人): an Ed25519 key (RFC 8032). */
export interface Signer {
  /** SubjectPublicKeyInfo in base64, 60 characters: the middle line of its PEM file. */
  readonly publicKey: string
  /** The file in which this key was made just now, and of which somebody should keep a copy; null for one that was there. */
  readonly madeIn: string | null
  /** 64 bytes. */
  sign(text: string): Buffer
}

/**
 * Where the private key for an archive lies: as given, else NIANBAO_KEY, else below the folder for settings (XDG Base Directory).
 * `usage` where that is in the archive: whoever copies the archive would copy the key.
 */
export function keyFile(archive: string, given?: string): string {
  const file = given ?? usualFile()
  const path = relative(resolve(archive), resolve(file))
  if (path === '..' || path.startsWith('../')) return file
  throw new NianbaoError('usage', `${file}: the key must not lie in the archive; name another file with --key`)
}

function usualFile(): string {
  const { NIANBAO_KEY: named, XDG_CONFIG_HOME: settings } = process.env
  if (isSet(named)) return named
  return join(isSet(settings) ? settings : join(homedir(), '.config'), 'nianbao', 'key.pem')
}

/** An empty variable counts as none, as the XDG specification says. */
const isSet = (value: string | undefined): value is string => value !== undefined && value !== ''

/**
 * The key that this archive expects: the one in `file`, or one that was there before it (`nextSigner`). Where the archive expects
 * none yet (`expected` null), the one in `file`, which is made when it is not there. `wrong-key` where nothing fits.
 */
export async function findSigner(archive: string, file: string, expected: string | null): Promise<Signer> {
  await clearHalfKeys(file)
  const current = readSigner(file)
  if (current !== null && (expected === null || current.publicKey === expected)) return current
  if (expected === null) return makeSigner(file)
  const retired = readSigner(retiredFile(file, expected))
  if (retired?.publicKey === expected) return retired
  throw wrongKey(archive, expected, current === null ? `${file} is not there` : `${file} holds another one`)
}

export function wrongKey(archive: string, expected: string, found: string): NianbaoError {
  const message = `${archive} is signed for by the key ${expected}, and ${found}; name its file with --key or NIANBAO_KEY`
  return new NianbaoError('wrong-key', message)
}

/** Makes a key for a file that is not there yet, durably and for its owner's eyes only. */
async function makeSigner(file: string): Promise<Signer> {
  const made = `${file}.${randomUUID()}`
  await guarded(file, async () => {
    await makeFolder(dirname(file))
    await keepKey(made, newKey())
    // Not renamed: of two processes that make the first key at once, both must go on with the same one.
    await link(made, file).catch((error: unknown) => {
      if (systemCode(error) !== 'EEXIST') throw error
    })
    await rm(made)
    await syncFolder(dirname(file))
  })
  return { ...signerIn(file), madeIn: file }
}

/**
 * The key that follows `signer`: another one that `file` holds already, else a new one, which takes its place there. The old
 * one stays beside it under a name of its own.
 */
export async function nextSigner(file: string, signer: Signer): Promise<Signer> {
  const current = readSigner(file)
  if (current === null) return makeSigner(file)
  if (current.publicKey !== signer.publicKey) return current
  await guarded(file, async () => {
    await keepKey(retiredFile(file, signer.publicKey), await readFile(file, 'utf8'))
    await keepKey(file, newKey())
  })
  return signerIn(file)
}

function signerIn(file: string): Signer {
  const signer = readSigner(file)
  if (signer === null) throw new Error(`${file} was made and is not there`)
  return signer
}

/** The signer in a file; null where there is no such file. `wrong-key` for a file that holds something else. */
function readSigner(file: string): Signer | null {
  const pem = keyBytes(file)
  if (pem === null) return null
  const key = ed25519In(pem)
  if (key !== null) return signerOf(key)
  throw new NianbaoError('wrong-key', `${file}: this is no Ed25519 key in PEM; name another file with --key`)
}

/** Unlike a file of the archive it may be a pipe: a key that is decrypted on the way. */
function keyBytes(file: string): Buffer | null {
  try {
    return readFileSync(file)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw systemRefusal(error, file) ?? error
  }
}

function ed25519In(pem: Buffer): KeyObject | null {
  try {
    const key = createPrivateKey(pem)
    return key.asymmetricKeyType === 'ed25519' ? key : null
  } catch {
    // Whatever OpenSSL has to say of it, it is no key of ours; the caller names the file.
    return null
  }
}

function signerOf(key: KeyObject): Signer {
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64')
  return { publicKey, madeIn: null, sign: (text) => sign(null, Buffer.from(text), key) }
}

const newKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()

const keepKey = (file: string, pem: string): Promise<void> =>
  durableWrite(file, pem, { temp: dirname(file), mode: 0o600 })

async function guarded(file: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    throw systemRefusal(error, file) ?? error
  }
}

/** `key.pem` → `key-<first 16 digits of the key's SHA-256>.pem`. */
function retiredFile(file: string, publicKey: string): string {
  const digest = hash('sha256', Buffer.from(publicKey, 'base64'))
  return join(dirname(file), `${basename(file, '.pem')}-${digest.slice(0, 16)}.pem`)
}
