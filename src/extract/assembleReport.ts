import type { Finding } from '../model/finding.ts'
import type { Report, Source } from '../model/report.ts'
import { editionsOf } from './editions.ts'
import type { Reading } from './reading.ts'
import { sourceKey, type Replaced } from './replacements.ts'
import { lineageOf, versionsOf } from './lineage.ts'
import type { Standing } from './replaces.ts'
import { joined, joinedVersions, tableBeside } from './tableBeside.ts'
import { rules } from './rules.ts'
import { sourceOf } from './sourceOf.ts'

/**
 * One report from every reading of one unit and year: the best of them speaks (`lineageOf`), the others are sources too, and where a
 * source disagrees on a figure the report says so. Not what a correction corrects, and not what was replaced and is gone: that these
 * differ is what the editions say. `emptied`: states that lost their tables, and are no version.
 */
export function assembleReport(
  readings: readonly Reading[],
  standing: Standing & Pick<Replaced, 'finding'>,
  emptied: readonly Reading[],
): Report {
  const { speaker, versions, superseded } = lineageOf(readings, standing)
  const current = latestBySource(readings)
  const inOrder = [speaker, ...current.filter((reading) => reading !== speaker)]
  const beside = tableBeside(inOrder)
  const all = [...readings, ...emptied]
  if (beside !== null) return assembleBoth(beside, inOrder, readings, all, standing)
  const isHistory = (other: Reading): boolean => {
    const key = sourceKey(other.original)
    return (speaker.corrects && !other.corrects) || (superseded.has(key) && standing.gone.has(key))
  }
  const findings = [
    ...speaker.findings,
    ...inOrder.slice(1).flatMap((other) => (isHistory(other) ? [] : disagreement(speaker, other))),
    ...asList(standing.finding),
  ]
  return reportOf(speaker, inOrder, findings, editionsOf(versions, all))
}

/** A narrative whose 情况统计表 is a file of its own: one report with two originals, and an edition whenever either changes. */
function assembleBoth(
  { narrative, table }: Readonly<Record<'narrative' | 'table', Reading>>,
  inOrder: readonly Reading[],
  readings: readonly Reading[],
  all: readonly Reading[],
  standing: Standing & Pick<Replaced, 'finding'>,
): Report {
  const speaker = joined(narrative, table)
  const others = inOrder.filter((reading) => reading !== narrative && reading !== table)
  const statesOf = ({ original }: Reading): readonly Reading[] =>
    readings.filter((reading) => sourceKey(reading.original) === sourceKey(original))
  const findings = [
    ...speaker.findings,
    ...others.flatMap((other) => disagreement(speaker, other)),
    ...asList(standing.finding),
  ]
  const versions = versionsOf(joinedVersions(statesOf(narrative), statesOf(table)))
  return reportOf(speaker, [narrative, table, ...others], findings, editionsOf(versions, all))
}

/** What the speaker says, with every reading as a source. */
function reportOf(
  speaker: Reading,
  all: readonly Reading[],
  findings: readonly Finding[],
  editions: Report['editions'],
): Report {
  return {
    schema: 'nianbao/report@1',
    id: speaker.id,
    rules,
    unit: speaker.unit,
    unit_from: speaker.unitFrom,
    year: speaker.year,
    year_from: speaker.yearFrom,
    title: speaker.title,
    published: earliest(all.map(({ published }) => published)),
    signed: speaker.signed,
    forms: speaker.forms,
    sections: speaker.sections,
    figures: speaker.figures,
    cells: speaker.cells,
    ...(speaker.localRows.length > 0 && { local_rows: speaker.localRows }),
    statements: speaker.statements,
    findings,
    sources: sourcesOf(all),
    editions,
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

/** Several files of one archive are one source, each picture of a page is one. */
function sourcesOf(readings: readonly Reading[]): readonly Source[] {
  const sources = readings.flatMap(({ original }) => (original.pages?.images ?? [original]).map(sourceOf))
  return sources.filter(
    ({ sha256, url, capture }, at) =>
      sources.findIndex(
        (other) => other.sha256 === sha256 && other.url === url && other.capture === capture,
      ) === at,
  )
}

const asList = <T>(item: T | null): readonly T[] => (item === null ? [] : [item])
