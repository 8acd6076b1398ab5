import type { TextChange } from '../model/report.ts'
import { bare, type Paragraph } from './content.ts'

/** Cells of the table of common paragraphs at most; what differs in more than that is told as replaced as a whole. */
const mostCells = 4_000_000

/** What differs between two texts, paragraph by paragraph in the order of the text; white space does not. */
export function textChanges(
  before: readonly Paragraph[],
  after: readonly Paragraph[],
): readonly TextChange[] {
  const [a, b] = [before, after].map((text) =>
    text.map(({ section, text: words }) => `${section} ${bare(words)}`),
  )
  if (a === undefined || b === undefined) return []
  let from = 0
  while (from < a.length && from < b.length && a[from] === b[from]) from += 1
  let tail = 0
  while (tail < a.length - from && tail < b.length - from && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1
  const common = commonPairs(a.slice(from, a.length - tail), b.slice(from, b.length - tail))
  const changes: TextChange[] = []
  let [i, j] = [from, from]
  for (const [x, y] of [
    ...common.map(([x, y]) => [x + from, y + from] as const),
    [a.length - tail, b.length - tail] as const,
  ]) {
    changes.push(...pairUp(before.slice(i, x), after.slice(j, y)))
    ;[i, j] = [x + 1, y + 1]
  }
  return changes
}

/** Of a stretch that was replaced, the paragraphs of one section in pairs, in order. */
function pairUp(gone: readonly Paragraph[], came: readonly Paragraph[]): readonly TextChange[] {
  const sections = new Set([...gone, ...came].map(({ section }) => section))
  return [...sections].flatMap((section) => {
    const olds = gone.filter((one) => one.section === section)
    const news = came.filter((one) => one.section === section)
    return Array.from({ length: Math.max(olds.length, news.length) }, (_, at): TextChange => {
      const [old, now] = [olds[at], news[at]]
      return { section, ...(old && { before: old.text }), ...(now && { after: now.text }) }
    })
  })
}

/** The places of a longest common subsequence, in order. */
function commonPairs(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  const width = b.length + 1
  if ((a.length + 1) * width > mostCells) return []
  const lengths = new Uint32Array((a.length + 1) * width)
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const pairs: (readonly [number, number])[] = []
  for (let [i, j] = [0, 0]; i < a.length && j < b.length;) {
    if (a[i] === b[j]) pairs.push([i++, j++])
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1
    else j += 1
  }
  return pairs
}
