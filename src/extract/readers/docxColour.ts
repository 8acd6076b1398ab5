import { isLike, isLikePaper, type Colour } from './cssColour.ts'
import type { Tag } from './docxTags.ts'

/** The colours of themes that are the page's own (ST_ThemeColor, ECMA-376 part 1 §17.18.97). */
const ofPaper: ReadonlySet<string | null> = new Set(['background1', 'light1'])

/** A colour as ST_HexColor writes it; null for `auto`, which Word chooses so that it is seen. */
export function hexColour(value: string | null): Colour | null {
  if (value === null || value === 'auto' || !/^[\da-f]{6}$/iu.test(value)) return null
  const number = parseInt(value, 16)
  return { red: number >> 16, green: (number >> 8) & 0xff, blue: number & 0xff, alpha: 1 }
}

/** Whether `w:color` (文字颜色) is white or as good as white. The colour that Word worked out counts before the theme's name. */
export function isWhite(tag: Pick<Tag<string>, 'attribute'>): boolean {
  const colour = hexColour(tag.attribute('val'))
  return colour === null ? ofPaper.has(tag.attribute('themeColor')) : isLikePaper(colour)
}

/** Whether words of one colour can hardly be seen on a ground of the other; what is not said tells nothing. */
export const isUnseenOn = (ink: Colour | null, ground: Colour | null): boolean =>
  ink !== null && ground !== null && isLike(ink, ground)

/** Whether a sheet of styles (its XML) has a colour that is white; one that has none need not be walked. */
export const namesWhite = (markup: string): boolean =>
  /:color\s[^>]*["'](?:(?:f[\da-f]){3}|background1|light1)["']/iu.test(markup)
