import { describe, expect, test } from 'vitest'
import { unreadPages } from '../src/extract/unreadPages.ts'
import { readDocument } from '../src/extract/readers/readDocument.ts'
import type { Document } from '../src/model/document.ts'
import { digitSheet } from './scans/digitSheet.ts'
import { pdfOfPictures, scannedPages, storedPlain, type ScanLook } from './scans/madeScan.ts'

/** A scan of a small table with more drawn on its page. */
async function scanWith(extra: string, look: Partial<ScanLook> = {}): Promise<Document> {
  const { pdf } = digitSheet('unread', 4, 4, extra)
  const pages = await scannedPages(pdf, { name: 'plain', dpi: 150, grain: 3, ...look }, 'unread')
  const outcome = readDocument(pdfOfPictures(pages.map(storedPlain)), { name: null, mediaType: null })
  if (outcome.kind === 'refused') throw new Error(outcome.message)
  return outcome.document
}

const below = 'BT /F 12 Tf 60 560 Td (All of this is read) Tj ET'
const words = (x: number, y: number): string => `BT /F 11 Tf ${x} ${y} Td (Nobody reads 1234) Tj ET`

describe('what a scan shows in words and OCR does not read is told', () => {
  test('nothing is told of a page that was read whole, with specks and a line on it', async () => {
    const { unread, blocks } = await scanWith(`${below} 3 w 60 500 m 500 500 l S`, { dust: 300 })
    expect(unread).toBeUndefined()
    expect(blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : [])).join()).toMatch(
      /read/u,
    )
  }, 90_000)

  test.each([
    ['beside a table', `${below} ${words(400, 690)}`],
    [
      'in a place of its own that leans',
      `${below} BT /F 20 Tf 0.7 0.7 -0.7 0.7 250 250 Tm (Stamped on 12.3) Tj ET`,
    ],
  ])(
    'words %s',
    async (_where, extra) => {
      expect((await scanWith(extra)).unread).toEqual([1])
    },
    90_000,
  )

  test('by a warning that names the pages', () => {
    const document: Document = { container: 'image', charset: 'utf-8', blocks: [], metas: {}, scanned: true }
    expect(unreadPages(document)).toEqual([])
    expect(unreadPages({ ...document, unread: [2, 5] })).toMatchObject([
      {
        code: 'unread-text',
        severity: 'warning',
        metrics: [],
        message: expect.stringMatching(/^page 2, 5 /u) as unknown,
      },
    ])
  })
})
