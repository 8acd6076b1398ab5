import { TooMuchDrawn } from './pdfCharacters.ts'
import { deepest, kinds, mostObjects } from './pdfObject.ts'
import type { Pdfium } from './pdfium.ts'

/** Text drawn for search only, mostly over a scan (ISO 32000-1, 9.3.6): whoever wrote it guessed, and no reader sees it. */
const invisible = 3
/** A page of OCR has some thousand; each that is taken out costs time as the page has objects. */
const mostInvisible = 20_000

/**
 * Takes the invisible text out of a loaded page, also out of its forms (XObjects), before its characters are asked for: of two equal
 * texts at one place the engine keeps the one that was drawn first, so that an invisible layer under the printed words took their place.
 */
export function removeInvisible({ call }: Pdfium, page: number): void {
  let left = mostObjects
  let removed = 0

  /** Whether an object is invisible text; a form is cleaned instead. */
  function isInvisible(object: number, depth: number): boolean {
    left -= 1
    if (left < 0) throw new TooMuchDrawn(`more than ${mostObjects} objects on a page`)
    const kind = call.FPDFPageObj_GetType(object)
    if (kind === kinds.form) cleanForm(object, depth)
    const found = kind === kinds.text && call.FPDFTextObj_GetTextRenderMode(object) === invisible
    if (found) removed += 1
    if (removed > mostInvisible)
      throw new TooMuchDrawn(`more than ${mostInvisible} invisible texts on a page`)
    return found
  }

  function cleanForm(form: number, depth: number): void {
    if (depth >= deepest) throw new TooMuchDrawn(`forms nested ${deepest} deep`)
    for (let index = call.FPDFFormObj_CountObjects(form) - 1; index >= 0; index -= 1) {
      const object = call.FPDFFormObj_GetObject(form, index)
      if (isInvisible(object, depth + 1) && call.FPDFFormObj_RemoveObject(form, object) !== 0)
        call.FPDFPageObj_Destroy(object)
    }
  }

  for (let index = call.FPDFPage_CountObjects(page) - 1; index >= 0; index -= 1) {
    const object = call.FPDFPage_GetObject(page, index)
    if (isInvisible(object, 0) && call.FPDFPage_RemoveObject(page, object) !== 0)
      call.FPDFPageObj_Destroy(object)
  }
}
