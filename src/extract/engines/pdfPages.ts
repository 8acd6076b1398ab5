import type { Pdfium } from './pdfium.ts'
import { readCharacters, TooMuchDrawn } from './pdfCharacters.ts'
import { readDrawing } from './pdfDrawing.ts'
import { readAnnotations } from './pdfAnnotations.ts'
import type { Drawing } from './pdfDrawing.ts'
import type { Characters } from './pdfCharacters.ts'
import { removeInvisible } from './pdfInvisible.ts'
import { isInked, suspectsOf } from './pdfUnseen.ts'
import { isOpaquePicture } from './pdfPicture.ts'
import { typedOn } from './pdfTyped.ts'
import { renderPage } from './renderPage.ts'
import type { PdfPage, PdfRefusal } from './pdfPage.ts'
import { displayed, flattened, mapped, type Box, type Matrix, type PageBox } from './pdfSpace.ts'

/** The longest real report has 60 pages. */
const mostPages = 300
/** What all pages together may hold, of characters and of rules. */
const mostParts = 1_000_000

/** FPDF_GetLastError: a password, or protection of a kind that PDFium does not know. */
const locked: ReadonlySet<number> = new Set([4, 5])

/**
 * Reads every page of a file and tells each; gives why the file is refused, which may be found behind some pages, or null. A trap of
 * WebAssembly (memory spent) is thrown, and leaves the instance unfit for use.
 */
export function readPages(
  pdfium: Pdfium,
  bytes: Uint8Array,
  tell: (page: PdfPage) => void,
): PdfRefusal | null {
  const { call } = pdfium
  const file = pdfium.copyIn(bytes)
  const scratch = call.malloc(32)
  const document = call.FPDF_LoadMemDocument(file, bytes.length, 0)
  try {
    if (document === 0) return refused(call.FPDF_GetLastError())
    const count = call.FPDF_GetPageCount(document)
    if (count === 0) return { kind: 'fault', fault: 'damaged', what: 'it has no page' }
    if (count > mostPages) return tooLarge(`${count} pages, more than ${mostPages}`)
    let parts = 0
    for (let index = 0; index < count; index += 1) {
      const page = readPage(pdfium, document, index, scratch)
      if (page === null) return { kind: 'fault', fault: 'damaged', what: `page ${index + 1} cannot be read` }
      parts += page.codes.length + page.rules.length / 4
      if (parts > mostParts) return tooLarge(`page ${index + 1} and those before hold too much`)
      tell(page)
    }
    return null
  } catch (error) {
    if (error instanceof TooMuchDrawn) return tooLarge(error.message)
    throw error
  } finally {
    if (document !== 0) call.FPDF_CloseDocument(document)
    call.free(scratch)
    call.free(file)
  }
}

const tooLarge = (what: string): PdfRefusal => ({ kind: 'fault', fault: 'too large', what })

const refused = (error: number): PdfRefusal =>
  locked.has(error)
    ? { kind: 'fault', fault: 'encrypted', what: 'it opens with a password only' }
    : { kind: 'fault', fault: 'damaged', what: `PDFium finds no document in it (error ${error})` }

function readPage(pdfium: Pdfium, document: number, index: number, scratch: number): PdfPage | null {
  const { call } = pdfium
  const page = call.FPDF_LoadPage(document, index)
  if (page === 0) return null
  let text = 0
  try {
    removeInvisible(pdfium, page)
    text = call.FPDFText_LoadPage(page)
    if (text === 0) return null
    const characters = readCharacters(pdfium, text, scratch)
    const drawing = readDrawing(pdfium, page, scratch)
    const notes = readAnnotations(pdfium, page, scratch)
    const box = boxOf(pdfium, page, scratch)
    const map = displayed(box, characters.upright ?? call.FPDFPage_GetRotation(page))
    const [, , width, height] = mapped(map, cornersOf(box))
    const area = width * height
    return {
      width,
      height,
      codes: Uint32Array.from(characters.codes),
      boxes: flattened(map, characters.boxes),
      feet: feetOf(map, characters),
      rules: flattened(map, [...drawing.rules, ...notes.strikes]),
      marks: flattened(map, [...drawing.pictures, ...notes.marks]),
      shapes: flattened(map, drawing.shapes),
      unseen: unseenOf(characters, drawing, {
        isOpaque: (picture) => isOpaquePicture(pdfium, document, page, picture),
        areSeen: (letters) =>
          seenIn(pdfium, { document, index, box, turns: call.FPDFPage_GetRotation(page) }, letters),
      }),
      typed: typedOn(
        characters,
        drawing,
        (picture, one) => areaOf(one) > area / 2 && isOpaquePicture(pdfium, document, page, picture),
      ),
      pictured: Math.min(1, drawing.pictures.reduce((most, one) => Math.max(most, areaOf(one)), 0) / area),
    }
  } finally {
    if (text !== 0) call.FPDFText_ClosePage(text)
    call.FPDF_ClosePage(page)
  }
}

/** The height at which each character stands on the turned page, and the size of its type. */
function feetOf({ b, d, f }: Matrix, { feet }: Characters): Float32Array<ArrayBuffer> {
  const flat = new Float32Array(feet.length * 2)
  feet.forEach(({ x, y, size }, index) => {
    flat[index * 2] = b * x + d * y + f
    flat[index * 2 + 1] = size
  })
  return flat
}

/**
 * Pixels for a point: the thin strokes of a digit of 7 points are a pixel wide, so that a light one keeps its light and is no haze. And
 * what the longer side of a page may have.
 */
const finest = 3.2
const mostPixels = 3000

/** A flag for each character: whether it is a digit that nobody sees. The page is only drawn where that is in doubt. */
function unseenOf(
  characters: Characters,
  drawing: Drawing,
  look: {
    readonly isOpaque: (picture: number) => boolean
    readonly areSeen: (letters: readonly Box[]) => readonly boolean[]
  },
): Uint8Array<ArrayBuffer> {
  const unseen = new Uint8Array(characters.codes.length)
  const known = new Map<number, boolean>()
  const isOpaque = (picture: number): boolean => {
    const opaque = known.get(picture) ?? look.isOpaque(picture)
    known.set(picture, opaque)
    return opaque
  }
  const { covered, faint } = suspectsOf(characters, drawing, isOpaque)
  for (const at of covered) unseen[at] = 1
  if (faint.size === 0) return unseen
  const places = [...faint]
  const seen = look.areSeen(places.map((at) => characters.boxes[at] ?? [0, 0, 0, 0]))
  places.forEach((at, nth) => (unseen[at] = seen[nth] === true ? 0 : 1))
  return unseen
}

/** Draws the page as a reader sees it, and looks where letters stand. */
function seenIn(
  pdfium: Pdfium,
  page: { readonly document: number; readonly index: number; readonly box: PageBox; readonly turns: number },
  letters: readonly Box[],
): readonly boolean[] {
  const map = displayed(page.box, page.turns)
  const [, , width, height] = mapped(map, cornersOf(page.box))
  const longer = Math.max(width, height)
  const scale = Math.min(finest, mostPixels / longer)
  const drawn = renderPage(pdfium, page.document, page.index, longer * scale)
  const inPixels = (letter: Box): Box => {
    const [left, top, right, bottom] = mapped(map, letter)
    return [left * scale, top * scale, right * scale, bottom * scale]
  }
  if (drawn === null) return letters.map(() => false)
  // Black on the red line of a seal is seen in the red light alone.
  const lights = [drawn.darkest, drawn.red]
  return letters.map(inPixels).map((letter) => lights.some((light) => isInked(light, letter)))
}

function boxOf(pdfium: Pdfium, page: number, scratch: number): PageBox {
  pdfium.call.FPDF_GetPageBoundingBox(page, scratch)
  const [left = 0, top = 0, right = 0, bottom = 0] = [0, 4, 8, 12].map((at) => pdfium.float(scratch + at))
  return { left, bottom, right, top }
}

const cornersOf = ({ left, bottom, right, top }: PageBox): Box => [left, bottom, right, top]
const areaOf = ([left, top, right, bottom]: Box): number => Math.abs((right - left) * (bottom - top))
