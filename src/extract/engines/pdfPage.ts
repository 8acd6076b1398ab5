/**
 * A page as the engine hands it over: what is drawn on it, in points (1/72 inch), x to the right and y down from the top left
 * corner, turned so that most of its text stands upright. Flat arrays, because a page has thousands of each.
 */
export interface PdfPage {
  readonly width: number
  readonly height: number
  /** Unicode of each visible character, 0xFFFD where the font does not say which; in the order of the file, white space included. */
  readonly codes: Uint32Array<ArrayBuffer>
  /** Four numbers each: left, top, right, bottom of the box that its font gives it (not of its ink). */
  readonly boxes: Float32Array<ArrayBuffer>
  /** Two numbers for each character: where its foot stands (y of the 基线), and the size of its type (字号); not numbers where unknown, absent with OCR. */
  readonly feet?: Float32Array<ArrayBuffer>
  /** Straight lines and thin bars, drawn or filled, that run along the page: four numbers each, left, top, right, bottom. */
  readonly rules: Float32Array<ArrayBuffer>
  /** Pictures, notes and filled-in fields, as `boxes`. */
  readonly marks?: Float32Array<ArrayBuffer>
  /** Drawings with curves or many corners, perhaps letters turned into outlines, as `boxes`. */
  readonly shapes?: Float32Array<ArrayBuffer>
  /** 1 for each character of `codes` that is a digit which nobody sees: white, covered, cut off. */
  readonly unseen?: Uint8Array<ArrayBuffer>
  /** Share of the page that its largest picture covers, 0 to 1. */
  readonly pictured: number
  /** How many characters are printed on it, without white space and without what is light or lies under a picture of the whole page; absent with OCR. */
  readonly typed?: number
  /** The cells of its tables, where the page is a picture and OCR read it; points. */
  readonly reads?: readonly ReadCell[]
  /** Which page of its file it is, from 0, or a slice of: set where OCR read it. */
  readonly of?: number
  /** Set where a page that is a picture shows something like words in which OCR read none. */
  readonly unread?: true
}

/** A cell that OCR read, blank ones too. `sure`: all that could contradict the reading agrees with it. */
export interface ReadCell {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly sure: boolean
}

/** Why the engine gives no pages. */
export type PdfFault = 'encrypted' | 'damaged' | 'too large'

export interface PdfRefusal {
  readonly kind: 'fault'
  readonly fault: PdfFault
  readonly what: string
}

export type PdfPages = { readonly kind: 'pages'; readonly pages: readonly PdfPage[] } | PdfRefusal

/** What the thread that reads tells one after the other: pages, and at last that these were all, or that the file is refused. */
export type PdfPart =
  { readonly kind: 'page'; readonly page: PdfPage } | { readonly kind: 'end' } | PdfRefusal
