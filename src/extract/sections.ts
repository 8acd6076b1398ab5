import type { Document } from '../model/document.ts'
import type { Section } from '../model/report.ts'
import { contentRange } from './contentRange.ts'
import {
  chapterOrder,
  headingCandidates,
  type ChapterKey,
  type HeadingCandidate,
} from './sectionsHeadings.ts'

/** One line of a document: a paragraph with inner line breaks has several. A table stands between lines as null. */
type Line = string | null

interface PlacedHeading extends HeadingCandidate {
  readonly line: number
}

/** Where a chapter begins in a text. */
export interface ChapterStart {
  readonly key: ChapterKey
  /** Index of the first character of the heading, and of the first behind it. */
  readonly from: number
  readonly to: number
}

/**
 * The sections (部分) of a report in the order of the document: the preface and up to six chapters, each with the
 * heading as printed and the text of its paragraphs joined by line feeds. Tables are left out.
 * Headings may be renumbered, renamed, unnumbered, or run on in one line; names inside prose do not split.
 */
export function splitSections(document: Document): readonly Section[] {
  const { lines, blockOf } = numberedLines(document)
  const headings = chapterHeadings(lines)
  const content = linesOfContent(document, headings, blockOf)
  const sections = headings.map((heading, place): Section => {
    const end = headings[place + 1] ?? { line: content.to, from: 0 }
    return {
      key: heading.key,
      heading: (lines[heading.line] ?? '').slice(heading.from, heading.to).trim(),
      text: textBetween(lines, { line: heading.line, at: heading.to }, { line: end.line, at: end.from }),
    }
  })
  const first = headings[0]
  const preface = first ? prefaceBefore(lines, first, content.from) : ''
  return preface === '' ? sections : [{ key: 'preface', heading: '', text: preface }, ...sections]
}

/** The lines inside the box of the page that holds every chapter: what stands around it is no content. */
function linesOfContent(
  document: Document,
  headings: readonly PlacedHeading[],
  blockOf: readonly number[],
): { readonly from: number; readonly to: number } {
  const chapters = headings.map(({ line }) => blockOf[line] ?? 0)
  const [first = 0, last = 0] = [chapters[0], chapters.at(-1)]
  const tables = document.blocks.flatMap(({ kind }, index) =>
    kind === 'table' && index > first && index < last ? [index] : [],
  )
  const range = contentRange(document, [...chapters, ...tables])
  const from = blockOf.findIndex((block) => block >= range.from)
  const to = blockOf.findIndex((block) => block >= range.to)
  return { from: Math.max(0, from), to: to === -1 ? blockOf.length : to }
}

/** Where the chapters begin in flattened text (one string with everything), for whoever reads figures from it. */
export function chapterStarts(text: string): readonly ChapterStart[] {
  let offset = 0
  const lines = text.split('\n')
  const offsets = lines.map((line) => {
    const at = offset
    offset += line.length + 1
    return at
  })
  return chapterHeadings(lines).map(({ key, line, from, to }) => ({
    key,
    from: (offsets[line] ?? 0) + from,
    to: (offsets[line] ?? 0) + to,
  }))
}

/** Labels that only the form's tables print; they speak where a document lost its headings. */
const tableMarks: readonly (readonly [ChapterKey, RegExp])[] = [
  ['proactive', /第二十条第[（(]/u],
  ['applications', /新收政府信息公开申请/u],
  ['review_litigation', /未经复议直接起诉/u],
]

/**
 * Whether a document reads like an annual report: at least three of the six chapters by heading or by the labels of their
 * tables; before 2019 an overview and 依申请公开 are enough (platforms.md §7.2). `chapters` says which were seen.
 * A notice that carries the blank form passes too: the title tells those apart.
 */
export function reportEvidence(document: Document): {
  readonly isReport: boolean
  readonly chapters: readonly ChapterKey[]
} {
  const seen = new Set(chapterHeadings(numberedLines(document).lines).map(({ key }) => key))
  const old = seen.has('overview') && seen.has('applications')
  const printed = document.blocks
    .flatMap((block) =>
      block.kind === 'paragraph'
        ? [block.text]
        : block.table.rows.flatMap((row) => row.map(({ text }) => text)),
    )
    .map((text) => text.replace(/\s+/gu, ''))
  for (const [key, mark] of tableMarks) if (printed.some((text) => mark.test(text))) seen.add(key)
  const chapters = chapterOrder.filter((key) => seen.has(key))
  return { isReport: chapters.length >= 3 || old, chapters }
}

/** `[bookmark: _GoBack]` is what converters leave of Word's bookmarks, also in front of headings. */
function numberedLines({ blocks }: Document): {
  readonly lines: readonly Line[]
  /** Index of the block that each line stands in. */
  readonly blockOf: readonly number[]
} {
  const lines: Line[] = []
  const blockOf: number[] = []
  for (const [index, block] of blocks.entries()) {
    const found: readonly Line[] =
      block.kind === 'paragraph' ? block.text.replace(/\[bookmark:[^\]]*\]/gu, '').split('\n') : [null]
    for (const line of found) {
      lines.push(line)
      blockOf.push(index)
    }
  }
  return { lines, blockOf }
}

function chapterHeadings(lines: readonly Line[]): readonly PlacedHeading[] {
  const placed = lines.flatMap((text, line) =>
    text === null ? [] : headingCandidates(text).map((candidate) => ({ ...candidate, line })),
  )
  return bestChain(withoutContents(lines, placed))
}

/** A table of contents is a run of four or more headings with nothing between them, followed by the chapters themselves. */
function withoutContents(lines: readonly Line[], placed: readonly PlacedHeading[]): readonly PlacedHeading[] {
  const breaks = placed.flatMap((heading, at) => {
    const next = placed[at + 1]
    return next !== undefined && isAdjacent(lines, heading, next) ? [] : [at + 1]
  })
  const runs = breaks.map((end, at) => ({ start: breaks[at - 1] ?? 0, end }))
  const contents = runs.filter(({ start, end }) => end - start >= 4 && placed.length - end >= 3)
  return placed.filter((_, at) => !contents.some(({ start, end }) => at >= start && at < end))
}

function isAdjacent(lines: readonly Line[], a: PlacedHeading, b: PlacedHeading): boolean {
  if (chapterOrder.indexOf(b.key) <= chapterOrder.indexOf(a.key)) return false
  if (lines.slice(a.line, b.line).includes(null)) return false
  const between = textBetween(lines, { line: a.line, at: a.to }, { line: b.line, at: b.from })
  return !threeSigns.test(between) && between.replace(/[\s…·.\d、，,；;]+/gu, '').length <= 2
}

/** More than the leaders and page numbers of a contents: told at once, without going through a whole chapter. */
const threeSigns = /^(?:[\s…·.\d、，,；;]*[^\s…·.\d、，,；;]){3}/u

/** The chapters in the order of the form whose headings say so best; each at most once. */
function bestChain(placed: readonly PlacedHeading[]): readonly PlacedHeading[] {
  interface Chain {
    readonly score: number
    readonly headings: readonly PlacedHeading[]
  }
  const empty: Chain = { score: 0, headings: [] }
  const best: Chain[] = chapterOrder.map(() => empty)
  for (const heading of placed) {
    const place = chapterOrder.indexOf(heading.key)
    const before = best.slice(0, place).reduce((a, b) => (b.score > a.score ? b : a), empty)
    const score = before.score + heading.score
    if (score > (best[place]?.score ?? 0)) best[place] = { score, headings: [...before.headings, heading] }
  }
  return best.reduce((a, b) => (b.score > a.score ? b : a), empty).headings
}

interface Place {
  readonly line: number
  readonly at: number
}

function textBetween(lines: readonly Line[], from: Place, to: Place): string {
  return lines
    .slice(from.line, to.line + 1)
    .map((text, index) => {
      const line = from.line + index
      const end = line === to.line ? to.at : undefined
      return (text ?? '').slice(line === from.line ? from.at : 0, end).trim()
    })
    .filter((text) => text !== '')
    .join('\n')
}

/** The prose before the first chapter: page chrome, title and dates are short lines in front of it. */
function prefaceBefore(lines: readonly Line[], first: PlacedHeading, from: number): string {
  const isProse = (line: Line): boolean => line !== null && /[。；]/u.test(line) && line.trim().length > 20
  const start = lines.findIndex((line, at) => at >= from && at <= first.line && isProse(line))
  if (start === -1) return ''
  return textBetween(lines, { line: start, at: 0 }, { line: first.line, at: first.from })
}
