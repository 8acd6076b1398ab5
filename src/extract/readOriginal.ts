import type { Document } from '../model/document.ts'
import type { Finding } from '../model/finding.ts'
import type { Knowledge } from '../model/knowledge.ts'
import type { Bundle, Original } from '../model/original.ts'
import { parseReportTitle } from '../model/reportTitle.ts'
import { tablesSince2019, type CellEvidence, type Report } from '../model/report.ts'
import type { TrapReason } from '../model/reportTitleTrap.ts'
import { prepareForms } from './figures/prepareForms.ts'
import type { FiguresReading } from './figures/readFigures.ts'
import { prepareStatistics } from './figures/statistics/prepareStatistics.ts'
import { cellEvidence, type EvidenceOf } from './cellEvidence.ts'
import { goesOn } from './goesOn.ts'
import { identify } from './identity.ts'
import { titlesInOrder, titlesOf } from './identityTitle.ts'
import { imprintFindings } from './imprintFindings.ts'
import { picturesForWords } from './onlyPictures.ts'
import { ownOrConverted } from './ownOrConverted.ts'
import { pointsToFile } from './pointsToFile.ts'
import { readDocument, type ReadOutcome } from './readers/readDocument.ts'
import { flattenedLabels } from './readers/flattenedLabels.ts'
import { readInside } from './readers/readInside.ts'
import { isNoReport, refused, type Reading, type ReadingOutcome } from './reading.ts'
import { readFromConversion } from './readFromConversion.ts'
import { reportsInside } from './reportsInside.ts'
import { withKnownLabels } from './scannedLabels.ts'
import { splitSections } from './sections.ts'
import { statementsOf } from './statements/statementsOf.ts'
import { absentPages, unreadPages } from './unreadPages.ts'
import { trapTitle } from './trapTitle.ts'
import { whyNoReport } from './whyNoReport.ts'
import { readTables, withFigures, type AllForms } from './withFigures.ts'
import { withPictures } from './withPictures.ts'

/**
 * Prepares the reading of single originals; the bundle around one tells what its page and listing said. A page is read as it prints
 * itself; where that is no report, what it holds inside (a body in a script, a file in Base64) speaks for it.
 */
export function originalReader(knowledge: Knowledge): (original: Original, bundle: Bundle) => ReadingOutcome {
  const prepared = prepareForms(knowledge.forms, knowledge.labels)
  const forms: AllForms = {
    ...prepared,
    statistics: prepareStatistics(knowledge.forms),
    flattened: flattenedLabels(prepared.forms),
  }
  const judge = (outcome: ReadOutcome, original: Original, bundle: Bundle): ReadingOutcome => {
    if (outcome.kind === 'refused') return refused(original, outcome.code, outcome.message)
    const { document, figures } = withFigures(withKnownLabels(outcome.document, knowledge.forms), forms)
    const trap = trapTitle(original, outcome.document)
    const inside = reportsInside(document, (blocks) => readTables({ ...document, blocks }, forms))
    const none = whyNoReport(original, document, { figures, trap, inside })
    if (none !== null)
      return refused(original, none.code, none.message + pointsToFile(original, document, bundle))
    return { kind: 'reading', reading: readingOf(original, bundle, document, figures, knowledge, trap) }
  }
  return (given, bundle) => {
    const { original, outcome } = ownOrConverted(given)
    const judged = (read: ReadOutcome): ReadingOutcome => judge(read, original, bundle)
    const printed = judged(outcome)
    const pictured = withPictures(printed, outcome, original, judged)
    if (!isNoReport(printed)) return pictured
    const inside = readInside(original.bytes).map(judged)
    return (
      inside.find(({ kind }) => kind === 'reading') ??
      inside.find((one) => !isNoReport(one)) ??
      (pictured === printed ? null : pictured) ??
      inPictures(original, bundle) ??
      printed
    )
  }
}

/** A page that shows its report as pictures; null where it does not, or has files beside it that may be the report. */
function inPictures(original: Original, { originals }: Bundle): ReadingOutcome | null {
  if (original.role !== 'page' || originals.some(({ role }) => role === 'attachment')) return null
  const { bytes, name, mediaType } = original
  const outcome = readDocument(bytes, { name, mediaType })
  if (outcome.kind === 'refused' || trapTitle(original, outcome.document) !== null) return null
  const count = picturesForWords(original, outcome.document)
  const message = `it holds only pictures (${count}) in place of a text; somebody has to read them`
  return count === 0 ? null : refused(original, 'unreadable-file', message)
}

function readingOf(
  original: Original,
  { provenance, originals }: Bundle,
  document: Document,
  { forms, figures, evidence, findings, local, imprints }: FiguresReading,
  knowledge: Knowledge,
  trap: TrapReason | null,
): Reading {
  const page = originals.find(({ url }) => url !== null && url === original.parentUrl)
  const hints = {
    name: original.name,
    listTitle: isOneOfSeveral(original, originals, document)
      ? null
      : (original.listTitle ?? page?.listTitle ?? null),
    listDate: original.listDate ?? page?.listDate ?? null,
    column: original.column ?? page?.column ?? null,
    isAttachment: original.role === 'attachment',
    ...provenance,
  }
  const {
    unit,
    unitFrom,
    year,
    yearFrom,
    title,
    printedTitle,
    published,
    signed,
    findings: doubts,
  } = identify(document, hints, knowledge.divisions)
  const sections = splitSections(document)
  const placeOf = cellEvidence(document, original)
  return {
    original,
    id: unit.code !== null && year !== null ? `${unit.code}/${year}` : null,
    unit,
    unitFrom,
    year,
    yearFrom,
    title,
    printedTitle,
    published,
    signed,
    forms,
    sections,
    statements:
      document.scanned === true
        ? []
        : statementsOf(sections, { name: unit.name, printed: unit.as_printed }, year),
    figures,
    cells: cellsOf(evidence, placeOf),
    localRows: local.map(({ cells, ...row }) => ({
      ...row,
      cells: cells.map((cell) => ({
        ...cell,
        evidence: { ...cell.evidence, ...placeOf(cell.evidence) },
      })),
    })),
    trapped: trap !== null,
    corrects: [title, hints.listTitle].some(isCorrection),
    findings: [
      ...titleDoubt(trap, document),
      ...doubts,
      ...findings.filter(({ code }) => code !== 'missing-table' || !isBeforeTables(year, forms)),
      ...imprintFindings(imprints, { year, unit, title }),
      ...goesOn(original),
      ...readFromConversion(original, Object.keys(figures)),
      ...unreadPages(document),
      ...absentPages(original),
    ],
  }
}

function cellsOf(evidence: FiguresReading['evidence'], placeOf: EvidenceOf): Reading['cells'] {
  const cells: Record<string, CellEvidence> = {}
  for (const metric in evidence) {
    const found = evidence[metric]
    if (found === undefined) continue
    const { raw, table, row, column } = found
    cells[metric] = { raw, table, row, column, ...placeOf(found) }
  }
  return cells
}

/** A narrative of the years before 2019 lacks no table: nobody asked for these. */
const isBeforeTables = (year: number | null, forms: Report['forms']): boolean =>
  year !== null && year < 2019 && tablesSince2019.every((key) => !(key in forms))

/** 更正, 修订, 重新发布: other titles need not be parsed. */
function isCorrection(title: string | null): boolean {
  const said = title === null || !/[更修重]/u.test(title) ? null : parseReportTitle(title)
  return said?.kind === 'report' && said.edition !== null
}

/** A whole report that is entitled as something else; less doubtful where its own title stands inside. */
function titleDoubt(trap: TrapReason | null, document: Document): readonly Finding[] {
  if (trap === null) return []
  const severity = titlesOf(document, null, null).inside?.unit == null ? 'warning' : 'info'
  const message = `its title says it is something else (${trap}), but chapters and tables are a whole report`
  return [{ code: 'title-differs', severity, metrics: [], message }]
}

/** A file of several that says whose it is: the title of their page is that of the page, 某区2022年…年度报告. */
function isOneOfSeveral(original: Original, originals: Bundle['originals'], document: Document): boolean {
  if (original.role !== 'attachment') return false
  const siblings = originals.filter(
    ({ role, parentUrl }) => role === 'attachment' && parentUrl === original.parentUrl,
  )
  const own = titlesInOrder(titlesOf(document, null, original.name))
  const files = new Set(siblings.map(({ url, inside }) => `${String(url)} ${inside?.path ?? ''}`))
  return files.size > 1 && own.some(({ unit }) => unit !== null)
}
