import { z } from 'zod'
import { Json } from './json.ts'
import { TlsNote } from './tls.ts'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/u)
const Headers = z.record(z.string(), z.string()).readonly()

/**
 * One line of the ledger (记录): an exchange worth keeping, chained to the line before.
 * With role, source, parent and what the listing printed, everything derived can be rebuilt from it offline.
 */
export const Capture = z
  .strictObject({
    /** From 1, without gaps. */
    seq: z.int().positive(),
    /** SHA-256 of the line before (its bytes without the line feed); 64 zeros for the first. */
    prev: Sha256,
    /** ISO 8601, UTC. */
    time: z.string(),
    run: z.string(),
    role: z.enum(['listing', 'page', 'attachment', 'import', 'picture', 'conversion']),
    /** Index of the source in the site file, or null (import). */
    source: z.int().nonnegative().nullable(),
    url: z.string(),
    method: z.enum(['GET', 'POST']),
    form: Headers.nullable(),
    /** What was posted as JSON; only such lines have it. */
    json: Json.optional(),
    hops: z
      .array(z.strictObject({ url: z.string(), status: z.int(), location: z.string() }).readonly())
      .readonly(),
    final_url: z.string(),
    status: z.int(),
    request_headers: Headers,
    response_headers: Headers,
    outcome: z.enum(['new', 'unchanged', 'changed', 'not-modified']),
    sha256: Sha256,
    size: z.int().nonnegative(),
    /** Extension of the original from its magic bytes, decided once. */
    extension: z.string(),
    encoded: z
      .strictObject({ encoding: z.string(), sha256: Sha256, size: z.int(), extension: z.string() })
      .readonly()
      .nullable(),
    /** What the host needed of TLS beyond the usual (`pinned`: its certificate is the site file's word); absent where nothing. */
    tls: z.array(TlsNote).readonly().optional(),
    /** `seq` of the page that led here (attachment), that is shown (picture), of the file that was converted (conversion), or of the listing that linked here (page). */
    parent: z.int().positive().nullable(),
    /** Division code of the site when this was captured (a fact for identity that must outlive the site file); null when unknown. `Bundle.provenance.siteDivision` comes from here. */
    division: z.string().nullable(),
    /** What the listing printed; for an attachment the link text; for an import what the person gave. */
    title: z.string().nullable(),
    date: z.string().nullable(),
    column: z.string().nullable(),
    /** File name as linked or given. */
    name: z.string().nullable(),
    /** For an import: the unit and year a person gave. */
    given: z.strictObject({ unit: z.string().nullable(), year: z.int().nullable() }).readonly().nullable(),
    /**
     * What a browser had to do with it (docs/decisions/0015). `passed`: the bytes are the host's, after a script challenge.
     * `rendered`: they are the page as the browser made it of what the lines with the hashes in `from` hold.
     * `pictured`: they are a picture of the page whose bytes have the hash `page`, as its reader saw it (docs/decisions/0059).
     */
    browser: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('passed'), name: z.string() }).readonly(),
        z
          .strictObject({
            kind: z.literal('rendered'),
            name: z.string(),
            step: z.int().positive(),
            from: z.array(Sha256).readonly(),
          })
          .readonly(),
        z
          .strictObject({
            kind: z.literal('pictured'),
            name: z.string(),
            as: z.enum(['png', 'pdf']),
            page: Sha256,
            /** In pixels of CSS. */
            viewport: z.strictObject({ width: z.int(), height: z.int() }).readonly(),
            /** Requests of the page that had no answer when it was taken. */
            missing: z.int().nonnegative(),
            /** Height of the whole page in pixels, where the picture ends before it. */
            cut: z.int().optional(),
          })
          .readonly(),
      ])
      .optional(),
    /** There where the role is `conversion`: which bytes a converter was given, and its name with its version (docs/decisions/0061). */
    conversion: z.strictObject({ of: Sha256, by: z.string() }).readonly().optional(),
  })
  .readonly()
export type Capture = z.infer<typeof Capture>

/** A ledger line is the capture plus `check`: SHA-256 of the line's JSON without the `check` member. */
export type CaptureFacts = Pick<
  Capture,
  'role' | 'source' | 'parent' | 'division' | 'title' | 'date' | 'column' | 'name' | 'given'
>
