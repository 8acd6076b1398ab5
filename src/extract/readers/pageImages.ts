import { NianbaoError } from '../../errors.ts'
import type { Document } from '../../model/document.ts'
import { mostScans } from '../engines/scanEngine.ts'
import { readBmp } from './bmp.ts'
import { readJpeg } from './jpeg.ts'
import { kindOf } from './magic.ts'
import { readScan } from './pdf.ts'
import { unreadable, type Picture } from './picture.ts'
import { picturesAsPdf } from './picturesAsPdf.ts'
import { readPng } from './png.ts'

/** Readers of pictures (docs/decisions/0055-page-images.md). */
const readers = { png: readPng, jpeg: readJpeg, bmp: readBmp } as const

/** Whether a file is a picture of a kind that is read, by its magic bytes. */
export const isPicture = (bytes: Uint8Array): boolean => kindOf(bytes).kind in readers

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
  if (kind !== 'png' && kind !== 'jpeg' && kind !== 'bmp')
    throw unreadable('page image', 'it is no JPEG, PNG or BMP')
  return readers[kind](bytes)
}

function pictureOf(bytes: Uint8Array, place: string): Picture {
  try {
    return readPicture(bytes)
  } catch (error) {
    if (!(error instanceof NianbaoError)) throw error
    throw new NianbaoError(error.code, place + error.message, { cause: error })
  }
}
