import type { Divisions } from '../model/divisions.ts'
import type { Document } from '../model/document.ts'
import type { Finding } from '../model/finding.ts'
import type { Report } from '../model/report.ts'
import type { Division, Unit } from '../model/unit.ts'
import { titlesInOrder, titlesOf, type Titles } from './identityTitle.ts'
import { nameUnit, type NamedUnit } from './identityUnit.ts'
import { isUnitLine, witnessesOf } from './identityWitnesses.ts'
import { publicationDate } from './identityPublished.ts'
import { tellYear } from './identityYear.ts'

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

/**
 * Tells unit and year (DESIGN §5): title, then the 统计期限 sentence, then listing, column and 发布机构; what a person gave
 * comes first. Where they contradict each other there is a finding, and no code or year where none of them decides.
 */
export function identify(document: Document, hints: IdentityHints, divisions: Divisions): Identity {
  const titles = titlesOf(document, hints.listTitle, hints.name)
  const published = publicationDate(document, hints.listDate)
  const { year, yearFrom, findings: yearFindings } = tellYear(titles, document, { ...hints, published })
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

const titleText = (titles: Titles): string | null => titlesInOrder(titles)[0]?.text ?? null

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
  const inTitles = titlesInOrder(titles).flatMap(({ unit }) => unit ?? [])
  const body = document.blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []))
  const evidence = [...inTitles, ...signatures, ...publishers, ...origins, body.join('\n')]
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

  const other = inTitles.map(name).find(({ unit }) => unit.code !== null && !isSame(unit, named.unit))
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

/** One unit, also where one of the titles abbreviates it: 市场监管局 and 市场监督管理局 of one division. */
function isSame(a: Unit, b: Unit): boolean {
  if (a.code === b.code) return true
  if (a.division?.code !== b.division?.code || a.division?.code === a.code || b.division?.code === b.code)
    return false
  const [short, long] = a.name.length <= b.name.length ? [a.name, b.name] : [b.name, a.name]
  return new RegExp(`^${[...short.matchAll(/\p{Script=Han}/gu)].join('.*')}$`, 'u').test(long)
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
