import { z } from 'zod'
import { NianbaoError } from '../errors.ts'
import type { Appetite, Link, ListingPage } from '../model/listing.ts'
import { isArticleLink } from './articleAddress.ts'
import { columnName } from './column.ts'
import { readColumnPage } from './columnPage.ts'
import type { Family, ListingTools } from './family.ts'
import { declaredTotalIn, embeddedGroups, type Group } from './jpageXml.ts'
import { linksIn } from './listLinks.ts'
import { ask, beginning, Interface, interfaceIn, REFUSALS, SIZES, type Walk } from './truecmsInterface.ts'

const Options = z.strictObject({
  /** URL of the column page. */
  column: z.url({ protocol: /^https?$/u }),
})
type Options = z.infer<typeof Options>

/** Where a list begins: its interface, if the page names one, and its first rows. */
interface Opened {
  readonly api: Interface | null
  readonly column: string | null
  readonly first: Group
  readonly walk: Walk
}

const isArticle = (link: Link): boolean =>
  isArticleLink(link) || (link.title !== '' && /\/content\/[^/?]+\.s?html?$/iu.test(link.url))

async function open(options: Options, tools: ListingTools): Promise<Opened> {
  const walk = beginning(SIZES)
  const { page, links, pager } = await readColumnPage(options.column, null, { isArticle }, tools)
  const response = { url: page.url, sha256: page.sha256 }
  const api = interfaceIn(page)
  const column = columnName(page.text)
  const total = declaredTotalIn(page.text) ?? pager.rows
  const [store] = embeddedGroups(page.text, response)
  const hidden = linksIn(page.text, page.url, '#initData').filter(isArticle)
  const embedded = store !== undefined && store.group.links.length > 0 ? store.group.links : hidden
  const group = { links: embedded, total: store?.group.total ?? total, next: null, response }
  if (embedded.length > 0) return { api, column, first: group, walk }
  const asked = api === null ? null : await ask(api, 0, walk, tools)
  if (api !== null && asked !== null && asked.links.length > 0) {
    tools.remember({ ...api, size: walk.accepted ?? api.size })
    return { api, column, first: asked, walk }
  }
  // closed interface: what the page shows as plain rows is all there is
  if (links.length > 0) return { api: null, column, first: { ...group, links }, walk }
  if (asked !== null) return { api: null, column, first: asked, walk }
  const message = `${options.column}: neither rows nor an open interface; is this a TrueCMS column?`
  throw new NianbaoError('layout-changed', message)
}

async function openRemembered(tools: ListingTools): Promise<Opened | null> {
  const { data: api } = Interface.safeParse(tools.remembered)
  if (api === undefined) return null
  const walk = beginning([api.size])
  try {
    const first = await ask(api, 0, walk, tools)
    if (first === null || first.links.length === 0) return null
    tools.remember({ ...api, size: walk.accepted ?? api.size })
    return { api, column: api.column, first, walk }
  } catch (error) {
    if (error instanceof NianbaoError && (REFUSALS.has(error.code) || error.code === 'layout-changed'))
      return null
    throw error
  }
}

/** The next rows, if any is new; a list that stays short of its total is looked through from its beginning once more. */
async function nextGroup(
  api: Interface,
  total: number | null,
  walk: Walk,
  tools: ListingTools,
): Promise<Group | null> {
  const isNew = ({ url }: Link): boolean => !walk.seen.has(url)
  const next = await ask(api, walk.rows, walk, tools)
  if (next === null || next.links.some(isNew)) return next
  const isShort = total !== null && walk.seen.size < total
  const again = isShort && walk.rows > 0 ? await ask(api, 0, walk, tools) : null
  return { ...(again ?? next), links: again?.links.filter(isNew) ?? [] }
}

/** Groups hold tens of rows: a list that ends with a full one may go on. */
const isFull = (rows: number): boolean => rows > 0 && rows % 10 === 0

/** A list that finds ever new rows is a trap; no column of annual reports was seen with more. */
const MOST_GROUPS = 500

async function* list(
  options: Options,
  tools: ListingTools,
): AsyncGenerator<ListingPage, void, Appetite | undefined> {
  const known = await openRemembered(tools)
  const { api, column, first, walk } = known ?? (await open(options, tools))
  const fromMemory = known === null ? {} : { fromMemory: true as const }
  let group = first
  for (let number = 1; number <= MOST_GROUPS; number += 1) {
    for (const { url } of group.links) walk.seen.add(url)
    walk.rows += group.links.length
    const total = group.total ?? first.total
    const page = { endpoint: options.column, column, page: number, declaredTotal: total, ...fromMemory }
    const more = total === null ? api !== null || isFull(walk.rows) : walk.seen.size < total
    const appetite = yield { ...page, links: group.links, more, response: group.response }
    if (appetite === 'enough' || api === null) return
    if (total !== null && walk.seen.size >= total && !isFull(group.links.length)) return
    const next = await nextGroup(api, total, walk, tools)
    if (next === null || next.links.length === 0) {
      // nobody says how long a list is whose interface is closed, or closes
      const isCut = next === null && (walk.accepted !== null || isFull(walk.rows))
      const { response } = next ?? group
      if (total === null) yield { ...page, page: number + 1, links: [], more: isCut, response }
      return
    }
    group = next
  }
}

/**
 * TrueCMS, maker of many portals of Jiangsu (南通系) and of Shanghai's people's congress. The column page hands its list to the
 * script of 大汉's jpage, with an interface of its own: `GET /truecms|TrueCMS/messageController/getMessage.do` with
 * `startrecord`, `endrecord`, `perpage`, `columnId`, which answers JSON(P) whose `result` is the XML of a jpage group; articles
 * are `<column>/content/<id>.html`. Hosts accept different numbers of rows at a time, some answer only with a Referer, some have
 * closed the interface (404): there the first rows (60 were seen), which the page holds in `#initData`, are all there is, and the
 * list is told as cut short. Seen in public crawlers' code of 2025 and 2026, none of it live.
 */
export const truecms = {
  name: 'truecms',
  options: Options,
  detect: ({ text }) => /messageController\/getMessage\.do/iu.test(text),
  suggest: ({ url }) => ({ options: { column: url }, guessed: {} }),
  list,
} satisfies Family<Options>
