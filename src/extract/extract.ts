import type { Knowledge } from '../model/knowledge.ts'
import type { Bundle } from '../model/original.ts'
import type { Report } from '../model/report.ts'
import { assembleReport } from './assembleReport.ts'
import { joinPageImages } from './joinPageImages.ts'
import { originalOf, type Reading, type ReadingOutcome, type Refusal } from './reading.ts'
import { originalReader } from './readOriginal.ts'
import { packedReader } from './readPacked.ts'
import { sourceKey, withoutEmptied } from './replacements.ts'
import { standingsOf } from './standingsOf.ts'

/** What came of a bundle: usually one report; none, or several where a page carries the reports of many units. */
export interface Extraction {
  readonly reports: readonly Report[]
  /** Originals that gave no report; of several states of one address, what it shows now. */
  readonly refused: readonly Refusal[]
}

export type Extract = (bundle: Bundle) => Extraction

/**
 * Prepares the extraction: `knowledge` from `config/` in, a pure function from originals to reports out.
 * The same bundle gives the same reports, online and offline, today and in ten years with the same rules.
 */
export function extractor(knowledge: Knowledge): Extract {
  const read = packedReader(originalReader(knowledge))
  return (bundle) => {
    const joined = { ...bundle, originals: joinPageImages(bundle.originals) }
    const outcomes = joined.originals.flatMap((original) => read(original, joined))
    const readings = outcomes.flatMap((outcome) => (outcome.kind === 'reading' ? [outcome.reading] : []))
    const standings = standingsOf(outcomes, bundle)
    const reports = groupById(readings).map((group) => {
      const kept = withoutEmptied(group)
      return assembleReport(
        kept,
        standings(kept),
        group.filter((reading) => !kept.includes(reading)),
      )
    })
    return { reports, refused: refusalsNow(outcomes) }
  }
}

/** A state of an address that a later one replaced is history, whatever it was. */
function refusalsNow(outcomes: readonly ReadingOutcome[]): readonly Refusal[] {
  const now = new Map<string, ReadingOutcome>()
  for (const outcome of outcomes) now.set(sourceKey(originalOf(outcome)), outcome)
  return [...now.values()].flatMap((outcome) => (outcome.kind === 'refused' ? [outcome.refusal] : []))
}

/** Readings of one unit and year together; what has no id stays alone. In the order of first appearance. */
function groupById(readings: readonly Reading[]): readonly (readonly Reading[])[] {
  const groups = new Map<string, Reading[]>()
  for (const reading of readings) {
    const { sha256, inside } = reading.original
    const key = reading.id ?? `alone ${sha256} ${inside?.path ?? ''}`
    const group = groups.get(key)
    if (group) group.push(reading)
    else groups.set(key, [reading])
  }
  return [...groups.values()]
}
