import { z } from 'zod'
import { NianbaoError } from '../errors.ts'
import type { Page } from '../model/page.ts'
import { assignedObjects, scriptsOf } from '../model/scripts.ts'
import { REPORT_COLUMN } from './column.ts'
import { Count } from './gkmlptRows.ts'
import { isReportColumn } from './subColumns.ts'

const Id = z.union([z.number(), z.string().min(1)]).transform(String)

/** A category (目录分类) of the tree that an index page prints. */
interface Node {
  readonly id: string
  readonly name: string
  readonly posts: number | null
  /** Address of the ordinary column that holds its articles instead. */
  readonly jump: string | null
  readonly children: readonly Node[]
}
const Node: z.ZodType<Node> = z
  .looseObject({
    id: Id,
    name: z.string().nullish(),
    post_count: Count,
    jump_url: z.string().nullish(),
    get children() {
      return z.array(Node).nullish()
    },
  })
  .transform(({ id, name, post_count, jump_url, children }) => ({
    id,
    name: (name ?? '').trim(),
    posts: post_count,
    jump: (jump_url ?? '').trim() === '' ? null : (jump_url ?? '').trim(),
    children: children ?? [],
  }))

const Config = z.looseObject({
  SID: Id,
  TREE: z.union([z.array(Node), Node.transform((root) => [root])]),
})

/** What `window._CONFIG` of an index page says: the number of the site, and its tree. */
export interface GkmlptIndex {
  readonly sid: string
  readonly tree: readonly Node[]
}

/** Reads `window._CONFIG`, a JavaScript object with single quotes and bare keys; `layout-changed` where there is none. */
export function readIndex(page: Page): GkmlptIndex {
  const configs = scriptsOf(page.text)
    .filter((script) => script.includes('TREE'))
    .flatMap(assignedObjects)
    .map(({ value }) => Config.safeParse(value))
  const found = configs.find(({ success }) => success)?.data
  if (found !== undefined) return { sid: found.SID, tree: found.TREE }
  const cause = configs.find(({ error }) => error !== undefined)?.error
  throw new NianbaoError('layout-changed', `${page.url}: no window._CONFIG with SID and TREE in it`, {
    cause,
  })
}

/** A category to be listed, or to be looked for elsewhere. */
export interface Category {
  readonly id: string
  /** Names from the 年报 category down; null where they do not say that it is one of annual reports. */
  readonly column: string | null
  /** Articles that the tree counts in it, perhaps with those below it, or null. */
  readonly posts: number | null
  /** Articles that the tree counts in the categories below it. */
  readonly below: number
  readonly jump: string | null
}

/** The 年报 categories of the tree, or the one of this number, each with all below it. */
export function reportCategories(tree: readonly Node[], id: number | null, url: string): readonly Category[] {
  const roots = tree.flatMap((node) =>
    rootsIn(node, (one) => (id === null ? isReports(one, url) : one.id === String(id))),
  )
  return roots.flatMap((root) => withBelow(root, root.name))
}

const isReports = ({ name }: Node, url: string): boolean => isReportColumn(name, new URL('/', url).href)

/** The topmost nodes that are wanted. */
const rootsIn = (node: Node, isWanted: (node: Node) => boolean): readonly Node[] =>
  isWanted(node) ? [node] : node.children.flatMap((child) => rootsIn(child, isWanted))

function withBelow({ id, posts, jump, children }: Node, column: string): readonly Category[] {
  const below = children.reduce((sum, child) => sum + (child.posts ?? 0), 0)
  const own = { id, column: REPORT_COLUMN.test(column) ? column : null, posts, below, jump }
  return [own, ...children.flatMap((child) => withBelow(child, `${column} > ${child.name}`))]
}
