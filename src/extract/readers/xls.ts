import type { Document } from '../../model/document.ts'
import { ByteView } from './byteView.ts'
import { CompoundFile } from './cfb.ts'
import { damagedFile } from './damagedFile.ts'
import { blocksOfSheet } from './sheetBlocks.ts'
import { readGlobals, type XlsGlobals } from './xlsGlobals.ts'
import { readXlsSheet } from './xlsSheet.ts'

/**
 * Reads an Excel workbook of 1997 to 2003 (.xls, .et of older WPS; BIFF8 of [MS-XLS] in [MS-CFB]): as `readXlsx` does, the visible
 * sheets in order, each as its name, lines of words and tables with true spans, cells as they print. Why: docs/decisions/0045-sheets.md.
 * Throws `unreadable-file` (encrypted, before Excel 97, damaged) or `too-large` (more than 64 columns or 2,000 rows of a
 * table, 10,000 rows or 128,000 cells of a sheet). Work is bounded by the length of the file.
 */
export function readXls(bytes: Uint8Array): Document {
  const file = new CompoundFile(bytes)
  const found = file.read('Workbook') ?? file.read('Book')
  if (found === null) throw damagedFile('it holds no workbook')
  const stream = ByteView.of(found, 'the workbook')
  const globals = readGlobals(stream)
  const ends = endsOf(globals, stream)
  const blocks = globals.sheets.flatMap(({ name, start }) => {
    const end = ends.get(start) ?? stream.length
    return blocksOfSheet(readXlsSheet(stream.part(start, end - start), name, globals))
  })
  return { container: 'xls', charset: 'utf-16le', blocks, metas: {} }
}

/** A sheet ends before the next one begins: a file of 10 KB could name one sheet a thousand times, or sheets in each other. */
function endsOf({ sheets }: XlsGlobals, stream: ByteView): ReadonlyMap<number, number> {
  const starts = sheets.map(({ start }) => start).sort((a, b) => a - b)
  const ends = new Map(starts.map((start, index) => [start, starts[index + 1] ?? stream.length]))
  if (ends.size < starts.length) throw damagedFile('it names one sheet twice')
  return ends
}
