import { z } from 'zod'
import { NianbaoError } from '../errors.ts'
import type { Appetite, ListingPage } from '../model/listing.ts'
import type { Page } from '../model/page.ts'
import type { Family, ListingTools, Suggestion } from './family.ts'
import { leadsElsewhere } from './gkmlptElsewhere.ts'
import { linksOf, RowsReply, type Rows } from './gkmlptRows.ts'
import { readIndex, reportCategories, type Category } from './gkmlptTree.ts'
import { jsonOf } from './json.ts'
import { nfcms } from './nfcms.ts'
import { isPastTheEnd } from './pastTheEnd.ts'

const Options = z.strictObject({
  /** Path before `/gkmlpt` of a department that has a directory of its own, e.g. `/qzfb`; empty for the site's. */
  base: z
    .string()
    .regex(/^(?:\/[\w.-]+)*$/u, 'must be a path such as /qzfb, without a slash at its end')
    .default(''),
  /** Number of the category (`index#<n>`), where its name in the tree does not tell it. */
  category: z.int().positive().optional(),
})
type Options = z.infer<typeof Options>

/** Rows that the API gives at a time. */
const PER_PAGE = 100

/** A category as it is asked for, which is all that must be remembered of it. */
const Endpoint = z.strictObject({
  api: z.url({ protocol: /^https?$/u }),
  sid: z.string(),
  id: z.string(),
  column: z.string().nullable(),
  posts: z.int().nullable(),
  below: z.int(),
})
type Endpoint = z.infer<typeof Endpoint>

interface Answer {
  readonly rows: Rows
  readonly response: ListingPage['response']
}
interface Opened {
  readonly endpoint: Endpoint
  readonly first: Answer
  readonly fromMemory?: true
}

const indexOf = ({ base }: Options, { origin }: ListingTools): string => `${origin}${base}/gkmlpt/index`

async function ask(endpoint: Endpoint, page: number, options: Options, tools: ListingTools): Promise<Answer> {
  const url = new URL(endpoint.api)
  url.searchParams.set('page', String(page))
  url.searchParams.set('sid', endpoint.sid)
  const reply = await tools.get({ url: url.href, referer: indexOf(options, tools) })
  return {
    rows: jsonOf(reply, RowsReply, 'the list of a category'),
    response: { url: reply.url, sha256: reply.sha256 },
  }
}

/** Errors that a number of the past can cause; anything else is the network's and passes through. */
const STALE: ReadonlySet<NianbaoError['code']> = new Set([
  'layout-changed',
  'not-found',
  'soft-404',
  'server-error',
])

/** The remembered category with its first answer; null when there is none, or it no longer lists. */
async function fromMemory(options: Options, tools: ListingTools): Promise<Opened | null> {
  const remembered = Endpoint.safeParse(tools.remembered)
  if (!remembered.success) return null
  try {
    const first = await ask(remembered.data, 1, options, tools)
    return first.rows.articles.length > 0 ? { endpoint: remembered.data, first, fromMemory: true } : null
  } catch (error) {
    if (error instanceof NianbaoError && STALE.has(error.code)) return null
    throw error
  }
}

interface Learned {
  readonly endpoints: readonly Endpoint[]
  /** Categories whose articles stand in an ordinary column. */
  readonly elsewhere: readonly Category[]
  readonly index: string
}

async function learn(options: Options, tools: ListingTools): Promise<Learned> {
  const page = await tools.get({ url: indexOf(options, tools) })
  const { sid, tree } = readIndex(page)
  const categories = reportCategories(tree, options.category ?? null, page.url)
  if (categories.length === 0) {
    const what = options.category ?? 'of annual reports; name its number with category'
    throw new NianbaoError('layout-changed', `${page.url}: its tree has no category ${what}`)
  }
  const endpoints = categories
    .filter(({ jump }) => jump === null)
    .map(({ id, column, posts, below }) => {
      return { api: new URL(`api/all/${id}`, page.url).href, sid, id, column, posts, below }
    })
  return { endpoints, elsewhere: categories.filter(({ jump }) => jump !== null), index: page.url }
}

/**
 * The larger of what the API gives out and what the tree counts: the first was seen far below the second. A count may be of the
 * category alone or with all below it.
 */
function declaredBy({ rows }: Answer, { posts, below }: Endpoint): number | null {
  const counted = rows.classify?.post_count ?? posts
  const counts = [rows.total, counted === null ? null : counted - below].filter((count) => count !== null)
  return counts.length === 0 ? null : Math.max(...counts)
}

async function* walk(
  { endpoint, first, fromMemory }: Opened,
  options: Options,
  tools: ListingTools,
): AsyncGenerator<ListingPage, void, Appetite | undefined> {
  const seen = new Set<string>()
  const declaredTotal = declaredBy(first, endpoint)
  let answer = first
  for (let page = 1; ; page += 1) {
    const { articles, classify } = answer.rows
    const links = articles.flatMap((row) => linksOf(row, endpoint.api))
    for (const { url } of links) seen.add(url)
    const lacks = declaredTotal !== null && seen.size < declaredTotal
    // a total that lies shows in a page that is full to the last row
    const more = articles.length > 0 && (lacks || articles.length >= PER_PAGE)
    const appetite = yield {
      endpoint: `${indexOf(options, tools)}#${endpoint.id}`,
      column: endpoint.column ?? classify?.name ?? null,
      page,
      links,
      declaredTotal,
      more,
      ...(fromMemory && { fromMemory }),
      response: answer.response,
    }
    if (appetite === 'enough' || !more) return
    answer = await askOn({ endpoint, page: page + 1, lacks, last: answer }, options, tools)
    const repeats = answer.rows.articles
      .flatMap((row) => linksOf(row, endpoint.api))
      .every(({ url }) => seen.has(url))
    if (repeats) answer = { ...answer, rows: { ...answer.rows, articles: [] } }
  }
}

interface Next {
  readonly endpoint: Endpoint
  readonly page: number
  /** Whether fewer rows came than are declared. */
  readonly lacks: boolean
  readonly last: Answer
}

/** The page of this number, without rows where the list is over. */
async function askOn(
  { endpoint, page, lacks, last }: Next,
  options: Options,
  tools: ListingTools,
): Promise<Answer> {
  try {
    return await ask(endpoint, page, options, tools)
  } catch (error) {
    if (isPastTheEnd(error, lacks)) return { ...last, rows: { ...last.rows, articles: [] } }
    throw error
  }
}

/**
 * One remembered category is one request on an unchanged night, and no word on others beside it. Of several nothing is remembered: the tree is read every night,
 * because next year's category shows only there. Categories that lead elsewhere are told once the others are listed.
 */
async function* list(
  options: Options,
  tools: ListingTools,
): AsyncGenerator<ListingPage, void, Appetite | undefined> {
  const known = await fromMemory(options, tools)
  if (known !== null) {
    tools.remember(known.endpoint)
    yield* walk(known, options, tools)
    return
  }
  const learned = await learn(options, tools)
  const [only, ...others] = learned.endpoints
  for (const endpoint of learned.endpoints) {
    yield* walk({ endpoint, first: await ask(endpoint, 1, options, tools) }, options, tools)
  }
  if (learned.elsewhere.length > 0) throw leadsElsewhere(learned.elsewhere, learned.index)
  // the count of today is none of tomorrow
  tools.remember(only !== undefined && others.length === 0 ? { ...only, posts: null } : null)
}

/** The department of an index page; the category only where its name does not tell it, so `list` is left to find it. */
function suggest(page: Page): Suggestion | null {
  const base = /^(.*)\/gkmlpt(?:\/|$)/u.exec(new URL(page.url).pathname)?.[1]
  if (base === undefined || !page.text.includes('_CONFIG')) return null
  return { options: base === '' ? {} : { base }, guessed: {} }
}

/**
 * Guangdong's 政府信息公开目录平台 (gkmlpt; `<host>[/<department>]/gkmlpt/index#<category>`). The index page prints the number of the
 * site and the tree of categories as `window._CONFIG`; `GET <base>/gkmlpt/api/all/<category>?page=&sid=` lists one, 100 rows a
 * page. Categories with a `jump_url` are ordinary columns (Guangzhou's 年报). Rows of the type `url` lead to other sites. A detail
 * page prints no body: it stands escaped in `_CONFIG.DETAIL.content`, its files in `attachment[]`. All seen in public crawlers'
 * code, none of it live; whether `api/all` of a category gives the categories below it as well is not known, so each is asked.
 * An article and its mobile twin are numbered as in NFCMS, which shows some of them too.
 */
export const gkmlpt = {
  name: 'gkmlpt',
  options: Options,
  detect: ({ url, text }) =>
    new URL(url).pathname.includes('/gkmlpt/') ||
    (/_CONFIG\b/u.test(text) && /\bTREE\b/u.test(text) && /\bSID\b/u.test(text)),
  suggest,
  list,
  identity: nfcms.identity,
} satisfies Family<Options>
