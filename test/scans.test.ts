import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { openScanEngine } from '../src/extract/engines/scanEngine.ts'
import { readDocument } from '../src/extract/readers/readDocument.ts'
import type { Cell, Document } from '../src/model/document.ts'
import { judge } from './documents/judge.ts'
import type { MadeDocument } from './documents/makeDocument.ts'
import { madeReader } from './documents/readMade.ts'
import type { Truth } from './documents/truth.ts'
import { makeCase } from './fixtures/madeCase.ts'
import { everyday, isLong } from './running/everyday.ts'
import { digitSheet, type DigitSheet } from './scans/digitSheet.ts'
import { pdfOfPictures, scannedPages, storedPlain, type ScanLook } from './scans/madeScan.ts'
import { scanLooks } from './scans/scanLooks.ts'

const corpus = new URL('../../shared/corpus/', import.meta.url)
const scan = new URL('r1_scan200.pdf', corpus)
if (!existsSync(scan)) process.stdout.write('scans: the corpus is not here, its scan is not read\n')

const hint = { name: null, mediaType: null }

function documentOf(bytes: Uint8Array): Document {
  const outcome = readDocument(bytes, hint)
  if (outcome.kind === 'refused') throw new Error(outcome.message)
  return outcome.document
}

const scanned = async (pdf: Uint8Array, look: ScanLook, seed: string): Promise<Uint8Array> =>
  pdfOfPictures((await scannedPages(pdf, look, seed)).map(storedPlain))

const cellsOf = (document: Document): readonly Cell[] =>
  document.blocks.flatMap((block) => (block.kind === 'table' ? block.table.rows.flat() : []))

/** What became of each printed figure: sure and right, sure and wrong, not sure. */
async function count(
  sheet: DigitSheet,
  look: ScanLook,
  seed: string,
): Promise<Record<'right' | 'wrong' | 'unsure', number>> {
  const cells = new Map(
    cellsOf(documentOf(await scanned(sheet.pdf, look, seed))).map((cell) => [
      `${cell.row}.${cell.column}`,
      cell,
    ]),
  )
  const counts = { right: 0, wrong: 0, unsure: 0 }
  sheet.rows.forEach((row, y) => {
    row.forEach((text, x) => {
      const cell = cells.get(`${y}.${x}`)
      if (cell?.ocr !== 'sure') counts.unsure += 1
      else if (cell.text === text) counts.right += 1
      else counts.wrong += 1
    })
  })
  return counts
}

describe('figures of a scan', () => {
  const good = everyday(
    scanLooks.filter(({ name }) => ['200 dpi', '300 dpi', 'askew', 'seal', 'grainy'].includes(name)),
    1,
  )
  test.each(good)(
    'on a good scan ($name) nearly all are read for sure, and none of these is wrong',
    async (look) => {
      const sheet = digitSheet(look.name, isLong ? 20 : 10)
      const counts = await count(sheet, look, look.name)
      expect(counts.wrong).toBe(0)
      expect(counts.right).toBeGreaterThanOrEqual(0.9 * sheet.rows.flat().length)
    },
    120_000,
  )

  const bad: readonly ScanLook[] = [
    { name: 'far too small', dpi: 60, grain: 10 },
    ...scanLooks.filter(({ name }) =>
      ['100 dpi', 'blurred', 'dusty', 'faint', 'bilevel', '150 dpi'].includes(name),
    ),
  ]
  test.each(everyday(bad, 1))(
    'on a bad scan ($name) what is not certain is not sure',
    async (look) => {
      expect((await count(digitSheet(look.name, 12, 6), look, look.name)).wrong).toBe(0)
    },
    120_000,
  )

  test('a struck figure, one in red, one that runs into its ruling line and a blank with a smudge are not sure', async () => {
    const cell = (row: number, column: number): readonly [number, number] => [
      60 + column * 60,
      740 - row * 24,
    ]
    const at = (row: number, column: number, draw: (x: number, y: number) => string): string =>
      draw(...cell(row, column))
    const white = (x: number, y: number): string => `1 g ${x + 2} ${y - 22} 56 20 re f 0 g`
    const extra = [
      at(
        1,
        1,
        (x, y) =>
          `${white(x, y)} BT /F 11 Tf ${x + 6} ${y - 16} Td (3758) Tj ET 1 w ${x + 4} ${y - 12} m ${x + 34} ${y - 12} l S`,
      ),
      at(2, 2, (x, y) => `${white(x, y)} 1 0 0 rg BT /F 11 Tf ${x + 6} ${y - 16} Td (41) Tj ET 0 g`),
      at(3, 3, (x, y) => `${white(x, y)} BT /F 11 Tf ${x - 3} ${y - 16} Td (625) Tj ET`),
      at(4, 4, (x, y) => `${white(x, y)} 0.75 g ${x + 8} ${y - 16} 6 8 re f 0 g`),
    ].join('\n')
    const look = { name: 'plain', dpi: 200, grain: 3 }
    const cells = cellsOf(documentOf(await scanned(digitSheet('odd', 8, 6, extra).pdf, look, 'odd')))
    const odd = [1, 2, 3, 4].map(
      (place) => cells.find(({ row, column }) => row === place && column === place)?.ocr,
    )
    expect(odd).toEqual(['unsure', 'unsure', 'unsure', 'unsure'])
  }, 60_000)

  // Everyday test/page-images-together.test.ts reads the pages of the same scan.
  test.runIf(isLong && existsSync(scan))(
    'the scan of the corpus: every figure right or marked, at least 95 in 100 right, and all again alike',
    async () => {
      const truth = JSON.parse(readFileSync(new URL('r1_scan200.truth.json', corpus), 'utf8')) as Omit<
        Truth,
        'uncertain'
      >
      const { knowledge } = await loadConfig(new URL('../config', import.meta.url).pathname)
      const before = readdirSync('.')
      const bytes = readFileSync(scan)
      const read = madeReader(knowledge)
      const made: MadeDocument = {
        ...makeCase({ container: 'html', seed: 1, oddities: [] }),
        name: 'r1_scan200.pdf',
        bytes,
      }
      const report = read(made)
      const verdict = judge(report, { ...truth, uncertain: [] })
      expect(verdict.silent).toEqual([])
      expect(verdict.identity).toEqual([])
      expect(verdict.right).toBeGreaterThanOrEqual(0.95 * Object.keys(truth.figures).length)
      expect(report?.findings.map(({ code }) => code)).toContain('read-by-ocr')
      expect(read(made)).toEqual(report)
      expect(readdirSync('.')).toEqual(before)
    },
    120_000,
  )
})

describe('hostile scans', () => {
  const gray = {
    width: 8,
    height: 8,
    filter: 'FlateDecode' as const,
    bytes: storedPlain({ width: 8, height: 8, rgb: new Uint8Array(192).fill(128) }).bytes,
  }
  const codeOf = (bytes: Uint8Array): string => {
    const outcome = readDocument(bytes, hint)
    return outcome.kind === 'refused' ? outcome.code : 'document'
  }

  test('a thousand pages that are pictures are too many, and none of them is read', () => {
    expect(codeOf(pdfOfPictures(Array.from({ length: 1000 }, () => gray)))).toBe('too-large')
    expect(codeOf(pdfOfPictures(Array.from({ length: 31 }, () => gray)))).toBe('too-large')
  })

  test('pictures without words, of any shape and with any claim about their size, are refused with a code', () => {
    expect(codeOf(pdfOfPictures([gray]))).toBe('unreadable-file')
    expect(codeOf(pdfOfPictures([{ ...gray, height: 1, width: 64 }]))).toBe('unreadable-file')
    expect(codeOf(pdfOfPictures([{ ...gray, bytes: Buffer.from('nothing') }]))).toBe('unreadable-file')
    expect(['too-large', 'unreadable-file']).toContain(
      codeOf(pdfOfPictures([{ ...gray, width: 60_000, height: 60_000 }])),
    )
  }, 60_000)

  test('a time that is spent ends the reading, and the next file is read again', () => {
    const bytes = pdfOfPictures([gray])
    expect(openScanEngine(1)({ bytes, pages: [0] })).toMatchObject({ kind: 'fault', fault: 'too large' })
    expect(openScanEngine()({ bytes, pages: [0] })).toMatchObject({ kind: 'pages' })
  }, 30_000)
})
