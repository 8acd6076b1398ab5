import type { Cell, Document } from '../model/document.ts'
import type { Original } from '../model/original.ts'
import type { CellEvidence } from '../model/report.ts'

type Place = Pick<CellEvidence, 'table' | 'row' | 'column'>

/** Tells of a figure's place (table, row and column from 1) of which file it is, and how well OCR read it where it did. */
export type EvidenceOf = (place: Place) => Pick<CellEvidence, 'source' | 'file' | 'ocr'>

/**
 * Prepares it for a document. What OCR read and no cell vouches for (a table in flattened text) is unsure. Where the document is several
 * pictures, each cell names the one in which it begins.
 */
export function cellEvidence({ blocks, scanned, container }: Document, original: Original): EvidenceOf {
  const { pages } = original
  if (scanned !== true) return () => fileOf(original)
  const tables = blocks.flatMap((block) =>
    block.kind === 'table' ? [cellsByPlace(block.table.rows.flat())] : [],
  )
  return ({ table, row, column }) => {
    const cell = tables[table - 1]?.get(`${row}.${column}`)
    const file = fileOf(pages?.images[cell?.page ?? 0] ?? original)
    // A web page prints cells of its own beside those of the pictures within it.
    if (container === 'html' && cell !== undefined && cell.ocr === undefined) return file
    return { ...file, ocr: cell?.ocr ?? 'unsure' }
  }
}

/** An original, and the path inside it where it is an archive of files. */
const fileOf = ({ sha256, inside }: Original): Pick<CellEvidence, 'source' | 'file'> => ({
  source: `sha256:${sha256}`,
  ...(inside !== undefined && { file: inside.path }),
})

const cellsByPlace = (cells: readonly Cell[]): ReadonlyMap<string, Cell> =>
  new Map(cells.map((cell) => [`${cell.row + 1}.${cell.column + 1}`, cell]))
