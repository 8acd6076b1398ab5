import { z } from 'zod'

/** A link (链接) as a listing prints it. */
export const Link = z
  .strictObject({
    /** Absolute, as the host means it (resolved against the page's final URL); as printed where that leads nowhere. */
    url: z.string(),
    /** The fullest title at hand (`title` attribute before link text), white space folded. */
    title: z.string(),
    /** ISO date, or null when the listing prints none. */
    date: z.string().nullable(),
  })
  .readonly()
export type Link = z.infer<typeof Link>

/** One page of a listing (列表), in the order of the site. */
export interface ListingPage {
  /** Names the column for good: stable over nights and pages, e.g. the column's URL. */
  readonly endpoint: string
  /** Column name as the site prints it (政府信息公开年报), or null. */
  readonly column: string | null
  /** From 1. */
  readonly page: number
  readonly links: readonly Link[]
  /** Rows that the server says the whole listing has, or null. */
  readonly declaredTotal: number | null
  /** Pages that the server says the whole listing has, where it says so. */
  readonly declaredPages?: number | null
  /** Whether more pages follow, as far as the family can tell. */
  readonly more: boolean
  /** There when memory named the list, and what leads to it was not asked for: whether it leads to another by now, nobody has looked. */
  readonly fromMemory?: true
  /** What the page shows and nobody follows, in words: a pager that only a script moves, a column below. On the last page it makes the listing partial. */
  readonly unfollowed?: readonly string[]
  /** The request whose response held these links, and its body's SHA-256: the evidence of the listing. */
  readonly response: { readonly url: string; readonly sha256: string }
}

/** The reply of whoever reads a listing: go on to the next page of this endpoint, or leave it. */
export type Appetite = 'more' | 'enough'
