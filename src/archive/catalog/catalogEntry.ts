import { hash } from 'node:crypto'
import type { FindingEvidence } from '../../model/findingEvidence.ts'
import type { FormId, Report } from '../../model/report.ts'
import { withheldText } from '../../model/withoutWords.ts'
import { unitPath } from '../../model/permalink.ts'

/** Where a report file stands, and how it was when it was read. */
export interface FileStamp {
  readonly id: string
  /** Differs when the file differs. */
  readonly stamp: string
}

/** A report as the catalogue takes it: as others may have it. */
export interface CatalogEntry extends FileStamp {
  readonly site: string
  /** Digest of what people decided on it. */
  readonly decided: string
  /** SHA-256 of the files that it rests on, also of those that are withheld: what is lifted is found by them. */
  readonly restsOn: ReadonlySet<string>
  readonly report: Report
  /** Of each of its findings, in their order. */
  readonly evidence: readonly FindingEvidence[]
}

/** What one row of the catalogue says of a report. */
export interface EntryFacts {
  readonly unit: string
  readonly unitPath: string
  readonly name: string
  readonly place: string
  readonly division: string
  readonly year: number
  readonly forms: readonly FormId[]
  readonly inDoubt: number
  readonly text: string
  readonly captured: string | null
  /** When its content was first seen, ISO 8601, UTC; of a report without editions when it was captured, else empty. */
  readonly seen: string
  /** Codes of its findings, each once, sorted. */
  readonly codes: readonly string[]
  /** Puts lists in order: the newest year first, then by division, unit and site. */
  readonly rank: string
  /** Of all that the report says. */
  readonly digest: string
}

/** Null for a report without unit or year, which has no id and no place in a list. */
export function entryFacts({ site, report }: Pick<CatalogEntry, 'site' | 'report'>): EntryFacts | null {
  const { unit, year, forms, findings, sections, sources, editions } = report
  if (unit.code === null || year === null) return null
  const doubted = new Set(findings.flatMap(({ severity, metrics }) => (severity === 'info' ? [] : metrics)))
  const captured = sources
    .flatMap((source) => source.captured ?? [])
    .sort()
    .at(-1)
  const path = unitPath(unit.code)
  const division = unit.division?.code ?? ''
  return {
    unit: unit.code,
    unitPath: path,
    name: unit.name,
    place: unit.division?.path.join('/') ?? '',
    division,
    year,
    forms: [...new Set(Object.values(forms))].sort(),
    inDoubt: doubted.size,
    text: sections
      .flatMap(({ heading, text }) => [heading, text])
      .filter((words) => words !== withheldText)
      .join('\n'),
    captured: captured ?? null,
    seen: editions.at(-1)?.first_seen ?? captured ?? '',
    codes: [...new Set(findings.map(({ code }) => code))].sort(),
    rank: [9999 - year, division.padEnd(9), path, site].join(' '),
    digest: hash('sha256', JSON.stringify(report)),
  }
}

/** What the history of a report needs of it. */
export const lifeOf = ({ id, unit, year, title, editions, sources }: Report): ReportLife => ({
  ...{ id, unit, year, title, editions, sources },
})
export type ReportLife = Pick<Report, 'id' | 'unit' | 'year' | 'title' | 'editions' | 'sources'>

/** Every original that a report names: its sources, those of its editions, and those that its cells stand in. */
export function originalsOf({ sources, editions, cells, local_rows = [] }: Report): readonly OriginalRow[] {
  const rows = new Map<string, OriginalRow>()
  const evidence = [...Object.values(cells), ...local_rows.flatMap((row) => row.cells.map((cell) => cell.evidence))]
  for (const { source } of evidence) {
    const sha256 = source.slice('sha256:'.length)
    rows.set(sha256, { sha256, media_type: null, url: null, captured: null, capture: null })
  }
  for (const { sha256, media_type, url, captured, capture } of [
    ...editions.flatMap((edition) => edition.sources ?? []),
    ...sources,
  ])
    rows.set(sha256, { sha256, media_type, url, captured, capture })
  return [...rows.values()]
}

interface OriginalRow {
  readonly sha256: string
  readonly media_type: string | null
  readonly url: string | null
  readonly captured: string | null
  readonly capture: number | null
}
