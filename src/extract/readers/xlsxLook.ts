import type { Tag } from './docxTags.ts'
import type { FontLook } from './sheetLook.ts'
import { isTrue, type SheetName } from './xlsxVocabulary.ts'

/** White by its value, as colour 0 of the theme (what is behind the cells), or as number 1 or 9 of the old palette. */
const isWhite = (tag: Tag<SheetName>): boolean =>
  // Whatever its opacity: spreadsheets do not know any, and Python's writers say 00. As good as white is white.
  /^(?:[0-9a-f]{2})?(?:f[0-9a-f]){3}$/iu.test(tag.attribute('rgb') ?? '') ||
  (tag.attribute('theme') === '0' && Math.abs(Number(tag.attribute('tint') ?? 0)) < 0.07) ||
  /^[19]$/u.test(tag.attribute('indexed') ?? '')

/** The look with what one element inside `font` or `rPr` says of it. */
export function withElement(look: FontLook, name: SheetName, tag: Tag<SheetName>): FontLook {
  const value = tag.attribute('val')
  if (name === 'strike') return { ...look, struck: isTrue(value, true) }
  if (name === 'vertAlign') return { ...look, raised: value !== null && value !== 'baseline' }
  // Letters of a point are a line of dots.
  if (name === 'sz') return Number(value) <= 1 ? { ...look, white: true } : look
  return name === 'color' ? { ...look, white: isWhite(tag) } : look
}
