import { load } from 'cheerio/slim'
import { z } from 'zod'
import { NianbaoError } from '../errors.ts'
import type { Appetite, Link, ListingPage } from '../model/listing.ts'
import type { Page } from '../model/page.ts'
import { parseReportTitle } from '../model/reportTitle.ts'
import { columnName } from './column.ts'
import { beyondEnd, mayHideMore, MOST_PAGES, tooLong } from './endless.ts'
import type { Family, ListingTools, Suggestion } from './family.ts'
import { jsonOf } from './json.ts'
import { dropElements } from './dropElements.ts'
import { printedText } from './links.ts'
import { linksIn } from './listLinks.ts'

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

/** A block of the column page with its first answer. */
interface Block {
  /** Blocks of the page that the server failed to give, in words: one may be a list too. */
  readonly owed: readonly string[]
  readonly parameters: Parameters
  readonly first: Answer
}

/** What an earlier run found the lists of the column to be; one, or several where the page has several. */
const Remembered = z.union([Parameters.transform((one) => [one]), z.array(Parameters).min(1)])

async function askWithMemory(options: Options, tools: ListingTools): Promise<readonly Block[] | null> {
  const remembered = Remembered.safeParse(tools.remembered)
  if (!remembered.success) return null
  const blocks: Block[] = []
  for (const parameters of remembered.data) {
    const first = await askIfThere(parameters, options, tools)
    if (!('links' in first) || first.links.length === 0) return null
    blocks.push({ parameters, first, owed: [] })
  }
  return blocks
}

async function askIfThere(
  parameters: Parameters,
  options: Options,
  tools: ListingTools,
): Promise<Answer | NianbaoError> {
  try {
    return await ask(parameters, 1, options, tools)
  } catch (error) {
    if (error instanceof NianbaoError && STALE.has(error.code)) return error
    throw error
  }
}

/** Every block of the page that lists reports (街道、乡镇 may stand in two), else the first that lists anything. */
async function askAfresh(options: Options, tools: ListingTools): Promise<readonly Block[]> {
  const page = await tools.get({ url: options.column })
  const blocks: Omit<Block, 'owed'>[] = []
  const failed: { readonly tag: string; readonly error: NianbaoError }[] = []
  for (const parameters of parametersOf(page, options)) {
    const tag = parameters.query['tagId'] ?? ''
    if (OF_CHROME.test(tag) && blocks.some(({ first }) => first.links.length > 0)) continue
    const first = await askIfThere(parameters, options, tools)
    if ('links' in first) blocks.push({ parameters, first })
    else failed.push({ tag, error: first })
  }
  const filled = blocks.filter(({ first }) => first.links.length > 0)
  if (filled.length === 0 && failed[0] !== undefined) throw failed[0].error
  const owed = failed.flatMap(({ tag, error }) =>
    error.code === 'server-error' && !OF_CHROME.test(tag) ? [`the block ${tag}: ${error.message}`] : [],
  )
  const ofReports = filled.filter(({ first }) => first.links.some(({ title }) => mayBeReport(title)))
  const lists = ofReports.length > 0 ? ofReports : [...filled, ...blocks].slice(0, 1)
  if (lists.length > 0) return lists.map((one) => ({ ...one, owed }))
  throw new NianbaoError(
    'layout-changed',
    `${options.column}: no queryData for a list; is this a JPaaS column?`,
  )
}

/** Blocks that name, lead and search, and list nothing. */
const OF_CHROME = /^(?!.*(?:列表|list)).*(?:名称|标题|位置|导航|面包屑|菜单|搜索|检索|logo|title|nav)/iu

/** Whether a title could be an annual report's: news beside the list hold none. */
const mayBeReport = (title: string): boolean => parseReportTitle(title).kind !== 'trap'

async function* list(
  options: Options,
  tools: ListingTools,
): AsyncGenerator<ListingPage, void, Appetite | undefined> {
  const known = await askWithMemory(options, tools)
  const blocks = known ?? (await askAfresh(options, tools))
  const filled = blocks.filter(({ first }) => first.links.length > 0).map(({ parameters }) => parameters)
  const [only] = filled
  if (only !== undefined && blocks.every(({ owed }) => owed.length === 0))
    tools.remember(filled.length === 1 ? only : filled)
  const names = new Set<string>()
  for (const [index, block] of blocks.entries()) {
    const tag = block.parameters.query['tagId'] ?? ''
    const endpoint =
      index === 0 ? options.column : `${options.column}#${tag === '' || names.has(tag) ? index + 1 : tag}`
    names.add(tag)
    yield* listBlock(endpoint, block, known !== null, options, tools)
  }
}

/** The pages of one block; `endpoint` names it for good. */
async function* listBlock(
  endpoint: string,
  { parameters, first, owed }: Block,
  isKnown: boolean,
  options: Options,
  tools: ListingTools,
): AsyncGenerator<ListingPage, void, Appetite | undefined> {
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
      endpoint,
      column: parameters.column,
      page,
      links: answer.links,
      declaredTotal: answer.total,
      more: more && answer.links.length > 0,
      ...(owed.length > 0 && { unfollowed: owed }),
      ...(isKnown && { fromMemory: true }),
      response: answer.response,
    }
    if (appetite === 'enough' || answer.links.length === 0) return
    if (page >= MOST_PAGES) throw tooLong(endpoint, page)
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
 * The reply is `{success, data:{html}}` with a pager element that carries `count`. A page may hold several such lists: each
 * with reports in it is an endpoint of its own.
 */
export const hanwebJpaas = {
  name: 'hanweb-jpaas',
  options: Options,
  detect: (page) => /querydata\s*=|jpaas-publish-server/iu.test(page.text),
  suggest,
  list,
} satisfies Family<Options>
