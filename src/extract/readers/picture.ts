import { NianbaoError, type FailureCode } from '../../errors.ts'

/** A picture (图片) as a PDF can hold it. */
export interface Picture {
  /** Pixels as stored, before it is turned. */
  readonly width: number
  readonly height: number
  readonly orientation: Orientation
  /** Gray, or red, green and blue; 8 bits each. */
  readonly channels: 1 | 3
  readonly filter: 'DCTDecode' | 'FlateDecode'
  readonly bytes: Uint8Array
}

/** How a picture must be turned or mirrored to be looked at (Exif 2.3, 4.6.4 A, tag 274); 1 is as it is stored. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

/** A page of A4 at 600 dots to the inch has 35 million; more is a map or a bomb. */
const mostPixels = 50_000_000

/**
 * Refuses by the size that a picture claims, in pixels, before anything of it is unpacked. Throws `too-large` (more than 50 million,
 * a bound of our own, decision 0055) and `unreadable-file` (none at all).
 */
export function refuseSize(width: number, height: number, kind: string): void {
  if (width === 0 || height === 0) throw unreadable(kind, 'it says that it has no pixels')
  if (width * height <= mostPixels) return
  throw refusedPicture('too-large', kind, `${width} × ${height} pixels, more than ${mostPixels}`)
}

/** The failure of a picture that nothing here reads; `what` says why. */
export const unreadable = (kind: string, what: string, cause?: unknown): NianbaoError =>
  refusedPicture('unreadable-file', kind, what, cause)

const refusedPicture = (code: FailureCode, kind: string, what: string, cause?: unknown): NianbaoError =>
  new NianbaoError(code, `${kind}: ${what}, not extracted`, { cause })
