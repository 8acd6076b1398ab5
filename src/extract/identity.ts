import type { Divisions } from '../model/divisions.ts'
import type { Document } from '../model/document.ts'
import type { Finding } from '../model/finding.ts'
import type { Report } from '../model/report.ts'
import type { Division, Unit } from '../model/unit.ts'
import { asTitle, titleInDocument, type FoundTitle } from './identityTitle.ts'
import { nameUnit, type NamedUnit } from './identityUnit.ts'
import { isUnitLine, witnessesOf } from './identityWitnesses.ts'
import { columnYear, periodYear, publicationDate } from './identityYear.ts'

/** What is known of a document from outside: the listing, the site, a person. Null where nobody said. */
export interface IdentityHints {
  /** File name as linked or given. */
  readonly name: string | null
  readonly listTitle: string | null
  readonly listDate: string | null
  readonly column: string | null
  /** Division code of the site. */
  readonly siteDivision: string | null
  /** A person's word on `import`: a unit's name, or a division code with or without `/body`. */
  readonly givenUnit: string | null
  readonly givenYear: number | null
}

/** Whose report this is and of which year, with what is doubtful about it. */
export interface Identity {
  readonly unit: Unit
  readonly year: number | null
  readonly yearFrom: Report['year_from']
  readonly title: string
  /** ISO date. */
  readonly published: string | null
  readonly findings: readonly Finding[]
}

/** The titles at hand: inside the document, around it (metas), and outside it (listing, file name). */
interface Titles {
  readonly inside: FoundTitle | null
  readonly around: readonly FoundTitle[]
  readonly listed: FoundTitle | null
  readonly file: FoundTitle | null
}

/**
 * Tells unit and year (DESIGN §5): title, then the 统计期限 sentence, then listing, column and 发布机构; what a person gave
 * comes first. Where they contradict each other there is a finding, and no code or year where none of them decides.
 */
export function identify(document: Document, hints: IdentityHints, divisions: Divisions): Identity {
  const titles: Titles = {
    inside: titleInDocument(document),
    around: ['articletitle', 'title'].flatMap((name) => asTitle(document.metas[name]) ?? []),
    listed: asTitle(hints.listTitle),
    file: asTitle(hints.name),
  }
  const published = publicationDate(document, hints.listDate)
  const { year, yearFrom, findings: yearFindings } = tellYear(titles, document, hints, published)
  const { unit, findings: unitFindings } = tellUnit(titles, document, hints, divisions)
  return {
    unit,
    year,
    yearFrom,
    title:
      titleText(titles) ??
      hints.listTitle ??
      document.metas['articletitle'] ??
      document.metas['title'] ??
      hints.name ??
      '',
    published,
    findings: [...yearFindings, ...unitFindings],
  }
}

const ordered = ({ inside, around, listed, file }: Titles): readonly FoundTitle[] =>
  [inside, ...around, listed, file].filter((title) => title !== null)

const titleText = (titles: Titles): string | null => ordered(titles)[0]?.text ?? null

type ToldYear = Pick<Identity, 'year' | 'yearFrom' | 'findings'>

function tellYear(
  titles: Titles,
  document: Document,
  hints: IdentityHints,
  published: string | null,
): ToldYear {
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
  if (year !== undefined) return told(year, source, period === null ? [] : [period])
  if (period !== null) return told(period, 'period', [])
  const outside = columnYear(hints.column, published) ?? titles.file?.year ?? null
  if (outside !== null) return told(outside, 'list-title', [])
  return untold(
    `no title and no 统计期限 names the year${published === null ? '' : `; published ${published}`}; give --year`,
  )
}

function told(year: number, yearFrom: Report['year_from'], named: readonly number[]): ToldYear {
  const others = named.filter((other) => other !== year)
  if (others.length === 0) return { year, yearFrom, findings: [] }
  const message = `taken as ${year} (${yearFrom}), but the document or its listing also says ${others.join(', ')}`
  return { year, yearFrom, findings: [{ code: 'year-differs', severity: 'warning', metrics: [], message }] }
}

const untold = (message: string): ToldYear => ({
  year: null,
  yearFrom: 'unknown',
  findings: [{ code: 'ambiguous-year', severity: 'warning', metrics: [], message }],
})

interface ToldUnit {
  readonly unit: Unit
  readonly findings: readonly Finding[]
}

function tellUnit(titles: Titles, document: Document, hints: IdentityHints, divisions: Divisions): ToldUnit {
  const site = hints.siteDivision === null ? null : divisions.byCode(hints.siteDivision)
  const given = hints.givenUnit === null ? null : givenByCode(hints.givenUnit, divisions)
  if (given !== null) return { unit: given, findings: [] }

  const { signatures, publishers, origins } = witnessesOf(document)
  const name = (words: string): NamedUnit => nameUnit(words, divisions, site, evidence)
  const inTitles = ordered(titles).flatMap(({ unit }) => unit ?? [])
  const body = document.blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []))
  const evidence = [
    ...inTitles,
    ...signatures,
    ...publishers,
    ...origins,
    ...body.slice(0, 30),
    body.join('\n'),
  ]
  const column = hints.column !== null && isUnitLine(hints.column) ? [hints.column] : []
  const witnesses = [
    ...signatures,
    ...publishers,
    ...column,
    ...origins.filter((words) => !isWholePlace(name(words))),
  ]

  const words = [...(hints.givenUnit === null ? [] : [hints.givenUnit]), ...inTitles, ...witnesses]
  const [first] = words
  if (first === undefined)
    return doubtful(
      { name: '', as_printed: '', code: null, division: null },
      'no title, signature or publisher names the unit',
    )
  const named = placedBy(name(first), words.slice(1).map(name))
  if (named.unit.code === null || hints.givenUnit !== null) return withDoubt(named)

  const other = inTitles.map(name).find(({ unit }) => unit.code !== null && unit.code !== named.unit.code)
  if (other === undefined) return withDoubt(named)
  const message = `one title names ${named.unit.as_printed} (${named.unit.code}), another ${other.unit.as_printed} (${other.unit.code ?? ''})`
  return doubtful({ ...named.unit, code: null, division: null }, message)
}

/** A body without a place (财政局) is placed by a witness that names the same one with its place (宿迁市财政局). */
function placedBy(named: NamedUnit, others: readonly NamedUnit[]): NamedUnit {
  if (named.unit.code !== null) return named
  const same = others.find(({ unit }) => unit.code !== null && unit.name === named.unit.name)
  return same === undefined ? named : { ...same, unit: { ...same.unit, as_printed: named.unit.as_printed } }
}

/** 来源 that names a county or more, or its office, speaks of who runs the site and not of the unit. */
const isWholePlace = ({ unit }: NamedUnit): boolean =>
  unit.division !== null && unit.division.code.length <= 6 && /^\d+(?:\/办公[室厅])?$/u.test(unit.code ?? '')

function givenByCode(given: string, divisions: Divisions): Unit | null {
  const { code, body } = /^(?<code>\d{2,9})(?:\/(?<body>.+))?$/u.exec(given)?.groups ?? {}
  const division: Division | null = code === undefined ? null : divisions.byCode(code)
  if (division === null) return null
  const name = body ?? division.path.at(-1) ?? given
  return { name, as_printed: name, code: given, division }
}

const withDoubt = ({ unit, doubt }: NamedUnit): ToldUnit =>
  doubt === null ? { unit, findings: [] } : doubtful(unit, doubt)

const doubtful = (unit: Unit, message: string): ToldUnit => ({
  unit,
  findings: [
    { code: 'ambiguous-unit', severity: unit.code === null ? 'warning' : 'info', metrics: [], message },
  ],
})
