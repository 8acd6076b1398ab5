import { z } from 'zod'
import { NianbaoError } from '../errors.ts'
import type { Appetite, ListingPage } from '../model/listing.ts'
import type { Page } from '../model/page.ts'
import { parseReportTitle } from '../model/reportTitle.ts'
import { folderOf, isFolderAddress } from './articleAddress.ts'
import { REPORT_COLUMN } from './column.ts'
import type { ColumnPage } from './columnPage.ts'
import { columnsBeside } from './columnsBeside.ts'
import { isAbsence, walkColumn, type Column, type ColumnStyle } from './columnWalk.ts'
import type { ListingTools } from './family.ts'
import { tellFailed, type FailedColumn } from './failedColumns.ts'
import { isFilledByScript } from './filledByScript.ts'
import { Frame, openColumn, type Opened } from './framedColumn.ts'
import { linksIn } from './listLinks.ts'
import { asConfigured, isReportColumn, subColumnsOf, type SubColumn } from './subColumns.ts'
import { unfollowedIn } from './unfollowed.ts'

/** Options of families whose columns are plain pages and may have columns below them. */
export const treeOptions = {
  /** URL of the column of annual reports, or of one above it. */
  list: z.url({ protocol: /^https?$/u }),
  /** How many levels of columns below it are listed too (年、市本级、部门、街道, units), each as an endpoint of its own. */
  descend: z.int().min(0).max(4).default(0),
  /** CSS selector of the rows, where a page holds other lists beside the one. */
  rows: z.string().min(1).optional(),
} as const

export interface TreeOptions {
  readonly list: string
  readonly descend: number
}

/** How a vendor lists columns that have columns below them. */
export interface TreeStyle extends ColumnStyle {
  /** Whether an address below a column is a column, and no article nor a further page. */
  isColumn(url: string): boolean
  /** Name of a column, where the vendor's address says more than the page; without it, the page's own. */
  nameOf?(page: ColumnPage, url: string): string | null
  /**
   * Columns below a page, where they are not of its folder. That there are none at all is then `layout-changed`, and a
   * page that is no column of reports itself only leads to them.
   */
  below?(page: Page): readonly SubColumn[]
}

/** A column of the tree. */
const Node = z.strictObject({
  url: z.url({ protocol: /^https?$/u }),
  /** Names from the top, as far as the site prints them. */
  column: z.string().nullable(),
  inReports: z.boolean(),
  depth: z.int(),
})
type Node = z.infer<typeof Node>

/** What is remembered of a tree: every column below its top, and the lists that columns keep in frames. */
const Memory = z.strictObject({ columns: z.array(Node), frames: z.array(Frame) })

/** More columns than a district has units and years: a tree that is larger is a whole site. */
const MOST_COLUMNS = 500

type Response = ListingPage['response']
type Pages = AsyncGenerator<ListingPage, void, Appetite | undefined>

/** The walk through a tree so far. */
interface Tree {
  readonly options: TreeOptions
  readonly style: TreeStyle
  readonly tools: ListingTools
  readonly frames: readonly Frame[]
  /** Folders that were asked for, or that answered: menus repeat, and columns move. */
  readonly visited: Set<string>
  readonly waiting: { readonly node: Node; readonly linkedBy: Response | null }[]
  /** Columns below the top that were there, and frames that hold a list: for the next run. */
  readonly keptColumns: Node[]
  readonly keptFrames: Frame[]
  readonly failed: FailedColumn[]
  /** What the frames of a column hold beside its first page. */
  readonly opened: Map<ColumnPage, Opened>
}

/**
 * Lists a column and, `descend` levels down, the columns below it. A column that fails stops no other and is told at
 * the end. Columns that an earlier run found are listed also where the tree no longer shows them; a tree that shows
 * none any more is `layout-changed`, because next year's column would be missed.
 */
export async function* walkTree(options: TreeOptions, style: TreeStyle, tools: ListingTools): Pages {
  const remembered = Memory.safeParse(tools.known ?? tools.remembered).data ?? { columns: [], frames: [] }
  const frames = tools.remembered === null ? [] : remembered.frames
  const tree: Tree = {
    ...{ options, style, tools, frames, visited: new Set(), waiting: [] },
    ...{ keptColumns: [], keptFrames: [], failed: [], opened: new Map() },
  }
  const top = await openTop(tree)
  const shown = tree.waiting.length
  yield* listNode(top.node, top.first, tree)
  yield* listWaiting(tree, top.first)
  for (const node of remembered.columns) tree.waiting.push({ node, linkedBy: null })
  yield* listWaiting(tree, top.first)
  if (shown === 0 && (remembered.columns.length > 0 || style.below !== undefined)) {
    const message = `${options.list}: no sub-column is linked there (an earlier run found ${remembered.columns.length}); if it has none, take descend or units out of the site file`
    throw new NianbaoError('layout-changed', message)
  }
  yield* tellFailed(tree.failed)
  tools.remember({ columns: tree.keptColumns, frames: tree.keptFrames })
}

async function openTop(tree: Tree): Promise<{ readonly node: Node; readonly first: ColumnPage }> {
  const { list, descend } = tree.options
  const opened = await open(list, 0, tree)
  const { style } = tree
  const column = style.nameOf === undefined ? opened.name : style.nameOf(opened, list)
  const inReports = isReportColumn(column, opened.page.url)
  const first = style.below === undefined || inReports ? opened : { ...opened, links: [] }
  const node = { url: list, column, inReports, depth: 0 }
  enqueueBelow(tree, node, first)
  if (first.links.length === 0 && tree.waiting.length === 0) {
    const what = descend > 0 ? 'neither an article nor a sub-column' : 'no article'
    throw new NianbaoError('layout-changed', `${list}: ${what} is linked there`)
  }
  return { node, first }
}

/** Only a column that can have none below it may be asked for by its frame alone. */
async function open(url: string, depth: number, tree: Tree): Promise<ColumnPage> {
  const { options, style, tools, frames, keptFrames } = tree
  const isLeaf = depth === options.descend
  const known = isLeaf ? frames.filter((frame) => frame.column === url) : []
  const opened = await openColumn({ url, referer: depth === 0 ? null : options.list, known }, style, tools)
  if (isLeaf) keptFrames.push(...opened.frames)
  tree.opened.set(opened.first, opened)
  return opened.first
}

async function* listWaiting(tree: Tree, top: ColumnPage): Pages {
  for (let next = tree.waiting.shift(); next !== undefined; next = tree.waiting.shift()) {
    const { node, linkedBy } = next
    if (tree.visited.has(key(node.url))) continue
    if (tree.visited.size > MOST_COLUMNS) {
      const message = `${tree.options.list}: more than ${MOST_COLUMNS} columns; lower descend, or name columns as sources`
      throw new NianbaoError('listing-partial', message)
    }
    tree.visited.add(key(node.url))
    try {
      const first = await open(node.url, node.depth, tree)
      tree.keptColumns.push(node)
      enqueueBelow(tree, node, first)
      yield* listNode(node, first, tree)
    } catch (error) {
      if (!(error instanceof NianbaoError)) throw error
      if (OF_THE_HOST.has(error.code) && asConfigured(node.url, tree.options.list) !== null) throw error
      if (linkedBy === null && isAbsence(error)) continue // gone from the site and from its menus
      tree.failed.push({
        endpoint: node.url,
        column: node.column,
        error,
        response: linkedBy ?? responseOf(top),
      })
    }
  }
}

/** What ends the listing of a site: asking for its next column would be asking a host again that does not answer us. */
const OF_THE_HOST: ReadonlySet<NianbaoError['code']> = new Set([
  'budget-spent',
  'unreachable',
  'throttled',
  'host-paused',
  'challenge-page',
  'captcha',
  'private-address',
])

/** Addresses of one column: scheme, `www.` and index file do not count; a query or another index is another part of it. */
function key(url: string): string {
  const { host, pathname, search } = new URL(url)
  const index = isFolderAddress(url) ? (/[^/]*_\d+\.\w+$/u.exec(pathname)?.[0] ?? '') : ''
  return `${host.replace(/^www\./u, '')}${folderOf(url)}${index}${search}`
}

const responseOf = ({ page }: ColumnPage): Response => ({ url: page.url, sha256: page.sha256 })

function enqueueBelow(tree: Tree, above: Node, first: ColumnPage): void {
  tree.visited.add(key(above.url)).add(key(first.page.url))
  if (above.depth >= tree.options.descend) return
  const { style } = tree
  const nodes = (style.below?.(first.page) ?? columnsOf(first.page, above, tree)).map(
    ({ url, name, inReports, ...known }) => {
      const column = known.column ?? columnBelow(above, name, inReports)
      return { node: { url, column, inReports, depth: above.depth + 1 }, linkedBy: responseOf(first) }
    },
  )
  tree.waiting.unshift(...nodes.filter(({ node }) => !isListed(node.url, tree)))
}

/** Columns below a page, then those of reports beside it that nobody else leads to. */
function columnsOf(page: Page, node: Node, { style, waiting }: Tree): readonly SubColumn[] {
  const isColumn = (url: string): boolean => style.isColumn(url)
  const isWaiting = new Set(waiting.map((one) => key(one.node.url)))
  const beside = columnsBeside(page, isColumn).filter(({ url }) => !isWaiting.has(key(url)))
  return [...subColumnsOf(page, node, isColumn), ...beside]
}

/** Whether a column was asked for, or is a source of its own. */
const isListed = (url: string, { visited, tools }: Tree): boolean =>
  visited.has(key(url)) || (tools.elsewhere ?? []).some((list) => key(list) === key(url))

/** What a column shows and this walk leaves: below its last level, columns too. */
function leftIn(node: Node, first: ColumnPage, tree: Tree): NonNullable<Column['unfollowed']> {
  const isWaiting = new Set(tree.waiting.map((one) => key(one.node.url)))
  const isLeaf = node.depth >= tree.options.descend && tree.style.below === undefined
  const linked = isLeaf ? columnsOf(first.page, node, tree) : []
  return unfollowedIn(first, linked, (url) => isListed(url, tree) || isWaiting.has(key(url)))
}

/** `政府信息公开年报 > 2022年`; null where the site does not say that this is a column of annual reports. */
function columnBelow(above: Node, name: string, inReports: boolean): string | null {
  const column = above.column === null ? name : `${above.column} > ${name}`
  return inReports && !REPORT_COLUMN.test(column) ? null : column
}

async function* listNode(node: Node, first: ColumnPage, tree: Tree): Pages {
  const { url, column, inReports, depth } = node
  const { style, tools } = tree
  const { beside = [], left = [] } = tree.opened.get(first) ?? {}
  const others = leftIn(node, first, tree)
  const unfollowed: typeof others = (titles, lost) => [...others(titles, lost), ...left]
  const holdsReports = first.links.some(({ title }) => parseReportTitle(title).kind === 'report')
  if (first.links.length > 0 && (inReports || depth === 0 || holdsReports)) {
    yield* walkColumn({ endpoint: url, name: column, first, unfollowed }, style, tools)
    for (const one of beside) {
      const column = { endpoint: one.url, name: one.first.name, first: one.first }
      yield* walkColumn({ ...column, unfollowed: leftIn(node, one.first, tree) }, style, tools)
    }
    return
  }
  // a column on the way (a unit's own page), or an empty one; a page without any link is a shell that scripts fill
  const { page, links } = first
  const leadsOn = depth === 0 && style.below !== undefined
  const isShell =
    linksIn(page.text, page.url).length === 0 ||
    (style.below === undefined && isBarren(first, tree) && isFilledByScript(page.text))
  const aside = unfollowed([], first.lost)
  yield {
    ...{ endpoint: url, column, page: 1, links, declaredTotal: null },
    more: aside.length > 0 || (!leadsOn && isShell),
    unfollowed: !leadsOn && isShell ? ['rows that a script is to fetch', ...aside] : aside,
    response: responseOf(first),
  }
}

/** Whether a page shows neither a row nor a column to walk. */
const isBarren = ({ page, links }: ColumnPage, { waiting }: Tree): boolean =>
  links.length === 0 && !waiting.some(({ linkedBy }) => linkedBy?.url === page.url)
