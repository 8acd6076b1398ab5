import type { Document, Table } from '../model/document.ts'
import { parseReportTitle } from '../model/reportTitle.ts'
import { foldTitle } from '../model/reportTitleYear.ts'
import { headCells, headLabel, isHeadLabel } from './identityHead.ts'
import { announcedBy, type Announced } from './identityNotice.ts'
import { headingCandidates } from './sectionsHeadings.ts'

/** A title that was found and what it says. */
export interface FoundTitle {
  /** As printed, without line breaks and the spaces of layout. */
  readonly text: string
  readonly unit: string | null
  readonly year: number | null
}

/** The titles at hand: inside the document, around it (head table, metas), and outside it (listing, file name). */
export interface Titles {
  readonly inside: FoundTitle | null
  readonly around: readonly FoundTitle[]
  readonly listed: FoundTitle | null
  readonly file: FoundTitle | null
  /** What a notice that carries the report says of it; the weakest. */
  readonly announced: Announced | null
  /**
   * The title that stands last before the first chapter, as the article itself prints it: what a template prints of it (a heading,
   * a breadcrumb) stands further up. Null where no line before the chapters is one.
   */
  readonly last: string | null
}

export function titlesOf(document: Document, listTitle: string | null, fileName: string | null): Titles {
  const metas = ['articletitle', 'title'].flatMap((name) => document.metas[name] ?? [])
  const lines = openingLines(document)
  const placed = lines.map((_, start) => titleBeginning(lines, start))
  return {
    inside: bestOf(placed),
    last: lastOf(placed),
    around: [...titlesInHead(document), ...metas.flatMap((text) => asTitle(text) ?? [])],
    listed: asTitle(listTitle),
    file: asTitle(fileName),
    announced: [...lines, ...metas, listTitle].map(announcedBy).find((found) => found !== null) ?? null,
  }
}

/** The titles that were found, the most trusted first. */
export const titlesInOrder = ({ inside, around, listed, file }: Titles): readonly FoundTitle[] =>
  [inside, ...around, listed, file].filter((title) => title !== null)

export const longestTitleLine = 60
const mostLines = 4

/** A title that begins at a line and how many lines it takes; the better it says unit and year, the higher its score. */
export interface PlacedTitle {
  readonly title: FoundTitle
  readonly count: number
  readonly score: number
}

/** The title that begins at line `start`, over up to four lines; null when no line says 政府信息公开年度报告. */
export function titleBeginning(lines: readonly string[], start: number): PlacedTitle | null {
  let best: PlacedTitle | null = null
  for (let count = 1; count <= mostLines && start + count <= lines.length; count += 1) {
    const window = lines.slice(start, start + count)
    if (count > 1 && !window.slice(0, -1).every(mayContinue)) break
    const title = asTitle(window.join('\n'))
    if (title === null) continue
    const place = completesPlace(window) ? 1 : 0
    const score = (title.year === null ? 0 : 4) + (title.unit === null ? 0 : 3) + place - count / 10
    if (best === null || score > best.score) best = { title, count, score }
  }
  return best
}

/**
 * The title among the lines before the first chapter, with the unit perhaps in brackets below it or on the line above; page
 * chrome, a covering letter or a breadcrumb may come first.
 */
export const titleInLines = (lines: readonly string[]): FoundTitle | null =>
  bestOf(lines.map((_, start) => titleBeginning(lines, start)))

/** Of the titles that begin at each line the one that says most, and of these the first. */
const bestOf = (placed: readonly (PlacedTitle | null)[]): FoundTitle | null =>
  placed.reduce((a, b) => (b !== null && (a === null || b.score > a.score) ? b : a), null)?.title ?? null

/** Of the titles that begin at each line the one that ends last, and of these the one that says most. */
function lastOf(placed: readonly (PlacedTitle | null)[]): string | null {
  const found = placed.flatMap((title, start) =>
    title === null ? [] : [{ ...title, end: start + title.count }],
  )
  const end = Math.max(...found.map((each) => each.end))
  const [best] = found.filter((each) => each.end === end).sort((a, b) => b.score - a.score)
  return best?.title.text ?? null
}

/** Whether the first line is the place of a body that the others name without one: 杭州市拱墅区, 财政局2023年…. */
function completesPlace([first = '', ...others]: readonly string[]): boolean {
  if (others.length === 0 || !/^\p{Script=Han}{1,12}[省市区县旗州盟]$/u.test(first.replace(/\s+/gu, '')))
    return false
  const unit = asTitle(others.join('\n'))?.unit
  return unit != null && !/[省市区县旗州盟]/u.test(unit)
}

/** Signs that stand in the name of every such report, in whatever spelling: most lines need not be parsed. */
const mayBeReport = (text: string): boolean =>
  text.includes('公') && text.includes('开') && text.includes('报')

/** What a text says when it is an annual report's title, without the site's own suffix (…_某区人民政府); null otherwise. */
export function asTitle(text: string | null | undefined): FoundTitle | null {
  if (text === null || text === undefined || !mayBeReport(text)) return null
  const parsed = parseReportTitle(text)
  if (parsed.kind !== 'report') return null
  const parts = text.split(/[_|｜]/u)
  const part = parts.find((words) => {
    if (parts.length === 1) return true
    const alone = parseReportTitle(words)
    return alone.kind === 'report' && alone.year === parsed.year && alone.unit === parsed.unit
  })
  return { text: (part ?? text).replace(/\s+/gu, ''), unit: parsed.unit, year: parsed.year }
}

/** Short lines before the first chapter; of flattened text the words that it begins with. */
function openingLines(document: Document): readonly string[] {
  const lines: string[] = []
  for (const block of document.blocks.slice(0, 200)) {
    if (block.kind === 'table') {
      lines.push(...titlesInCells(block.table))
      continue
    }
    for (const line of block.text.split('\n').map((text) => text.trim())) {
      if (line.length > longestTitleLine) {
        lines.push(...wordsThatMayBeTitles(line.slice(0, 200)))
        continue
      }
      const chapter = headingCandidates(line).find(({ score }) => score >= 5)
      if (chapter !== undefined) return [...lines, ...wordsThatMayBeTitles(line.slice(0, chapter.from))]
      if (isTitleLine(line)) lines.push(line)
    }
  }
  return lines
}

/** A table before the first chapter may hold the title, as a frame of one cell around it. */
const titlesInCells = ({ rows }: Table): readonly string[] =>
  rows
    .flatMap((cells) =>
      cells.filter(({ text }, at) => !isHeadLabel(text) && !isHeadLabel(cells[at - 1]?.text)),
    )
    .map(({ text }) => text.trim())
    .filter((text) => isTitleLine(text) && /报\s*告|年\s*报/u.test(text))

/**
 * What the head table of a page (索引号、名称…) calls the document: a witness beside the title in the text. Filed under annual
 * reports (组配分类), the name need not say once more of what it reports: 2021年工作年度报告.
 */
function titlesInHead(document: Document): readonly FoundTitle[] {
  const isFiled = headCells(document, classLabel).some((text) => REPORT_CLASS.test(text))
  return headCells(document, nameLabel).flatMap(
    (text) => asTitle(text) ?? (isFiled ? filedTitle(text) : null) ?? [],
  )
}

const classLabel = headLabel('组配分类', '信息分类', '主题分类')
const nameLabel = headLabel(
  ...['', '信息', '文件', '公文'].flatMap((what) => [`${what}名称`, `${what}标题`]),
  '题名',
)
const REPORT_CLASS = /信息公开(?:工作)?(?:年报|年度报告)/u

function filedTitle(text: string): FoundTitle | null {
  const title = asTitle(text.replace(/(?:工作)?(?:年度)?(?:报告|年报)/u, '政府信息公开$&'))
  return title && { ...title, text }
}

/** The words between blanks that are short enough for a title. */
export const wordsThatMayBeTitles = (text: string): readonly string[] =>
  text.split(/\s+/u).filter(isTitleLine)

const isTitleLine = (line: string): boolean =>
  line !== '' && line.length <= longestTitleLine && !/[。；！？]|https?:/u.test(line)

/** Whether a title may go on after this line: it names a unit or a year, or stops inside 政府信息公开年度报告. */
function mayContinue(line: string): boolean {
  const text = foldTitle(line)
  if (/[：:>＞|]/u.test(text)) return false
  return (
    /(?:20\d{2}|年|年度|局|委|办|委员会|联合会|办公室|厅|院|所|中心|公司|区|县|市|省|州|盟|旗|镇|乡|苏木|街道|办事处|政府|管委会)$/u.test(
      text,
    ) ||
    (/政府?信?息?公?开?(?:工作)?(?:年度?)?(?:报告?)?$/u.test(text.slice(-12)) &&
      /政府|信息|公开|政务/u.test(text))
  )
}
