import type { Tag } from './docxTags.ts'
import { byName, type WordName } from './docxVocabulary.ts'

/** What is printed for an element that stands in place of letters. */
export const marks = byName<(tag: Tag<WordName>) => string>({
  // The same element defines tab stops in w:pPr.
  tab: (tag) => (tag.parent === 'r' ? '\t' : ''),
  ptab: () => '\t',
  br: () => '\n',
  cr: () => '\n',
  noBreakHyphen: () => '-',
  sym: (tag) => symbol(tag.attribute('char')),
  // Formulas in one line: what stands above or below must not run together with the digits before it.
  'm:den': () => '/',
  'm:sup': () => '^',
  'm:sub': () => '_',
})

/** `w:sym`: mostly a private code point that only its font explains; kept, so that something is seen there. */
function symbol(hex: string | null): string {
  return hex !== null && /^[0-9a-f]{1,4}$/iu.test(hex) ? String.fromCharCode(parseInt(hex, 16)) : '\ufffd'
}
