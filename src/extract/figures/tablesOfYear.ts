import type { CaptionedTable } from './captionedTables.ts'
import type { PreparedForms } from './prepareForms.ts'
import { readFigures, type FiguresReading } from './readFigures.ts'

/**
 * The figures of a document that may print a table of another year beside its own, each under a title with its year (2023年收到和处理
 * …情况). Where rows come twice with different figures, those of the tables of the report's `year` stand, if these titles tell it of
 * every row: the other table lacks none, and the own one has its year in its title. Otherwise all rows are read, and such rows marked.
 */
export function tablesOfYear(
  tables: readonly CaptionedTable[],
  prepared: PreparedForms,
  year: () => number | null,
): FiguresReading {
  const all = readFigures(tables, prepared)
  const repeated = all.findings.flatMap(({ code, metrics }) => (code === 'repeated-row' ? metrics : []))
  const own = repeated.length === 0 ? null : year()
  if (own === null) return all
  const isOf = tables.map(({ titles = [] }) => yearOf(titles, prepared))
  const isOther = (table: number): boolean => typeof isOf[table] === 'number' && isOf[table] !== own
  const kept = tables.map((table, at) => (isOther(at) ? { ...table, rows: [] } : table))
  const reading = readFigures(kept, prepared)
  const moved = Object.keys(all.evidence).filter((metric) => isOther((all.evidence[metric]?.table ?? 0) - 1))
  const isTold = [...repeated, ...moved].every(
    (metric) => isOf[(reading.evidence[metric]?.table ?? 0) - 1] === own,
  )
  return isTold ? reading : all
}

/** The one year that the titles of a table print; null where they print none, or several. */
function yearOf(titles: readonly string[], { memory }: PreparedForms): number | null {
  const years = new Set(titles.flatMap((title) => memory.imprint.title(title)?.years ?? []))
  const [year] = years
  return years.size === 1 && typeof year === 'number' ? year : null
}
