import { z } from 'zod'
import type { FailureCode } from '../errors.ts'
import type { Capture } from '../model/capture.ts'
import type { Json } from '../model/json.ts'
import { lookKey } from './requestKey.ts'
import { ledgerStart } from './walkLedger.ts'

/** An original, or a report without a certain id, that was left in a bundle. */
export interface LeftOver {
  readonly url: string
  readonly code: FailureCode
  readonly message: string
}

/** What became of a bundle: the ids of its filed reports, and what is archived in it and not filed. */
export interface DerivedOutcome {
  readonly ids: readonly string[]
  readonly left: readonly LeftOver[]
}

/** The last look at one request. `body`: the line of the last look that brought a body (a 304 brings none). */
export interface Look {
  readonly seq: number
  readonly time: string
  readonly role: Capture['role']
  readonly body: number
  /** Looks in a row that a 304 answered. */
  readonly rechecks: number
}

/** The captures whose content a bundle holds, in ledger order, and what was derived from those up to `upTo`. */
export interface BundleEntry {
  captures: number[]
  derived: { readonly upTo: number; readonly outcome: DerivedOutcome } | null
}

/** What index.json and each line of its tail say. */
export const indexMembers = {
  /** The ledger line up to which all of this speaks. */
  ledger: z.strictObject({ lines: z.int(), bytes: z.int(), last: z.string() }),
  /** originals.sha256 as last written: the ledger lines that it covers, and its own SHA-256. */
  manifest: z.strictObject({ lines: z.int(), sha256: z.string() }),
  /** For each line the byte after its line feed. */
  ends: z.custom<number[]>(Array.isArray),
  looks: z.custom<Record<string, Look>>(isObject),
  bundles: z.custom<Record<string, BundleEntry>>(isObject),
  notes: z.custom<Record<string, Json>>(isObject),
}

/**
 * index.json: a cache of the ledger, plus notes whose loss costs only requests. It is small on purpose (where a line
 * stands, not what it says), because it is read whole; what a save adds goes to its tail (`indexTail.ts`).
 *
 * Its seal tells that it is byte for byte what this program wrote, its format that these are the same types: so what grows
 * with the archive is not walked through again on every opening (it took half of the time: test/bench/archive.ts). Whoever
 * changes a type here gives the format another number; an index of another format is made anew from the ledger.
 */
export const SiteIndex = z.strictObject({
  format: z.literal('nianbao/index@3'),
  ...indexMembers,
})
export type SiteIndex = z.infer<typeof SiteIndex>

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function emptyIndex(): SiteIndex {
  return {
    format: 'nianbao/index@3',
    ledger: { ...ledgerStart },
    manifest: { lines: 0, sha256: '' },
    ends: [],
    looks: {},
    bundles: {},
    notes: {},
  }
}

/** A durable line, and to which bundle its content is news (null: to none). */
export interface IndexedLine {
  readonly capture: Capture
  readonly hash: string
  readonly end: number
  readonly newsFor: string | null
}

/** Lets the index speak of one ledger line more: the next one. */
export function applyLine(index: SiteIndex, { capture, hash, end, newsFor }: IndexedLine): void {
  const key = lookKey(capture)
  const before = index.looks[key]
  const confirmed = capture.outcome === 'not-modified'
  index.ledger = { lines: capture.seq, bytes: end, last: hash }
  index.ends.push(end)
  index.looks[key] = {
    seq: capture.seq,
    time: capture.time,
    role: capture.role,
    body: confirmed && before !== undefined ? before.body : capture.seq,
    rechecks: confirmed && before !== undefined ? before.rechecks + 1 : 0,
  }
  if (newsFor === null) return
  const bundle = (index.bundles[newsFor] ??= { captures: [], derived: null })
  bundle.captures.push(capture.seq)
}
