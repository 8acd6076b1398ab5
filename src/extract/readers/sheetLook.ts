import { ParagraphText } from './docxParagraph.ts'
import type { CellFormat } from './sheetNumber.ts'

/** What a font does to the words in it, so far as it puts them in doubt. */
export interface FontLook {
  readonly struck: boolean
  readonly raised: boolean
  readonly white: boolean
}

export const plainLook: FontLook = { struck: false, raised: false, white: false }

/** How a cell prints what it holds. */
export interface CellStyle {
  readonly format: CellFormat
  readonly look: FontLook
}

/** What a format for a condition does to a figure: another number format, a font that is hardly seen, a bar in its place. */
export interface ConditionalLook {
  readonly format: CellFormat | null
  readonly white: boolean
  readonly covers: boolean
}

/** Adds words in a look: struck or white digits are marked, raised ones kept apart from those beside them. */
export function appendDressed(text: ParagraphText, words: string, look: FontLook): void {
  text.struck = look.struck
  text.raised = look.raised
  text.white = look.white
  text.append(words)
  text.endRun()
}

/** A text as a cell of this style prints it. */
export const printedText = (text: string, { format, look }: CellStyle): string =>
  dressed(format.text(text), look)

/** A number as a cell of this style prints it; some sheets show no zeros. */
export const printedNumber = (value: number, { format, look }: CellStyle, showsZeros: boolean): string =>
  value === 0 && !showsZeros ? '' : dressed(format.number(value), look)

function dressed(words: string, look: FontLook): string {
  const text = new ParagraphText()
  appendDressed(text, words, look)
  return text.take()
}
