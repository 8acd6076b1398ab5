import type { Document, OcrDoubt, Table } from '../model/document.ts'
import type { CellEvidence } from '../model/report.ts'

/** Tells of a figure's place (table, row and column from 1) how well OCR read it; nothing where the document is text. */
export type OcrEvidence = (place: Pick<CellEvidence, 'table' | 'row' | 'column'>) => Pick<CellEvidence, 'ocr'>

/** Prepares it for a document. What OCR read and no cell vouches for (a table in flattened text) is unsure. */
export function ocrEvidence({ blocks, scanned }: Document): OcrEvidence {
  if (scanned !== true) return () => ({})
  const tables = blocks.flatMap((block) => (block.kind === 'table' ? [cellsByPlace(block.table)] : []))
  return ({ table, row, column }) => ({ ocr: tables[table - 1]?.get(`${row}.${column}`) ?? 'unsure' })
}

const cellsByPlace = ({ rows }: Table): ReadonlyMap<string, OcrDoubt> =>
  new Map(
    rows
      .flat()
      .flatMap(({ row, column, ocr }) => (ocr === undefined ? [] : [[`${row + 1}.${column + 1}`, ocr]])),
  )
