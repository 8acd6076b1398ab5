import { hash } from 'node:crypto'
import { z } from 'zod'
import { seal, unseal } from './sealed.ts'
import { indexMembers, type BundleEntry, type SiteIndex } from './siteIndex.ts'

/**
 * One line of index.tail.jsonl: what an index said more, or otherwise, when it was saved again. Sealed like a ledger line, and tied
 * to the index.json that it goes on from: `base` is the SHA-256 of that file, `number` counts from 1.
 */
const TailEntry = z.strictObject({ base: z.string(), number: z.int(), ...indexMembers })
type TailEntry = z.infer<typeof TailEntry>

/** The part of a tail that goes on from an index.json: its length in bytes and lines; `whole` when nothing else follows. */
export interface TailEnd {
  readonly bytes: number
  readonly number: number
  readonly whole: boolean
}

/**
 * Lets an index say what its tail says, line by line, up to the first that is torn, altered or of another base: what follows is
 * found again in the ledger, or derived again. A tail of another index.json is what a kill leaves between the two files.
 */
export function applyTail(index: SiteIndex, base: string, tail: Buffer): TailEnd {
  let [bytes, number] = [0, 0]
  let end = tail.indexOf(10)
  for (; end >= 0; end = tail.indexOf(10, bytes)) {
    const entry = readEntry(tail.subarray(bytes, end))
    if (entry === null) return { bytes, number, whole: false }
    if (entry.base !== base || entry.number !== number + 1) break
    applyEntry(index, entry)
    number = entry.number
    bytes = end + 1
  }
  const other = number === 0 && end >= 0
  return { bytes, number, whole: other || bytes === tail.length }
}

function readEntry(line: Buffer): TailEntry | null {
  const read = unseal(line)
  if (read.kind !== 'whole') return null
  const entry = TailEntry.safeParse(JSON.parse(read.json))
  return entry.success ? entry.data : null
}

function applyEntry(index: SiteIndex, { ledger, manifest, ends, looks, bundles, notes }: TailEntry): void {
  index.ledger = ledger
  index.manifest = manifest
  for (const end of ends) index.ends.push(end)
  Object.assign(index.looks, looks)
  Object.assign(index.bundles, bundles)
  Object.assign(index.notes, notes)
}

/** What an index said when it was last saved: enough to tell what it says more now. */
export interface SavedIndex {
  readonly lines: number
  readonly derived: ReadonlyMap<string, BundleEntry['derived']>
  readonly notes: ReadonlyMap<string, unknown>
}

/** Values are compared by identity: whoever changes one puts another in its place. */
export function savedIndex({ ledger, bundles, notes }: SiteIndex): SavedIndex {
  const derived = new Map(Object.entries(bundles).map(([key, bundle]) => [key, bundle.derived]))
  return { lines: ledger.lines, derived, notes: new Map(Object.entries(notes)) }
}

/** The line that takes a tail from what was saved to what the index says now, with its line feed. */
export function tailLine(index: SiteIndex, saved: SavedIndex, base: string, number: number): string {
  const { ledger, manifest, ends } = index
  const bundles = chosen(
    index.bundles,
    (bundle, key) =>
      (bundle.captures.at(-1) ?? 0) > saved.lines || bundle.derived !== (saved.derived.get(key) ?? null),
  )
  const entry: TailEntry = {
    ...{ base, number, ledger, manifest, ends: ends.slice(saved.lines), bundles },
    looks: chosen(index.looks, ({ seq }) => seq > saved.lines),
    notes: chosen(index.notes, (note, name) => !saved.notes.has(name) || saved.notes.get(name) !== note),
  }
  return `${seal(JSON.stringify(entry))}\n`
}

function chosen<T>(all: Record<string, T>, isChosen: (value: T, key: string) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([key, value]) => isChosen(value, key)))
}

/** What a tail calls the index.json that it goes on from. */
export const baseOf = (bytes: Uint8Array | string): string => hash('sha256', bytes)
