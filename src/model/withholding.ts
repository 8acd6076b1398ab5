import { z } from 'zod'
import type { Capture } from './capture.ts'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/u)

/** A decision of a person to withhold an original, or to lift that (不予公开): one line of withheld.jsonl (docs/decisions/0034). */
export const Withholding = z
  .strictObject({
    /** Line, from 1. */
    seq: z.int().positive(),
    /** SHA-256 of the line before without its line feed; 64 zeros in the first. */
    prev: Sha256,
    /** ISO 8601, UTC. */
    time: z.string(),
    action: z.enum(['withhold', 'lift']),
    /** Of the original, decoded: what the ledger's `sha256` names. */
    sha256: Sha256,
    by: z.string().min(1),
    /** For everybody to read. */
    reason: z.string().min(1),
  })
  .readonly()
export type Withholding = z.infer<typeof Withholding>

/** What names the bytes that a ledger line speaks of: withheld with the one are both. A picture is withheld with the page that it shows, a conversion with its file. */
export interface NamesBytes {
  readonly sha256: string
  readonly encoded?: { readonly sha256: string } | null
  readonly browser?: Capture['browser']
  readonly conversion?: Capture['conversion']
}

/** Hashes that these bytes are withheld by. */
export const namesOf = ({ sha256, encoded, browser, conversion }: NamesBytes): readonly string[] => [
  sha256,
  ...(encoded ? [encoded.sha256] : []),
  ...(browser?.kind === 'pictured' ? [browser.page] : []),
  ...(conversion === undefined ? [] : [conversion.of]),
]

/** What of an archive is withheld (不公开的原件). */
export interface Withheld {
  /** In force, the oldest first. */
  readonly list: readonly Withholding[]
  /** When the last decision on an original was made, by SHA-256: also of those that were lifted. */
  readonly decided: ReadonlyMap<string, string>
  /** The decision that withholds these bytes; null where none does. */
  of(file: NamesBytes): Withholding | null
}

/** What the decisions, in their order, come to. */
export function withheldBy(decisions: readonly Withholding[]): Withheld {
  const inForce = new Map<string, Withholding>()
  for (const decision of decisions) {
    if (decision.action === 'withhold') inForce.set(decision.sha256, decision)
    else inForce.delete(decision.sha256)
  }
  return {
    list: [...inForce.values()],
    decided: new Map(decisions.map(({ sha256, time }) => [sha256, time])),
    of: (file) => namesOf(file).flatMap((sha256) => inForce.get(sha256) ?? [])[0] ?? null,
  }
}

/** A withheld original as exports and `status` name it. */
export interface WithheldOriginal {
  readonly sha256: string
  readonly since: string
  readonly by: string
  readonly reason: string
}

export const withheldOriginals = ({ list }: Withheld): readonly WithheldOriginal[] =>
  list.map(({ sha256, time, by, reason }) => ({ sha256, since: time, by, reason }))
