import { hash } from 'node:crypto'
import { Capture } from '../model/capture.ts'

/** `prev` of the first line. */
export const noLine = '0'.repeat(64)

const tail = /,"check":"([0-9a-f]{64})"\}$/u
const tailLength = ',"check":"'.length + 64 + '"}'.length

/**
 * A line as read: the capture, and the SHA-256 of the line's bytes that the next line repeats as `prev`; or what is
 * wrong with it, in words for people, and whether it is whole (its checksum fits), so that no crash has torn it.
 */
export type LedgerLine =
  | { readonly kind: 'good'; readonly capture: Capture; readonly hash: string }
  | { readonly kind: 'bad'; readonly problem: string; readonly whole: boolean }

/**
 * One line of the ledger without its line feed: the capture as JSON (UTF-8, members in the order of the schema, no
 * white space) with one member more at its end: `"check"`, the SHA-256 of that JSON before the member was added.
 */
export function encodeLine(capture: Capture): string {
  const text = JSON.stringify(Capture.parse(capture))
  return `${text.slice(0, -1)},"check":"${hash('sha256', text)}"}`
}

/** Reads a line (without its line feed) strictly: checksum, JSON, schema. */
export function decodeLine(bytes: Buffer): LedgerLine {
  const end = tail.exec(bytes.toString('latin1', Math.max(0, bytes.length - tailLength)))
  if (end === null) return { kind: 'bad', problem: 'the line does not end with its checksum', whole: false }
  // The brace that `check` pushed to the end is put back: these are the bytes that were hashed.
  const body = Buffer.concat([bytes.subarray(0, bytes.length - tailLength), Buffer.from('}')])
  if (hash('sha256', body) !== end[1]) return { kind: 'bad', problem: 'the checksum does not fit the line', whole: false }
  const capture = Capture.safeParse(parseJson(body))
  if (!capture.success) return { kind: 'bad', problem: 'the line is no capture of this version', whole: true }
  return { kind: 'good', capture: capture.data, hash: hash('sha256', bytes) }
}

/** undefined where there is no JSON: the schema then refuses it. */
function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
