import type { Reading } from './reading.ts'

/** Whether a reading is a 情况统计表 and nothing else: the attachment of a narrative (国办发〔2014〕32号). */
const isTableAlone = ({ forms, sections }: Reading): boolean =>
  Object.keys(forms).join() === 'statistics' && sections.every(({ key }) => key === 'preface')

const isNarrative = ({ figures, sections }: Reading): boolean =>
  Object.keys(figures).length === 0 && sections.some(({ key }) => key !== 'preface')

/** A narrative and the file with its 情况统计表, of readings in the order of trust; null where they are not in two originals. */
export function tableBeside(
  readings: readonly Reading[],
): { readonly narrative: Reading; readonly table: Reading } | null {
  const [first] = readings
  const table = readings.find(isTableAlone)
  const narrative = readings.find(isNarrative)
  if (first === undefined || table === undefined || narrative === undefined) return null
  return first === table || first === narrative ? { narrative, table } : null
}

/** The narrative with the figures of the table, each with its evidence in the table's own file. */
export const joined = (narrative: Reading, table: Reading): Reading => ({
  ...narrative,
  forms: { ...narrative.forms, ...table.forms },
  figures: { ...narrative.figures, ...table.figures },
  cells: { ...narrative.cells, ...table.cells },
  localRows: [...narrative.localRows, ...table.localRows],
  findings: [...narrative.findings, ...table.findings.filter(({ metrics }) => metrics.length > 0)],
})

/**
 * The states of both together in the order of their capture, each dated by what changed. The first has both, for the file is
 * captured after the page that links to it.
 */
export function joinedVersions(
  narratives: readonly Reading[],
  tables: readonly Reading[],
): readonly Reading[] {
  let [narrative] = narratives
  let [table] = tables
  const later = [...narratives.slice(1), ...tables.slice(1)].sort(
    (a, b) => (a.original.capture ?? 0) - (b.original.capture ?? 0),
  )
  if (narrative === undefined || table === undefined) return narratives
  const states = [joined(narrative, table)]
  for (const reading of later) {
    if (tables.includes(reading)) table = reading
    else narrative = reading
    const both = joined(narrative, table)
    states.push({ ...both, original: { ...both.original, captured: reading.original.captured } })
  }
  return states
}
