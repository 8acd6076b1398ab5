import { z } from 'zod'
import { failures, type FailureCode } from '../errors.ts'
import { Capture } from '../model/capture.ts'
import { Json } from '../model/json.ts'
import { lookKey } from './requestKey.ts'
import { ledgerStart } from './walkLedger.ts'

const codes = Object.keys(failures) as [FailureCode, ...FailureCode[]]
const seq = z.int().positive()

/** What became of a bundle: filed reports, an unfiled one (no certain id), or a document that is none. */
export const DerivedOutcome = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reports'), ids: z.array(z.string()).readonly() }),
  z.strictObject({ kind: z.literal('unfiled'), message: z.string() }),
  z.strictObject({ kind: z.literal('not-extracted'), code: z.enum(codes), message: z.string() }),
])
export type DerivedOutcome = Readonly<z.infer<typeof DerivedOutcome>>

/** The last look at one request. `body`: the line of the last look that brought a body (a 304 brings none). */
const Look = z.strictObject({
  seq,
  time: z.string(),
  role: Capture.unwrap().shape.role,
  body: seq,
  /** Looks in a row that a 304 answered. */
  rechecks: z.int().nonnegative(),
})
export type Look = Readonly<z.infer<typeof Look>>

/** The captures whose content a bundle holds, in ledger order, and what was derived from those up to `upTo`. */
const BundleEntry = z.strictObject({
  captures: z.array(seq),
  derived: z.strictObject({ upTo: seq, outcome: DerivedOutcome }).nullable(),
})
export type BundleEntry = z.infer<typeof BundleEntry>

/**
 * index.json: a cache of the ledger, plus notes whose loss costs only requests. It is small on purpose (where a line
 * stands, not what it says), because it is read and written whole.
 */
export const SiteIndex = z.strictObject({
  format: z.literal('nianbao/index@1'),
  /** The ledger line up to which all of this speaks. */
  ledger: z.strictObject({ lines: z.int(), bytes: z.int(), last: z.string() }),
  /** originals.sha256 as last written: the ledger lines that it covers, and its own SHA-256. */
  manifest: z.strictObject({ lines: z.int(), sha256: z.string() }),
  /** For each line the byte after its line feed. */
  ends: z.array(z.int()),
  looks: z.record(z.string(), Look),
  bundles: z.record(z.string(), BundleEntry),
  notes: z.record(z.string(), Json),
})
export type SiteIndex = z.infer<typeof SiteIndex>

export function emptyIndex(): SiteIndex {
  return {
    format: 'nianbao/index@1',
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
