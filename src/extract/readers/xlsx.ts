import { NianbaoError } from '../../errors.ts'
import type { Document } from '../../model/document.ts'
import { readXmlPart, relationships } from './docxPackage.ts'
import { blocksOfSheet } from './sheetBlocks.ts'
import type { Merge } from './sheet.ts'
import { anchoredCells } from './xlsxDrawing.ts'
import { readXlsxSheet } from './xlsxSheet.ts'
import { readSharedStrings } from './xlsxStrings.ts'
import { readCellStyles } from './xlsxStyles.ts'
import { readWorkbook, type SheetPart } from './xlsxWorkbook.ts'
import { readZip, type Zip } from './zip.ts'

/** All sheets of a workbook together: a report has 50 KB. */
const mostBytes = 64 * 1024 * 1024

/**
 * Reads an Excel workbook (.xlsx, .et of newer WPS; ECMA-376): the visible sheets in order, each as its name, lines of words and
 * tables with true spans. A cell is what it prints: numbers through their format, formulas by their saved result. Hidden sheets,
 * rows and columns, comments and charts are not part of the words; what is drawn in a blank cell is a sign there (U+FFFC). Why: docs/decisions/0045-sheets.md.
 * Throws `empty-file`, `unreadable-file` (damaged, binary .xlsb) or `too-large` (a bomb; sheets of more than 64 MB together;
 * more than 64 columns or 2,000 rows of a table, 10,000 rows or 128,000 cells of a sheet).
 */
export function readXlsx(bytes: Uint8Array): Document {
  const zip = readZip(bytes)
  const { sheets, calendar, strings, styles } = readWorkbook(zip)
  refuseBomb(zip, sheets)
  const context = {
    strings: strings === null ? [] : readSharedStrings(strings),
    ...readCellStyles(styles, calendar),
  }
  const blocks = sheets.flatMap(({ name, part }) => {
    const found = readXmlPart(zip, part)
    if (found === null) throw missing(name)
    return blocksOfSheet(readXlsxSheet(found, name, { ...context, anchored: drawnOver(zip, part) }))
  })
  return { container: 'xlsx', charset: 'utf-8', blocks, metas: {} }
}

/** The cells over which the drawings of a sheet lie. */
const drawnOver = (zip: Zip, part: string): readonly Merge[] =>
  relationships(zip, part)
    .filter(({ type }) => type.endsWith('/drawing'))
    .flatMap(({ target }) => {
      const drawing = readXmlPart(zip, target)
      return drawing === null ? [] : anchoredCells(drawing)
    })

/** Each part is bounded by the zip reader; a thousand sheets are not, nor one that is named a thousand times. */
function refuseBomb(zip: Zip, sheets: readonly SheetPart[]): void {
  const sizes = new Map(zip.entries.map(({ name, size }) => [name.toLowerCase(), size]))
  const sum = sheets.reduce((total, { part }) => total + (sizes.get(part.toLowerCase()) ?? 0), 0)
  if (sum > mostBytes) {
    throw new NianbaoError('too-large', `the sheets of the workbook have ${sum} bytes; not opened`)
  }
}

const missing = (name: string): NianbaoError =>
  new NianbaoError('unreadable-file', `the workbook does not hold its sheet ${name}; get the file again`)
