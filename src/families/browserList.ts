import { load } from 'cheerio/slim'
import { z } from 'zod'
import { NianbaoError } from '../errors.ts'
import type { Appetite, ListingPage } from '../model/listing.ts'
import type { Page } from '../model/page.ts'
import { isArticleLink, looksLikeArticle } from './articleAddress.ts'
import { readColumnPage } from './columnPage.ts'
import { walkColumn, type Column, type ColumnStyle } from './columnWalk.ts'
import { lostInWords } from './rowsOfList.ts'
import { leadsNowhere } from './deadLink.ts'
import type { Family, ListingTools } from './family.ts'
import { linksIn } from './listLinks.ts'
import { numberedAddress } from './pageAddresses.ts'
import { firstPageOf, listAsBefore } from './rememberedAnswer.ts'

const Options = z.strictObject({
  /** URL of the list; a fragment (`#/list`) is the page's own business and kept. */
  list: z.url({ protocol: /^https?$/u }),
  /** CSS selector of the rows; without it, every link that looks like an article is one. */
  rows: z.string().refine(isSelector, 'must be a CSS selector').optional(),
  /** CSS selector of what shows the next page (下一页, 加载更多); clicked until no new row comes. */
  next: z.string().refine(isSelector, 'must be a CSS selector').optional(),
  /** Further pages that have addresses of their own: `{n}` is the page's number from 2, `{n-1}` one less. */
  pages: z
    .string()
    .regex(/\{n(?:-1)?\}/u, 'must contain {n} or {n-1}')
    .optional(),
  /** Regular expression that the URL of an article matches; without it, URLs that look like articles count. */
  article: z.string().refine(isRegExp, 'must be a regular expression').optional(),
})
type Options = z.infer<typeof Options>

function isSelector(selector: string): boolean {
  try {
    load('')(selector)
    return selector.trim() !== ''
  } catch {
    return false
  }
}

function isRegExp(source: string): boolean {
  try {
    new RegExp(source, 'u')
    return true
  } catch {
    return false
  }
}

/** Names a page that only clicks lead to; the fragment never leaves this file. */
const clickedTo = (list: string, step: number): string => `${list}#nianbao-step-${step}`
const CLICKED = /#nianbao-step-(\d+)$/u

function styleOf({ list, rows, next, pages, article }: Options): ColumnStyle {
  return {
    rows,
    strict: article !== undefined,
    ...(next !== undefined && pages === undefined && { presses: true }),
    isArticle: (link) =>
      article === undefined
        ? isArticleLink(link)
        : link.title !== '' && (leadsNowhere(link) || new RegExp(article, 'u').test(link.url)),
    addresses({ first, found }) {
      if (pages !== undefined) return [numberedAddress(pages, found.length + 1, first.page.url)]
      return next === undefined ? [] : [clickedTo(list, found.length + 1)]
    },
  }
}

/** The network through a browser. A first page that does not show what it should is no list any more. */
function rendering({ rows, next, pages }: Options, tools: ListingTools): ListingTools {
  const until = rows === undefined ? {} : { until: rows }
  return {
    ...tools,
    async get({ url, ...request }) {
      const step = Number(CLICKED.exec(url)?.[1] ?? 1)
      const render = { ...until, ...(next !== undefined && pages === undefined && { next, step }) }
      return tools.get({ ...request, url: url.replace(CLICKED, ''), render })
    },
  }
}

async function* list(
  options: Options,
  tools: ListingTools,
): AsyncGenerator<ListingPage, void, Appetite | undefined> {
  const before = await listAsBefore(options.list, tools)
  if (before !== null && (yield before) === 'enough') {
    tools.remember(tools.remembered)
    return
  }
  const given = new Set(before?.links.map(({ url }) => url))
  const style = styleOf(options)
  const browser = rendering(options, tools)
  const first = await readColumnPage(options.list, null, style, browser)
  if (first.page.rendered?.shown === false || first.links.length === 0)
    throw new NianbaoError('layout-changed', whatIsMissing(options, first.page))
  const walk = walkColumn(
    { endpoint: options.list, name: first.name, first, unfollowed: lostRows },
    style,
    browser,
  )
  let appetite: Appetite | undefined
  for (let step = await walk.next(); step.done !== true; step = await walk.next(appetite)) {
    if (step.value.page === 1) tools.remember(firstPageOf(first.page, step.value))
    const links = step.value.links.filter(({ url }) => !given.has(url))
    appetite = yield { ...step.value, links }
  }
}

/** Columns beside such a list are the business of other sources; rows that only a script opens are named. */
const lostRows: NonNullable<Column['unfollowed']> = (titles, lost) => lostInWords(lost, titles, () => false)

function whatIsMissing({ list, rows }: Options, { rendered }: Page): string {
  const what = rows === undefined ? 'no link that looks like an article' : `nothing that is ${rows}`
  const unasked = (rendered?.unasked ?? []).map(({ code, url }) => `${code} ${url}`)
  const why = unasked.length === 0 ? '' : `; the page was not given: ${unasked.join(', ')}`
  return `${list}: a browser shows ${what}${why}`
}

/** Roots that Vue, React, Nuxt, Next and Angular fill; and the lists of Shandong's portals (platforms.md §5.6). */
const ROOT = '#app, #root, #__nuxt, #__next, app-root, [data-server-rendered]'
const SHANDONG = /\/channel_(?:[a-z]+_)?[\w.]+\/?(?:$|\?)/u
/** A shell has a menu at most. */
const FEW_LINKS = 12

/** A page that scripts are to fill: hardly a link, none to an article, and the root of an application. */
function isShell({ text, url }: Page): boolean {
  const $ = load(text)
  if ($('script').length === 0) return false
  const links = linksIn(text, url)
  if (links.length > FEW_LINKS || links.some((link) => looksLikeArticle(link.url))) return false
  return SHANDONG.test(url) || $(ROOT).length > 0
}

/**
 * Lists that only a browser can show (浏览器渲染的列表): Vue or React pages whose rows come by script, such as Shandong's `channel_`
 * portals and 西宁城西区 (platforms.md §5.6, §6.8). Read as `static-list` reads a page, once the browser has made it: rows of links, totals
 * where printed (共N条). The answer from which the page's scripts made the first rows is remembered, so that an unchanged night
 * asks for it alone, without a browser. Rows without an address of their own (only a script opens them) are no links: named, the
 * list is partial; a list of nothing else is `layout-changed`.
 */
export const browserList = {
  name: 'browser-list',
  needsBrowser: true,
  options: Options,
  detect: isShell,
  list,
} satisfies Family<Options>
