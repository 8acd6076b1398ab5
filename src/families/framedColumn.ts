import { load } from 'cheerio/slim'
import { z } from 'zod'
import { NianbaoError } from '../errors.ts'
import type { Page } from '../model/page.ts'
import { readColumnPage, type ColumnPage, type RowRule } from './columnPage.ts'
import type { ListingTools } from './family.ts'
import { resolveLink } from './links.ts'

/** A column that keeps its list in a frame (常州, 淮安 do): the column's URL, its name, and the frame's URL. */
export const Frame = z.strictObject({
  column: z.string(),
  name: z.string().nullable(),
  url: z.url({ protocol: /^https?$/u }),
})
export type Frame = z.infer<typeof Frame>

interface Asked {
  readonly url: string
  readonly referer: string | null
  readonly known: Frame | null
}

interface Opened {
  readonly first: ColumnPage
  /** The frame that holds the list, or null. */
  readonly frame: Frame | null
}

/**
 * The first page of a column's list: the column page, or, where that links no article, the page in its first frame of the
 * same host. A `known` frame is asked for alone; when it no longer lists, the column page is read anew.
 */
export async function openColumn(
  { url, referer, known }: Asked,
  rule: RowRule,
  tools: ListingTools,
): Promise<Opened> {
  const remembered = known === null ? null : await openFrame(known, rule, tools)
  if (remembered !== null) return { first: remembered, frame: known }
  const first = await readColumnPage(url, referer, rule, tools)
  const address = first.links.length > 0 ? null : frameIn(first.page)
  if (address === null) return { first, frame: null }
  const frame = { column: url, name: first.name, url: address }
  const framed = await openFrame(frame, rule, tools)
  return framed === null ? { first, frame: null } : { first: framed, frame }
}

/** What a frame that moved or was given up can answer; anything else is the network's and passes through. */
const STALE: ReadonlySet<NianbaoError['code']> = new Set(['not-found', 'soft-404', 'server-error'])

/** The list in a frame, under its column's name; null where there is none. */
async function openFrame(frame: Frame, rule: RowRule, tools: ListingTools): Promise<ColumnPage | null> {
  try {
    const page = await readColumnPage(frame.url, frame.column, rule, tools)
    return page.links.length > 0 ? { ...page, name: frame.name ?? page.name } : null
  } catch (error) {
    if (error instanceof NianbaoError && STALE.has(error.code)) return null
    throw error
  }
}

function frameIn({ text, url }: Page): string | null {
  const $ = load(text)
  const addresses = $('iframe[src], frame[src]')
    .toArray()
    .map((element) => resolveLink($(element).attr('src') ?? '', url))
  return addresses.find((address) => address !== null && new URL(address).host === new URL(url).host) ?? null
}
