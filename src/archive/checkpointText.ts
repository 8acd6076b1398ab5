import { createPublicKey, verify } from 'node:crypto'
import type { ChainHead } from './sealedChain.ts'

/** A ledger as a checkpoint signs it: so many lines, and the root of the Merkle tree over them (RFC 6962 §2.1). */
export interface SignedLedger {
  readonly lines: number
  /** Lower-case hex. */
  readonly root: string
}

/** What a checkpoint (检查点) says (docs/decisions/0022). Keys are SubjectPublicKeyInfo in base64, hashes lower-case hex. */
export interface Checkpoint {
  /** Of the archive, as in archive.json. */
  readonly kind: 'live' | 'replica'
  readonly created: string
  /** From 1, without gaps. */
  readonly number: number
  /** ISO 8601, UTC. */
  readonly time: string
  /** SHA-256 of the text of the checkpoint before; null in the first. */
  readonly previous: string | null
  /** The newest record of a run; null where there is none. */
  readonly run: { readonly file: string; readonly sha256: string } | null
  /** Who signs. */
  readonly key: string
  /** Who signs from the next checkpoint on; null where the key stays. */
  readonly nextKey: string | null
  /** Where withheld.jsonl ended (docs/decisions/0034); null where nothing ever was withheld. */
  readonly withheld: ChainHead | null
  /** Where decisions.jsonl ended (docs/decisions/0040); null where nothing was ever decided. */
  readonly decisions: ChainHead | null
  /** By site, in the order of their ids. */
  readonly ledgers: ReadonlyMap<string, SignedLedger>
}

/** Who signs the checkpoint that follows. */
export const expectedAfter = ({ key, nextKey }: Checkpoint): string => nextKey ?? key

/** The text that is signed, ended by a line feed. */
export function checkpointText(checkpoint: Checkpoint): string {
  const { kind, created, number, time, previous, run, key, nextKey, withheld, decisions, ledgers } = checkpoint
  const lines = [
    'nianbao/checkpoint@1',
    `archive ${kind} ${created}`,
    `number ${number}`,
    `time ${time}`,
    `previous ${previous ?? 'none'}`,
    run === null ? 'run none' : `run ${run.file} ${run.sha256}`,
    `key ${key}`,
    ...(nextKey === null ? [] : [`next-key ${nextKey}`]),
    ...(withheld === null ? [] : [`withheld ${withheld.lines} ${withheld.last}`]),
    ...(decisions === null ? [] : [`decisions ${decisions.lines} ${decisions.last}`]),
    ...[...ledgers].map(([site, { lines: size, root }]) => `ledger ${site} ${size} ${root}`),
  ]
  return `${lines.join('\n')}\n`
}

/** 44 bytes in base64: the twelve that every Ed25519 key begins with (RFC 8410 §4), and the 32 of this one. */
export const publicKeyForm = 'MCowBQYDK2VwAyEA[A-Za-z0-9+/]{43}='

const form = new RegExp(
  [
    '^nianbao/checkpoint@1\n',
    'archive (?<kind>live|replica) (?<created>\\S+)\n',
    'number (?<number>[1-9]\\d{0,14})\n',
    'time (?<time>\\S+)\n',
    'previous (?:none|(?<previous>[0-9a-f]{64}))\n',
    'run (?:none|(?<file>\\S+) (?<sha256>[0-9a-f]{64}))\n',
    `key (?<key>${publicKeyForm})\n`,
    `(?:next-key (?<nextKey>${publicKeyForm})\n)?`,
    '(?:withheld (?<withheldLines>[1-9]\\d{0,14}) (?<withheldLast>[0-9a-f]{64})\n)?',
    '(?:decisions (?<decisionsLines>[1-9]\\d{0,14}) (?<decisionsLast>[0-9a-f]{64})\n)?',
    '(?<ledgers>(?:ledger [a-z0-9][a-z0-9-]* (?:0|[1-9]\\d{0,14}) [0-9a-f]{64}\n)*)$',
  ].join(''),
  'u',
)

/** Reads a text that is exactly as `checkpointText` makes one; null for any other. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const parts = form.exec(text)?.groups
  if (parts === undefined) return null
  const { kind, created = '', time = '', previous = null, file, sha256, key = '', nextKey = null } = parts
  const lines = (parts['ledgers'] ?? '').split('\n').slice(0, -1)
  const checkpoint: Checkpoint = {
    kind: kind === 'live' ? 'live' : 'replica',
    created,
    number: Number(parts['number']),
    time,
    previous,
    run: file === undefined || sha256 === undefined ? null : { file, sha256 },
    key,
    nextKey,
    withheld: headIn(parts['withheldLines'], parts['withheldLast']),
    decisions: headIn(parts['decisionsLines'], parts['decisionsLast']),
    ledgers: new Map(lines.map(ledgerOf)),
  }
  // Sites that stand twice would pass the form, and one of them would be forgotten.
  return checkpointText(checkpoint) === text ? checkpoint : null
}

const headIn = (lines: string | undefined, last: string | undefined): ChainHead | null =>
  lines === undefined || last === undefined ? null : { lines: Number(lines), last }

function ledgerOf(line: string): readonly [string, SignedLedger] {
  const [, site = '', lines = '', root = ''] = line.split(' ')
  return [site, { lines: Number(lines), root }]
}

/** Whether `signature` (64 bytes, RFC 8032) is that of `key`, which has the form above, over these bytes. */
export function isSignedBy(key: string, bytes: Uint8Array, signature: Uint8Array): boolean {
  const publicKey = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' })
  return verify(null, bytes, publicKey, signature)
}

/** A public key as the PEM file that openssl takes (RFC 7468). */
export const publicPem = (key: string): string => `-----BEGIN PUBLIC KEY-----\n${key}\n-----END PUBLIC KEY-----\n`
