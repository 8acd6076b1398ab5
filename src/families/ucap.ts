import { z } from 'zod'
import { NianbaoError } from '../errors.ts'
import type { Appetite, Link, ListingPage } from '../model/listing.ts'
import { deadLink } from './deadLink.ts'
import { beyondEnd, mayHideMore, MOST_PAGES, tooLong } from './endless.ts'
import type { Family, ListingTools } from './family.ts'
import { jsonOf } from './json.ts'
import { dateIn, fold, resolveLink } from './links.ts'
import { linksIn } from './listLinks.ts'
import { ChannelTree, descend, reportChannels, suggestChannel, type Channel } from './ucapChannels.ts'

const ChannelId = z.string().regex(/^[0-9a-f]{32}$/u, 'must be 32 hexadecimal digits')
const Shared = {
  /** Code of the site in its URLs, e.g. `achengqu`. */
  site: z.string().min(1),
  /** Rows to ask for at a time; servers cap it as they like. */
  pageSize: z.int().min(10).max(100).default(60),
}
const Options = z.union([
  z.strictObject({
    ...Shared,
    /** Code of the 年报 channel or of one above it, e.g. `c111273`; letters may follow the digits. */
    channel: z.string().regex(/^c\d{5,6}[a-z]*$/u, 'must be a channel code such as c111273'),
  }),
  z.strictObject({ ...Shared, channelId: ChannelId }),
])
type Options = z.infer<typeof Options>

const Row = z.looseObject({
  title: z.string().nullish(),
  titleHtml: z.string().nullish(),
  url: z.string(),
  channelName: z.string().nullish(),
  publishedTimeStr: z.string().nullish(),
})
const Rows = z.looseObject({ total: z.coerce.number().int().nonnegative(), results: z.array(Row) })
const Reply = z.union([
  z.looseObject({ data: Rows }).transform(({ data }) => data),
  z.looseObject({ results: z.looseObject({ data: Rows }) }).transform(({ results }) => results.data),
])
type Rows = z.infer<typeof Rows>

/** A listing endpoint: one channel, with or without the channels below it. */
const Endpoint = z.strictObject({
  channelId: z.string(),
  name: z.string().nullable(),
  aggregate: z.boolean(),
})
type Endpoint = z.infer<typeof Endpoint>

/** What is remembered of a channel whose parts must be listed one by one. */
const PARTS = 'parts'

function searchUrl(endpoint: Endpoint, page: number, options: Options, origin: string): string {
  const url = new URL(`/common/search/${endpoint.channelId}`, origin)
  const parameters = {
    _isAgg: endpoint.aggregate,
    _isJson: true,
    _pageSize: options.pageSize,
    _template: 'index',
    _rangeTimeGte: '',
    _channelName: '',
    page,
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, String(value))
  return url.href
}

interface Answer {
  readonly rows: Rows
  readonly response: ListingPage['response']
}

/** An endpoint with its first page. */
interface Opened {
  readonly endpoint: Endpoint
  readonly first: Answer
  readonly fromMemory?: true
}

async function open(endpoint: Endpoint, options: Options, tools: ListingTools): Promise<Opened> {
  return { endpoint, first: await search(endpoint, 1, options, tools) }
}

async function search(
  endpoint: Endpoint,
  page: number,
  options: Options,
  tools: ListingTools,
): Promise<Answer> {
  const url = searchUrl(endpoint, page, options, tools.origin)
  const reply = await tools.get({ url, referer: `${tools.origin}/` })
  return {
    rows: jsonOf(reply, Reply, 'the search reply'),
    response: { url: reply.url, sha256: reply.sha256 },
  }
}

/** Parts of a channel: itself and every channel below it, each listed alone. */
function partsOf(channel: Channel): readonly Endpoint[] {
  return descend(channel).map(({ channelId, name }) => ({
    channelId,
    // a part named 2022年 or 街道 is still part of the 年报 column
    name: channelId === channel.channelId ? name : `${channel.name} > ${name}`,
    aggregate: false,
  }))
}

/**
 * The endpoints of a channel with their first answers: the channel with everything below it, where the server gives
 * as much for that as for its parts; else every part by itself.
 */
async function endpointsOf(
  channel: Channel,
  partsKnown: boolean,
  options: Options,
  tools: ListingTools,
): Promise<readonly Opened[]> {
  const whole = { channelId: channel.channelId, name: channel.name, aggregate: true }
  const together = partsKnown ? null : await open(whole, options, tools)
  if (together !== null && channel.children.length === 0) return [together]
  const apart: Opened[] = []
  for (const part of partsOf(channel)) apart.push(await open(part, options, tools))
  const sum = apart.reduce((total, { first }) => total + first.rows.total, 0)
  return together !== null && together.first.rows.total >= sum ? [together] : apart
}

async function learn(options: Options, tools: ListingTools): Promise<readonly Opened[]> {
  if ('channelId' in options) {
    return [await open({ channelId: options.channelId, name: null, aggregate: true }, options, tools)]
  }
  const url = new URL('/common/getChannelList', tools.origin)
  url.searchParams.set('channelCode', options.channel)
  url.searchParams.set('websiteCodeName', options.site)
  const page = await tools.get({ url: url.href, referer: `${tools.origin}/` })
  const channels = reportChannels(jsonOf(page, ChannelTree, 'the channel tree').results, options.channel)
  if (channels.length === 0) {
    throw new NianbaoError('layout-changed', `${url.href}: no channel ${options.channel} in the tree`)
  }
  const opened = []
  for (const channel of channels) {
    opened.push(...(await endpointsOf(channel, tools.remembered === PARTS, options, tools)))
  }
  return opened
}

/** Errors that a channel id of the past can cause; anything else is the network's and passes through. */
const STALE = new Set(['layout-changed', 'not-found', 'soft-404', 'server-error'])

/** The remembered endpoint with its first answer; null when there is none, or it no longer lists. */
async function fromMemory(options: Options, tools: ListingTools): Promise<Opened | null> {
  const remembered = Endpoint.safeParse(tools.remembered)
  if (!remembered.success) return null
  try {
    const opened = await open(remembered.data, options, tools)
    return opened.first.rows.results.length > 0
      ? { ...opened, ...('channel' in options && { fromMemory: true }) }
      : null
  } catch (error) {
    if (error instanceof NianbaoError && STALE.has(error.code)) return null
    throw error
  }
}

function linkOf(row: z.infer<typeof Row>, origin: string): Link | null {
  const title = row.title ?? row.titleHtml ?? ''
  // titles may hold markup (search marks); the HTML reader of links folds it
  const [plain] = linksIn(`<a href="/">${title}</a>`, origin)
  const named = plain?.title ?? fold(title)
  const date = dateIn(row.publishedTimeStr ?? '')
  const url = resolveLink(row.url, origin)
  return url === null ? deadLink(row.url, named, date) : { url, title: named, date }
}

async function* walk(
  { endpoint, first, fromMemory }: Opened,
  options: Options,
  tools: ListingTools,
): AsyncGenerator<ListingPage, void, Appetite | undefined> {
  const seen = new Set<string>()
  let count = 0
  let most: number | null = null
  let answer = first
  for (let page = 1; ; page += 1) {
    const { total, results } = answer.rows
    const links = results.flatMap((row) => linkOf(row, tools.origin) ?? [])
    if (page > 1 && links.every(({ url }) => seen.has(url))) return // the server repeats itself
    for (const { url } of links) seen.add(url)
    count += results.length
    const more = count < total
    const appetite = yield {
      endpoint: `${tools.origin}/common/search/${endpoint.channelId}`,
      column: endpoint.name ?? results[0]?.channelName ?? null,
      page,
      links,
      declaredTotal: total,
      more,
      ...(fromMemory && { fromMemory }),
      response: answer.response,
    }
    if (appetite === 'enough' || results.length === 0) return
    if (page >= MOST_PAGES) throw tooLong(endpoint.name ?? endpoint.channelId, page)
    if (!more && !mayHideMore(results.length, most)) return
    most = Math.max(most ?? 0, results.length)
    const following = (): Promise<Answer> => search(endpoint, page + 1, options, tools)
    const next = more ? await following() : await beyondEnd(following)
    if (next === null) return
    answer = next
  }
}

/**
 * One remembered endpoint is one request on an unchanged night, and no word on channels beside it. Of several parts only that they are parts is
 * remembered: the tree is read again every night, because next year's channel shows only there.
 */
async function* list(
  options: Options,
  tools: ListingTools,
): AsyncGenerator<ListingPage, void, Appetite | undefined> {
  const known = await fromMemory(options, tools)
  const opened = known === null ? await learn(options, tools) : [known]
  const [only] = opened
  tools.remember(opened.length === 1 && only !== undefined ? only.endpoint : PARTS)
  for (const one of opened) yield* walk(one, options, tools)
}

/** The same article stands under `c111273` and `c111273u`: host without `www.` and the article's own id tell it. */
function identity(url: string): string {
  const { hostname, pathname } = new URL(url)
  const id = /\/(c0\d_\d+|[0-9a-f]{32})\.s?html?$/u.exec(pathname)?.[1]
  return id === undefined ? url : `${hostname.replace(/^www\./u, '')}/${id}`
}

/**
 * UCAP, the family of Harbin's portals (tags `<UCAPTITLE>`, `<UCAPCONTENT>`). Channels form a tree
 * (`/common/getChannelList`), annual reports often one channel per year and level below 政府信息公开年报; every channel
 * is listed by `/common/search/<channelId>` as JSON, with `_isAgg=true` together with the channels below it.
 * Servers cap `_pageSize`, so pages follow from `total` and the rows that came.
 */
export const ucap = {
  name: 'ucap',
  options: Options,
  detect: (page) =>
    /<UCAP(?:TITLE|CONTENT)|\/common\/search\//u.test(page.text) ||
    /\/c\d{5,6}[a-z]*\/.*\.shtml$/u.test(new URL(page.url).pathname),
  suggest: suggestChannel,
  list,
  identity,
} satisfies Family<Options>
