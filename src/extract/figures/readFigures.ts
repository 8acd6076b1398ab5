import type { Finding } from '../../model/finding.ts'
import type { FormId, TableKey } from '../../model/report.ts'
import { readAcross } from './acrossReading.ts'
import { blankReport } from './blankReport.ts'
import type { CaptionedTable } from './captionedTables.ts'
import type { Header } from './header.ts'
import { imprintsOf, type PlacedImprint } from './imprints.ts'
import { readLabelledReview } from './labelledReview.ts'
import type { LocalRow } from './localRow.ts'
import { missingCells } from './missingCells.ts'
import type { PreparedForms, PreparedTable } from './prepareForms.ts'
import { printedLines } from './printedLine.ts'
import { readHeader } from './readHeader.ts'
import { withoutRepeats } from './repeatedCells.ts'
import type { Evidence } from './rowReading.ts'
import { sectionsOf, type Section } from './sections.ts'
import { mergeRows, readTable, type HeadedSection, type TableReading } from './tableReading.ts'

/** The figures (数据) of a document's tables, with their evidence and with every doubt about them. */
export interface FiguresReading {
  readonly forms: Readonly<Partial<Record<TableKey, FormId>>>
  /** By metric, in the order of the form: what is printed; null for a blank; no key for a cell that is not there. */
  readonly figures: Readonly<Record<string, number | null>>
  readonly evidence: Readonly<Record<string, Evidence>>
  readonly findings: readonly Finding[]
  /** Figures and blanks that were read: 0 when the document has no table of any form. */
  readonly matched: number
  /** Rows with figures that the form does not have. */
  readonly local: readonly LocalRow[]
  /** What titles, headers and labels print of a year or a body, with the figures that stand by them. */
  readonly imprints: readonly PlacedImprint[]
}

/**
 * Reads every table of a document, in document order, by its labels. Pure; throws nothing. A figure that is given is right or
 * named by a finding, and a cell of the form that is not given is named by one.
 */
export function readFigures(tables: readonly CaptionedTable[], prepared: PreparedForms): FiguresReading {
  const lines = printedLines(tables, prepared)
  const read = (section: Section): Header => readHeader(section, prepared)
  const sections = sectionsOf(lines)
    .map(withoutRepeats)
    .map((section) => ({ section, header: prepared.memory.header(section, read) }))
  const of = (key: TableKey): readonly HeadedSection[] =>
    sections.filter(({ section }) => section.key === key)
  const down = (key: TableKey, preferred: FormId | null): TableReading | null =>
    readTable(of(key), prepared.tables.get(key) ?? [], prepared, preferred)

  const alone = down('proactive', null)
  const applications = down('applications', alone?.form ?? null)
  // Read again only where the other table may decide between forms.
  const agree = applications === null || alone === null || alone.form === applications.form
  const proactive = agree ? alone : down('proactive', applications.form)
  const form = applications?.form ?? proactive?.form ?? prepared.forms.at(-1)?.id ?? null
  const review = across(of('review_litigation'), form, prepared, tables)
  const readings = [proactive, applications, review].filter((reading) => reading !== null)
  const reading = assemble(readings, sections, prepared)
  return { ...reading, imprints: imprintsOf(tables, lines, reading.evidence, prepared) }
}

function across(
  sections: readonly HeadedSection[],
  form: FormId | null,
  prepared: PreparedForms,
  printed: readonly CaptionedTable[],
): TableReading | null {
  const tables = prepared.tables.get('review_litigation') ?? []
  const table: PreparedTable | undefined = tables.find((each) => each.form === form) ?? tables.at(-1)
  const [row] = table?.rows ?? []
  if (!table || !row) return null
  const lines = sections.flatMap(({ section }) => [...section.header, ...section.body])
  const labelled = readLabelledReview(lines, printed, row, prepared)
  const merged = mergeRows(new Map([[row, labelled ?? readAcross(sections, table)]]))
  if (merged.figures.size === 0 && merged.findings.length === 0) return null
  return { form: table.form, table, rivals: [], local: [], ...merged }
}

function assemble(
  readings: readonly TableReading[],
  sections: readonly HeadedSection[],
  prepared: PreparedForms,
): Omit<FiguresReading, 'imprints'> {
  const figures: Record<string, number | null> = {}
  const evidence: Record<string, Evidence> = {}
  for (const { table, figures: read } of readings)
    for (const metric of table.metrics) {
      const figure = read.get(metric)
      if (!figure) continue
      figures[metric] = figure.value
      evidence[metric] = figure.evidence
    }
  const forms = Object.fromEntries(readings.map(({ form, table }) => [table.key, form]))
  const findings = readings.flatMap((reading) => reading.findings)
  return {
    forms,
    figures,
    evidence,
    findings: [
      ...findings,
      ...missingCells(readings, sections, findings, prepared),
      ...blankReport(evidence),
    ],
    matched: Object.keys(figures).length,
    local: readings.flatMap(({ local }) => local),
  }
}
