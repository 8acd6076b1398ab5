import type { Report, Source } from './report.ts'

/** Every source that a report tells of, each once: of what it says now, then of its editions. */
export function everySource({ sources, editions }: Report): readonly Source[] {
  const all = [...sources, ...editions.flatMap((edition) => edition.sources ?? [])]
  const byPlace = new Map(
    all.map((source) => [`${source.capture ?? ''} ${source.sha256} ${source.url ?? ''}`, source]),
  )
  return [...byPlace.values()]
}

/** SHA-256 of the originals (原件) that what a report says now rests on: its sources, conversions of them, and the evidence of its figures. */
export function originalsNow({ sources, cells, local_rows = [] }: Report): ReadonlySet<string> {
  const evidence = [
    ...Object.values(cells),
    ...local_rows.flatMap((row) => row.cells.map((cell) => cell.evidence)),
  ]
  return new Set([
    ...sources.flatMap(withConversion),
    ...evidence.map(({ source }) => source.slice('sha256:'.length)),
  ])
}

/** The same of all that a report tells of, also of editions that were replaced since. */
export const originalsEver = (report: Report): ReadonlySet<string> =>
  new Set([...originalsNow(report), ...everySource(report).flatMap(withConversion)])

/** SHA-256 of a source, and of what a converter made of it where that was read. */
export const withConversion = ({ sha256, conversion }: Source): readonly string[] => [
  sha256,
  ...(conversion === undefined ? [] : [conversion.sha256]),
]
