import { NianbaoError, type FailureCode } from '../../errors.ts'
import { decode } from '../../model/decodeText.ts'
import type { Document } from '../../model/document.ts'
import { pagePictures } from '../../model/pagePictures.ts'
import { kindOf } from './magic.ts'
import { readPageImages, readPicture } from './pageImages.ts'

/** What came of the pictures (图片) that a web page holds within itself. */
export type PicturesInside =
  | { readonly kind: 'none' }
  | { readonly kind: 'document'; readonly document: Document }
  | {
      readonly kind: 'refused'
      readonly count: number
      readonly code: FailureCode
      readonly message: string
    }

/** `data:image/png;base64,…` (RFC 2397); other kinds of pictures are named by those who cannot be read. */
const inBase64 = /^data:image\/[a-z+.-]+;base64,/iu
/** Pixels; a smaller picture is a mark or a code to scan, and no table. */
const smallest = 300

/**
 * A web page with what the pictures say that it holds within itself: its own words, and behind them those of the pictures, in order, read
 * as page images are (docs/decisions/0063-pictures-within-a-page.md). Pictures that it only names by address are other files.
 */
export function withPicturesInside(bytes: Uint8Array, page: Document): PicturesInside {
  const held = pagePictures(decode(bytes).text)
    .filter((address) => inBase64.test(address))
    .map((address) => Buffer.from(address.replace(inBase64, '').replace(/\s+|%0[AD]/giu, ''), 'base64'))
    .filter(isAsLargeAsTable)
  if (held.length === 0) return { kind: 'none' }
  try {
    const { blocks, unread } = readPageImages(held)
    const document: Document = {
      ...page,
      blocks: [...page.blocks, ...blocks],
      scanned: true,
      ...(unread !== undefined && { unread }),
    }
    return { kind: 'document', document }
  } catch (error) {
    if (!(error instanceof NianbaoError)) throw error
    return { kind: 'refused', count: held.length, code: error.code, message: error.message }
  }
}

/** A picture that nobody here can open may be a table: it counts, and is refused with its reason. */
function isAsLargeAsTable(bytes: Uint8Array): boolean {
  try {
    const { width, height } = readPicture(bytes)
    return Math.min(width, height) >= smallest / 2 && Math.max(width, height) >= smallest
  } catch (error) {
    if (error instanceof NianbaoError) return kindOf(bytes).kind !== 'words'
    throw error
  }
}
