import type { FileHandle } from 'node:fs/promises'
import { NianbaoError } from '../errors.ts'
import type { Capture } from '../model/capture.ts'
import { decodeLine, noLine } from './ledgerLine.ts'

/** A place in the ledger: so many lines and bytes (line feeds included), and the hash of the last of these lines. */
export interface LedgerPosition {
  readonly lines: number
  readonly bytes: number
  readonly last: string
}

export const ledgerStart: LedgerPosition = { lines: 0, bytes: 0, last: noLine }

/**
 * One line of a walk; `line` counts from 1, `bytes` are without its line feed, `end` is the byte after that. `torn`: no line feed at the end.
 * `whole`: the line's own checksum fits, so it was written like this and no crash has torn it.
 */
export type LedgerStep =
  | {
      readonly kind: 'good'
      readonly line: number
      readonly end: number
      readonly bytes: Buffer
      readonly capture: Capture
      readonly hash: string
    }
  | {
      readonly kind: 'bad'
      readonly bytes: Buffer
      readonly line: number
      readonly at: number
      readonly end: number
      readonly problem: string
      readonly whole: boolean
    }
  | { readonly kind: 'torn'; readonly line: number; readonly at: number; readonly end: number }

/**
 * Walks the ledger from a trusted place up to byte `size`, testing checksum, chain and sequence, and goes on after a
 * bad line. A line after a bad one is tested by itself only, so that one flipped byte is one bad line.
 */
export async function* walkLedger(file: FileHandle, from: LedgerPosition, size: number): AsyncGenerator<LedgerStep> {
  let line = from.lines
  let before: { readonly seq: number; readonly hash: string } | null = { seq: from.lines, hash: from.last }
  for await (const piece of pieces(file, from.bytes, size)) {
    line += 1
    if (piece.torn) {
      yield { kind: 'torn', line, at: piece.at, end: piece.end }
      return
    }
    const read = decodeLine(piece.bytes)
    const { at, end, bytes } = piece
    if (read.kind === 'bad') {
      yield { kind: 'bad', line, bytes, at, end, problem: read.problem, whole: read.whole }
      before = null
      continue
    }
    const problem = chainProblem(read.capture, before)
    if (problem === null) yield { kind: 'good', line, bytes, end, capture: read.capture, hash: read.hash }
    else yield { kind: 'bad', line, bytes, at, end, problem, whole: true }
    before = { seq: read.capture.seq, hash: read.hash }
  }
}

/** Walks a ledger that must be good: anything bad is `archive-damaged`; a torn end is left to the caller's `size`. */
export async function* walkGoodLedger(
  file: FileHandle,
  path: string,
  from: LedgerPosition,
  size: number,
): AsyncGenerator<Extract<LedgerStep, { kind: 'good' }>> {
  for await (const step of walkLedger(file, from, size)) {
    if (step.kind !== 'good') throw damagedLine(path, step)
    yield step
  }
}

export function damagedLine(path: string, step: Exclude<LedgerStep, { kind: 'good' }>): NianbaoError {
  const problem = step.kind === 'torn' ? 'the line has no end' : step.problem
  return new NianbaoError('archive-damaged', `${path}: line ${step.line}: ${problem}`)
}

function chainProblem(capture: Capture, before: { seq: number; hash: string } | null): string | null {
  if (before === null) return null
  if (capture.seq !== before.seq + 1) return `sequence number ${capture.seq} follows ${before.seq}`
  if (capture.prev !== before.hash) return 'the hash of the line before does not fit'
  if (capture.parent !== null && capture.parent >= capture.seq) return 'its parent comes after it'
  return null
}

interface Piece {
  readonly bytes: Buffer
  readonly at: number
  readonly end: number
  readonly torn: boolean
}

async function* pieces(file: FileHandle, from: number, size: number): AsyncGenerator<Piece> {
  const chunk = Buffer.alloc(1 << 20)
  let rest = Buffer.alloc(0)
  let at = from
  for (let position = from; position < size;) {
    const { bytesRead } = await file.read(chunk, 0, Math.min(chunk.length, size - position), position)
    if (bytesRead === 0) break
    position += bytesRead
    // Copied: the pieces that are given away must not change when the next chunk is read.
    let bytes: Buffer = Buffer.concat([rest, chunk.subarray(0, bytesRead)])
    for (let cut = bytes.indexOf(10); cut >= 0; cut = bytes.indexOf(10)) {
      yield { bytes: bytes.subarray(0, cut), at, end: at + cut + 1, torn: false }
      at += cut + 1
      bytes = bytes.subarray(cut + 1)
    }
    rest = Buffer.from(bytes)
  }
  if (rest.length > 0) yield { bytes: rest, at, end: at + rest.length, torn: true }
}
