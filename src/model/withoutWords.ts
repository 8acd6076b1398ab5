import { failures } from '../errors.ts'
import type { Finding } from './finding.ts'
import type {
  CellEvidence,
  Correction,
  EarlierDecision,
  Edition,
  Judgement,
  LocalRow,
  Report,
  Source,
  TextChange,
} from './report.ts'

/** Stands where text of a withheld original stood. */
export const withheldText = '[withheld 不公开]'

/** A cell that says a number and nothing else: digits of both widths, separators, sign, percent. */
const onlyNumber = /^[\d０-９.,，．\s+%％－−-]*$/u

/**
 * What a report says now, counted and not told. Every member is named here and in what follows, so that one which comes to the
 * model later is left out until somebody has decided on it.
 */
export function withoutWords(report: Report): Report {
  const { schema, id, rules, unit, unit_from, year, year_from, published, signed, forms, figures } = report
  const { name, as_printed, code, division } = unit
  return {
    ...{ schema, id, rules },
    unit: { name, as_printed: as_printed === name ? name : withheldText, code, division },
    ...(unit_from !== undefined && { unit_from }),
    ...{ year, year_from, title: withheldText, published },
    ...(signed !== undefined && { signed }),
    forms,
    sections: report.sections.map(({ key }) => ({ key, heading: withheldText, text: withheldText })),
    figures,
    cells: Object.fromEntries(
      Object.entries(report.cells).map(([metric, cell]) => [metric, withoutNote(cell)]),
    ),
    ...(report.local_rows !== undefined && { local_rows: report.local_rows.map(withoutLabels) }),
    statements: report.statements.map(({ metric, value, section }) => ({
      ...{ metric, value, section },
      text: withheldText,
    })),
    findings: report.findings.map(withoutQuotation),
    sources: report.sources.map(named),
    editions: report.editions,
  }
}

/** Where a cell stands stays, but for the name of a file inside the original; what it says stays where it is a number. */
const withoutNote = ({ raw, source, table, row, column }: CellEvidence): CellEvidence => ({
  raw: onlyNumber.test(raw) ? raw : withheldText,
  ...{ source, table, row, column },
})

/** What a local row counts stays, as figures do; what it counts is told in words. */
const withoutLabels = ({ table, labels, cells }: LocalRow): LocalRow => ({
  table,
  labels: labels.map(() => withheldText),
  cells: cells.map(({ value, evidence }) => ({
    column: withheldText,
    ...(value !== undefined && { value }),
    evidence: withoutNote(evidence),
  })),
})

/** Messages quote the document; the meaning of their code does not. */
export const withoutQuotation = ({ code, severity, metrics }: Finding): Finding => ({
  ...{ code, severity, metrics },
  message: failures[code],
})

const named = ({ sha256, role, media_type, url, captured, capture }: Source): Source => ({
  ...{ sha256, role, media_type, url, captured, capture },
})

/** An edition whose figures differ as they do, and whose words do not stand there. */
export const withoutDifference = ({ first_seen, digest, changes, text, sources }: Edition): Edition => ({
  ...{ first_seen, digest },
  changes: changes.map(({ metric, before, after }) => ({
    metric,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  })),
  ...(text !== undefined && { text: text.map(withoutParagraph) }),
  ...(sources !== undefined && { sources: sources.map(named) }),
})

/** Which paragraph came or went stays; its words do not. */
const withoutParagraph = ({ section, before, after }: TextChange): TextChange => ({
  section,
  ...(before !== undefined && { before: withheldText }),
  ...(after !== undefined && { after: withheldText }),
})

export const withoutCorrectionReason = ({
  number,
  metric,
  read,
  value,
  by,
  time,
  outdated,
  doubts,
}: Correction): Correction => ({
  ...{ number, metric, ...(read !== undefined && { read }), value },
  ...{ by, time, reason: withheldText, outdated },
  ...(doubts !== undefined && { doubts }),
})

export const withoutJudgementReason = ({
  number,
  action,
  code,
  metrics,
  by,
  time,
  outdated,
}: Judgement): Judgement => ({
  ...{ number, action, code, metrics },
  ...{ by, time, reason: withheldText, outdated },
})

export function withoutEarlierReason(decision: EarlierDecision): EarlierDecision {
  const { number, by, time } = decision
  const line = { number, by, time, reason: withheldText }
  if (decision.action === 'withdraw') return { ...line, action: decision.action, of: decision.of }
  const { superseded_by } = decision
  if (decision.action === 'correct') {
    const { action, metric, read, value } = decision
    return { ...line, superseded_by, action, metric, ...(read !== undefined && { read }), value }
  }
  const { action, code, metrics } = decision
  return { ...line, superseded_by, action, code, metrics }
}
