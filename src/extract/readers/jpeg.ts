import { exifOrientation } from './exifOrientation.ts'
import { refuseSize, unreadable, type Orientation, type Picture } from './picture.ts'

/** Markers (ITU-T T.81, table B.1). Frames of other kinds than these three (lossless, arithmetic) no viewer shows. */
const frames: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2])
const otherFrames: ReadonlySet<number> = new Set([
  ...[0xc3, 0xc5, 0xc6, 0xc7],
  ...[0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf],
])
const scan = 0xda
const app1 = 0xe1
/** Those without a length behind them: TEM, RST0 to RST7, SOI. */
const isBare = (marker: number): boolean => marker === 1 || (marker >= 0xd0 && marker <= 0xd8)

const kind = 'JPEG image'
const endMark = Buffer.of(0xff, 0xd9)

/**
 * A JPEG (ITU-T T.81) as a PDF holds it, untouched. Throws `unreadable-file`: cut off (decoders fill what is missing with gray and say
 * nothing), in four colours (CMYK: which of its inks mean paper, programs do not agree), of a kind that nothing shows; `too-large`.
 */
export function readJpeg(bytes: Uint8Array): Picture {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let frame: Pick<Picture, 'width' | 'height' | 'channels'> | null = null
  let orientation: Orientation = 1
  for (const { marker, at, body } of segments(view)) {
    if (otherFrames.has(marker)) throw unreadable(kind, 'lossless or arithmetic coding, save it as PNG')
    if (frames.has(marker)) frame = frameOf(body)
    if (marker === app1 && body.toString('latin1', 0, 6) === 'Exif\0\0')
      orientation = exifOrientation(body.subarray(6))
    if (marker !== scan) continue
    if (frame === null) break
    if (view.lastIndexOf(endMark) <= at) throw unreadable(kind, 'cut off')
    return { ...frame, orientation, filter: 'DCTDecode', bytes }
  }
  throw unreadable(kind, 'damaged')
}

interface Segment {
  readonly marker: number
  readonly at: number
  readonly body: Buffer
}

/** Up to the first scan. */
function* segments(view: Buffer): Generator<Segment> {
  let at = 2
  while (at + 4 <= view.length) {
    if (view[at] !== 0xff) throw unreadable(kind, 'damaged')
    const marker = view[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (isBare(marker)) {
      at += 2
      continue
    }
    const length = view.readUInt16BE(at + 2)
    if (length < 2 || at + 2 + length > view.length) throw unreadable(kind, 'cut off or damaged')
    yield { marker, at, body: view.subarray(at + 4, at + 2 + length) }
    at += 2 + length
  }
}

function frameOf(body: Buffer): Pick<Picture, 'width' | 'height' | 'channels'> {
  if (body.length < 6) throw unreadable(kind, 'damaged')
  const [precision, height, width, channels] = [body[0], body.readUInt16BE(1), body.readUInt16BE(3), body[5]]
  refuseSize(width, height, kind)
  if (precision !== 8) throw unreadable(kind, `${precision ?? 0} bits of light, save it with 8`)
  if (channels === 1 || channels === 3) return { width, height, channels }
  throw unreadable(kind, 'in four colours (CMYK) or others than gray and red, green, blue; save it as PNG')
}
