import { z } from 'zod'
import { NianbaoError } from '../errors.ts'
import type { Appetite, ListingPage } from '../model/listing.ts'
import type { Page } from '../model/page.ts'
import { parseReportTitle } from '../model/reportTitle.ts'
import { columnName } from './column.ts'
import { beyondEnd, mayHideMore, MOST_PAGES, tooLong } from './endless.ts'
import type { Family, ListingTools } from './family.ts'
import {
  ajaxParameters,
  declaredTotalIn,
  embeddedGroups,
  groupIn,
  groupRows,
  isGroupXml,
  type EmbeddedGroup,
  type Group,
} from './jpageXml.ts'
import { resolveLink } from './links.ts'

const Options = z.strictObject({
  /** URL of the column page. */
  column: z.url({ protocol: /^https?$/u }),
  /** How the proxy is asked; plain GET and a POST form both occur. */
  method: z.enum(['GET', 'POST']).default('GET'),
})
type Options = z.infer<typeof Options>

/** What the column page says about its list. */
interface Column {
  readonly name: string | null
  readonly proxy: string | null
  readonly parameters: Readonly<Record<string, string>>
  /** Rows of a whole group, `perPage` × `groupSize`, where both are printed. */
  readonly group: number | null
}

/** A list of the column page. */
interface PageList {
  readonly column: Column
  readonly first: Group | null
}

/**
 * The lists of the column page with reports that no longer one has, the longest first; where no list has any, its longest alone. What it may hold
 * beside them are short ones of news.
 */
function readLists(page: Page, options: Options): readonly PageList[] {
  const groups = embeddedGroups(page.text, { url: page.url, sha256: page.sha256 })
  const seen = new Set<string>()
  const ofReports = groups.filter(({ group: { links } }) => {
    const own = links.filter(({ url, title }) => mayBeReport(title) && !seen.has(url))
    for (const { url } of links) seen.add(url)
    return own.length > 0
  })
  const lists = ofReports.length > 0 ? ofReports : groups.slice(0, 1)
  return lists.length === 0
    ? [readList(page, undefined, groups, options)]
    : lists.map((one) => readList(page, one, groups, options))
}

/** Whether a title could be an annual report's: news beside the list hold none. */
const mayBeReport = (title: string): boolean => parseReportTitle(title).kind !== 'trap'

function readList(
  page: Page,
  own: EmbeddedGroup | undefined,
  groups: readonly EmbeddedGroup[],
  options: Options,
): PageList {
  // the init call follows its datastore; a page with one list may also have it before
  const end = Math.min(...groups.map(({ at }) => at).filter((at) => at > (own?.at ?? 0)), page.text.length)
  const behind = groups.length > 1 ? page.text.slice(own?.at ?? 0, end) : page.text
  const following = groups.length > 1 && !CALL.test(behind) ? page.text.slice(own?.at ?? 0) : behind
  const proxy =
    /proxyUrl['"]?\s*[:=]\s*(["'])(.+?)\1/iu.exec(following)?.[2] ??
    /["']([^"']*dataproxy\.jsp)/iu.exec(following)?.[1]
  const column = {
    name: columnName(page.text),
    proxy: proxy === undefined ? null : resolveLink(proxy.split('?')[0] ?? proxy, page.url),
    parameters: ajaxParameters(following),
    group: groupRows(following),
  }
  if (own === undefined && column.proxy === null) {
    throw new NianbaoError(
      'layout-changed',
      `${options.column}: neither records nor a proxy; is this a jpage column?`,
    )
  }
  if (own === undefined) return { column, first: null }
  const total = own.group.total ?? declaredTotalIn(following)
  return { column, first: { ...own.group, total } }
}

/** The call that pages a list. */
const CALL = /proxyUrl|dataproxy\.jsp/iu

/**
 * The `size` rows after the first `reached`, said in both ways that hosts understand: some step by `startrecord`,
 * others look only at `page`, which may then repeat some rows but skips none.
 */
function groupUrl(proxy: string, column: Column, reached: number, size: number): string {
  const url = new URL(proxy)
  const page = Math.floor(reached / size) + 1
  const paging = { startrecord: reached + 1, endrecord: reached + size, perpage: size, page }
  for (const [name, value] of Object.entries({ ...column.parameters, ...paging })) {
    url.searchParams.set(name, String(value))
  }
  return url.href
}

async function askProxy(url: string, options: Options, tools: ListingTools): Promise<Group> {
  const { origin, pathname, searchParams } = new URL(url)
  const page = await tools.get(
    options.method === 'GET'
      ? { url, referer: options.column }
      : {
          url: `${origin}${pathname}`,
          method: 'POST',
          form: Object.fromEntries(searchParams),
          referer: options.column,
        },
  )
  if (!isGroupXml(page.text)) {
    throw new NianbaoError('layout-changed', `${page.url}: the jpage proxy sent no datastore`)
  }
  return groupIn(page.text, page.url, { url: page.url, sha256: page.sha256 })
}

/** How far a walk has come: every row counted, and each article once. */
interface Walk {
  rows: number
  readonly seen: Set<string>
  /** Rows of a group: as the page embeds it, or fewer when the proxy gives no more at a time. */
  size: number
}

/** Where the next rows may be: the vendor's own link first, then after the rows that came, then after the articles. */
function nextUrls(column: Column, last: Group, walk: Walk): readonly string[] {
  const { proxy } = column
  const printed = last.next === null ? [] : [last.next]
  if (proxy === null) return printed
  return [
    ...printed,
    ...[walk.rows, walk.seen.size].map((reached) => groupUrl(proxy, column, reached, walk.size)),
  ]
}

/** The next group that brings an article not seen yet; null when no place brings one. */
async function nextGroup(
  column: Column,
  last: Group,
  walk: Walk,
  options: Options,
  tools: ListingTools,
): Promise<Group | null> {
  const tried = new Set<string>()
  for (;;) {
    const url = nextUrls(column, last, walk).find((one) => !tried.has(one))
    if (url === undefined) return null
    tried.add(url)
    const group = await askProxy(url, options, tools)
    if (group.links.length > 0) walk.size = Math.min(walk.size, group.links.length)
    if (group.links.some((link) => !walk.seen.has(link.url))) return group
  }
}

/** Usual group: three display pages of 15. */
const GROUP = 45

async function* list(
  options: Options,
  tools: ListingTools,
): AsyncGenerator<ListingPage, void, Appetite | undefined> {
  const page = await tools.get({ url: options.column })
  const lists = readLists(page, options)
  const units = new Set<string>()
  for (const [index, one] of lists.entries()) {
    const unit = one.column.parameters['unitid'] ?? ''
    const endpoint =
      index === 0 ? options.column : `${options.column}#${unit === '' || units.has(unit) ? index + 1 : unit}`
    units.add(unit)
    yield* listGroups(endpoint, page, one, options, tools)
  }
}

/** The groups of one list of the column page; `endpoint` names it for good. */
async function* listGroups(
  endpoint: string,
  page: Page,
  { column, first }: PageList,
  options: Options,
  tools: ListingTools,
): AsyncGenerator<ListingPage, void, Appetite | undefined> {
  const empty = { links: [], total: null, next: null, response: { url: page.url, sha256: page.sha256 } }
  const embedded = first?.links.length ?? 0
  const walk: Walk = { rows: 0, seen: new Set(), size: embedded > 0 ? embedded : GROUP }
  // a total that ends with a whole group may be that of the group
  let full = column.group ?? walk.size
  let group = first ?? (await nextGroup(column, empty, walk, options, tools)) ?? empty
  for (let number = 1; ; number += 1) {
    for (const { url } of group.links) walk.seen.add(url)
    walk.rows += group.links.length
    const total = group.total ?? first?.total ?? null
    const appetite = yield {
      endpoint,
      column: column.name,
      page: number,
      links: group.links,
      declaredTotal: total,
      more: total === null ? group.next !== null : walk.rows < total,
      response: group.response,
    }
    if (appetite === 'enough') return
    if (number >= MOST_PAGES) throw tooLong(endpoint, number)
    const reached = total === null ? group.next === null : walk.seen.size >= total
    // the page embeds a group whole; a round number of rows may be a cap of the proxy's own
    const mayGoOn = mayHideMore(group.links.length, full) || group.links.length % 5 === 0
    const asks = total === null ? column.proxy !== null && mayGoOn : true
    if (reached && (!asks || (total !== null && group.links.length < full))) return
    // a whole group that no total ends is ended by the proxy alone, and its silence is no end
    const isDeclared = total !== null || group.links.length < (column.group ?? GROUP)
    full = walk.size
    const last = group
    const following = (): Promise<Group | null> => nextGroup(column, last, walk, options, tools)
    const next = reached && isDeclared ? await beyondEnd(following) : await following()
    if (next === null) return
    group = next
  }
}

/**
 * 大汉 Hanweb jpage, the older lists of Zhejiang, Jiangsu, Shandong. The column page embeds
 * `<script type="text/xml"><datastore>` with the first group of records (groupSize × perPage, usually 45 or 60), which
 * for a column of annual reports is often all; the rest comes from `dataproxy.jsp`, whose address and parameters the
 * page prints. A page may hold several lists: each with reports in it is an endpoint of its own. Hosts differ in what pages it (`startrecord` or `page`), and static `index_1.html` does not exist.
 */
export const hanwebJpage = {
  name: 'hanweb-jpage',
  options: Options,
  detect: (page) => page.text.includes('dataproxy.jsp'),
  suggest: ({ url }) => ({ options: { column: url }, guessed: {} }),
  list,
} satisfies Family<Options>
