import { load } from 'cheerio/slim'
import { z } from 'zod'
import { NianbaoError } from '../errors.ts'
import type { Appetite, Link, ListingPage } from '../model/listing.ts'
import type { Page } from '../model/page.ts'
import { columnName } from './column.ts'
import { beyondEnd, mayHideMore, MOST_PAGES, tooLong } from './endless.ts'
import type { Family, ListingTools, Suggestion } from './family.ts'
import { jsonOf } from './json.ts'
import { dropElements } from './dropElements.ts'
import { linksIn, printedText } from './links.ts'

const Options = z.strictObject({
  /** URL of the column page. */
  column: z.url({ protocol: /^https?$/u }),
  /** Name of the page's block (`tagId`) that lists the reports, where the page has several. */
  block: z.string().min(1).optional(),
  /** Rows to ask for at a time; 10 to 100 were seen to work. */
  pageSize: z.int().min(10).max(100).default(100),
})
type Options = z.infer<typeof Options>

/** What a column page gives for the API: printed parameters without the page number, and other members of `paramJson`. */
const Parameters = z.strictObject({
  api: z.string(),
  query: z.record(z.string(), z.string()),
  search: z.record(z.string(), z.union([z.string(), z.number()])),
  column: z.string().nullable(),
})
type Parameters = z.infer<typeof Parameters>

const Reply = z.looseObject({
  success: z.literal([true, 'true']),
  data: z.looseObject({ html: z.string() }),
})

const API = '/api-gateway/jpaas-publish-server/front/page/build/unit'
const PARAM_JSON = /['"]?paramJson['"]?\s*:\s*('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|\{[^}]*\})\s*,?/u
const MEMBER = /['"]?(\w+)['"]?\s*:\s*(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"|([^\s,'"{}]+))/gu

/** The printed object is JavaScript with single quotes, so it is read member by member. */
function readQueryData(printed: string): Pick<Parameters, 'query' | 'search'> {
  const query: Record<string, string> = {}
  for (const [, name, single, double, bare] of printed.replace(PARAM_JSON, '').matchAll(MEMBER)) {
    if (name !== undefined) query[name] = single ?? double ?? bare ?? ''
  }
  return { query, search: readParamJson(PARAM_JSON.exec(printed)?.[1] ?? '') }
}

/** Members of a printed `paramJson` other than the paging (`search` of a 信息公开目录 column). */
function readParamJson(printed: string): Parameters['search'] {
  const json = printed.startsWith('{') ? printed : printed.slice(1, -1).replace(/\\(['"\\])/gu, '$1')
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return {} // not JSON (or not printed at all): the paging is ours to write, and nothing else is known
  }
  const { success, data } = Parameters.shape.search.safeParse(value)
  if (!success) return {}
  return Object.fromEntries(Object.entries(data).filter(([name]) => name !== 'pageNo' && name !== 'pageSize'))
}

/** Every block of the column page that the API fills, likely listings first. */
function parametersOf(page: Page, options: Options): readonly Parameters[] {
  const $ = load(page.text)
  const column = columnName(page.text)
  const blocks = $('[querydata], [queryData]')
    .toArray()
    .map((element) => {
      const attributes = $(element).attr() ?? {}
      const api = Object.values(attributes).find((value) => value.includes('/front/page/build/unit')) ?? API
      const printed = attributes['querydata'] ?? attributes['queryData'] ?? ''
      return { api: new URL(api.split('?')[0] ?? api, page.url).href, column, ...readQueryData(printed) }
    })
    .filter((block) => Object.keys(block.query).length > 0)
  if (options.block !== undefined) return blocks.filter(({ query }) => query['tagId'] === options.block)
  const likely = ({ query }: Parameters): number => (/列表|list/iu.test(query['tagId'] ?? '') ? 0 : 1)
  return blocks.sort((one, other) => likely(one) - likely(other))
}

function apiUrl(parameters: Parameters, pageNo: number, pageSize: number): string {
  const url = new URL(parameters.api)
  for (const [name, value] of Object.entries(parameters.query)) url.searchParams.set(name, value)
  url.searchParams.set('paramJson', JSON.stringify({ ...parameters.search, pageNo, pageSize }))
  return url.href
}

interface Answer {
  readonly links: readonly Link[]
  readonly total: number | null
  /** Pages that it prints: `1/2` on the first. */
  readonly pages: number | null
  readonly response: ListingPage['response']
}

async function ask(
  parameters: Parameters,
  pageNo: number,
  options: Options,
  tools: ListingTools,
): Promise<Answer> {
  const page = await tools.get({
    url: apiUrl(parameters, pageNo, options.pageSize),
    referer: options.column, // without UA and Referer some installations answer 403
  })
  const $ = load(jsonOf(page, Reply, 'the reply of the JPaaS interface').data.html)
  const pager = $('[count]').first()
  const count = Number.parseInt(pager.attr('count') ?? '', 10)
  const pages = pagesOf(printedText($.html()), pageNo)
  dropElements($, '[count]')
  const links = linksIn($.html(), options.column)
  return {
    links,
    total: Number.isNaN(count) ? null : count,
    pages,
    response: { url: page.url, sha256: page.sha256 },
  }
}

/** The pages that a pager counts beside the number of this one; no part of a date. */
function pagesOf(text: string, page: number): number | null {
  const counted = [...text.matchAll(/(?<![\d/-])(\d{1,3})\s?\/\s?(\d{1,3})(?![\d/-])/gu)]
  const [, , pages] = counted.find(([, one]) => Number(one) === page) ?? []
  return pages === undefined ? null : Number(pages)
}

/** Errors that parameters of a past design can cause; anything else is the network's and passes through. */
const STALE = new Set(['layout-changed', 'not-found', 'soft-404', 'server-error'])

async function askWithMemory(
  options: Options,
  tools: ListingTools,
): Promise<readonly [Parameters, Answer] | null> {
  const remembered = Parameters.safeParse(tools.remembered)
  if (!remembered.success) return null
  try {
    const answer = await ask(remembered.data, 1, options, tools)
    return answer.links.length > 0 ? [remembered.data, answer] : null
  } catch (error) {
    if (error instanceof NianbaoError && STALE.has(error.code)) return null
    throw error
  }
}

async function askAfresh(options: Options, tools: ListingTools): Promise<readonly [Parameters, Answer]> {
  const page = await tools.get({ url: options.column })
  const blocks = parametersOf(page, options)
  let first: readonly [Parameters, Answer] | null = null
  for (const parameters of blocks) {
    const answer = await ask(parameters, 1, options, tools)
    if (answer.links.length > 0) return [parameters, answer]
    first ??= [parameters, answer]
  }
  if (first !== null) return first
  throw new NianbaoError(
    'layout-changed',
    `${options.column}: no queryData for a list; is this a JPaaS column?`,
  )
}

async function* list(
  options: Options,
  tools: ListingTools,
): AsyncGenerator<ListingPage, void, Appetite | undefined> {
  const known = await askWithMemory(options, tools)
  const [parameters, first] = known ?? (await askAfresh(options, tools))
  if (first.links.length > 0) tools.remember(parameters)
  const seen = new Set<string>()
  let rows = 0
  let most: number | null = null
  let answer = first
  for (let page = 1; ; page += 1) {
    const fresh = answer.links.filter(({ url }) => !seen.has(url))
    if (page > 1 && fresh.length === 0) return // past the end, or bare repeats of a page
    for (const { url } of fresh) seen.add(url)
    rows += answer.links.length
    const counted = answer.total === null ? answer.links.length >= options.pageSize : rows < answer.total
    const more = counted || (answer.pages ?? 0) > page
    const appetite = yield {
      endpoint: options.column,
      column: parameters.column,
      page,
      links: answer.links,
      declaredTotal: answer.total,
      more: more && answer.links.length > 0,
      ...(known !== null && { fromMemory: true }),
      response: answer.response,
    }
    if (appetite === 'enough' || answer.links.length === 0) return
    if (page >= MOST_PAGES) throw tooLong(options.column, page)
    if (!more && !mayHideMore(answer.links.length, most)) return
    most = Math.max(most ?? 0, answer.links.length)
    const following = (): Promise<Answer> => ask(parameters, page + 1, options, tools)
    const next = more ? await following() : await beyondEnd(following)
    if (next === null) return
    answer = next
  }
}

/** Columns print their parameters; other pages of the platform only name it. */
function suggest(page: Page): Suggestion | null {
  const options = { column: page.url }
  return parametersOf(page, { ...options, pageSize: 100 }).length > 0 ? { options, guessed: {} } : null
}

/**
 * 大汉 Hanweb JPaaS, the current platform of Zhejiang. The column page is static HTML; its list comes from
 * `GET /api-gateway/jpaas-publish-server/front/page/build/unit` with the parameters that the page prints as a
 * single-quoted object in `queryData` (among them the misspelt `parseType` `bulidstatic`: copied, never corrected).
 * `paramJson` alone pages; `tplSetId` changes with every redesign, so a remembered set that fails is read anew.
 * The reply is `{success, data:{html}}` with a pager element that carries `count`.
 */
export const hanwebJpaas = {
  name: 'hanweb-jpaas',
  options: Options,
  detect: (page) => /querydata\s*=|jpaas-publish-server/iu.test(page.text),
  suggest,
  list,
} satisfies Family<Options>
