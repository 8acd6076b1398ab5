import { createHash } from 'node:crypto'
import type { ListingPage } from '../model/listing.ts'
import { JUDGEMENT } from './judgeLink.ts'

/** A walk (遍历) through one endpoint so far. */
export interface Walk {
  readonly endpoint: string
  readonly column: string | null
  readonly fingerprint: string
  readonly pages: readonly ListingPage[]
}

/** Begins with the first page that an endpoint gave. */
export function beginWalk(page: ListingPage): Walk {
  return { endpoint: page.endpoint, column: page.column, fingerprint: fingerprintOf(page), pages: [page] }
}

export function continueWalk(walk: Walk, page: ListingPage): Walk {
  return { ...walk, pages: [...walk.pages, page] }
}

/** Rows printed on all pages, repeats included. */
export function rowsOf({ pages }: Walk): number {
  return pages.reduce((rows, { links }) => rows + links.length, 0)
}

/** The largest total that any page declared; lists grow and lie. */
export function declaredTotalOf({ pages }: Pick<Walk, 'pages'>): number | null {
  const totals = pages.flatMap(({ declaredTotal }) => declaredTotal ?? [])
  return totals.length === 0 ? null : Math.max(...totals)
}

/** At most this share of a list's rows may be repeats for it to count as whole (252 rows with 251 articles were seen). */
const REPEATS = 0.1

/**
 * Why the walk did not reach the end of its listing, or null when it did: the articles, or with a few repeats the
 * rows, are as many as declared, and the last page promised no other.
 */
export function shortfallOf(walk: Walk): string | null {
  const rows = rowsOf(walk)
  const total = declaredTotalOf(walk)
  const articles = new Set(walk.pages.flatMap(({ links }) => links.map(({ url }) => url))).size
  const last = walk.pages.at(-1)
  const unfollowed = last?.unfollowed ?? []
  if (total !== null) {
    const repeats = rows === total && articles >= total * (1 - REPEATS)
    if (articles < total && !repeats) return `${articles} of ${total} declared rows were listed`
  } else if (last?.more === true && unfollowed.length === 0) {
    return `the list promises more after page ${walk.pages.length}`
  }
  return unfollowed.length === 0
    ? null
    : `not followed after page ${walk.pages.length}: ${unfollowed.join('; ')}`
}

/** That the listing holds more than it declares, in words; null when it does not. Its totals then prove nothing. */
export function excessOf({ pages }: Pick<Walk, 'pages'>): string | null {
  const total = declaredTotalOf({ pages })
  const articles = new Set(pages.flatMap(({ links }) => links.map(({ url }) => url))).size
  if (total !== null && articles > total) return `${articles} rows were listed, and ${total} are declared`
  const declared = pages.flatMap(({ declaredPages }) => declaredPages ?? [])
  const most = declared.length === 0 ? pages.length : Math.max(...declared)
  return pages.length > most ? `${pages.length} pages were listed, and ${most} are declared` : null
}

/**
 * Whether the first page of a listing that was read to its end shows, as long as it stays the same, that the rest does too: it is
 * the only one and promises no other, or it declares a total that was reached and not exceeded.
 */
export function isProvable(walk: Walk): boolean {
  const [first] = walk.pages
  if (first === undefined || excessOf(walk) !== null) return false
  return first.declaredTotal !== null || (walk.pages.length === 1 && !first.more)
}

/** What an unchanged listing shows again: the first page's links in order, the declared totals, and whether it promises another. */
const fingerprintOf = ({ links, declaredTotal, declaredPages, more }: ListingPage): string =>
  hashOf([JUDGEMENT, declaredTotal, declaredPages ?? null, more, shownBy(links)])

/** What all pages together show: their links in order. */
export const contentOf = ({ pages }: Walk): string => hashOf(pages.map(({ links }) => shownBy(links)))

const shownBy = (links: ListingPage['links']): readonly unknown[] =>
  links.map(({ url, title, date }) => [url, title, date])

const hashOf = (shown: unknown): string => createHash('sha256').update(JSON.stringify(shown)).digest('hex')
