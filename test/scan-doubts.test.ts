import { describe, expect, test } from 'vitest'
import type { Document } from '../src/model/document.ts'
import type { Report } from '../src/model/report.ts'
import { digitsLike, randomShapes } from './scans/shapes.ts'
import { shapeReader } from '../src/extract/engines/digitShapes.ts'
import { cellEvidence } from '../src/extract/cellEvidence.ts'
import { loneBundle } from '../src/pipeline/loneBundle.ts'
import { withKnownLabels } from '../src/extract/scannedLabels.ts'
import { loadConfig } from '../src/config/loadConfig.ts'
import { scanFindings } from '../src/validate/scanFindings.ts'
import type { PlacedSum } from '../src/model/placedSum.ts'

const { knowledge } = await loadConfig(new URL('../config', import.meta.url).pathname)

const nobody = { siteDivision: null, givenUnit: null, givenYear: null }

type Figure = readonly [value: number | null, ocr: 'sure' | 'unsure']

function reportOf(read: Readonly<Record<string, Figure>>, from: Report['unit_from'] = 'given'): Report {
  const metrics = Object.entries(read)
  const place = { raw: '', source: `sha256:${'0'.repeat(64)}`, table: 1, row: 1, column: 1 }
  return {
    schema: 'nianbao/report@1',
    id: null,
    rules: '1',
    unit: { name: '财政局', as_printed: '财政局', code: null, division: null },
    unit_from: from,
    year: 2022,
    year_from: 'given',
    title: '某局2022年政府信息公开工作年度报告',
    published: null,
    forms: {},
    sections: [],
    figures: Object.fromEntries(metrics.map(([metric, [value]]) => [metric, value])),
    cells: Object.fromEntries(metrics.map(([metric, [, ocr]]) => [metric, { ...place, ocr }])),
    statements: [],
    findings: [],
    sources: [],
    editions: [],
  }
}

const sum = (left: readonly string[], right: string): PlacedSum => ({ left, right: [right], where: '' })
const row = sum(['a', 'b'], 'total')

const doubted = (read: Readonly<Record<string, Figure>>, sums: readonly PlacedSum[]): readonly string[] =>
  scanFindings(reportOf(read), sums).flatMap(({ severity, metrics }) =>
    severity === 'warning' ? metrics : [],
  )

describe('what OCR read is marked unless two things vouch for it', () => {
  test('sure figures that a sum holds together, and sure ones in no sum, stand without a warning', () => {
    expect(doubted({ a: [1, 'sure'], b: [2, 'sure'], total: [3, 'sure'], fees: [7, 'sure'] }, [row])).toEqual(
      [],
    )
  })

  test('an unsure figure in no sum is in doubt', () => {
    expect(doubted({ fees: [7, 'unsure'] }, [])).toEqual(['fees'])
  })

  test('a sum that holds vouches for the one figure in it that is unsure', () => {
    expect(doubted({ a: [1, 'unsure'], b: [2, 'sure'], total: [3, 'sure'] }, [row])).toEqual([])
  })

  test('a sum vouches for neither of two unsure figures, whose errors may make up for each other', () => {
    expect(doubted({ a: [2, 'unsure'], b: [1, 'unsure'], total: [3, 'sure'] }, [row])).toEqual(['a', 'b'])
  })

  test('two unsure figures of one sum are each certain by the sum across them', () => {
    const columns = [sum(['a', 'c'], 'e'), sum(['b', 'd'], 'f')]
    const read = {
      a: [1, 'unsure'],
      b: [2, 'unsure'],
      total: [3, 'sure'],
      c: [4, 'sure'],
      d: [5, 'sure'],
      e: [5, 'sure'],
      f: [7, 'sure'],
    } as const
    expect(doubted(read, [row, ...columns])).toEqual([])
  })

  test('a sum that fails puts its sure figures in doubt too, but for those that another sum vouches for', () => {
    const read = { a: [1, 'sure'], b: [2, 'sure'], total: [4, 'sure'] } as const
    expect(doubted(read, [row])).toEqual(['a', 'b', 'total'])
    expect(doubted({ ...read, c: [4, 'sure'], e: [5, 'sure'] }, [row, sum(['a', 'c'], 'e')])).toEqual([
      'b',
      'total',
    ])
  })

  test('a blank that makes a sum fail is in doubt: its figure may have been too faint', () => {
    expect(doubted({ a: [1, 'sure'], b: [null, 'sure'], total: [3, 'sure'] }, [row])).toEqual([
      'a',
      'b',
      'total',
    ])
  })

  test('words of the report itself that name a unit which no register has are a warning', () => {
    const found = scanFindings(reportOf({ a: [1, 'sure'] }, 'title'), [])
    expect(found).toContainEqual(
      expect.objectContaining({ code: 'read-by-ocr', severity: 'warning', metrics: [] }),
    )
  })

  test('a report that is text has none of these findings', () => {
    const report = reportOf({ a: [1, 'sure'] }, 'title')
    const place = { raw: '', source: `sha256:${'0'.repeat(64)}`, table: 1, row: 1, column: 1 }
    const cells = { a: place }
    expect(scanFindings({ ...report, cells }, [])).toEqual([])
  })
})

const cell = { row: 0, column: 0, rowSpan: 1, columnSpan: 1 }
const documentOf = (text: string): Document => ({
  container: 'pdf',
  charset: 'utf-8',
  metas: {},
  scanned: true,
  blocks: [
    { kind: 'table', table: { rows: [[{ ...cell, text, ocr: 'sure' }]], width: 1, spansKnown: true } },
  ],
})
const labelOf = (document: Document): string | undefined => {
  const [block] = withKnownLabels(document, knowledge.forms).blocks
  return block?.kind === 'table' ? block.table.rows[0]?.[0]?.text : undefined
}

describe('labels that OCR read', () => {
  test.each([
    ['|.信访举报投诉类申请', '1.信访举报投诉类申请'],
    ['6.属于四粪过程性信息', '6.属于四类过程性信息'],
  ])('%s is the label of the form that it nearly is', (printed, meant) => {
    expect(labelOf(documentOf(printed))).toBe(meant)
  })

  test.each(['结果', '某某街道办事处', '123'])('%s is near no label and stays', (printed) => {
    expect(labelOf(documentOf(printed))).toBe(printed)
  })

  test('a label beyond recognition is told by its place between two rows that stand one row apart, and by nothing else', () => {
    const between = (...texts: readonly string[]): readonly (string | undefined)[] => {
      const rows = texts.map((text, row) => [{ ...cell, row, text }])
      const document = {
        ...documentOf(''),
        blocks: [{ kind: 'table' as const, table: { rows, width: 1, spansKnown: true } }],
      }
      return withKnownLabels(document, knowledge.forms).blocks.flatMap((block) =>
        block.kind === 'table' ? block.table.rows.flatMap((row) => row.map(({ text }) => text)) : [],
      )
    }
    const [above, below] = [
      '二、上年结转政府信息公开申请数量',
      '（二）部分公开（区分处理的，只计这一情形，不计其他情形）',
    ]
    expect(between(above, '(二大巴以公开', below)[1]).toBe('（一）予以公开')
    expect(between(above, '(二大巴以公开', '1.属于国家秘密')[1]).toBe('(二大巴以公开')
    expect(between(above, '某某某某某某', below)[1]).toBe('某某某某某某')
  })

  test('a head beyond recognition is told by the heads on both sides of it', () => {
    const row = ['商业企业', '科巴机松', '社会公益组织'].map((text, column) => ({ ...cell, column, text }))
    const table = { rows: [row], width: 3, spansKnown: true }
    const [block] = withKnownLabels(
      { ...documentOf(''), blocks: [{ kind: 'table', table }] },
      knowledge.forms,
    ).blocks
    expect(block?.kind === 'table' && block.table.rows[0]?.map(({ text }) => text)).toEqual([
      '商业企业',
      '科研机构',
      '社会公益组织',
    ])
  })

  test('a document that is text keeps every word', () => {
    const { scanned, ...text } = documentOf('|.信访举报投诉类申请')
    expect([scanned, labelOf(text)]).toEqual([true, '|.信访举报投诉类申请'])
  })
})

describe('evidence of OCR', () => {
  test('a figure has what its cell says; one without such a cell is unsure; one of a text has nothing', () => {
    const document = documentOf('7')
    const [original] = loneBundle(Buffer.from('x'), 'x', nobody).originals
    if (original === undefined) throw new Error('a lone file is no original')
    const source = `sha256:${original.sha256}`
    const place = { table: 1, row: 1, column: 1 }
    expect(cellEvidence(document, original)(place)).toEqual({ source, ocr: 'sure' })
    expect(cellEvidence(document, original)({ ...place, table: 2 })).toEqual({ source, ocr: 'unsure' })
    const { scanned, ...text } = document
    expect([scanned, cellEvidence(text, original)(place)]).toEqual([true, { source }])
  })
})

describe('the shapes of digits', () => {
  test('a digit is known by two others of its kind, never by itself or by one that was misread', () => {
    const [three, eight] = randomShapes(2)
    const known = [...digitsLike('3', three, 3), ...digitsLike('8', eight, 3)]
    const [sample] = digitsLike('3', three, 1)
    if (sample === undefined) throw new Error('no sample')
    expect(shapeReader(known)(sample.shape)).toEqual({ digit: '3', clear: true })
    expect(shapeReader([{ digit: '3', shape: sample.shape }])(sample.shape)).toBeNull()
    const misread = [...digitsLike('8', eight, 3), ...digitsLike('8', three, 1)]
    expect(shapeReader(misread)(sample.shape)).not.toEqual({ digit: '8', clear: true })
  })
})
