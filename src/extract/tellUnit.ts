import { mayBeOneBody } from '../model/bodyNames.ts'
import type { Divisions } from '../model/divisions.ts'
import type { Document } from '../model/document.ts'
import type { Finding } from '../model/finding.ts'
import type { UnitFrom } from '../model/report.ts'
import type { Division, Unit } from '../model/unit.ts'
import type { IdentityHints } from './identityHints.ts'
import { titlesInOrder, type Titles } from './identityTitle.ts'
import { nameUnit, type NamedUnit } from './identityUnit.ts'
import { isPlaceUnknown, mayBeMisread, nearPlaces } from './unitByOcr.ts'
import { isUnitLine, unitOfFileName, witnessesOf } from './identityWitnesses.ts'

export interface ToldUnit {
  readonly unit: Unit
  /** What named it. */
  readonly unitFrom: UnitFrom
  readonly findings: readonly Finding[]
}

/** Words that may name the unit, and where they stand. */
interface Naming {
  readonly words: string
  readonly from: UnitFrom
}

/**
 * The unit by title, then by who signs or publishes; a person's word comes first. Of a file that a page links, its own name and
 * signature speak before the page's title, for a page may carry the files of many units. Where two of them name two units there
 * is a finding and no code, unless the page only names the government above.
 */
export function tellUnit(
  titles: Titles,
  document: Document,
  hints: IdentityHints,
  divisions: Divisions,
): ToldUnit {
  const site = hints.siteDivision === null ? null : siteOf(hints.siteDivision, divisions)
  const given = hints.givenUnit === null ? null : givenByCode(hints.givenUnit, divisions)
  if (given !== null) return { unit: given, unitFrom: 'given', findings: [] }

  const { signatures, dated, publishers, origins } = witnessesOf(document)
  const fileName = [unitOfFileName(hints.name) ?? []].flat()
  const row = hints.listTitle !== null && isUnitLine(hints.listTitle) ? [hints.listTitle] : []
  const listed = [titles.listed?.unit ?? [], row].flat()
  const announced = [titles.announced?.unit ?? []].flat()
  const inTitles = unitsOf(titles)
  const name = (words: string): NamedUnit => nameUnit(words, divisions, site, evidence)
  const body = document.blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []))
  const evidence = [...inTitles, ...signatures, ...publishers, ...origins, body.join('\n')]
  const column = columnsOf(hints.column).filter(isUnitLine)
  const bodiesOnly = (words: readonly string[]): readonly string[] =>
    words.filter((each) => !isWholePlace(name(each).unit))

  const own = unitsOf({ ...titles, listed: null })
  const namings: readonly Naming[] = [
    ...from('given', hints.givenUnit === null ? [] : [hints.givenUnit]),
    ...from('title', unitsOf({ ...titles, listed: null, file: null })),
    ...from('file-name', [titles.file?.unit ?? []].flat()),
    ...(hints.isAttachment
      ? [
          ...from('file-name', fileName),
          ...from('signature', bodiesOnly(signatures)),
          ...from('list-title', listed),
        ]
      : from('list-title', [...listed, ...announced])),
    ...from('signature', signatures),
    ...from('publisher', publishers),
    ...from('column', column),
    ...from('origin', bodiesOnly(origins)),
    ...from('file-name', fileName),
  ]
  const [first] = namings
  if (first === undefined)
    return doubtful(nobody, 'unknown', 'no title, signature or publisher names the unit')
  const named = placedBy(
    name(first.words),
    namings.slice(1).map(({ words }) => name(words)),
  )
  const { division } = named.unit
  if (document.scanned === true && inDocument.has(first.from) && isPlaceUnknown(named.unit)) {
    const outside = namings
      .filter((each) => !inDocument.has(each.from))
      .map((each) => ({ named: name(each.words), from: each.from }))
    return vouchedFor(named, first.from, outside, divisions)
  }
  if (division === null || hints.givenUnit !== null) return withDoubt(named, first.from)

  const inside = (each: string): NamedUnit => nameUnit(each, divisions, site ?? division, evidence)
  const others = [
    ...(hints.isAttachment ? own : inTitles).map(name),
    ...[...fileName, ...(hints.isAttachment ? listed : [...row, ...announced])]
      .map(inside)
      .filter(({ unit }) => !isAbove(unit, named.unit)),
    ...(fileName.includes(first.words) ? bodiesOnly(signatures).map(name) : []),
  ]
  const other = others.find(({ unit }) => unit.code !== null && !isSame(unit, named.unit))
  if (other === undefined) {
    const signed = dated
      .map(inside)
      .find(({ unit }) => unit.code !== null && !isSame(unit, named.unit) && !isAbove(unit, named.unit))
    return withDoubt(
      named,
      first.from,
      signed && `${named.unit.as_printed} by its title, but signed by ${signed.unit.as_printed}`,
    )
  }
  const message = `one title or name says ${named.unit.as_printed} (${named.unit.code ?? ''}), another ${other.unit.as_printed} (${other.unit.code ?? ''})`
  return doubtful({ ...named.unit, code: null, division: null }, first.from, message)
}

/** What only the document says: of a scan, words that OCR read. */
const inDocument: ReadonlySet<UnitFrom> = new Set<UnitFrom>(['title', 'signature', 'publisher', 'origin'])

/**
 * A place that OCR read and no register knows gets no code, unless what nobody read from the picture (listing, column, file name) names
 * it, or the one that it must be. A near name of the register is proposed only: the next street may have it.
 */
function vouchedFor(
  { unit }: NamedUnit,
  unitFrom: UnitFrom,
  outside: readonly { readonly named: NamedUnit; readonly from: UnitFrom }[],
  divisions: Divisions,
): ToldUnit {
  const witness = outside.find(
    ({ named }) =>
      named.unit.code !== null && (isSame(named.unit, unit) || mayBeMisread(unit.name, named.unit.name)),
  )
  if (witness !== undefined) return withDoubt(witness.named, witness.from)
  const near = unit.division === null ? [] : nearPlaces(unit.name, unit.division, divisions)
  const proposed = near.map(({ path, code }) => `${path.at(-1) ?? ''} (${code})`).join(' or ')
  const message = `${unit.as_printed} was read from a picture, and no register has it${proposed === '' ? '' : `: perhaps ${proposed}`}; give --unit`
  return doubtful({ ...unit, code: null, division: null }, unitFrom, message)
}

/** The division of a site may be younger than the register at hand. */
const siteOf = (code: string, divisions: Divisions): Division | null =>
  divisions.byCode(code) ?? divisions.of(Infinity).byCode(code)

const unitsOf = (titles: Titles): readonly string[] => titlesInOrder(titles).flatMap(({ unit }) => unit ?? [])

const from = (place: UnitFrom, words: readonly string[]): readonly Naming[] =>
  words.map((each) => ({ words: each, from: place }))

/** The names of a column and of those above it, innermost first, where the site prints them as a path. */
const columnsOf = (column: string | null): readonly string[] => (column ?? '').split(/\s*>\s*/u).reverse()

const nobody: Unit = { name: '', as_printed: '', code: null, division: null }

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
  return mayBeOneBody(a.name, b.name)
}

/** 来源 that names a county or more, or its office, speaks of who runs the site and not of the unit. */
const isWholePlace = ({ code, division }: Unit): boolean =>
  division !== null && division.code.length <= 6 && /^\d+(?:\/办公[室厅])?$/u.test(code ?? '')

/** Whether `above` is the government of `unit` or of a place around it, or its office: it may well carry the report of `unit`. */
const isAbove = (above: Unit, unit: Unit): boolean =>
  isWholePlace(above) && unit.division?.code.startsWith(above.division?.code ?? 'none') === true

function givenByCode(given: string, divisions: Divisions): Unit | null {
  const { code, body } = /^(?<code>\d{2,9})(?:\/(?<body>.+))?$/u.exec(given)?.groups ?? {}
  const division: Division | null = code === undefined ? null : divisions.byCode(code)
  if (division === null) return null
  const name = body ?? division.path.at(-1) ?? given
  return { name, as_printed: name, code: given, division }
}

/** `contradiction`: what does not take the unit its code and has to be seen all the same. */
function withDoubt({ unit, doubt }: NamedUnit, unitFrom: UnitFrom, contradiction?: string): ToldUnit {
  if (contradiction !== undefined) return doubtful(unit, unitFrom, contradiction, 'warning')
  if (doubt === null) return { unit, unitFrom, findings: [] }
  return doubtful(unit, unitFrom, doubt, unitFrom === 'given' && unit.code !== null ? 'info' : 'warning')
}

const doubtful = (
  unit: Unit,
  unitFrom: UnitFrom,
  message: string,
  severity: Finding['severity'] = 'warning',
): ToldUnit => ({
  unit,
  unitFrom,
  findings: [{ code: 'ambiguous-unit', severity, metrics: [], message }],
})
