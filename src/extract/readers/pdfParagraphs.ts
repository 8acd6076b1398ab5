import type { Block } from '../../model/document.ts'
import { columnBlocks, columnRuns, type LineItem } from './pdfColumns.ts'
import type { Marks } from './pdfMarks.ts'
import type { DocumentItem } from './pdfJoin.ts'
import type { Line } from './pdfLines.ts'

/** The lines of running text, and what its measures are; points. */
interface Measure {
  readonly left: number
  readonly right: number
  readonly size: number
}

/** Lines as paragraphs, tables as they are. A paragraph goes on where a line is full and the next begins at the margin. */
export function paragraphsOf(items: readonly DocumentItem[], marks: readonly Marks[]): readonly Block[] {
  const measure = measureOf(items.flatMap((item) => (item.kind === 'line' ? [item.line] : [])))
  const blocks: Block[] = []
  let text = ''
  let before: DocumentItem | null = null
  const end = (): void => {
    if (text !== '') blocks.push({ kind: 'paragraph', text })
    text = ''
  }
  const inColumns = columnRuns(items)
  for (const [index, item] of items.entries()) {
    const run = inColumns.get(index)
    if (run !== undefined) {
      end()
      if (run.length > 0) blocks.push(...columnBlocks(run, marks))
    } else if (item.kind === 'table') {
      end()
      const { rows, width, spansKnown } = item.table
      blocks.push({ kind: 'table', table: { rows, width, spansKnown } })
    } else if (before?.kind === 'line' && goesOn(before, item, measure)) {
      text += (before.line.open ? ' ' : seam(before.line.text, item.line.text)) + item.line.text
    } else {
      end()
      text = item.line.text
    }
    before = item
  }
  end()
  return blocks
}

/** Letters of two lines are two words; a number is never broken by a blank. */
const seam = (a: string, b: string): string => (/[a-z]$/iu.test(a) && /^[a-z]/iu.test(b) ? ' ' : '')

/** How headings and items begin: `一、`, `（二）`, `3.`. */
const ordinal = /^(?:[（(]?[一二三四五六七八九十]{1,3}[)）、]|\d{1,2}[.．、])/u

function goesOn(upper: LineItem, lower: LineItem, measure: Measure): boolean {
  const [a, b] = [upper.line, lower.line]
  if (Math.abs(a.size - b.size) > a.size * 0.15) return false
  const follows = upper.page !== lower.page || b.top - a.bottom < 1.5 * a.size
  if (!follows) return false
  if (isTitle(upper, measure) && isTitle(lower, measure)) return upper.page === lower.page
  if (a.parts.length > 1 || b.parts.length > 1 || a.right < measure.right - 2 * a.size) return false
  if (b.left <= measure.left + a.size) return !(/[。；：！？]$/u.test(a.text) && ordinal.test(b.text))
  const wasCentred = isCentred(upper) && a.left <= measure.left + a.size
  return (
    wasCentred && isCentred(lower) && b.left > measure.left + 3 * a.size && !/[。；：！？]$/u.test(a.text)
  )
}

/** Larger than the running text and centred: the lines of one title. */
const isTitle = (item: LineItem, { size }: Measure): boolean =>
  item.line.size > size * 1.15 && isCentred(item)

const isCentred = ({ line, pageWidth }: LineItem): boolean =>
  Math.abs((line.left + line.right) / 2 - pageWidth / 2) < 2 * line.size

/** The measure that most lines share, weighed by their length. */
function measureOf(lines: readonly Line[]): Measure {
  return {
    left: Math.min(...often(lines.map(({ left }) => left))),
    right: Math.max(...often(lines.map(({ right }) => right))),
    size: mostOften(lines.flatMap(({ size, text }) => Array.from(text, () => size))),
  }
}

/** Positions that at least two lines share, to 4 points; all where none do. */
function often(positions: readonly number[]): readonly number[] {
  const shared = positions.filter(
    (one) => positions.filter((other) => Math.abs(one - other) <= 4).length >= 2,
  )
  return shared.length > 0 ? shared : positions
}

function mostOften(sizes: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const size of sizes.map((exact) => Math.round(exact * 2) / 2))
    counts.set(size, (counts.get(size) ?? 0) + 1)
  const most = Math.max(...counts.values())
  return [...counts].find(([, count]) => count === most)?.[0] ?? 0
}
