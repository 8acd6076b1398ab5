import { deflateSync, inflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { extensionOf } from '../src/archive/extension.ts'
import { loadPdfium } from '../src/extract/engines/pdfium.ts'
import { renderPage } from '../src/extract/engines/renderPage.ts'
import { readBmp } from '../src/extract/readers/bmp.ts'
import { readJpeg } from '../src/extract/readers/jpeg.ts'
import { picturesAsPdf } from '../src/extract/readers/picturesAsPdf.ts'
import { readPng } from '../src/extract/readers/png.ts'
import { readDocument, readPages, type ReadOutcome } from '../src/extract/readers/readDocument.ts'
import type { Document } from '../src/model/document.ts'
import { random } from './documents/random.ts'
import { digitSheet } from './scans/digitSheet.ts'
import { scannedPages, type ScanImage } from './scans/madeScan.ts'
import { kindOf } from '../src/extract/readers/magic.ts'
import { bmpOf, type BmpLook } from './scans/writeBmp.ts'
import { exif, jpegOf, type JpegLook } from './scans/writeJpeg.ts'
import { chunk, header, pngOf, signature, type PngLook } from './scans/writePng.ts'

const hint = { name: null, mediaType: null }
const read = (bytes: Uint8Array): ReadOutcome => readDocument(bytes, hint)
const sheet = digitSheet('page image', 5, 4)
const image = await pictureOf(sheet.pdf)

async function pictureOf(pdf: Uint8Array): Promise<ScanImage> {
  const [page] = await scannedPages(pdf, { name: 'plain', dpi: 120 }, 'page image')
  if (page === undefined) throw new Error('no page')
  return page
}

const figures = (outcome: ReadOutcome): readonly (readonly string[])[] | string => {
  if (outcome.kind === 'refused') return outcome.message
  return (
    tablesOf(outcome.document)
      .map((rows) => rows.flat())[0]
      ?.map((text) => [text]) ?? []
  )
}
const tablesOf = ({ blocks }: Document): readonly (readonly (readonly string[])[])[] =>
  blocks.flatMap((block) =>
    block.kind === 'table' ? [block.table.rows.map((row) => row.map(({ text }) => text))] : [],
  )
const printed = sheet.rows.flat().map((text) => [text])

/** A small picture that looks different from every side, as a reader sees it: where it is dark, by quarters of its sides. */
const corner: ScanImage = drawnBy(24, 40, (x, y) => (x < 12 && y < 10 ? 0 : x >= 12 && y >= 30 ? 120 : 255))

function drawnBy(width: number, height: number, light: (x: number, y: number) => number): ScanImage {
  const rgb = Uint8Array.from({ length: width * height * 3 }, (_, at) =>
    light(Math.floor(at / 3) % width, Math.floor(at / 3 / width)),
  )
  return { width, height, rgb }
}

/** What a BMP says of itself, and nothing behind it. */
function claimedBmp(width: number, height: number, packing: number): Buffer {
  const bytes = Buffer.from(bmpOf(corner, { depth: 24 }))
  bytes.writeInt32LE(width, 18)
  bytes.writeInt32LE(height, 22)
  bytes.writeUInt32LE(packing, 30)
  return bytes
}

const pdfium = await loadPdfium()

/** What a reader sees of a picture: the light in the middle of each of its cells, four across and eight down. */
function seen(bytes: Uint8Array): readonly (readonly number[])[] {
  const picture = bytes[0] === 0x89 ? readPng(bytes) : bytes[0] === 0x42 ? readBmp(bytes) : readJpeg(bytes)
  const pdf = picturesAsPdf([picture])
  const document = pdfium.call.FPDF_LoadMemDocument(pdfium.copyIn(pdf), pdf.length, 0)
  const page = renderPage(pdfium, document, 0, 400)
  if (page === null) throw new Error('it cannot be drawn')
  const { width, height, gray } = page.red
  return Array.from({ length: 8 }, (_, y) =>
    Array.from({ length: 4 }, (__, x) => {
      const at = Math.floor(((y + 0.5) * height) / 8) * width + Math.floor(((x + 0.5) * width) / 4)
      return Math.round((gray[at] ?? 0) / 60)
    }),
  )
}

const upright = Array.from({ length: 8 }, (_, y) =>
  Array.from({ length: 4 }, (__, x) => (x < 2 && y < 2 ? 0 : x >= 2 && y >= 6 ? 2 : 4)),
)

describe('a picture is seen as its maker meant it', () => {
  const looks: readonly PngLook[] = ([0, 2, 3, 4, 6] as const).flatMap((colour) =>
    ([1, 2, 4, 8, 16] as const)
      .filter(
        (depth) =>
          depth > 1 && (depth >= 8 || colour === 0 || colour === 3) && !(colour === 3 && depth === 16),
      )
      .flatMap((depth) => [false, true].map((interlaced) => ({ depth, colour, interlaced }))),
  )
  test.each(looks)('PNG %o', (look) => {
    expect(seen(pngOf(corner, look))).toEqual(
      upright.map((row) => row.map((light) => shade(light, look.depth))),
    )
  })

  /** With two bits there are four grays: 120 becomes 85. */
  const shade = (light: number, depth: number): number => (depth === 2 && light === 2 ? 1 : light)

  test.each([false, true])('every pixel of a PNG comes out as it went in (interlaced: %s)', (interlaced) => {
    const dice = random('pixels')
    const noise = drawnBy(37, 41, () => dice.int(0, 3) * 60)
    const { bytes } = readPng(pngOf(noise, { depth: 8, colour: 2, interlaced }))
    expect(Buffer.from(inflateSync(bytes)).equals(Buffer.from(noise.rgb))).toBe(true)
  })

  test.each<[string, PngLook]>([
    ['gray', { depth: 8, colour: 4, onNothing: true }],
    ['colours of 16 bits', { depth: 16, colour: 6, onNothing: true }],
  ])('ink on nothing (%s) is ink on white paper', (_name, look) => {
    expect(seen(pngOf(corner, look))).toEqual(upright)
  })

  test('a colour that stands for none, and clear entries of a palette, are white paper', () => {
    const black = chunk('tRNS', Buffer.of(0, 0))
    const white = upright.map((row) => row.map((light) => (light === 0 ? 4 : light)))
    expect(seen(pngOf(corner, { depth: 8, colour: 0 }, [black]))).toEqual(white)
    expect(seen(pngOf(corner, { depth: 4, colour: 3 }, [chunk('tRNS', Buffer.of(0))]))).toEqual(white)
  })

  test.each<BmpLook>([
    { depth: 24 },
    { depth: 24, isDownward: true },
    { depth: 32 },
    { depth: 32, hasMasks: true },
    { depth: 8 },
    { depth: 4 },
  ])('BMP %o', (look) => {
    expect(seen(bmpOf(corner, look))).toEqual(upright)
    const name = kindOf(bmpOf(corner, look)).kind
    expect(name).toBe('bmp')
  })

  test('BMP in black and white', () => {
    const bilevel = drawnBy(24, 40, (x, y) => (x < 12 && y < 10 ? 0 : 255))
    expect(seen(bmpOf(bilevel, { depth: 1 }))).toEqual(
      upright.map((row) => row.map((light) => (light === 2 ? 4 : light))),
    )
  })

  test.each<JpegLook['colours']>(['ycc', 'gray', 'rgb'])('JPEG in %s', (colours) => {
    expect(seen(jpegOf(corner, { colours }))).toEqual(upright)
  })

  /** How a camera stores what is seen upright, by the tag that it writes (Exif 2.3, 4.6.4). */
  const stored: readonly (readonly [tag: number, image: ScanImage])[] = [
    [1, corner],
    [2, moved(24, 40, (x, y) => [23 - x, y])],
    [3, moved(24, 40, (x, y) => [23 - x, 39 - y])],
    [4, moved(24, 40, (x, y) => [x, 39 - y])],
    [5, moved(40, 24, (x, y) => [y, x])],
    [6, moved(40, 24, (x, y) => [23 - y, x])],
    [7, moved(40, 24, (x, y) => [23 - y, 39 - x])],
    [8, moved(40, 24, (x, y) => [y, 39 - x])],
  ]

  /** The stored pixel at x, y is the one that is seen at the place given. */
  function moved(
    width: number,
    height: number,
    from: (x: number, y: number) => readonly [number, number],
  ): ScanImage {
    return drawnBy(width, height, (x, y) => {
      const [fromX, fromY] = from(x, y)
      return corner.rgb[(fromY * corner.width + fromX) * 3] ?? 0
    })
  }

  test.each(stored)('turned by its camera (Exif %i)', (orientation, image) => {
    expect(seen(jpegOf(image, { colours: 'gray', orientation }))).toEqual(upright)
    const tiff = exif(orientation).subarray(10)
    expect(seen(pngOf(image, { depth: 8, colour: 0 }, [chunk('eXIf', tiff)]))).toEqual(upright)
  })

  test('Exif data that make no sense turn nothing', () => {
    for (const orientation of [0, 9])
      expect(seen(jpegOf(corner, { colours: 'gray', orientation }))).toEqual(upright)
    expect(
      seen(
        pngOf(corner, { depth: 8, colour: 0 }, [
          chunk('eXIf', Buffer.from('II*\0\xff\xff\xff\x7f', 'latin1')),
        ]),
      ),
    ).toEqual(upright)
  })
})

describe('a page that is a picture is read as a scan is', () => {
  test.each<[string, () => Uint8Array]>([
    ['PNG', () => pngOf(image, { depth: 8, colour: 6, onNothing: true })],
    ['JPEG', () => jpegOf(image, { colours: 'ycc' })],
  ])(
    '%s',
    (_kind, bytes) => {
      const outcome = read(bytes())
      expect(figures(outcome)).toEqual(printed)
      expect(outcome).toMatchObject({ document: { container: 'image', scanned: true } })
    },
    60_000,
  )

  test('several are one document, and each cell knows its page', () => {
    const bytes = jpegOf(image, { colours: 'gray' })
    const outcome = readPages([bytes, bytes])
    if (outcome.kind === 'refused') throw new Error(outcome.message)
    const pages = outcome.document.blocks.flatMap((block) =>
      block.kind === 'table' ? block.table.rows.map((row) => row[0]?.page) : [],
    )
    expect(pages).toEqual([...Array<number>(5).fill(0), ...Array<number>(5).fill(1)])
  }, 60_000)
})

describe('a picture that nobody can read for certain is refused with a code', () => {
  const gray = jpegOf(corner, { colours: 'gray' })
  const png = pngOf(corner, { depth: 8, colour: 0 })
  const told = (bytes: Uint8Array): string => {
    const outcome = read(bytes)
    return outcome.kind === 'refused' ? `${outcome.code} ${outcome.message}` : 'document'
  }
  const patched = (bytes: Uint8Array, at: number, value: readonly number[]): Uint8Array => {
    const copy = Uint8Array.from(bytes)
    copy.set(value, at)
    return copy
  }
  const frame = Buffer.from(gray).indexOf(Buffer.of(0xff, 0xc0))
  const claimed = (width: number, height: number, data: Uint8Array = Buffer.of()): Uint8Array =>
    Buffer.concat([
      ...[signature, header(width, height, { depth: 8, colour: 2 })],
      ...[chunk('IDAT', deflateSync(data)), chunk('IEND', Buffer.of())],
    ])

  test.each<[string, Uint8Array, RegExp]>([
    ['a JPEG without its end', gray.subarray(0, -40), /^unreadable-file JPEG image: cut off/u],
    ['a JPEG that ends before its pixels', gray.subarray(0, frame), /^unreadable-file JPEG image: damaged/u],
    ['a JPEG that ends in its header', gray.subarray(0, 30), /^unreadable-file JPEG image: cut off/u],
    ['a JPEG in four inks', jpegOf(corner, { colours: 'cmyk' }), /^unreadable-file .*CMYK/u],
    ['a JPEG in lossless coding', patched(gray, frame + 1, [0xc3]), /^unreadable-file .*lossless/u],
    ['a JPEG of 12 bits', patched(gray, frame + 4, [12]), /^unreadable-file .*12 bits/u],
    ['a JPEG that claims to be enormous', patched(gray, frame + 5, [255, 255, 255, 255]), /^too-large /u],
    ['a JPEG without a height', patched(gray, frame + 5, [0, 0]), /^unreadable-file /u],
    ['a PNG without its end', png.subarray(0, -20), /^unreadable-file PNG image: cut off/u],
    ['a PNG with another byte in it', patched(png, 50, [(png[50] ?? 0) ^ 1]), /^unreadable-file .*checksum/u],
    ['a PNG that claims to be enormous', claimed(50_000, 50_000), /^too-large /u],
    [
      'a PNG with fewer pixels than it claims',
      claimed(100, 100, Buffer.alloc(400)),
      /^unreadable-file .*missing/u,
    ],
    [
      'a PNG that unpacks to more than it claims',
      claimed(10, 10, Buffer.alloc(50_000_000)),
      /^unreadable-file .*unpacked/u,
    ],
    ['a PNG whose rows name no filter', claimed(1, 1, Buffer.of(9, 0, 0, 0)), /^unreadable-file .*damaged/u],
    [
      'a PNG that needs what nobody knows',
      Buffer.concat([signature, header(1, 1, { depth: 8, colour: 2 }), chunk('ABCD', Buffer.of())]),
      /^unreadable-file .*ABCD/u,
    ],
    [
      'a picture without end',
      pngOf(
        drawnBy(20, 1000, () => 255),
        { depth: 8, colour: 0 },
      ),
      /^too-large .*50 times as high as wide/u,
    ],
    ['a BMP that is cut off', bmpOf(corner, { depth: 24 }).subarray(0, 900), /^unreadable-file .*cut off/u],
    ['a BMP that claims to be a map', claimedBmp(50_000, 50_000, 0), /^too-large/u],
    ['a BMP that is packed', claimedBmp(20, 20, 1), /^unreadable-file .*save it as PNG/u],
    ['a BMP without pixels', claimedBmp(0, 20, 0), /^unreadable-file .*damaged/u],
    ['a GIF', Buffer.from('GIF89a'), /^unreadable-file .*save it as PNG/u],
  ])('%s', (_what, bytes, said) => {
    expect(told(bytes)).toMatch(said)
  })

  test('a bomb is refused before it is unpacked', () => {
    const before = process.memoryUsage().arrayBuffers
    expect(told(claimed(40_000, 40_000, Buffer.alloc(100_000_000)))).toMatch(/^too-large/u)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(150_000_000)
  })

  test('a picture without words is refused, and one of several names its page', () => {
    const white = pngOf(
      drawnBy(200, 280, () => 255),
      { depth: 8, colour: 0 },
    )
    expect(told(white)).toMatch(/^unreadable-file .*no words/u)
    expect(readPages([white, gray.subarray(0, -40)])).toMatchObject({
      code: 'unreadable-file',
      message: expect.stringContaining('page image 2: JPEG image: cut off') as unknown,
    })
    expect(readPages(Array.from({ length: 31 }, () => white))).toMatchObject({ code: 'too-large' })
  }, 60_000)

  test('is kept under its own extension', () => {
    expect([gray, png].map(extensionOf)).toEqual(['jpg', 'png'])
  })
})
