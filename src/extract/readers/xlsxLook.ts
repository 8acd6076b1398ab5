import type { ParagraphText } from './docxParagraph.ts'
import type { Tag } from './docxTags.ts'
import { isTrue, type SheetName } from './xlsxVocabulary.ts'

/** What a font does to the words in it, so far as it puts them in doubt. */
export interface FontLook {
  struck: boolean
  raised: boolean
  white: boolean
}

export const plainLook: Readonly<FontLook> = { struck: false, raised: false, white: false }

/** White by its value, as colour 0 of the theme (what is behind the cells), or as number 1 or 9 of the old palette. */
const isWhite = (tag: Tag<SheetName>): boolean =>
  /^(?:ff)?f{6}$/iu.test(tag.attribute('rgb') ?? '') ||
  tag.attribute('theme') === '0' ||
  /^[19]$/u.test(tag.attribute('indexed') ?? '')

/** What one element inside `font` or `rPr` adds to the look. */
export function addToLook(look: FontLook, name: SheetName, tag: Tag<SheetName>): void {
  const value = tag.attribute('val')
  if (name === 'strike') look.struck = isTrue(value, true)
  else if (name === 'vertAlign') look.raised = value !== null && value !== 'baseline'
  else if (name === 'color') look.white = isWhite(tag)
}

/** Adds words in a look: struck or white digits are marked, raised ones kept apart from those beside them. */
export function appendDressed(text: ParagraphText, words: string, look: Readonly<FontLook>): void {
  text.struck = look.struck
  text.raised = look.raised
  text.white = look.white
  text.append(words)
  text.endRun()
}
