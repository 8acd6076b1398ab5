import { gridColumns } from './gridColumns.ts'
import type { Column, Header } from './header.ts'
import { columnsBeside, columnsByOrder, isInPieces } from './orderedColumns.ts'
import type { PreparedForms } from './prepareForms.ts'
import { isRepeating } from './repeatedCells.ts'
import type { Section } from './sections.ts'
import { isTwoYears, twoYears } from './twoYears.ts'

/**
 * Reads the header of a section: by the grid where spans are known and hold, else by the order of its words. Where both can
 * be read and contradict each other sums must prove each row, and prove it in one of both orders alone.
 */
export function readHeader(section: Section, prepared: PreparedForms): Header {
  if (isTwoYears(section, prepared)) return twoYears(section, prepared)
  const hasSpans = section.header.every((line) => line.spansKnown)
  const repeats = isRepeating(section) && !(section.key === 'proactive' && isInPieces(section, prepared))
  const hasGrid = hasSpans || repeats
  const grid = hasGrid ? gridColumns(section, prepared) : null
  if (section.key === 'proactive') return grid ? byGrid(section, grid) : columnsBeside(section, prepared)
  if (grid && section.header.some(({ inferred }) => inferred)) return byGrid(section, grid)
  const words = columnsByOrder(section, prepared)
  if (!grid) return words
  const contradicts = words.kind === 'columns' && words.order === 'labels' && !agree(words.columns, grid)
  return contradicts ? { ...words, order: 'guess', rival: grid } : byGrid(section, grid)
}

/** Where nothing draws the columns, sums must bear them out; 主动公开 has none. */
const byGrid = (section: Section, columns: readonly Column[]): Header => {
  const isInferred = section.key !== 'proactive' && section.header.some(({ inferred }) => inferred)
  const order = isInferred ? 'sequence' : 'labels'
  return { kind: 'columns', columns, table: section.header[0]?.table ?? null, order }
}

/** Whether both have the same columns in the same order; those of no form (备注) count where both know them. */
function agree(words: readonly Column[], grid: readonly Column[]): boolean {
  const names = (columns: readonly Column[]): readonly string[] =>
    columns.map(({ key, printed }) => key ?? printed)
  const known = (columns: readonly Column[]): string => columns.flatMap(({ key }) => key ?? []).join()
  const same = names(words).toSorted().join() === names(grid).toSorted().join()
  return same ? names(words).join() === names(grid).join() : known(words) === known(grid)
}
