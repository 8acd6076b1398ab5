import { hash } from 'node:crypto'
import type { z } from 'zod'
import { durableWrite } from './durableWrite.ts'
import { noLine } from './ledgerLine.ts'
import { bytesIfThere } from './readIfThere.ts'
import { seal, unseal } from './sealed.ts'

/** What every line of a chain has: its number from 1, and the SHA-256 of the line before it (64 zeros in the first). */
interface Link {
  readonly seq: number
  readonly prev: string
}

/** Every line of a chain with its hash; or the first line that is not as it was written. */
export type Chain<T> =
  | { readonly kind: 'good'; readonly lines: readonly T[]; readonly hashes: readonly string[] }
  | { readonly kind: 'bad'; readonly line: number; readonly problem: string }

/** Where a chain ends: its lines, and the SHA-256 of the last one without its line feed. */
export interface ChainHead {
  readonly lines: number
  /** Lower-case hex. */
  readonly last: string
}

/** Reads a file of sealed lines, each naming the one before; a file that is not there has none. */
export function readChain<T extends Link>(path: string, schema: z.ZodType<T>): Chain<T> {
  const lines: T[] = []
  const hashes: string[] = []
  for (const line of linesOf(bytesIfThere(path) ?? Buffer.alloc(0))) {
    const bad = (problem: string): Chain<T> => ({ kind: 'bad', line: lines.length + 1, problem })
    if (line.torn) return bad('the line has no end')
    const read = unseal(line.bytes)
    if (read.kind !== 'whole') return bad('the line is not as it was written')
    const parsed = schema.safeParse(JSON.parse(read.json))
    if (!parsed.success) return bad('the line is no decision of this version')
    const { seq, prev } = parsed.data
    if (seq !== lines.length + 1 || prev !== (hashes.at(-1) ?? noLine)) return bad('it does not follow the line before')
    lines.push(parsed.data)
    hashes.push(hash('sha256', line.bytes))
  }
  return { kind: 'good', lines, hashes }
}

/** Whether a chain holds what was signed of it, and more. */
export const holdsHead = ({ hashes }: { readonly hashes: readonly string[] }, signed: ChainHead | null): boolean =>
  signed === null || hashes[signed.lines - 1] === signed.last

/** Where a chain ends; null where it is empty. */
export function chainHead({ hashes }: { readonly hashes: readonly string[] }): ChainHead | null {
  const last = hashes.at(-1)
  return last === undefined ? null : { lines: hashes.length, last }
}

/** Adds a line durably after those that are there; the file is written whole and renamed, so that no line is ever torn. */
export async function growChain(path: string, temp: string, line: Link): Promise<void> {
  const before = bytesIfThere(path) ?? Buffer.alloc(0)
  await durableWrite(path, Buffer.concat([before, Buffer.from(`${seal(JSON.stringify(line))}\n`)]), { temp })
}

function* linesOf(bytes: Buffer): Generator<{ readonly bytes: Buffer; readonly torn: boolean }> {
  for (let at = 0; at < bytes.length;) {
    const cut = bytes.indexOf(10, at)
    yield { bytes: bytes.subarray(at, cut < 0 ? bytes.length : cut), torn: cut < 0 }
    at = cut < 0 ? bytes.length : cut + 1
  }
}
