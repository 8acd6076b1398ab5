import { load } from 'cheerio/slim'
import { z } from 'zod'
import { NianbaoError } from '../errors.ts'
import type { Page } from '../model/page.ts'
import { parseReportTitle } from '../model/reportTitle.ts'
import { readColumnPage, type ColumnPage, type RowRule } from './columnPage.ts'
import type { ListingTools } from './family.ts'
import { baseOf, resolveLink } from './links.ts'

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
  /** Frames that held the whole list of this column before. */
  readonly known: readonly Frame[]
}

export interface Opened {
  readonly first: ColumnPage
  /** The frames that hold the list, where the column page itself holds none. */
  readonly frames: readonly Frame[]
  /** Further lists of the column, each in a frame of its own, by the frame's address. */
  readonly beside: readonly { readonly url: string; readonly first: ColumnPage }[]
  /** Frames that may hold more of it and could not be read, in words. */
  readonly left: readonly string[]
}

/**
 * The first page of a column's list and of every other that its frames of the same host hold: the column page, or, where that links no
 * article, the page in its first frame that does. `known` frames are asked for alone; when one no longer lists, the column page is read anew.
 */
export async function openColumn(
  { url, referer, known }: Asked,
  rule: RowRule,
  tools: ListingTools,
): Promise<Opened> {
  const remembered = await readFrames(known, rule, tools)
  if (known.length > 0 && remembered.lists.length === known.length) return opened(null, remembered, known)
  const own = await readColumnPage(url, referer, rule, tools)
  const { same, foreign } = framesOf(own.page)
  const frames = same.slice(0, MOST).map((frame) => ({ column: url, name: own.name, url: frame }))
  const read = await readFrames(frames, rule, tools)
  const left = [...foreign, ...same.slice(MOST), ...read.owed].map((frame) => `the frame ${frame}`)
  return { ...opened(own, read, frames), left }
}

/** No column was seen with more frames of its own host. */
const MOST = 6

interface Read {
  readonly lists: readonly { readonly url: string; readonly first: ColumnPage }[]
  /** Addresses of frames that the host owes. */
  readonly owed: readonly string[]
}

function opened(own: ColumnPage | null, { lists }: Read, frames: readonly Frame[]): Opened {
  if (own !== null && own.links.length > 0)
    return { first: own, frames: [], beside: lists.filter(({ first }) => holdsReports(first)), left: [] }
  const ofReports = lists.filter(({ first }) => holdsReports(first))
  const [list, ...beside] = ofReports.length > 0 ? ofReports : lists.slice(0, 1)
  const kept = frames.filter(({ url }) => [list, ...beside].some((one) => one?.url === url))
  const first = list?.first ?? own
  if (first === null) throw new NianbaoError('layout-changed', 'a frame that was remembered holds no list')
  return { first, frames: kept, beside, left: [] }
}

/** News in a frame beside the list hold no title that could be an annual report's. */
const holdsReports = ({ links }: ColumnPage): boolean =>
  links.some(({ title }) => parseReportTitle(title).kind !== 'trap')

/** What a frame that moved or was given up can answer; anything else is the network's and passes through. */
const STALE: ReadonlySet<NianbaoError['code']> = new Set(['not-found', 'soft-404', 'server-error'])

/** The lists in frames, under the name of their column; frames without one are none. */
async function readFrames(frames: readonly Frame[], rule: RowRule, tools: ListingTools): Promise<Read> {
  const lists: { url: string; first: ColumnPage }[] = []
  const owed: string[] = []
  for (const { url, column, name } of frames) {
    try {
      const first = await readColumnPage(url, column, rule, tools)
      if (first.links.length > 0) lists.push({ url, first: { ...first, name: name ?? first.name } })
    } catch (error) {
      if (!(error instanceof NianbaoError && STALE.has(error.code))) throw error
      if (error.code === 'server-error') owed.push(url)
    }
  }
  return { lists, owed }
}

const HIDDEN =
  /display\s*:\s*none|visibility\s*:\s*hidden|(?:^|[^-\w])(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|$)/iu

/**
 * The frames of a page that can be seen, each once: those of its own host; and those of other hosts of the same domain, which may hold
 * its list too. Frames of others (weather, maps, films) hold none.
 */
function framesOf({ text, url }: Page): {
  readonly same: readonly string[]
  readonly foreign: readonly string[]
} {
  const $ = load(text)
  const base = baseOf($, url)
  const addresses = $('iframe, frame')
    .toArray()
    .filter(({ attribs: { style = '', width, height, hidden } }) => {
      const isNone = [width, height].some((size) => size !== undefined && /^[01](?:px)?$/u.test(size))
      return !isNone && hidden === undefined && !HIDDEN.test(style)
    })
    .flatMap(({ attribs }) => resolveLink(attribs['src'] ?? attribs['data-src'] ?? '', base) ?? [])
    .filter((address) => address !== url)
  const host = (address: string): string => new URL(address).host.replace(/^www\./u, '')
  const domain = (address: string): string => host(address).split('.').slice(-3).join('.')
  const each = [...new Set(addresses)]
  return {
    same: each.filter((one) => host(one) === host(url)),
    foreign: each.filter((one) => host(one) !== host(url) && domain(one) === domain(url)),
  }
}
