import type { Finding } from '../model/finding.ts'
import type { Report, Source } from '../model/report.ts'
import { editionsOf } from './editions.ts'
import type { Reading } from './readOriginal.ts'
import { sourceKey, type Replaced } from './replacements.ts'
import { rules } from './rules.ts'

/**
 * One report from every reading of one unit and year: the reading with most figures speaks, the others are sources too,
 * and where a source disagrees on a figure the report says so. A correction (更正) beside the report that it corrects speaks, and is
 * the edition after it: that they differ is its purpose.
 */
export function assembleReport(readings: readonly Reading[], replaced: Replaced): Report {
  const current = latestBySource(readings)
  const inOrder = [...current].sort((a, b) => compareReadings(a, b, replaced))
  const [speaker, ...others] = inOrder
  if (!speaker) throw new RangeError('a report needs at least one reading')
  const corrected = speaker.corrects ? others.filter(({ corrects }) => !corrects) : []
  const versions = [...corrected.slice(0, 1), speaker].flatMap(({ original }) =>
    readings.filter((reading) => sourceKey(reading.original) === sourceKey(original)),
  )
  return {
    schema: 'nianbao/report@1',
    id: speaker.id,
    rules,
    unit: speaker.unit,
    unit_from: speaker.unitFrom,
    year: speaker.year,
    year_from: speaker.yearFrom,
    title: speaker.title,
    published: earliest([speaker, ...others].map(({ published }) => published)),
    signed: speaker.signed,
    forms: speaker.forms,
    sections: speaker.sections,
    figures: speaker.figures,
    cells: speaker.cells,
    statements: [],
    findings: [
      ...speaker.findings,
      ...others
        .filter((other) => !corrected.includes(other))
        .flatMap((other) => disagreement(speaker, other)),
      ...asList(replaced.finding),
    ],
    sources: sourcesOf([speaker, ...others]),
    editions: editionsOf(versions),
  }
}

/** A repost or a correction is dated later than the report that it repeats. */
const earliest = (dates: readonly (string | null)[]): string | null =>
  dates.filter((date) => date !== null).sort()[0] ?? null

/** A later capture of a source replaces the earlier one. */
function latestBySource(readings: readonly Reading[]): readonly Reading[] {
  const latest = new Map<string, Reading>()
  for (const reading of readings) latest.set(sourceKey(reading.original), reading)
  return [...latest.values()]
}

/**
 * Best first: what calls itself the report, what has figures, what its address still gives, what corrects the others; then most figures, fewest doubts, the
 * file before the page around it, the first captured.
 */
function compareReadings(a: Reading, b: Reading, { gone }: Replaced): number {
  const isGone = ({ original }: Reading): number => Number(gone.has(sourceKey(original)))
  const isEmpty = ({ figures }: Reading): number => Number(Object.keys(figures).length === 0)
  return (
    Number(a.trapped) - Number(b.trapped) ||
    isEmpty(a) - isEmpty(b) ||
    isGone(a) - isGone(b) ||
    Number(b.corrects) - Number(a.corrects) ||
    Object.keys(b.figures).length - Object.keys(a.figures).length ||
    doubts(a) - doubts(b) ||
    Number(a.original.role === 'page') - Number(b.original.role === 'page') ||
    (a.original.capture ?? 0) - (b.original.capture ?? 0)
  )
}

const doubts = ({ findings }: Reading): number =>
  findings.reduce((sum, { severity, metrics }) => sum + (severity === 'info' ? 0 : metrics.length), 0)

function disagreement(speaker: Reading, other: Reading): readonly Finding[] {
  const metrics = Object.keys(speaker.figures)
    .filter(
      (metric) => other.figures[metric] !== undefined && other.figures[metric] !== speaker.figures[metric],
    )
    .sort()
  if (metrics.length === 0) return []
  const where = other.original.url ?? other.original.name ?? other.original.sha256
  const message = `another source gives ${metrics.length} figures differently: ${where}`
  return [{ code: 'sources-disagree', severity: 'warning', metrics, message }]
}

/** Several files of one archive are one source. */
function sourcesOf(readings: readonly Reading[]): readonly Source[] {
  const sources = readings.map(sourceOf)
  return sources.filter(
    ({ sha256, url, capture }, at) =>
      sources.findIndex(
        (other) => other.sha256 === sha256 && other.url === url && other.capture === capture,
      ) === at,
  )
}

const sourceOf = ({ original }: Reading): Source => ({
  sha256: original.sha256,
  role: original.role,
  media_type: original.mediaType,
  url: original.url,
  captured: original.captured,
  capture: original.capture,
})

const asList = <T>(item: T | null): readonly T[] => (item === null ? [] : [item])
