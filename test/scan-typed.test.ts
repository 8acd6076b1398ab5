import { deflateSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { readPdf } from '../src/extract/readers/pdf.ts'
import type { Document } from '../src/model/document.ts'
import { at, inCell, lattice, pdfOf, stream } from './pdfMade.ts'
import { digitSheet } from './scans/digitSheet.ts'
import { scannedPages, type ScanImage } from './scans/madeScan.ts'

const sheet = digitSheet('typed', 8, 5)
const whole = 'q 600 0 0 800 0 0 cm /Im Do Q\n'
let pictures: readonly string[] = []

/** As a PDF that `pdfOf` makes holds a picture: in letters. */
const stored = ({ width, height, rgb }: ScanImage): string =>
  stream(
    `${deflateSync(rgb).toString('hex')}>`,
    `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter [/ASCIIHexDecode /FlateDecode]`,
  )

beforeAll(async () => {
  const scans = await scannedPages(sheet.pdf, { name: 'clean', dpi: 240 }, 'typed')
  const ground = { width: 1, height: 1, rgb: Uint8Array.of(240, 240, 250) }
  pictures = [...scans, ground].map(stored)
})

const read = (content: string): Document =>
  readPdf(
    pdfOf(
      [{ content }],
      pictures,
      '/XObject << /Im 10 0 R /Ground 11 0 R >> /ExtGState << /None << /ca 0 >> >>',
    ),
  )
const figures = ({ blocks }: Document): readonly (readonly string[])[] =>
  blocks.flatMap((block) =>
    block.kind === 'table' ? block.table.rows.map((row) => row.map(({ text }) => text)) : [],
  )

/** What the software of a scanner read in the picture, wrongly. */
const guessed = sheet.rows
  .flatMap((row, y) => row.map((_, x) => at(66 + x * 60, 724 - y * 24, '77777', 11)))
  .join('')

test.each([
  [
    'that bears a typed stamp and a typed foot',
    whole + at(60, 40, 'Office of the Town, No 17, page 1 of 3') + at(400, 780, 'received 2024-01-31', 9),
  ],
  ['whose guessed text lies under its picture', guessed + whole],
  ['whose guessed text has no weight', `${whole}q /None gs ${guessed} Q\n`],
])(
  'a page %s is read by OCR',
  (_how, content) => {
    const document = read(content)
    expect(document.scanned).toBe(true)
    expect(figures(document)).toEqual(sheet.rows)
  },
  120_000,
)

test('a page with few words on a picture that is its ground is read as it is printed', () => {
  const document = read(
    whole.replace('Im', 'Ground') +
      lattice(2, 2) +
      inCell(0, 0, 'upheld in full') +
      inCell(1, 0, '95') +
      inCell(0, 1, 'corrected') +
      inCell(1, 1, '7'),
  )
  expect(document.scanned).toBeUndefined()
  expect(figures(document)).toEqual([
    ['upheld in full', '95'],
    ['corrected', '7'],
  ])
}, 120_000)
