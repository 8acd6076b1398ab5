import { NianbaoError } from '../../errors.ts'
import type { Block, Document } from '../../model/document.ts'
import { openPdfEngine } from '../engines/pdfEngine.ts'
import type { PdfFault, PdfPage } from '../engines/pdfPage.ts'
import { glyphsOf } from './pdfGlyphs.ts'
import { joinTables } from './pdfJoin.ts'
import { linesOf } from './pdfLines.ts'
import { withoutFurniture } from './pdfFurniture.ts'
import { paragraphsOf } from './pdfParagraphs.ts'
import { gridsOf } from './pdfGrids.ts'
import { isTable, tableOf, type PdfTable } from './pdfTable.ts'
import type { PageItem, ReadPage } from './pdfItems.ts'

/**
 * One engine for this thread, started with its first PDF: it is a way to compute, like the compiled code of a function, and changes
 * no result (docs/decisions/0036-pdf.md).
 */
const pagesOf = openPdfEngine()

/** Fewer characters on a page than this are a stamp or a page number on a picture. */
const fewest = 20
/** A picture that covers more of a page than this is the page. */
const wholePage = 0.5

/**
 * Reads a PDF that has text (ISO 32000-1): its words in reading order, and the tables that its ruling lines draw, with true spans.
 * Lines of a paragraph are joined; page numbers and running heads are left out; a table that pages cut is one table.
 * What only looks like a table (columns of white space) comes as lines of text. Leaning text (watermarks) and invisible text
 * (what a scanner's software guessed) are not read. Throws `unreadable-file` (damaged, encrypted, a scan, text that its fonts do
 * not let anybody read) and `too-large` (docs/decisions/0036-pdf.md names the limits).
 */
export function readPdf(bytes: Uint8Array): Document {
  const found = pagesOf(bytes)
  if (found.kind === 'fault') throw new NianbaoError(codes[found.fault], `PDF: ${found.what}, not extracted`)
  refuseScans(found.pages)
  const pages = withoutFurniture(found.pages.map(readPage))
  return { container: 'pdf', charset: 'utf-8', blocks: blocksOf(pages), metas: {} }
}

const codes = {
  encrypted: 'unreadable-file',
  damaged: 'unreadable-file',
  'too large': 'too-large',
} as const satisfies Record<PdfFault, string>

/** A report whose pages are pictures: nothing of it may be passed over in silence, so one such page refuses the file. */
function refuseScans(pages: readonly PdfPage[]): void {
  const scanned = pages.filter(({ codes: { length }, pictured }) => length < fewest && pictured > wholePage)
  const characters = pages.reduce((sum, page) => sum + page.codes.length, 0)
  if (characters > 0 && scanned.length === 0) return
  const what =
    scanned.length === 0
      ? 'it has no text and no page that is a picture'
      : `a scan, ${scanned.length} of ${pages.length} pages are pictures; read it with your own eyes`
  throw new NianbaoError('unreadable-file', `PDF: ${what}, not extracted`)
}

function readPage(page: PdfPage): ReadPage {
  const glyphs = glyphsOf(page)
  const { tables, rest } = gridsOf(page).reduce<{ tables: readonly PdfTable[]; rest: typeof glyphs }>(
    (before, grid) => {
      const { table, outside } = tableOf(grid, before.rest)
      return isTable(table) ? { tables: [...before.tables, table], rest: outside } : before
    },
    { tables: [], rest: glyphs },
  )
  const items: PageItem[] = [
    ...tables.map((table): PageItem => ({ kind: 'table', top: table.top, table })),
    ...linesOf(rest).map((line): PageItem => ({ kind: 'line', top: line.top, line })),
  ]
  return { width: page.width, height: page.height, items: items.toSorted((a, b) => a.top - b.top) }
}

function blocksOf(pages: readonly ReadPage[]): readonly Block[] {
  return paragraphsOf(joinTables(pages))
}
