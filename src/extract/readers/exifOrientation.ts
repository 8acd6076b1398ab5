import type { Orientation } from './picture.ts'

/** Tag 274 and the type of its value, an unsigned 16-bit number. */
const tag = 0x0112
const short = 3

/** How a picture is to be turned, from its Exif data (a TIFF header and its first directory); 1 where they do not say or make no sense, as every viewer takes them. */
export function exifOrientation(tiff: Uint8Array): Orientation {
  const view = Buffer.from(tiff.buffer, tiff.byteOffset, tiff.byteLength)
  const isLittle = view.toString('latin1', 0, 4) === 'II*\0'
  if (view.length < 10 || (!isLittle && view.toString('latin1', 0, 4) !== 'MM\0*')) return 1
  const two = (at: number): number => (isLittle ? view.readUInt16LE(at) : view.readUInt16BE(at))
  const directory = isLittle ? view.readUInt32LE(4) : view.readUInt32BE(4)
  if (directory + 2 > view.length) return 1
  const end = Math.min(view.length, directory + 2 + two(directory) * 12)
  for (let at = directory + 2; at + 12 <= end; at += 12)
    if (two(at) === tag && two(at + 2) === short) return orientationOf(two(at + 8))
  return 1
}

const orientations: readonly Orientation[] = [1, 2, 3, 4, 5, 6, 7, 8]
const orientationOf = (value: number): Orientation => orientations.find((one) => one === value) ?? 1
