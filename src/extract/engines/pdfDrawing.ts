import { TooMuchDrawn } from './pdfCharacters.ts'
import type { Pdfium } from './pdfium.ts'
import { clipOf, union, within } from './pdfClip.ts'
import { isThin, partsOf, thickest } from './pdfPath.ts'
import { boundsOf, deepest, kinds, matrixOf, mostObjects } from './pdfObject.ts'
import { after, identity, mapped, type Box, type Matrix } from './pdfSpace.ts'

/** What is drawn on one page besides text, in its own space. */
export interface Drawing {
  readonly rules: readonly Box[]
  readonly pictures: readonly Box[]
  /** Figures drawn with curves and corners: perhaps letters that were turned into outlines. */
  readonly shapes: readonly Box[]
  /** What may lie over text that stands before it: filled areas and pictures. */
  readonly covers: readonly Cover[]
  /** What is said of each text, by the number that the engine gives it. */
  readonly texts: ReadonlyMap<number, DrawnText>
}

export interface Cover {
  readonly box: Box
  /** When it is drawn: what comes later lies above. */
  readonly order: number
  /** The picture that it is, as the engine knows it; null for a filled area. */
  readonly picture: number | null
}

/** A text (文字对象) as it is drawn. */
export interface DrawnText {
  readonly order: number
  /** Light, hardly covering, in a layer or a form that may be transparent: perhaps not seen. */
  readonly isFaint: boolean
  /** Light or hardly covering in its own colour. */
  readonly isLight: boolean
  /** What is cut out of the page for it; null for all of the page. */
  readonly clip: Box | null
}

/** Darker than this in one of its three lights, and more opaque, a letter is seen on paper. */
const light = 0xb0
const opaque = 0xe0

/** Rules and pictures of a loaded page, also inside forms (XObjects). `scratch`: 24 bytes. */
export function readDrawing(pdfium: Pdfium, page: number, scratch: number): Drawing {
  const { call, float, int } = pdfium
  // Where the four parts of a colour are written to: FPDFPageObj_GetFillColor.
  const [red, green, blue, alpha] = [scratch + 8, scratch + 12, scratch + 16, scratch + 20]
  const rules: Box[] = []
  const pictures: Box[] = []
  const shapes: Box[] = []
  const covers: Cover[] = []
  const texts = new Map<number, DrawnText>()
  let left = mostObjects

  function visit(object: number, outer: Matrix, depth: number, isFaint: boolean): void {
    left -= 1
    if (left < 0) throw new TooMuchDrawn(`more than ${mostObjects} objects on a page`)
    switch (call.FPDFPageObj_GetType(object)) {
      case kinds.text: {
        const isLightText = isLight(object)
        texts.set(object, {
          order: mostObjects - left,
          isFaint: isFaint || isLightText || call.FPDFPageObj_HasTransparency(object) !== 0,
          isLight: isLightText,
          clip: clipOf(pdfium, object, outer, scratch),
        })
        break
      }
      case kinds.path:
        visitPath(object, outer)
        break
      case kinds.image: {
        const box = mapped(outer, boundsOf(pdfium, object, scratch))
        if (isThin(box)) rules.push(box)
        else {
          pictures.push(box)
          cover(object, box, outer, object)
        }
        break
      }
      case kinds.form: {
        if (depth >= deepest) throw new TooMuchDrawn(`forms nested ${deepest} deep`)
        const inner = after(outer, matrixOf(pdfium, object, scratch))
        const isFaintForm = isFaint || call.FPDFPageObj_HasTransparency(object) !== 0
        const count = call.FPDFFormObj_CountObjects(object)
        for (let index = 0; index < count; index += 1)
          visit(call.FPDFFormObj_GetObject(object, index), inner, depth + 1, isFaintForm)
        break
      }
    }
  }

  /** A stroke is a rule along each straight side; a filled area only where the whole of it is thin. */
  function visitPath(path: number, outer: Matrix): void {
    if (call.FPDFPath_GetDrawMode(path, scratch, scratch + 4) === 0) return
    const filled = int(scratch) !== 0 && isSeen(path, call.FPDFPageObj_GetFillColor)
    const stroked = int(scratch + 4) !== 0 && isSeen(path, call.FPDFPageObj_GetStrokeColor)
    if (!filled && !stroked) return
    const map = after(outer, matrixOf(pdfium, path, scratch))
    const fine = stroked && isFine(path, map)
    const parts = partsOf(pdfium, path, map, fine, scratch)
    left -= parts.sides
    for (const box of filled ? parts.areas : []) {
      if (isThin(box)) rules.push(box)
      else if (!parts.isDrawn) cover(path, box, outer, null)
    }
    if (parts.isDrawn && (stroked || !isLight(path))) shapes.push(parts.areas.reduce(union))
    for (const box of parts.thin) rules.push(box)
  }

  /** It lies over what is under it only where it is cut out of the page, and not where that shines through. */
  function cover(object: number, box: Box, outer: Matrix, picture: number | null): void {
    if (call.FPDFPageObj_HasTransparency(object) !== 0) return
    const clip = clipOf(pdfium, object, outer, scratch)
    covers.push({ box: clip === null ? box : within(box, clip), order: mostObjects - left, picture })
  }

  function isLight(object: number): boolean {
    if (call.FPDFPageObj_GetFillColor(object, red, green, blue, alpha) === 0) return false
    return Math.min(int(red), int(green), int(blue)) > light || int(alpha) < opaque
  }

  /** Something drawn with no opacity is not there. */
  function isSeen(path: number, colourOf: Pdfium['call']['FPDFPageObj_GetFillColor']): boolean {
    return colourOf(path, red, green, blue, alpha) === 0 || int(alpha) !== 0
  }

  /** A stroke as wide as a line of text is a background. */
  function isFine(path: number, { a, b }: Matrix): boolean {
    if (call.FPDFPageObj_GetStrokeWidth(path, scratch) === 0) return true
    return float(scratch) * Math.hypot(a, b) <= thickest
  }

  const count = call.FPDFPage_CountObjects(page)
  for (let index = 0; index < count; index += 1)
    visit(call.FPDFPage_GetObject(page, index), identity, 0, false)
  return { rules, pictures, shapes, covers, texts }
}
