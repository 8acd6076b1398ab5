import { readFileSync } from 'node:fs'
import { constants, deflateRawSync, deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { openPdfEngine } from '../src/extract/engines/pdfEngine.ts'
import { readDocument } from '../src/extract/readers/readDocument.ts'
import { at, inCell, lattice, pdfOf, stream } from './pdfMade.ts'
import { processorTime } from './running/processorTime.ts'

const outcome = (bytes: Uint8Array): string => {
  const read = readDocument(bytes, { name: 'a.pdf', mediaType: null })
  return read.kind === 'refused' ? `${read.code}: ${read.message}` : 'document'
}

const good = pdfOf([{ content: lattice(2, 1) + inCell(0, 0, 'a') + inCell(1, 0, '1') }])

describe('a PDF that cannot be read says why', () => {
  test('cut off or full of rubbish: unreadable-file, unless PDFium finds the whole document all the same', () => {
    expect(outcome(good.subarray(0, 200))).toMatch(/^unreadable-file: PDF: /u)
    expect(outcome(Buffer.from('%PDF-1.7\nnothing more'))).toMatch(
      /^unreadable-file: PDF: PDFium finds no document/u,
    )
    expect(outcome(Buffer.from('\n%PDF-1.4'))).toMatch(/^unreadable-file: PDF: /u)
    expect(outcome(pdfOf([]))).toMatch(/^unreadable-file: PDF: it has no page/u)
  })

  test('encrypted: unreadable-file', () => {
    const encrypt =
      '/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <00000000000000000000000000000000000000000000000000000000000000aa> /U <00000000000000000000000000000000000000000000000000000000000000bb> >> /ID [<00> <00>]'
    const bytes = Buffer.from(
      Buffer.from(good).toString('latin1').replace('/Root 1 0 R', `/Root 1 0 R ${encrypt}`),
      'latin1',
    )
    expect(outcome(bytes)).toMatch(/^unreadable-file: PDF: it opens with a password only/u)
  })

  test('a scan: unreadable-file that calls it a scan, also with the invisible text of a scanner, also where one page of several is one', () => {
    const image = stream(
      '\0'.repeat(1),
      '/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray',
    )
    const picture = 'q 600 0 0 800 0 0 cm /X Do Q\n'
    const resources = '/XObject << /X 10 0 R >>'
    expect(outcome(pdfOf([{ content: picture }], [image], resources))).toMatch(/a scan, 1 of 1 pages/u)
    const guessed = `${picture}BT 3 Tr /F 12 Tf 100 700 Td (12 34 56 78 90 12 34 56 78 90) Tj ET`
    expect(outcome(pdfOf([{ content: guessed }], [image], resources))).toMatch(/a scan, 1 of 1 pages/u)
    const text = at(100, 700, 'a page of words, more than a stamp has')
    expect(outcome(pdfOf([{ content: text }, { content: picture }], [image], resources))).toMatch(
      /a scan, 1 of 2 pages/u,
    )
    expect(outcome(pdfOf([{ content: '' }]))).toMatch(/^unreadable-file: PDF: it has no text/u)
  })
})

describe('a PDF that means harm costs little', () => {
  const bounded = (bytes: Uint8Array, code: RegExp): void => {
    const took = processorTime()
    expect(outcome(bytes)).toMatch(code)
    expect(took()).toBeLessThan(20_000)
    expect(outcome(good)).toBe('document')
  }

  test('too many pages', () => {
    bounded(pdfOf(Array.from({ length: 400 }, () => ({ content: '' }))), /^too-large: PDF: 400 pages/u)
  })

  test('a page tree and forms that contain themselves', () => {
    const loop = Buffer.from(
      Buffer.from(good)
        .toString('latin1')
        .replace(/\/Kids \[\d+ 0 R\]/u, '/Kids [2 0 R]'),
      'latin1',
    )
    bounded(loop, /^unreadable-file/u)
    const own = stream(
      '/X Do',
      '/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X 10 0 R >> >>',
    )
    bounded(
      pdfOf(
        [{ content: `/X Do ${at(100, 700, 'words enough to be a page of text')}` }],
        [own],
        '/XObject << /X 10 0 R >>',
      ),
      /^too-large: PDF: forms nested 12 deep/u,
    )
  })

  test('forms that multiply: each draws the next ten times', () => {
    const forms = Array.from({ length: 9 }, (_, index) =>
      stream(
        index === 8 ? '0 0 m 9 9 l S' : '/X Do '.repeat(10),
        `/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X ${11 + index} 0 R >> >>`,
      ),
    )
    bounded(pdfOf([{ content: '/X Do' }], forms, '/XObject << /X 10 0 R >>'), /^too-large/u)
  })

  test('a stream that inflates to a gigabyte', () => {
    const megabyte = deflateRawSync(Buffer.alloc(1024 * 1024, 0x20), { finishFlush: constants.Z_SYNC_FLUSH })
    const bomb = Buffer.concat([Buffer.from([0x78, 0x9c]), ...Array.from({ length: 1024 }, () => megabyte)])
    const text = deflateSync(bomb).toString('latin1')
    const made = pdfOf([{ content: 'HERE' }])
    const whole = Buffer.from(made)
      .toString('latin1')
      .replace(
        /<< \/Length 4 +>>\nstream\nHERE/u,
        `<< /Length ${text.length} /Filter [/FlateDecode /FlateDecode] >>\nstream\n${text}`,
      )
    bounded(Buffer.from(whole, 'latin1'), /^(?:too-large|unreadable-file)/u)
  })

  test('a page as large as a town, and hundred thousands of lines and characters', () => {
    bounded(
      pdfOf([
        { content: at(100, 700, 'words enough to be a page of text'), entries: '/MediaBox [0 0 1e9 1e9]' },
      ]),
      /^document|^unreadable/u,
    )
    const lines = Array.from(
      { length: 100_000 },
      (_, i) => `${i % 600} ${i % 790} m ${(i % 600) + 3 * (i % 40)} ${i % 790} l S\n`,
    ).join('')
    bounded(
      pdfOf([{ content: lines + at(100, 700, 'words enough to be a page of text') }]),
      /^document|^too-large/u,
    )
    bounded(
      pdfOf([
        { content: Array.from({ length: 300 }, (_, i) => at(1, 1 + 2 * i, '1'.repeat(1000), 1)).join('') },
      ]),
      /^too-large/u,
    )
  })

  test('one that takes longer than it may is given up, and the next is read', () => {
    const read = openPdfEngine(1)
    expect(read(good)).toMatchObject({ kind: 'fault', fault: 'too large' })
    expect(openPdfEngine()(good)).toMatchObject({ kind: 'pages' })
  })
})

test('the same bytes give the same document, whatever was read before', () => {
  const once = JSON.stringify(readDocument(good, { name: null, mediaType: null }))
  readDocument(readFileSync(new URL(import.meta.url)), { name: null, mediaType: null })
  readDocument(good.subarray(0, 300), { name: null, mediaType: null })
  expect(JSON.stringify(readDocument(good, { name: null, mediaType: null }))).toBe(once)
})
