import type { Block, Document } from '../model/document.ts'
import type { FiguresReading } from './figures/readFigures.ts'
import { asTitle, type FoundTitle } from './identityTitle.ts'
import { headingCandidates } from './sectionsHeadings.ts'

/** One of the reports that a document holds. */
export interface ReportInside {
  /** As printed; null when it has none. */
  readonly title: string | null
}

interface Part {
  readonly title: FoundTitle | null
  readonly figures: FiguresReading
}

/**
 * The reports that a document consists of, where a title or the first chapter comes again behind the tables and the same table
 * follows it once more with other figures, or under the name of another unit or year. Empty for one report, also for one that
 * is printed twice.
 */
export function reportsInside(
  { blocks }: Document,
  read: (blocks: readonly Block[]) => FiguresReading,
): readonly ReportInside[] {
  const firstTable = blocks.findIndex(({ kind }) => kind === 'table')
  const again = blocks.flatMap((block, at) => (at > firstTable && begins(block) ? [at] : []))
  if (firstTable < 0 || again.length === 0) return []
  const starts = [0, ...again]
  const stretches = starts.map((start, at) => blocks.slice(start, starts[at + 1]))
  const parts = stretches
    .map((stretch, at): Part => ({ title: titleBefore(stretches, at), figures: read(stretch) }))
    .filter(({ figures }) => figures.matched > 0)
  const distinct = parts.filter((part, at) => parts.slice(0, at).every((other) => areTwo(part, other)))
  const repeated = distinct.some((part) =>
    distinct.some((other) => part !== other && shareTable(part, other)),
  )
  return repeated ? distinct.map(({ title }) => ({ title: title?.text ?? null })) : []
}

const longestTitleLine = 60

/** Whether a report may begin here: with its title, or with 一、总体情况. */
const begins = (block: Block): boolean =>
  block.kind === 'paragraph' &&
  block.text.length <= longestTitleLine &&
  (titleOf(block) !== null ||
    headingCandidates(block.text).some(({ key, score }) => key === 'overview' && score >= 5))

/** The title with which a stretch begins, or that alone makes the stretch before it (a title, then 一、总体情况). */
function titleBefore(stretches: readonly (readonly Block[])[], at: number): FoundTitle | null {
  const own = stretches[at]?.flatMap((block) => titleOf(block) ?? [])[0]
  if (own !== undefined) return own
  const before = stretches[at - 1] ?? []
  return before.some(({ kind }) => kind === 'table')
    ? null
    : (before.flatMap((block) => titleOf(block) ?? []).at(-1) ?? null)
}

const titleOf = (block: Block): FoundTitle | null =>
  block.kind === 'paragraph' && block.text.length <= longestTitleLine && /报告|年报/u.test(block.text)
    ? asTitle(block.text)
    : null

const shareTable = (a: Part, b: Part): boolean =>
  Object.keys(a.figures.forms).some((key) => key in b.figures.forms)

/** The same table with other figures, or of another unit or year; other tables may be the rest of the same report. */
function areTwo(a: Part, b: Part): boolean {
  if (!shareTable(a, b)) return true
  const differ = (
    one: string | number | null | undefined,
    other: string | number | null | undefined,
  ): boolean => one != null && other != null && one !== other
  if (differ(a.title?.unit, b.title?.unit) || differ(a.title?.year, b.title?.year)) return true
  return Object.entries(a.figures.figures).some(
    ([metric, figure]) => metric in b.figures.figures && b.figures.figures[metric] !== figure,
  )
}
