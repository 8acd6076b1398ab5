import type { Document } from '../model/document.ts'
import type { Finding } from '../model/finding.ts'
import type { Report } from '../model/report.ts'
import { foldTitle, printedYears } from '../model/reportTitleYear.ts'
import type { Titles } from './identityTitle.ts'

interface ToldYear {
  readonly year: number | null
  readonly yearFrom: Report['year_from']
  readonly findings: readonly Finding[]
}

/** What speaks of the year beside titles and text. */
interface YearHints {
  readonly column: string | null
  /** A notice or a collection names a year too. */
  readonly listTitle: string | null
  /** File name. */
  readonly name: string | null
  readonly published: string | null
  readonly givenYear: number | null
}

/**
 * The year by title, then period, then listing and column; a person's word comes first; contradictions are findings, also
 * with a date of publication before the year was over.
 */
export function tellYear(titles: Titles, document: Document, hints: YearHints): ToldYear {
  const told = byWords(titles, document, hints)
  const { published } = hints
  if (told.year === null || !isTooEarly(told.year, published)) return told
  const message = `taken as ${told.year} (${told.yearFrom}), but published ${published ?? ''}, before that year was over`
  return { ...told, findings: [...told.findings, differs(message)] }
}

function byWords(titles: Titles, document: Document, hints: YearHints): ToldYear {
  const { published } = hints
  const period = periodYear(document)
  const inTitle = [titles.inside, ...titles.around].flatMap((title) => title?.year ?? [])
  const named = [...inTitle, ...(titles.listed?.year == null ? [] : [titles.listed.year])]
  const distinct = [...new Set(named)]

  if (hints.givenYear !== null) {
    const others = [...new Set([...named, ...(period === null ? [] : [period])])]
    return told(hints.givenYear, 'given', others)
  }
  const source = inTitle.length > 0 ? 'title' : 'list-title'
  if (distinct.length > 1) {
    // Two titles disagree: the body decides, or nobody does. A stale title would put a report under last year's identity.
    const decided = period !== null && distinct.includes(period) ? period : null
    if (decided === null) return untold(`titles name ${distinct.join(' and ')}; give --year`)
    return told(decided, inTitle.includes(decided) ? 'title' : 'list-title', distinct)
  }
  const [year] = distinct
  const inName = nameYear(titles, hints.name) ?? []
  if (year !== undefined) return told(year, source, [period ?? [], inName].flat())
  if (period !== null) return told(period, 'period', [inName].flat())
  const outside =
    columnYear(hints.column, published) ??
    columnYear(hints.listTitle, published) ??
    announcedYear(titles, published) ??
    titles.file?.year ??
    null
  if (outside !== null) return told(outside, 'list-title', [])
  return untold(
    `no title and no 统计期限 names the year${published === null ? '' : `; published ${published}`}; give --year`,
  )
}

function told(year: number, yearFrom: Report['year_from'], named: readonly number[]): ToldYear {
  const others = named.filter((other) => other !== year)
  if (others.length === 0) return { year, yearFrom, findings: [] }
  const message = `taken as ${year} (${yearFrom}), but the document or its listing also says ${others.join(', ')}`
  return { year, yearFrom, findings: [differs(message)] }
}

const differs = (message: string): Finding => ({
  code: 'year-differs',
  severity: 'warning',
  metrics: [],
  message,
})

const untold = (message: string): ToldYear => ({
  year: null,
  yearFrom: 'unknown',
  findings: [{ code: 'ambiguous-year', severity: 'warning', metrics: [], message }],
})

const inWords =
  /(?:统计|期限|期间|时限|数据|时间|起止)[^。；]{0,30}?(?<from>20\d{2})年度?0?1月0?1日[^\d]{0,8}(?:(?<to>20\d{2})年)?12月3[01]日/u
/** A line of its own below the title: （2023年1月1日—2023年12月31日）. */
const inBrackets = /^（(?<from>20\d{2})年0?1月0?1日[^\d]{1,3}(?:(?<to>20\d{2})年)?12月31日）$/u

/**
 * The year of the 统计期限 sentence (platforms.md §7.2): 统计期限自2022年1月1日起至2022年12月31日止 and its variants, also
 * `从2022年1月1日到12月31日`. Null when there is none, when it spans two years, or when two such sentences disagree.
 */
function periodYear(document: Document): number | null {
  const years = new Set<number | null>()
  for (const block of document.blocks) {
    // Every such sentence names a day.
    if (block.kind === 'table' || !block.text.includes('月') || !block.text.includes('日')) continue
    for (const sentence of foldTitle(block.text).split(/[。；]/u)) {
      const period = (inWords.exec(sentence) ?? inBrackets.exec(sentence))?.groups
      if (period === undefined) continue
      const from = Number(period['from'])
      const to = period['to'] === undefined ? from : Number(period['to'])
      years.add(from === to ? from : null)
    }
  }
  const [only] = years
  return years.size === 1 && only !== undefined ? only : null
}

/** The year in a file's name (2022年报.docx), also where that names no disclosure: it contradicts, and decides nothing. */
function nameYear({ file }: Titles, name: string | null): number | null {
  if (file?.year != null) return file.year
  const words = foldTitle(name ?? '')
  const years = /年报|年度|报告/u.test(words) ? new Set(printedYears(words).map(({ year }) => year)) : []
  const [only, second] = years
  return second === undefined ? (only ?? null) : null
}

/** The year that a notice gives to the report in it, unless it was published before that year was over. */
const announcedYear = ({ announced }: Titles, published: string | null): number | null =>
  announced?.year == null || isTooEarly(announced.year, published) ? null : announced.year

/** Nobody reports on a year that is not over. */
const isTooEarly = (year: number, published: string | null): boolean =>
  published !== null && published < `${year}-12-31`

/**
 * The year that a column (2022年), or a list title that is no report's own, names, if the date of publication supports it: reports appear in the year after.
 * Columns are filed by either year, so one alone says nothing.
 */
function columnYear(column: string | null, published: string | null): number | null {
  const years = printedYears(foldTitle(column ?? ''))
  const [only] = years
  if (only === undefined || years.length !== 1 || published === null) return null
  return Number(published.slice(0, 4)) - 1 === only.year ? only.year : null
}
