import type { FailureCode } from '../errors.ts'
import type { Document } from '../model/document.ts'
import type { Original } from '../model/original.ts'
import type { TrapReason } from '../model/reportTitleTrap.ts'
import type { FiguresReading } from './figures/readFigures.ts'
import { titlesInOrder, titlesOf } from './identityTitle.ts'
import { isUnitLine, unitOfFileName } from './identityWitnesses.ts'
import { isPlaceholder } from './identityUnitWords.ts'
import { reportEvidence } from './sections.ts'
import type { ReportInside } from './reportsInside.ts'

/** Why a document is not extracted. */
export interface NoReport {
  readonly code: FailureCode
  readonly message: string
}

/** What decides, beside the document itself. */
export interface ReportSigns {
  readonly figures: FiguresReading
  /** What its titles call it instead of a report. */
  readonly trap: TrapReason | null
  /** The reports that it consists of, where it is more than one. */
  readonly inside: readonly ReportInside[]
}

/**
 * Why a document is no report that could be filed under one unit and year; null when it is one (platforms.md §7.3).
 * Structure decides: tables 2 and 3 with numbers in them outweigh the title of a letter around them; a form with every
 * cell blank needs a title that names whose it is, else it is the template that notices carry.
 */
export function whyNoReport(
  original: Original,
  document: Document,
  { figures, trap, inside }: ReportSigns,
): NoReport | null {
  if (inside.length > 1) {
    const titles = inside.map(({ title }) => title ?? 'one without a title').join('; ')
    const message = `it holds ${inside.length} reports (${titles}); split it and import each with --unit and --year`
    return { code: 'several-reports', message }
  }
  const isReport = figures.matched > 0 || reportEvidence(document).isReport
  if (!isReport) return notAReport('neither the chapters nor the tables of an annual report')
  if (trap !== null && !outweighs(figures, trap))
    return notAReport(`its title says it is something else (${trap})`)
  if (isBlankForm(figures) && !namesUnit(original, document))
    return notAReport('a form with every cell blank, and no title says whose: a template')
  return null
}

const notAReport = (message: string): NoReport => ({ code: 'not-a-report', message })

/** Letters that may pass a report on, whole, in their own text: 关于发布2023年政府信息公开工作年度报告的通知. */
const letters: ReadonlySet<TrapReason> = new Set<TrapReason>(['notice', 'circular'])
/** Both tables have some 180 cells; a report with nothing to tell prints noughts. */
const fewestFigures = 20

/** A report of half a year and a filled sample have the same form as one of the year: their titles alone tell. */
const outweighs = ({ forms, figures }: FiguresReading, trap: TrapReason): boolean =>
  letters.has(trap) &&
  [forms.proactive, forms.applications].every((form) => form !== undefined) &&
  Object.values(figures).filter((figure) => figure !== null).length >= fewestFigures

const isBlankForm = ({ figures, matched }: FiguresReading): boolean => matched > 0 && !hasFigure(figures)

function hasFigure(figures: FiguresReading['figures']): boolean {
  for (const metric in figures) if (figures[metric] !== null) return true
  return false
}

/** By a title, or by the row of a listing or the name of a file that is a unit's name and nothing else. */
const namesUnit = ({ listTitle, name }: Original, document: Document): boolean =>
  (listTitle !== null && isUnitLine(listTitle)) ||
  unitOfFileName(name) !== null ||
  titlesInOrder(titlesOf(document, listTitle, name)).some(({ unit }) => unit !== null && !isPlaceholder(unit))
