import { decode } from '../model/decodeText.ts'
import { scriptBody } from '../model/scriptBody.ts'
import type { Document } from '../model/document.ts'
import type { Original } from '../model/original.ts'
import { pagePictures } from '../model/pagePictures.ts'
import { titlesInOrder, titlesOf } from './identityTitle.ts'

/** A paragraph of so many characters with a full stop is text to read, whatever pictures stand beside it. */
const PROSE = 80
/**
 * How many pictures stand in a page where its words should be (图片版): its titles name a unit's report of a year, nothing in it is
 * prose, and pictures of the size of a page are shown. 0 for any other page.
 */
export function picturesForWords(original: Original, document: Document): number {
  const isNamed = titlesInOrder(titlesOf(document, original.listTitle, null)).some(
    ({ unit, year }) => unit !== null && year !== null,
  )
  const hasProse = document.blocks.some(
    (block) => block.kind === 'paragraph' && block.text.length >= PROSE && block.text.includes('。'),
  )
  if (document.container !== 'html' || !isNamed || hasProse) return 0
  const { text } = decode(original.bytes)
  return pagePictures(scriptBody(text)?.html ?? text).length
}
