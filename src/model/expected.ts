import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { RecordingIndex } from './recording.ts'

/** What a site's recording must give, `expected.json`: written by the program, read by a person. */
export const Expected = z
  .strictObject({
    schema: z.literal('nianbao/expected@1'),
    site: z.string(),
    /** Who compared it with the site, and when (`name, 2026-11-21`); null until somebody has. */
    read_by: z.string().nullable(),
    listings: z
      .array(
        z
          .strictObject({
            source: z.int(),
            endpoint: z.string(),
            column: z.string().nullable(),
            rows: z.int(),
            declared: z.int().nullable(),
            complete: z.boolean(),
            /** Links taken for annual reports, by year of report. */
            counts: z.record(z.string(), z.int()).readonly(),
          })
          .readonly(),
      )
      .readonly(),
    candidates: z
      .array(
        z
          .strictObject({
            year: z.int().nullable(),
            unit: z.string().nullable(),
            title: z.string(),
            date: z.string().nullable(),
            column: z.string().nullable(),
            url: z.string(),
          })
          .readonly(),
      )
      .readonly(),
    ignored: z
      .array(z.strictObject({ reason: z.string(), title: z.string(), url: z.string() }).readonly())
      .readonly(),
    alarms: z
      .array(
        z.strictObject({ code: z.string(), endpoint: z.string().nullable(), message: z.string() }).readonly(),
      )
      .readonly(),
    /** What the sampled pages extract to; `refused` names the codes of what held no report. */
    sampled: z
      .array(
        z
          .strictObject({
            url: z.string(),
            reports: z
              .array(
                z
                  .strictObject({ id: z.string().nullable(), form: z.string().nullable(), figures: z.int() })
                  .readonly(),
              )
              .readonly(),
            refused: z.array(z.string()).readonly(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly()
export type Expected = z.infer<typeof Expected>

const person = /^(?!replica\b)\S.*, (\d{4}-\d{2}-\d{2})$/u
const replica = /^replica of our own, generated (\d{4}-\d{2}-\d{2})$/u

/** What stands in `read_by` where there was no live site to read. */
const replicaWords = (date: string): string => `replica of our own, generated ${date}`

/**
 * Why an expected file does not count as read, in a line for whoever runs the tests; null when it does. Of a live recording a
 * person must have read it; of a replica nobody can have, and the words that say so serve for no other kind.
 */
export function unreadBecause({ site, read_by }: Expected, kind: RecordingIndex['kind']): string | null {
  const wanted = kind === 'live' ? person : replica
  const date = wanted.exec(read_by ?? '')?.[1]
  if (date !== undefined && z.iso.date().safeParse(date).success) return null
  const what = kind === 'live' ? '"read_by": "your name, 2026-11-21"' : `"${replicaWords('2026-11-21')}"`
  return `${site}: nobody has read expected.json (read_by is ${JSON.stringify(read_by)}); compare it with the site, then write ${what}`
}

/** The new expected file with the word of who read the one before, where that still holds: same kind, same content. */
export function withReader(
  made: Expected,
  { kind, recorded }: RecordingIndex,
  before: { readonly expected: Expected; readonly kind: RecordingIndex['kind'] } | null,
): Expected {
  const same =
    before?.kind === kind &&
    isDeepStrictEqual({ ...before.expected, read_by: null }, { ...made, read_by: null })
  const unread = kind === 'replica' ? replicaWords(recorded) : null
  return { ...made, read_by: same ? before.expected.read_by : unread }
}
