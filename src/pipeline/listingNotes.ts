import { z } from 'zod'
import type { SiteReader } from '../archive/siteReader.ts'
import type { DiscoverTools } from '../discover/discoverTools.ts'

const Past = z.strictObject({
  fingerprint: z.string(),
  rows: z.int(),
  declaredTotal: z.int().nullable(),
  counts: z.record(z.string(), z.int()),
  // index files of before 2026-12 have none of these; then nothing is proved, and the walk is due
  walked: z.string().nullable().default(null),
  provable: z.boolean().default(false),
  content: z.string().nullable().default(null),
  strange: z.array(z.string()).default([]),
})

const Taken = z.record(z.string(), z.array(z.string()))

/** Names of the notes of a site's index that its listings are remembered by, after the `sourceKey`. */
export const noteKey = {
  memory: (source: string): string => `memory ${source}`,
  vendor: (source: string): string => `vendor ${source}`,
  learnt: (source: string): string => `learnt ${source}`,
  past: (source: string, endpoint: string): string => `past ${source} ${endpoint}`,
  taken: (source: string): string => `taken ${source}`,
} as const

/** What the index remembers of the listings of a site. A note that is lost or of another version costs requests, never a listing. */
export function listingNotes(
  shelf: Pick<SiteReader, 'note'>,
): Pick<DiscoverTools, 'remembered' | 'learnt' | 'vendor' | 'past' | 'taken'> {
  return {
    remembered: (source) => shelf.note(noteKey.memory(source)) ?? null,
    learnt: (source) => z.string().safeParse(shelf.note(noteKey.learnt(source))).data ?? null,
    vendor: (source) =>
      z
        .string()
        .nullable()
        .safeParse(shelf.note(noteKey.vendor(source))).data,
    past: (source, endpoint) => Past.safeParse(shelf.note(noteKey.past(source, endpoint))).data ?? null,
    taken: (source) => Taken.safeParse(shelf.note(noteKey.taken(source))).data ?? {},
  }
}
