import { z } from 'zod'
import { NianbaoError } from '../errors.ts'
import type { Appetite, ListingPage } from '../model/listing.ts'
import type { PageRequest } from '../model/page.ts'
import { isArticleLink } from './articleAddress.ts'
import { readColumnPage, type ColumnPage } from './columnPage.ts'
import { isAbsence, walkColumn, type ColumnStyle } from './columnWalk.ts'
import type { Family, ListingTools } from './family.ts'
import { narrowed, Search, searchAddress, searchIn, treeAddress } from './xxgkSearch.ts'

const Options = z.strictObject({
  /** URL of the column page, with its directory filter (`?number=D001`) where it has one. */
  column: z.url({ protocol: /^https?$/u }),
})
type Options = z.infer<typeof Options>

/** What a column is called whose list turns out to be the whole directory: its own name would speak for foreign rows. */
const WHOLE_DIRECTORY = '信息公开目录'
const ROWS = '.tr_main_value_odd, .tr_main_value_even'

interface Opened {
  readonly search: Search
  readonly first: ColumnPage
}

/**
 * The module answers only to POST with the column page as Referer; the same fields in the address give every page of the list
 * an address of its own.
 */
const posting = (tools: ListingTools, referer: string): ListingTools => ({
  ...tools,
  get: (request: PageRequest) => {
    const { pathname, searchParams } = new URL(request.url)
    const isSearch = /\/module\/xxgk\/search\.jsp$/iu.test(pathname)
    const form = Object.fromEntries(searchParams)
    return tools.get(isSearch ? { ...request, method: 'POST', form, referer } : request)
  },
})

const styleOf = (search: Search, rows: string | undefined): ColumnStyle => ({
  rows,
  isArticle: isArticleLink,
  addresses: ({ first, last, found }) => {
    const linked = last.pager.next === null ? [] : [last.pager.next]
    const { pages, rows: total } = first.pager
    const isWhole = pages === 1 || (pages === null && total === first.links.length)
    return isWhole ? linked : [...linked, searchAddress(search, found.length + 1)]
  },
})

async function askFirst(search: Search, tools: ListingTools): Promise<Opened> {
  const url = searchAddress(search, 1)
  const first = await readColumnPage(url, search.page, styleOf(search, ROWS), posting(tools, search.page))
  if (first.links.length > 0 || !isPiece(first)) return { search, first }
  // newer installations fill a list of their own making, without the module's table
  const again = { ...tools, get: () => Promise.resolve(first.page) }
  return { search, first: await readColumnPage(url, search.page, styleOf(search, undefined), again) }
}

/** The module sends a piece of HTML; what has a title is a page of another kind. */
const isPiece = ({ heading }: Pick<ColumnPage, 'heading'>): boolean => heading === ''

/** Errors that fields of a past design can cause; anything else is the network's and passes through. */
const STALE: ReadonlySet<NianbaoError['code']> = new Set(['not-found', 'soft-404', 'server-error'])

async function openRemembered(tools: ListingTools): Promise<Opened | null> {
  const remembered = Search.safeParse(tools.remembered)
  if (!remembered.success) return null
  try {
    const opened = await askFirst(remembered.data, tools)
    return opened.first.links.length > 0 ? opened : null
  } catch (error) {
    if (error instanceof NianbaoError && STALE.has(error.code)) return null
    throw error
  }
}

async function openAfresh({ column }: Options, tools: ListingTools): Promise<Opened> {
  const search = searchIn(await tools.get({ url: column }))
  if (search === null) {
    const message = `${column}: names no search of the 信息公开目录 module; is this a column of it?`
    throw new NianbaoError('layout-changed', message)
  }
  const opened = await askFirst(await narrowedByTree(search, tools), tools)
  if (opened.first.links.length === 0 && !isEmptyList(opened.first)) {
    throw new NianbaoError('layout-changed', `${opened.first.page.url}: no list of the 信息公开目录 module`)
  }
  return opened
}

/** A tree that is not there or knows no class of annual reports leaves the search as it is. */
async function narrowedByTree(search: Search, tools: ListingTools): Promise<Search> {
  const url = treeAddress(search)
  if (url === null) return search
  try {
    return narrowed(search, await tools.get({ url, referer: search.page })) ?? search
  } catch (error) {
    if (error instanceof NianbaoError && isAbsence(error)) return search
    throw error
  }
}

/** Whether a reply without rows is the module's word for an empty list: its table's head, a total of 0, or that nothing is there. */
const isEmptyList = ({ page, heading, pager }: ColumnPage): boolean =>
  isPiece({ heading }) &&
  (pager.rows === 0 || /tr_main|tb_(?:main|title)|共\s*0\s*[条页]|暂无|没有/u.test(page.text))

/** The column's name, where its search is narrowed to a class or every row is the column's own (`art_<column id>_`). */
function nameOf({ search, first }: Opened, { column }: Options): string | null {
  const id = /\/col(\d+)\//u.exec(new URL(column).pathname)?.[1] ?? ''
  const isOwn = first.links.every(({ url }) => url.includes(`/art_${id}_`))
  return search.fields['infotypeId'] !== '' || isOwn ? search.name : WHOLE_DIRECTORY
}

async function* list(
  options: Options,
  tools: ListingTools,
): AsyncGenerator<ListingPage, void, Appetite | undefined> {
  const known = await openRemembered(tools)
  const opened = known ?? (await openAfresh(options, tools))
  const { search, first } = opened
  if (first.links.length > 0) tools.remember(search)
  const hasTable = /tr_main_value_(?:odd|even)/u.test(first.page.text)
  const style = styleOf(search, hasTable ? ROWS : undefined)
  yield* walkColumn(
    {
      endpoint: options.column,
      name: nameOf(opened, options),
      first,
      ...(known !== null && { fromMemory: true }),
    },
    style,
    posting(tools, search.page),
  )
}

/**
 * 大汉 Hanweb's 信息公开目录 module, in Zhejiang, Jiangsu, Shandong, Jiangxi and elsewhere. The column page holds no rows:
 * `POST /module/xxgk/search.jsp` answers with a piece of HTML, a table of rows `.tr_main_value_odd` and `_even` or the site's
 * own list, and `共N条 共N页`; `currpage` pages, and the links behind 下一页 and 尾页 are scripts. The fields come from the page: its own call
 * of `loadDynamic`, the address of its tree, hidden inputs, `?number=` for the class (组配分类). Without a class
 * hosts answer with the whole area, whatever column asks: then the directory's tree is asked for its class of annual
 * reports, and where it has none every row counts, under the directory's name and not the column's. Rows of other columns are
 * not dropped: their titles tell what they are, and a list that hides rows could not be held against its total.
 * Seen in public crawlers' code of 2019 to 2026, none of it live; some send `X-Requested-With`, which is not sent here.
 */
export const hanwebXxgk = {
  name: 'hanweb-xxgk',
  options: Options,
  detect: ({ text }) => text.includes('module/xxgk/') && !text.includes('dataproxy.jsp'),
  suggest: ({ url }) => ({ options: { column: url }, guessed: {} }),
  list,
} satisfies Family<Options>
