import type { Block, Document } from '../model/document.ts'
import type { FiguresReading } from './figures/readFigures.ts'
import {
  asTitle,
  wordsThatMayBeTitles,
  longestTitleLine,
  titleBeginning,
  titleInLines,
  type FoundTitle,
} from './identityTitle.ts'
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
  const again = firstTable < 0 ? [] : beginnings(blocks, firstTable)
  if (again.length === 0) return []
  const first = { at: 0, title: titleInLines(linesOf(blocks.slice(0, firstTable))) }
  const parts = [first, ...again]
    .map(({ at, title }, index): Part => ({ title, figures: read(blocks.slice(at, again[index]?.at)) }))
    .filter(({ figures }) => figures.matched > 0)
  const distinct = parts.filter((part, at) => parts.slice(0, at).every((other) => areTwo(part, other)))
  const repeated = distinct.some((part) =>
    distinct.some((other) => part !== other && shareTable(part, other)),
  )
  return repeated ? distinct.map(({ title }) => ({ title: title?.text ?? null })) : []
}

interface Beginning {
  readonly at: number
  readonly title: FoundTitle | null
}

/** Where behind block `from` a report may begin: with its title (over some lines), or with 一、总体情况 below one or alone. */
function beginnings(blocks: readonly Block[], from: number): readonly Beginning[] {
  const lines = linesOf(blocks)
  const found: Beginning[] = []
  let title: FoundTitle | null = null
  for (let at = from + 1; at < blocks.length; at += 1) {
    if (blocks[at]?.kind === 'table') title = null
    const begun = titleBeginning(lines, at)
    if (begun !== null) {
      title = begun.title
      found.push({ at, title })
      at += begun.count - 1
    } else if (isOverview(lines[at] ?? '')) found.push({ at, title })
  }
  return found
}

/**
 * One line for each block: a short paragraph, or the title that stands between blanks in a long one (flattened text). Empty
 * for all else, so that no title goes on behind a table or prose.
 */
const linesOf = (blocks: readonly Block[]): readonly string[] =>
  blocks.map((block) => {
    if (block.kind === 'table') return ''
    if (block.text.length <= longestTitleLine) return block.text
    return wordsThatMayBeTitles(block.text).find((words) => asTitle(words) !== null) ?? ''
  })

/** A sign of each name that an overview has: most lines need not be read as headings. */
const overviewSign = /[总基概主]/u

const isOverview = (line: string): boolean =>
  overviewSign.test(line) &&
  headingCandidates(line).some(({ key, score }) => key === 'overview' && score >= 5)

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
