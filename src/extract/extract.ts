import type { FailureCode } from '../errors.ts'
import type { Knowledge } from '../model/knowledge.ts'
import type { Bundle } from '../model/original.ts'
import type { Report } from '../model/report.ts'
import { assembleReport } from './assembleReport.ts'
import { replacedSources, withoutEmptied } from './replacedSources.ts'
import { originalReader, type Reading } from './readOriginal.ts'

/** An original that gave no report, and why. Its bytes stay. */
export interface Refusal {
  readonly sha256: string
  readonly url: string | null
  /** File name as linked or given. */
  readonly name: string | null
  readonly code: FailureCode
  readonly message: string
}

/** What came of a bundle: usually one report; none, or several where a page carries the reports of many units. */
export interface Extraction {
  readonly reports: readonly Report[]
  readonly refused: readonly Refusal[]
}

export type Extract = (bundle: Bundle) => Extraction

/**
 * Prepares the extraction: `knowledge` from `config/` in, a pure function from originals to reports out.
 * The same bundle gives the same reports, online and offline, today and in ten years with the same rules.
 */
export function extractor(knowledge: Knowledge): Extract {
  const read = originalReader(knowledge)
  return (bundle) => {
    const reads = bundle.originals.map((original) => ({ original, outcome: read(original, bundle) }))
    const readings = reads.flatMap(({ outcome }) => (outcome.kind === 'reading' ? [outcome.reading] : []))
    const refused = reads.flatMap(({ outcome }) => (outcome.kind === 'refused' ? [outcome.refusal] : []))
    const reports = groupById(readings).map((group) => {
      const kept = withoutEmptied(group)
      return assembleReport(kept, replacedSources(kept, reads))
    })
    return { reports, refused }
  }
}

/** Readings of one unit and year together; what has no id stays alone. In the order of first appearance. */
function groupById(readings: readonly Reading[]): readonly (readonly Reading[])[] {
  const groups = new Map<string, Reading[]>()
  for (const reading of readings) {
    const key = reading.id ?? `alone ${reading.original.sha256}`
    const group = groups.get(key)
    if (group) group.push(reading)
    else groups.set(key, [reading])
  }
  return [...groups.values()]
}
