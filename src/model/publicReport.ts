import { failures } from '../errors.ts'
import type { Finding } from './finding.ts'
import type { LocalRow, Report, TextChange } from './report.ts'
import type { Withheld, Withholding } from './withholding.ts'

/** Stands where text of a withheld original stood. */
export const withheldText = '[withheld 不公开]'

/** A cell that says a number and nothing else: digits of both widths, separators, sign, percent. */
const onlyNumber = /^[\d０-９.,，．\s+%％－−-]*$/u

/**
 * The report as others may have it (docs/decisions/0034). Where an original of it is withheld, what it counts stays and what it
 * says in words goes; else it is the report itself. Every member is named here, so that one which comes to the model later is
 * left out until somebody has decided on it.
 */
export function publicReport(report: Report, withheld: Withheld): Report {
  const decisions = decisionsOn(report, withheld)
  if (decisions.length === 0) return report
  const { schema, id, rules, unit, unit_from, year, year_from, title, published, signed, forms } = report
  return {
    ...{ schema, id, rules, unit },
    ...(unit_from !== undefined && { unit_from }),
    ...{ year, year_from, title, published },
    ...(signed !== undefined && { signed }),
    forms,
    sections: report.sections.map(({ key }) => ({ key, heading: withheldText, text: withheldText })),
    figures: report.figures,
    cells: Object.fromEntries(
      Object.entries(report.cells).map(([metric, { raw, source, table, row, column }]) => [
        metric,
        { raw: onlyNumber.test(raw) ? raw : withheldText, source, table, row, column },
      ]),
    ),
    ...(report.local_rows !== undefined && { local_rows: report.local_rows.map(withoutLabels) }),
    statements: report.statements.map(({ metric, value, section }) => ({
      ...{ metric, value, section },
      text: withheldText,
    })),
    findings: [...report.findings.map(withoutQuotation), ...decisions.map(findingOf)],
    sources: report.sources.map(({ sha256, role, media_type, url, captured, capture }) => ({
      ...{ sha256, role, media_type, url, captured, capture },
    })),
    editions: report.editions.map(({ first_seen, digest, changes, text, sources }) => ({
      ...{ first_seen, digest },
      changes: changes.map(({ metric, before, after }) => ({
        metric,
        ...(before !== undefined && { before }),
        ...(after !== undefined && { after }),
      })),
      ...(text !== undefined && { text: text.map(withoutWords) }),
      ...(sources !== undefined && { sources }),
    })),
    // A reason may quote what is withheld.
    ...(report.corrections !== undefined && {
      corrections: report.corrections.map(({ number, metric, read, value, by, time, outdated }) => ({
        ...{ number, metric, ...(read !== undefined && { read }), value },
        ...{ by, time, reason: withheldText, outdated },
      })),
    }),
    ...(report.judgements !== undefined && {
      judgements: report.judgements.map(({ number, action, code, metrics, by, time, outdated }) => ({
        ...{ number, action, code, metrics },
        ...{ by, time, reason: withheldText, outdated },
      })),
    }),
  }
}

/** What a local row counts stays, as figures do; what it counts is told in words. */
const withoutLabels = ({ table, labels, cells }: LocalRow): LocalRow => ({
  table,
  labels: labels.map(() => withheldText),
  cells: cells.map(({ value, evidence }) => ({
    column: withheldText,
    ...(value !== undefined && { value }),
    evidence: { ...evidence, raw: onlyNumber.test(evidence.raw) ? evidence.raw : withheldText },
  })),
})

/** Which paragraph came or went stays; its words do not. */
const withoutWords = ({ section, before, after }: TextChange): TextChange => ({
  section,
  ...(before !== undefined && { before: withheldText }),
  ...(after !== undefined && { after: withheldText }),
})

function decisionsOn({ sources, cells, local_rows }: Report, withheld: Withheld): readonly Withholding[] {
  const hashes = [
    ...sources.map(({ sha256 }) => sha256),
    ...Object.values(cells).map(({ source }) => source.slice('sha256:'.length)),
    ...(local_rows ?? []).flatMap((row) =>
      row.cells.map(({ evidence }) => evidence.source.slice('sha256:'.length)),
    ),
  ]
  const found = hashes.flatMap((sha256) => withheld.of({ sha256 }) ?? [])
  return [...new Set(found)]
}

/** Messages quote the document; the meaning of their code does not. */
const withoutQuotation = ({ code, severity, metrics }: Finding): Finding => ({
  ...{ code, severity, metrics },
  message: failures[code],
})

const findingOf = ({ sha256, time, reason }: Withholding): Finding => ({
  code: 'withheld',
  severity: 'info',
  metrics: [],
  message: `sha256:${sha256} is withheld since ${time}: ${reason}`,
})
