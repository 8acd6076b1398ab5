import { crc32 } from 'node:zlib'
import { unreadable } from './picture.ts'

export const pngKind = 'PNG image'

/** The chunks of a PNG (ISO/IEC 15948, 5.3) that say what is seen; those that come more than once as one. */
export interface PngChunks {
  readonly header: Buffer
  readonly palette: Buffer
  readonly transparency: Buffer
  readonly exif: Buffer
  readonly data: Buffer
}

const known: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND'])

/** Walks through the file; every checksum is tested, and a file without its end is cut off. Throws `unreadable-file`. */
export function pngChunks(bytes: Uint8Array): PngChunks {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const chunks = new Map<string, Buffer[]>()
  for (let at = 8; !chunks.has('IEND');) {
    if (at + 12 > view.length) throw unreadable(pngKind, 'cut off')
    const end = at + 12 + view.readUInt32BE(at)
    if (end > view.length) throw unreadable(pngKind, 'cut off')
    const type = view.toString('latin1', at + 4, at + 8)
    if (crc32(view.subarray(at + 4, end - 4)) !== view.readUInt32BE(end - 4))
      throw unreadable(pngKind, 'damaged (a checksum does not hold)')
    // A capital letter says that the picture is another without this chunk (5.4).
    if (/^[A-Z]/u.test(type) && !known.has(type)) throw unreadable(pngKind, `it needs ${type}`)
    const body = view.subarray(at + 8, end - 4)
    const before = chunks.get(type)
    if (before) before.push(body)
    else chunks.set(type, [body])
    at = end
  }
  const all = (type: string): Buffer => Buffer.concat(chunks.get(type) ?? [])
  return {
    header: all('IHDR'),
    palette: all('PLTE'),
    transparency: all('tRNS'),
    exif: all('eXIf'),
    data: all('IDAT'),
  }
}
