import { z } from 'zod'
import { NianbaoError } from '../errors.ts'
import type { Appetite, ListingPage } from '../model/listing.ts'
import { parseReportTitle } from '../model/reportTitle.ts'
import { folderOf } from './articleAddress.ts'
import { REPORT_COLUMN } from './column.ts'
import { readColumnPage, type ColumnPage } from './columnPage.ts'
import { isAbsence, walkColumn, type ColumnStyle } from './columnWalk.ts'
import type { ListingTools } from './family.ts'
import { linksIn } from './links.ts'
import { isReportColumn, subColumnsOf } from './subColumns.ts'

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
}

/** A column of the tree that is still to be listed. */
const Node = z.strictObject({
  url: z.url({ protocol: /^https?$/u }),
  /** Names from the top, as far as the site prints them. */
  column: z.string().nullable(),
  inReports: z.boolean(),
  depth: z.int(),
})
type Node = z.infer<typeof Node>
/** What is remembered of a tree: every column below its top. */
const Remembered = z.array(Node)

/** More columns than a district has units and years: a tree that is larger is a whole site. */
const MOST_COLUMNS = 500

/** The walk through a tree so far. */
interface Tree {
  readonly options: TreeOptions
  readonly style: TreeStyle
  readonly tools: ListingTools
  /** Folders that were asked for, or that answered: menus repeat, and columns move. */
  readonly visited: Set<string>
  readonly waiting: { readonly node: Node; readonly linkedBy: ListingPage['response'] | null }[]
  /** Columns below the top that were there. */
  readonly kept: Node[]
}

/**
 * Lists a column and, `descend` levels down, the columns below it. A column that is linked and not there is partial
 * and stops no other. Columns that an earlier run found are listed also where the tree no longer shows them; a tree
 * that shows none any more is `layout-changed`, because next year's column would be missed.
 */
export async function* walkTree(
  options: TreeOptions,
  style: TreeStyle,
  tools: ListingTools,
): AsyncGenerator<ListingPage, void, Appetite | undefined> {
  const tree: Tree = { options, style, tools, visited: new Set(), waiting: [], kept: [] }
  yield* listTop(tree)
  const shown = tree.waiting.length
  yield* listWaiting(tree)
  const remembered = Remembered.safeParse(tools.remembered).data ?? []
  for (const node of remembered) tree.waiting.push({ node, linkedBy: null })
  yield* listWaiting(tree)
  if (options.descend > 0 && shown === 0 && remembered.length > 0) {
    const message = `${options.list}: none of its ${remembered.length} sub-columns is linked any more; if it has given them up, set descend to 0`
    throw new NianbaoError('layout-changed', message)
  }
  if (options.descend > 0) tools.remember(tree.kept)
}

async function* listTop(tree: Tree): AsyncGenerator<ListingPage, void, Appetite | undefined> {
  const { options, style, tools } = tree
  const first = await readColumnPage(options.list, null, style, tools)
  const inReports = isReportColumn(first.name, first.page.url)
  const node = { url: options.list, column: first.name, inReports, depth: 0 }
  enqueueBelow(tree, node, first)
  if (first.links.length === 0 && tree.waiting.length === 0) {
    const what = options.descend > 0 ? 'neither an article nor a sub-column' : 'no article'
    throw new NianbaoError('layout-changed', `${options.list}: ${what} is linked there`)
  }
  yield* listNode(node, first, tree)
}

async function* listWaiting(tree: Tree): AsyncGenerator<ListingPage, void, Appetite | undefined> {
  for (let next = tree.waiting.shift(); next !== undefined; next = tree.waiting.shift()) {
    const { node, linkedBy } = next
    if (tree.visited.has(key(node.url)) || node.depth > tree.options.descend) continue
    if (tree.visited.size > MOST_COLUMNS) {
      const message = `${tree.options.list}: more than ${MOST_COLUMNS} columns; lower descend, or name columns as sources`
      throw new NianbaoError('listing-partial', message)
    }
    tree.visited.add(key(node.url))
    const first = await openColumn(node, tree)
    if (first === null) {
      if (linkedBy !== null) yield missing(node, linkedBy)
      continue
    }
    tree.kept.push(node)
    enqueueBelow(tree, node, first)
    yield* listNode(node, first, tree)
  }
}

/** Addresses of one column: scheme, `www.` and index file do not count. */
const key = (url: string): string => `${new URL(url).host.replace(/^www\./u, '')}${folderOf(url)}`

/** The column's first page; null where the host has none. */
async function openColumn(node: Node, { options, style, tools }: Tree): Promise<ColumnPage | null> {
  try {
    return await readColumnPage(node.url, options.list, style, tools)
  } catch (error) {
    if (error instanceof NianbaoError && isAbsence(error)) return null
    throw error
  }
}

function enqueueBelow(tree: Tree, above: Node, { page }: ColumnPage): void {
  tree.visited.add(key(above.url)).add(key(page.url))
  if (above.depth >= tree.options.descend) return
  const linkedBy = { url: page.url, sha256: page.sha256 }
  const below = subColumnsOf(page, above.inReports, (url) => tree.style.isColumn(url))
  const nodes = below.map(({ url, name, inReports }) => {
    const column = columnBelow(above, name, inReports)
    return { node: { url, column, inReports, depth: above.depth + 1 }, linkedBy }
  })
  tree.waiting.unshift(...nodes)
}

/** `政府信息公开年报 > 2022年`; null where the site does not say that this is a column of annual reports. */
function columnBelow(above: Node, name: string, inReports: boolean): string | null {
  const column = above.column === null ? name : `${above.column} > ${name}`
  return inReports && !REPORT_COLUMN.test(column) ? null : column
}

/** A linked column that is not there: the page that links it is the evidence, and the gap is told. */
function missing({ url, column }: Node, response: ListingPage['response']): ListingPage {
  return { endpoint: url, column, page: 1, links: [], declaredTotal: null, more: true, response }
}

async function* listNode(
  { url, column, inReports, depth }: Node,
  first: ColumnPage,
  { style, tools }: Tree,
): AsyncGenerator<ListingPage, void, Appetite | undefined> {
  const lists =
    inReports || depth === 0 || first.links.some(({ title }) => parseReportTitle(title).kind === 'report')
  if (lists && first.links.length > 0) {
    yield* walkColumn({ endpoint: url, name: column, first }, style, tools)
    return
  }
  // a column on the way (a unit's own page), or an empty one; a page without any link is a shell that scripts fill
  const { page, links } = first
  const more = linksIn(page.text, page.url).length === 0
  const response = { url: page.url, sha256: page.sha256 }
  yield { endpoint: url, column, page: 1, links, declaredTotal: null, more, response }
}
