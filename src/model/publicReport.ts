import type { Finding } from './finding.ts'
import { originalsEver, originalsNow } from './originalsOf.ts'
import type { Report } from './report.ts'
import type { Withheld, Withholding } from './withholding.ts'
import {
  withoutCorrectionReason,
  withoutDifference,
  withoutEarlierReason,
  withoutJudgementReason,
  withoutQuotation,
  withoutWords,
} from './withoutWords.ts'

/**
 * The report as others may have it, and as every verb shows it (docs/decisions/0034). What it counts stays. Of words those go that
 * may be a withheld original's: where one gives the report now, all of them; where one gave an edition before, the words that the
 * editions differ in, and the reasons of people who decided. An archive that withholds nothing gives the report itself.
 */
export function publicReport(report: Report, withheld: Withheld): Report {
  if (withheld.list.length === 0) return report
  const decisions = decisionsOn(originalsEver(report), withheld)
  if (decisions.length === 0) return { ...report, findings: report.findings.map(withoutStranger) }
  const shown =
    decisionsOn(originalsNow(report), withheld).length === 0 ? nowOf(report) : withoutWords(report)
  return {
    ...shown,
    findings: [...shown.findings, ...decisions.map(findingOf)],
    // A difference does not say which of several originals it was read from.
    editions: report.editions.map(withoutDifference),
    // A reason may quote what is withheld.
    ...(report.corrections !== undefined && { corrections: report.corrections.map(withoutCorrectionReason) }),
    ...(report.judgements !== undefined && { judgements: report.judgements.map(withoutJudgementReason) }),
    ...(report.earlier_decisions !== undefined && {
      earlier_decisions: report.earlier_decisions.map(withoutEarlierReason),
    }),
  }
}

/** What it says now, which is no withheld original's. Named one by one: a later member may tell of editions before. */
function nowOf(report: Report): Report {
  const { schema, id, rules, unit, unit_from, year, year_from, title, published, signed, forms } = report
  const { sections, figures, cells, local_rows, statements, findings, sources, editions } = report
  return {
    ...{ schema, id, rules, unit },
    ...(unit_from !== undefined && { unit_from }),
    ...{ year, year_from, title, published },
    ...(signed !== undefined && { signed }),
    ...{ forms, sections, figures, cells },
    ...(local_rows !== undefined && { local_rows }),
    ...{ statements, findings: findings.map(withoutStranger), sources, editions },
  }
}

const decisionsOn = (originals: ReadonlySet<string>, withheld: Withheld): readonly Withholding[] => [
  ...new Set([...originals].flatMap((sha256) => withheld.of({ sha256 }) ?? [])),
]

/** This one quotes what stands at the report's address now: an original that the report does not name. */
const withoutStranger = (finding: Finding): Finding =>
  finding.code === 'source-replaced' ? withoutQuotation(finding) : finding

const findingOf = ({ sha256, time, reason }: Withholding): Finding => ({
  code: 'withheld',
  severity: 'info',
  metrics: [],
  message: `sha256:${sha256} is withheld since ${time}: ${reason}`,
})
