import type { ColumnPath } from './prepareForms.ts'

interface Node {
  readonly label: string
  readonly path: readonly string[]
  readonly children: Node[]
}

/**
 * Reads the words of a header in reading order (row after row) as a tree: first the regions, then under each region in turn
 * its columns. Gives the paths of the columns from left to right, or null when the words do not make up whole regions of
 * `paths` (with `some`: of regions that may lack columns). A lone column (总计) may be printed one row too low; a header
 * printed twice counts once.
 */
export function columnsInOrder(
  paths: readonly ColumnPath[],
  words: readonly string[],
  wanted: 'whole' | 'some',
): readonly ColumnPath[] | null {
  const half = words.length / 2
  if (Number.isInteger(half) && words.slice(0, half).join('/') === words.slice(half).join('/')) {
    const once = half > 0 ? columnsInOrder(paths, words.slice(0, half), wanted) : null
    if (once) return once
  }
  const root: Node = { label: '', path: [], children: [] }
  const queue = [...words]
  let level: readonly Node[] = [root]
  while (level.length > 0) {
    for (const node of level)
      if (!takeChildren(node, paths, queue) && node !== root && wanted === 'whole') return null
    level = level.flatMap(({ children }) => children)
  }
  takeLowColumn(root, paths, queue)
  const found = queue.length === 0 && root.children.length > 0 ? leaves(root) : null
  return found?.every((leaf) => childLabels(leaf, paths).length === 0) === true ? found : null
}

function childLabels(path: readonly string[], paths: readonly ColumnPath[]): readonly string[] {
  const labels: string[] = []
  for (const each of paths) {
    const next = each[path.length]
    if (next === undefined || labels.includes(next)) continue
    if (path.every((label, index) => each[index] === label)) labels.push(next)
  }
  return labels
}

/** Moves the node's children from the front of the queue; whether all of them were there. */
function takeChildren(node: Node, paths: readonly ColumnPath[], queue: string[]): boolean {
  const left = new Set(childLabels(node.path, paths))
  for (let next = queue[0]; next !== undefined && left.delete(next); next = queue[0]) {
    node.children.push({ label: next, path: [...node.path, next], children: [] })
    queue.shift()
  }
  return left.size === 0
}

/** The last column of the form printed below its row: it still is the last. */
function takeLowColumn(root: Node, paths: readonly ColumnPath[], queue: string[]): void {
  const last = childLabels([], paths).at(-1)
  const [low] = queue
  if (queue.length !== 1 || low === undefined || low !== last) return
  if (root.children.some(({ label }) => label === low)) return
  root.children.push({ label: low, path: [low], children: [] })
  queue.shift()
}

const leaves = (node: Node): readonly ColumnPath[] =>
  node.children.length === 0 ? [node.path] : node.children.flatMap(leaves)
