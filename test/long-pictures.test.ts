import { describe, expect, test } from 'vitest'
import { slicesOf } from '../src/extract/engines/longPage.ts'
import { readDocument } from '../src/extract/readers/readDocument.ts'
import type { Document, Table } from '../src/model/document.ts'
import { random } from './documents/random.ts'
import { pdfOf } from './pdfMade.ts'
import { scannedPages } from './scans/madeScan.ts'
import { pngOf } from './scans/writePng.ts'

const [rows, columns, high, wide] = [60, 3, 24, 120]
const dice = random('long picture')
const figures = Array.from({ length: rows }, () =>
  Array.from({ length: columns }, () => String(dice.int(0, 10 ** dice.int(1, 4) - 1))),
)

/** One table from the top to the foot of a page that is more than twice as high as wide. */
async function longPicture(): Promise<Uint8Array> {
  const lines = [
    ...Array.from(
      { length: rows + 1 },
      (_, at) => `60 ${740 - at * high} m ${60 + columns * wide} ${740 - at * high} l S`,
    ),
    ...Array.from(
      { length: columns + 1 },
      (_, at) => `${60 + at * wide} 740 m ${60 + at * wide} ${740 - rows * high} l S`,
    ),
  ]
  const texts = figures.flatMap((row, y) =>
    row.map((text, x) => `BT /F 11 Tf ${66 + x * wide} ${740 - y * high - 16} Td (${text}) Tj ET`),
  )
  const content = `0.8 w\n${lines.join('\n')}\n${texts.join('\n')}\n`
  const pdf = pdfOf([{ content, entries: '/MediaBox [0 -800 600 800]' }])
  const [page] = await scannedPages(pdf, { name: 'long', dpi: 228 }, 'long picture')
  if (page === undefined) throw new Error('no page')
  return pngOf(page, { depth: 8, colour: 2 })
}

const tables = ({ blocks }: Document): readonly Table['rows'][] =>
  blocks.flatMap((block) => (block.kind === 'table' ? [block.table.rows] : []))

describe('a picture of many pages below each other (长图)', () => {
  test('is cut and read as one document, its table as one table', async () => {
    const outcome = readDocument(await longPicture(), { name: null, mediaType: null })
    if (outcome.kind === 'refused') throw new Error(outcome.message)
    const [table, ...others] = tables(outcome.document)
    expect(others).toEqual([])
    expect(table?.map((row) => row.length)).toEqual(figures.map((row) => row.length))
    const cells =
      table?.flatMap((row, y) => row.map((cell, x) => ({ ...cell, printed: figures[y]?.[x] }))) ?? []
    const wrong = cells.filter(({ text, printed }) => text !== printed)
    expect(wrong.filter(({ ocr }) => ocr === 'sure')).toEqual([])
    expect(wrong.length).toBeLessThan(0.05 * cells.length)
    expect(new Set(cells.map(({ page }) => page))).toEqual(new Set([0]))
  }, 120_000)

  /** Ink in the rows that `inked` names, over so many of 200 pixels. */
  const look = (height: number, inked: (y: number) => number): Parameters<typeof slicesOf>[0] => ({
    width: 200,
    height,
    gray: Uint8Array.from({ length: 200 * height }, (_, at) =>
      at % 200 < inked(Math.floor(at / 200)) ? 0 : 255,
    ),
  })
  const cuts = (height: number, inked: (y: number) => number): readonly (readonly number[])[] =>
    slicesOf(look(height, inked)).map(({ top, bottom }) => [
      Math.round(top * height),
      Math.round(bottom * height),
    ])

  test('is cut through paper where there is some, and nothing is left out', () => {
    const [first = [], second = [], ...more] = cuts(500, (y) => (y % 40 < 20 ? 3 : 0))
    expect(more).toEqual([])
    expect([first[0], second[1]]).toEqual([0, 500])
    expect(first[1]).toBe(second[0])
    expect((first[1] ?? 0) % 40).toBeGreaterThanOrEqual(20)
  })

  test('is cut along a ruling line, which both parts then have', () => {
    const [first = [], second = []] = cuts(500, (y) => (y % 50 < 2 ? 200 : 2))
    const line = Math.floor((first[1] ?? 0) / 50) * 50
    expect(second[0]).toBeLessThanOrEqual(line)
    expect(first[1]).toBeGreaterThanOrEqual(line + 2)
  })

  test('is cut somewhere where everything is ink', () => {
    const all = cuts(900, () => 60)
    expect(all[0]?.[0]).toBe(0)
    expect(all.at(-1)?.[1]).toBe(900)
    expect(Math.max(...all.map(([top = 0, bottom = 0]) => bottom - top))).toBeLessThanOrEqual(283)
  })
})
