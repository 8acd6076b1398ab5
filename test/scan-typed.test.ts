import { deflateSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { readPdf } from '../src/extract/readers/pdf.ts'
import type { Document } from '../src/model/document.ts'
import { at, inCell, lattice, pdfOf, stream } from './pdfMade.ts'
import { everyday } from './running/everyday.ts'
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

/** What the page of a sheet draws. */
const contentOf = (pdf: Uint8Array): string =>
  /0\.8 w\n[^]*?(?=\nendstream)/u.exec(Buffer.from(pdf).toString('latin1'))?.[0] ?? ''

/** What the software of a scanner read in the picture, wrongly. */
const guessed = sheet.rows
  .flatMap((row, y) => row.map((_, x) => at(66 + x * 60, 724 - y * 24, '77777', 11)))
  .join('')

const covered: readonly (readonly [string, string])[] = [
  [
    'that bears a typed stamp and a typed foot',
    whole + at(60, 40, 'Office of the Town, No 17, page 1 of 3') + at(400, 780, 'received 2024-01-31', 9),
  ],
  ['whose guessed text lies under its picture', guessed + whole],
  ['whose guessed text has no weight', `${whole}q /None gs ${guessed} Q\n`],
]
test.each(everyday(covered, 2))(
  'a page %s is read by OCR',
  (_how, content) => {
    const document = read(content)
    expect(document.scanned).toBe(true)
    expect(figures(document)).toEqual(sheet.rows)
  },
  120_000,
)

test('a page in a font that does not say its characters is read by OCR', () => {
  const signs = Array.from('0123456789.')
  const code = (sign: string): string => sign.charCodeAt(0).toString(16)
  const font = `<< /Type /Font /Subtype /Type3 /FontBBox [0 -0.3 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 46 /LastChar 57
/Widths [${Array.from({ length: 12 }, (_, index) => (index === 0 ? 0.278 : 0.556)).join(' ')}] /Resources << /Font << /F 3 0 R >> >>
/Encoding << /Differences [${signs.map((sign) => `${sign.charCodeAt(0)} /glyph${code(sign)}`).join(' ')}] >>
/CharProcs << ${signs.map((sign, index) => `/glyph${code(sign)} ${11 + index} 0 R`).join(' ')} >> >>`
  const glyphs = signs.map((sign) => stream(`0.556 0 d0 BT /F 1 Tf (${sign}) Tj ET`))
  const table = stream(
    contentOf(sheet.pdf).replaceAll('/F 11 Tf', '/T 11 Tf'),
    '/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /Font << /T 10 0 R >> >>',
  )
  const document = readPdf(
    pdfOf([{ content: '/Table Do' }], [font, ...glyphs, table], '/XObject << /Table 22 0 R >>'),
  )
  expect(document.scanned).toBe(true)
  expect(figures(document)).toEqual(sheet.rows)
}, 120_000)

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
