import type { Cell, Document } from '../../model/document.ts'
import type { SitedReport } from '../../model/library.ts'
import { cellAnchor } from './cellAnchor.ts'
import type { CellEvidence } from '../../model/report.ts'
import { figureAnchor, localRowsAnchor, sitedAddress, type Beside } from './reportAddress.ts'

/** A cell of an original that a report rests on (单元格), and where on its page that is told. */
export interface CitedCell {
  readonly table: number
  readonly row: number
  readonly column: number
  readonly raw: string
  /** What stands in it: a metric, or the words of a row that no form has. */
  readonly what: { readonly metric: string } | { readonly words: string }
  /** Address of the place that tells of it. */
  readonly address: string
  /** Stands in a file inside the original, whose cells are not shown. */
  readonly isInside: boolean
}

/** Every cell of an original that its reports rest on. */
export function citedCells(
  library: Beside,
  { sha256, reports }: { readonly sha256: string; readonly reports: readonly SitedReport[] },
): readonly CitedCell[] {
  return reports.flatMap((sited) => {
    const { report } = sited
    const page = sitedAddress(library, sited)
    const cited = (
      { raw, table, row, column, file }: CellEvidence,
      what: CitedCell['what'],
      anchor: string,
    ) => ({
      ...{ table, row, column, raw, what, isInside: file !== undefined },
      address: `${page}#${anchor}`,
    })
    const isHere = ({ source }: CellEvidence): boolean => source === `sha256:${sha256}`
    return [
      ...Object.entries(report.cells)
        .filter(([, cell]) => isHere(cell))
        .map(([metric, cell]) => cited(cell, { metric }, figureAnchor(metric))),
      ...(report.local_rows ?? []).flatMap(({ labels, cells }) =>
        cells
          .filter(({ evidence }) => isHere(evidence))
          .map(({ column, evidence }) =>
            cited(evidence, { words: [...labels, column].join(' · ') }, localRowsAnchor),
          ),
      ),
    ]
  })
}

/** Whether a row holds the very text that a figure was read from: in that cell, or, of a blank one, because the row ends before it. */
export function holds(
  cells: readonly Cell[],
  { column, raw }: Pick<CitedCell, 'column' | 'raw'>,
): 'cell' | 'beyond' | null {
  if (cells.some((cell) => column === cell.column + 1 && raw === cell.text)) return 'cell'
  return column > rowEnd(cells) && raw === '' ? 'beyond' : null
}

const rowEnd = (cells: readonly Cell[]): number =>
  Math.max(0, ...cells.map(({ column, columnSpan }) => column + columnSpan))

/** Those that cannot be marked in the words of the original, the first of each place: links from reports lead to them. */
export function unmarkedCells(cited: readonly CitedCell[], { blocks }: Document): readonly CitedCell[] {
  const tables = blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : []))
  const isMarked = (cell: CitedCell): boolean => {
    const row = tables[cell.table - 1]?.rows[cell.row - 1]
    return !cell.isInside && row !== undefined && holds(row, cell) !== null
  }
  const marked = new Set(cited.filter(isMarked).map(cellAnchor))
  const others = cited.filter((cell) => !marked.has(cellAnchor(cell)))
  return [...new Map(others.toReversed().map((cell) => [cellAnchor(cell), cell])).values()].toReversed()
}
