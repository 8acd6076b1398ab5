import type { Tag } from './docxTags.ts'
import type { FontLook } from './sheetLook.ts'
import { isTrue, type SheetName } from './xlsxVocabulary.ts'

/** White by its value, as colour 0 of the theme (what is behind the cells), or as number 1 or 9 of the old palette. */
const isWhite = (tag: Tag<SheetName>): boolean =>
  /^(?:ff)?f{6}$/iu.test(tag.attribute('rgb') ?? '') ||
  tag.attribute('theme') === '0' ||
  /^[19]$/u.test(tag.attribute('indexed') ?? '')

/** The look with what one element inside `font` or `rPr` says of it. */
export function withElement(look: FontLook, name: SheetName, tag: Tag<SheetName>): FontLook {
  const value = tag.attribute('val')
  if (name === 'strike') return { ...look, struck: isTrue(value, true) }
  if (name === 'vertAlign') return { ...look, raised: value !== null && value !== 'baseline' }
  return name === 'color' ? { ...look, white: isWhite(tag) } : look
}
