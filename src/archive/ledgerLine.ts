import { hash } from 'node:crypto'
import { Capture } from '../model/capture.ts'
import { seal, unseal } from './sealed.ts'

/** `prev` of the first line. */
export const noLine = '0'.repeat(64)

/**
 * A line as read: the capture, and the SHA-256 of the line's bytes that the next line repeats as `prev`; or what is
 * wrong with it, in words for people, and whether it is whole (its checksum fits), so that no crash has torn it.
 */
export type LedgerLine =
  | { readonly kind: 'good'; readonly capture: Capture; readonly hash: string }
  | { readonly kind: 'bad'; readonly problem: string; readonly whole: boolean }

/** One line of the ledger without its line feed: the capture in the order of its schema, sealed (`sealed.ts`). */
export function encodeLine(capture: Capture): string {
  return seal(JSON.stringify(Capture.parse(capture)))
}

/** Reads a line (without its line feed) strictly: checksum, JSON, schema. */
export function decodeLine(bytes: Buffer): LedgerLine {
  const read = unseal(bytes)
  if (read.kind === 'unsealed') return { kind: 'bad', problem: 'the line does not end with its checksum', whole: false }
  if (read.kind === 'altered') return { kind: 'bad', problem: 'the checksum does not fit the line', whole: false }
  const capture = Capture.safeParse(parseJson(read.json))
  if (!capture.success) return { kind: 'bad', problem: 'the line is no capture of this version', whole: true }
  return { kind: 'good', capture: capture.data, hash: hash('sha256', bytes) }
}

/** undefined where there is no JSON: the schema then refuses it. */
function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
