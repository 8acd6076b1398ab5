import { reportText } from '../archive/reportFile.ts'
import { extractor } from '../extract/extract.ts'
import type { Refusal } from '../extract/reading.ts'
import type { Finding } from '../model/finding.ts'
import type { Knowledge } from '../model/knowledge.ts'
import type { Bundle, Original } from '../model/original.ts'
import type { Report } from '../model/report.ts'
import { validator } from '../validate/validate.ts'

/** A report ready to be filed: its file's text, and what the pipeline must know of it. */
export interface DerivedReport {
  readonly id: string | null
  readonly title: string
  readonly text: string
  /** Where it was read first. */
  readonly url: string | null
  /** What makes its unit or year uncertain. */
  readonly doubts: readonly Finding[]
  /** That its address gives it no more, in words; null while it does. */
  readonly replaced: string | null
}

/** What a bundle gave (stages 4 and 5). */
export interface Derived {
  readonly reports: readonly DerivedReport[]
  readonly refused: readonly Refusal[]
}

/** Stages 4 and 5 as one pure step: originals in, the texts of checked reports out. Runs here or in a worker. */
export function bundleDeriver(knowledge: Knowledge): (bundle: Bundle) => Derived {
  const extract = extractor(knowledge)
  const validate = validator(knowledge.forms)
  const ready = (report: Report): DerivedReport => {
    const checked = validate(report)
    const replaced = checked.findings.find(({ code }) => code === 'source-replaced')?.message ?? null
    const url = checked.sources[0]?.url ?? null
    const doubts = checked.findings.filter(
      ({ code }) => code === 'ambiguous-unit' || code === 'ambiguous-year',
    )
    return { id: checked.id, title: checked.title, text: reportText(checked), url, doubts, replaced }
  }
  return (bundle) => {
    try {
      const { reports, refused } = extract(bundle)
      return { reports: reports.map(ready), refused }
    } catch (error) {
      return { reports: [], refused: bundle.originals.map((original) => defect(original, error)) }
    }
  }
}

/** A defect of ours costs one bundle its report, by name, and stops nothing else. */
function defect({ sha256, role, url, name }: Original, error: unknown): Refusal {
  const what = error instanceof Error ? error.message : String(error)
  const message = `our reader failed on it, please report this file: ${what}`
  return { sha256, role, url, name, code: 'unreadable-file', message }
}
