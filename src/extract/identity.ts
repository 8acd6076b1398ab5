import type { Divisions } from '../model/divisions.ts'
import type { Document } from '../model/document.ts'
import type { Finding } from '../model/finding.ts'
import type { Report, UnitFrom } from '../model/report.ts'
import type { Unit } from '../model/unit.ts'
import type { IdentityHints } from './identityHints.ts'
import { titlesInOrder, titlesOf, type Titles } from './identityTitle.ts'
import { publicationDate } from './identityPublished.ts'
import { signatureDate } from './identitySigned.ts'
import { tellYear } from './identityYear.ts'
import { tellUnit } from './tellUnit.ts'
import { unitOfYear } from './unitOfYear.ts'

/** Whose report this is and of which year, with what is doubtful about it. */
export interface Identity {
  readonly unit: Unit
  readonly unitFrom: UnitFrom
  readonly year: number | null
  readonly yearFrom: Report['year_from']
  readonly title: string
  /** The last of the titles that the document itself prints; null where it prints none. */
  readonly printedTitle: string | null
  /** ISO date. */
  readonly published: string | null
  /** ISO date under the signature. */
  readonly signed: string | null
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
  const {
    unit,
    unitFrom,
    findings: unitFindings,
  } = unitOfYear((register) => tellUnit(titles, document, hints, register), year, divisions)
  return {
    unit,
    unitFrom,
    year,
    yearFrom,
    title:
      titleText(titles) ??
      hints.listTitle ??
      document.metas['articletitle'] ??
      document.metas['title'] ??
      hints.name ??
      '',
    printedTitle: titles.last,
    published,
    signed: signatureDate(document),
    findings: [...yearFindings, ...unitFindings],
  }
}

const titleText = (titles: Titles): string | null => titlesInOrder(titles)[0]?.text ?? null
