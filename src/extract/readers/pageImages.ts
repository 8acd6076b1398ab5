import { NianbaoError } from '../../errors.ts'
import type { Document } from '../../model/document.ts'
import { mostScans } from '../engines/scanEngine.ts'
import { readJpeg } from './jpeg.ts'
import { kindOf } from './magic.ts'
import { readScan } from './pdf.ts'
import { unreadable, type Picture } from './picture.ts'
import { picturesAsPdf } from './picturesAsPdf.ts'
import { readPng } from './png.ts'

/** Readers of pictures (docs/decisions/0055-page-images.md). */
const readers = { png: readPng, jpeg: readJpeg } as const

/** Whether a file is a picture of a kind that is read, by its magic bytes. */
export const isPicture = (bytes: Uint8Array): boolean => kindOf(bytes).kind in readers

/** Higher for its width than this, a picture holds several pages below each other; drawn as one, nobody could read them. */
const longest = 2

/**
 * Reads pictures of the pages of one document, in order, as a scan is read (docs/decisions/0046-scans.md): the pages of its cells count from
 * 0 in this order. Throws `unreadable-file` and `too-large`, with the number of the page where there are several.
 */
export function readPageImages(images: readonly Uint8Array[]): Document {
  if (images.length > mostScans)
    throw new NianbaoError('too-large', `${images.length} page images, more than ${mostScans}, not extracted`)
  const pictures = images.map((image, at) =>
    pictureOf(image, images.length === 1 ? '' : `page image ${at + 1}: `),
  )
  return { ...readScan(picturesAsPdf(pictures), pictures.length), container: 'image' }
}

/** A picture of a kind that is read, of whatever size and form. Throws `unreadable-file` and `too-large`. */
export function readPicture(bytes: Uint8Array): Picture {
  const { kind } = kindOf(bytes)
  if (kind !== 'png' && kind !== 'jpeg') throw unreadable('page image', `it is no JPEG and no PNG`)
  return readers[kind](bytes)
}

function pictureOf(bytes: Uint8Array, place: string): Picture {
  try {
    const picture = readPicture(bytes)
    refuseLong(picture)
    return picture
  } catch (error) {
    if (!(error instanceof NianbaoError)) throw error
    throw new NianbaoError(error.code, place + error.message, { cause: error })
  }
}

function refuseLong({ width, height, orientation }: Picture): void {
  const [across, down] = orientation >= 5 ? [height, width] : [width, height]
  if (down <= across * longest) return
  throw new NianbaoError(
    'unreadable-file',
    `a picture of ${across} × ${down} pixels, longer than a page: cut it into pages and import these in a zip`,
  )
}
