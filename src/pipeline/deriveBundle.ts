import { reportText } from '../archive/reportFile.ts'
import { extractor, type Refusal } from '../extract/extract.ts'
import type { Knowledge } from '../model/knowledge.ts'
import type { Bundle, Original } from '../model/original.ts'
import type { Report } from '../model/report.ts'
import { validate } from '../validate/validate.ts'

/** A report ready to be filed: its file's text, and what the pipeline must know of it. */
export interface DerivedReport extends Pick<Report, 'id' | 'title' | 'forms' | 'findings' | 'sources'> {
  readonly text: string
}

/** What a bundle gave (stages 4 and 5). */
export interface Derived {
  readonly reports: readonly DerivedReport[]
  readonly refused: readonly Refusal[]
}

/** Stages 4 and 5 as one pure step: originals in, the texts of checked reports out. Runs here or in a worker. */
export function bundleDeriver(knowledge: Knowledge): (bundle: Bundle) => Derived {
  const extract = extractor(knowledge)
  const ready = (report: Report): DerivedReport => {
    const checked = validate(report, knowledge.forms)
    const { id, title, forms, findings, sources } = checked
    return { id, title, forms, findings, sources, text: reportText(checked) }
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
function defect({ sha256, url, name }: Original, error: unknown): Refusal {
  const what = error instanceof Error ? error.message : String(error)
  const message = `our reader failed on it, please report this file: ${what}`
  return { sha256, url, name, code: 'unreadable-file', message }
}
