import { NianbaoError } from '../../errors.ts'
import type { Block, Document } from '../../model/document.ts'
import { openPdfEngine } from '../engines/pdfEngine.ts'
import { mostScans, openScanEngine } from '../engines/scanEngine.ts'
import type { PdfFault, PdfPage, PdfPages } from '../engines/pdfPage.ts'
import { glyphsOf } from './pdfGlyphs.ts'
import { marksOf } from './pdfMarks.ts'
import { joinTables } from './pdfJoin.ts'
import { linesOf } from './pdfLines.ts'
import { withoutFurniture } from './pdfFurniture.ts'
import { paragraphsOf } from './pdfParagraphs.ts'
import { gridsOf } from './pdfGrids.ts'
import { isUncoded } from './pdfUncoded.ts'
import { isTable, tableOf, type PdfTable } from './pdfTable.ts'
import type { PageItem, ReadPage } from './pdfItems.ts'

/**
 * One engine of each kind for this thread, started with its first PDF and its first scan: they are a way to compute, like the
 * compiled code of a function, and change no result (docs/decisions/0036-pdf.md).
 */
const pagesOf = openPdfEngine()
const scansOf = openScanEngine()

/** Fewer characters on a page than this are a stamp or a page number on a picture. */
const fewest = 20
/** A picture that covers more of a page than this is the page. */
const wholePage = 0.5
/** A page that a picture covers may be a scan where fewer characters are printed on it: stamps, a running foot, the number of a file. */
const fewTyped = 100

/**
 * Reads a PDF (ISO 32000-1): its words in reading order, and the tables that its ruling lines draw, with true spans. Pages that are
 * pictures, or whose fonts do not say their characters, are read by OCR, and each of their cells says so (docs/decisions/0046-scans.md).
 * Lines of a paragraph are joined; page numbers and running heads are left out; a table that pages cut is one table.
 * What only looks like a table (columns of white space) comes as lines of text. Leaning text (watermarks) and invisible text
 * (what a scanner's software guessed) are not read. Throws `unreadable-file` (damaged, encrypted, nothing to read) and `too-large` (docs/decisions/0036-pdf.md names the limits).
 */
export function readPdf(bytes: Uint8Array): Document {
  const ahead = new Map<PdfPage, ReadPage>()
  const printed = pagesIn(
    pagesOf(bytes, (page, at) => {
      try {
        ahead.set(page, readPage(page, at))
      } catch {
        // The engine may still refuse the file. If it does not, the page is read again where its turn comes, and fails there.
      }
    }),
  )
  const scans = scansAmong(printed)
  if (scans.length === 0) return documentOf(printed, ahead)
  const uncoded = printed.filter(isUncoded).length
  const what =
    uncoded === 0
      ? `PDF: a scan, ${scans.length} of ${printed.length} pages are pictures`
      : `PDF: the fonts of ${uncoded} of ${printed.length} pages do not say their characters, pages`
  const isSure = scans.some((at) => printed[at] !== undefined && isLost(printed[at]))
  const read = isSure ? wordsIn(bytes, scans, what) : pagesIn(scansOf({ bytes, pages: scans }))
  const all = printed.flatMap((page, at): readonly PdfPage[] => {
    const own = read.filter(({ of }) => of === at)
    return scans.includes(at) && isFuller(own, page) ? own : [{ ...page, of: at }]
  })
  return { ...documentOf(all), ...(all.some(({ reads }) => reads !== undefined) && { scanned: true }) }
}

/** Whether OCR reads more of a page than is typed on it: a picture may be no more than the ground of few words. */
function isFuller(read: readonly PdfPage[], page: PdfPage): boolean {
  const words = read.reduce((sum, { codes: { length } }) => sum + length, 0)
  return isLost(page) || words > Math.max(1.2 * typedOn(page), 0.5 * page.codes.length)
}

const typedOn = ({ typed, codes: { length } }: PdfPage): number => typed ?? length
/** What is printed on it says nothing without OCR. */
const isLost = (page: PdfPage): boolean => isBare(page) || isUncoded(page)
const isBare = ({ codes: { length } }: PdfPage): boolean => length < fewest

/** Reads a PDF all of whose `count` pages are pictures, as `readPdf` reads one; for pictures that were put into one. */
export function readScan(bytes: Uint8Array, count: number): Document {
  const pages = wordsIn(bytes, [...Array(count).keys()], count === 1 ? 'a picture' : `${count} pictures`)
  return { ...documentOf(pages), scanned: true }
}

function wordsIn(bytes: Uint8Array, scans: readonly number[], what: string): readonly PdfPage[] {
  const read = pagesIn(scansOf({ bytes, pages: scans }))
  if (read.reduce((sum, { codes: { length } }) => sum + length, 0) >= fewest) return read
  throw new NianbaoError('unreadable-file', `${what} in which OCR finds no words; read it with your own eyes`)
}

/** `ahead`: what of the pages was read already. */
function documentOf(pages: readonly PdfPage[], ahead?: ReadonlyMap<PdfPage, ReadPage>): Document {
  const blocks = blocksOf(withoutFurniture(pages.map((page, at) => ahead?.get(page) ?? readPage(page, at))))
  const unread = [
    ...new Set(pages.flatMap(({ unread, of }, at) => (unread === true ? [(of ?? at) + 1] : []))),
  ]
  return { container: 'pdf', charset: 'utf-8', blocks, metas: {}, ...(unread.length > 0 && { unread }) }
}

function pagesIn(found: PdfPages): readonly PdfPage[] {
  if (found.kind === 'pages') return found.pages
  throw new NianbaoError(codes[found.fault], `PDF: ${found.what}, not extracted`)
}

const codes = {
  encrypted: 'unreadable-file',
  damaged: 'unreadable-file',
  'too large': 'too-large',
} as const satisfies Record<PdfFault, string>

/** Which pages are pictures, or as good as that. Nothing of a report may be passed over in silence: every one is read, or the file refused. */
function scansAmong(pages: readonly PdfPage[]): readonly number[] {
  const scans = pages.flatMap((page, at) =>
    isUncoded(page) || ((isBare(page) || typedOn(page) < fewTyped) && page.pictured > wholePage) ? [at] : [],
  )
  if (scans.length === 0 && pages.every(({ codes: { length } }) => length === 0))
    throw new NianbaoError(
      'unreadable-file',
      'PDF: it has no text and no page that is a picture, not extracted',
    )
  if (scans.length > mostScans)
    throw new NianbaoError(
      'too-large',
      `PDF: ${scans.length} pages can be read by OCR alone, more than ${mostScans}, not extracted`,
    )
  return scans
}

function readPage(page: PdfPage, at: number): ReadPage {
  const glyphs = glyphsOf(page)
  const marks = marksOf(page)
  const { tables, rest } = gridsOf(page).reduce<{ tables: readonly PdfTable[]; rest: typeof glyphs }>(
    (before, grid) => {
      const { table, outside } = tableOf(grid, before.rest, {
        reads: page.reads ?? [],
        marks,
        page: page.of ?? at,
      })
      return isTable(table) ? { tables: [...before.tables, table], rest: outside } : before
    },
    { tables: [], rest: glyphs },
  )
  const items: PageItem[] = [
    ...tables.map((table): PageItem => ({ kind: 'table', top: table.top, table })),
    ...linesOf(rest).map((line): PageItem => ({ kind: 'line', top: line.top, line })),
  ]
  return { width: page.width, height: page.height, marks, items: items.toSorted((a, b) => a.top - b.top) }
}

function blocksOf(pages: readonly ReadPage[]): readonly Block[] {
  return paragraphsOf(
    joinTables(pages),
    pages.map(({ marks }) => marks),
  )
}
