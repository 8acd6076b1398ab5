import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NianbaoError } from '../src/errors.ts'
import { readDocx } from '../src/extract/readers/docx.ts'
import { walkTags } from '../src/extract/readers/docxTags.ts'
import type { Document } from '../src/model/document.ts'
import { docxOf, documentXml, goesOn, p, plainParts, restart, span, tbl, tc, tr, zipOf } from './docxMade.ts'

const report = [
  p('某市财政局2023年政府信息公开工作年度报告'),
  tbl(
    tr(tc('信息内容'), tc('现行有效件数', span(2))),
    tr(tc('规章', restart), tc('12'), tc('3')),
    tr(tc('', goesOn), tc('45'), tc('6')),
  ),
  p('二、主动公开政府信息情况'),
].join('')

/** The document, or the code of the failure; any other exception ends the test. */
function outcome(bytes: Buffer): Document | string {
  try {
    return readDocx(bytes)
  } catch (error) {
    if (error instanceof NianbaoError) return error.code
    throw error
  }
}

/** Stored without compression, so that made bytes are as large as they look and no ratio stops them. */
const stored = (body: string) => zipOf({ ...plainParts, 'word/document.xml': documentXml(body) }, false)

describe('damage', () => {
  const real = new URL('../../shared/corpus/009-suqian-2023.docx', import.meta.url).pathname
  if (!existsSync(real)) console.warn(`skipped: no document at ${real}`) // eslint-disable-line no-console -- a skip must be seen

  test('a file that is cut off anywhere is a failure, never half a report', async () => {
    for (const bytes of [await docxOf(report), ...(existsSync(real) ? [readFileSync(real)] : [])]) {
      for (let part = 0; part < 50; part++) {
        const cut = bytes.subarray(0, Math.floor((bytes.length * part) / 50))
        expect(outcome(cut)).toBe(part === 0 ? 'empty-file' : 'unreadable-file')
      }
      expect(outcome(bytes)).toMatchObject({ container: 'docx' })
    }
  })

  test('flipped bytes give the same document or a failure with a code', async () => {
    const bytes = await docxOf(report)
    const whole = readDocx(bytes)
    const flips = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 3,
    })
    fc.assert(
      fc.property(flips, (places) => {
        const copy = Buffer.from(bytes)
        for (const [at, mask] of places) copy[at] = (copy[at] ?? 0) ^ mask
        const read = outcome(copy)
        if (typeof read !== 'string') expect(read).toEqual(whole)
      }),
      { numRuns: 2000 },
    )
  })

  test('XML that is cut off before it was zipped is a failure at every place', async () => {
    const xml = documentXml(report)
    for (let length = 0; length < xml.length; length += 7) {
      const bytes = await zipOf({ ...plainParts, 'word/document.xml': xml.slice(0, length) })
      expect(outcome(bytes)).toBe('unreadable-file')
    }
  })

  test('XML with characters exchanged is a document or a failure with a code, never another exception', async () => {
    const xml = Buffer.from(documentXml(report))
    const characters = fc.constantFrom(...Array.from('<>/"\'&;:= !-[]?wtprcx1\0'))
    const changes = fc.array(fc.tuple(fc.nat(xml.length - 1), characters), { minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(changes, async (places) => {
        const copy = Buffer.from(xml)
        for (const [at, character] of places) copy.write(character, at, 'latin1')
        outcome(await zipOf({ ...plainParts, 'word/document.xml': copy }))
      }),
      { numRuns: 1000 },
    )
  })
})

describe('documents made to exhaust a reader', () => {
  test.each([
    ['a span of a billion', tbl(tr(tc('a', span(1_000_000_000))))],
    ['a span beyond all numbers', tbl(tr(tc('a', span('9'.repeat(400)))))],
    ['spans that add up to 65 columns', tbl(tr(tc('a', span(32)), tc('b', span(33))))],
    [
      'a billion free columns',
      tbl(`<w:tr><w:trPr><w:gridBefore w:val="1000000000"/></w:trPr>${tc('a')}</w:tr>`),
    ],
    ['2,001 rows', tbl(tr(tc('a'), tc('b')).repeat(2001))],
    ['20,000 nested tables', '<w:tbl><w:tr><w:tc>'.repeat(20_000) + '</w:tc></w:tr></w:tbl>'.repeat(20_000)],
    ['500,000 cells in rows', tbl(tr('<w:tc/>'.repeat(50)).repeat(100)).repeat(100)],
    ['500,000 cells in one row', tbl(tr('<w:tc/>'.repeat(500_000)))],
    ['a bomb of blanks', ' '.repeat(5_000_000)],
  ])('%s are refused as too large', async (name, body) => {
    const bytes = name.startsWith('a bomb') ? await docxOf(body) : await stored(body)
    expect(outcome(bytes)).toBe('too-large')
  })

  test('64 columns, 2,000 rows and 80 nested tables are still read', async () => {
    const wide = readDocx(await stored(tbl(tr(tc('a', span(63)), tc('b')))))
    expect(wide.blocks[0]).toMatchObject({ table: { width: 64 } })
    const long = readDocx(await stored(tbl(tr(tc('a'), tc('b')).repeat(2000))))
    expect(long.blocks[0]).toMatchObject({ kind: 'table' })
    const deep = readDocx(
      await stored(`<w:tbl><w:tr><w:tc/><w:tc>`.repeat(80) + '</w:tc></w:tr></w:tbl>'.repeat(80)),
    )
    expect(deep.blocks).toHaveLength(80)
  })

  test('the walk looks at each tag once, however the document is made', () => {
    const uri = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
    const vocabulary = [{ namespaces: [uri], names: { p: 'p' as const } }]
    const counted = { opened: 0, closed: 0, text: 0 }
    const paragraphs = 20_000
    const markup = `<w:d xmlns:w="${uri}">${'<w:p a="1" >x</w:p><w:q/>'.repeat(paragraphs)}</w:d>`
    walkTags({ bytes: Buffer.from(markup) }, vocabulary, {
      textIn: new Set(['p' as const]),
      open: () => {
        counted.opened++
        return 'enter'
      },
      close: () => {
        counted.closed++
      },
      text: (start, end) => {
        counted.text += end - start
      },
    })
    expect(counted).toEqual({ opened: paragraphs, closed: paragraphs, text: paragraphs })
  })

  // Each of these takes minutes with a reader that looks twice: the time limit of the test is their bound.
  test.each([
    [
      'an attribute name of a million letters',
      tbl(tr(tc('a', `<w:gridSpan ${'a'.repeat(1_000_000)}/>`), tc('b'))),
    ],
    ['a million beginnings of a declaration', p('xmlns:'.repeat(1_000_000))],
    [
      '100,000 fields inside each other',
      `<w:p>${`<w:r><w:fldChar w:fldCharType="begin"/><w:t>1</w:t></w:r>`.repeat(100_000)}</w:p>`,
    ],
    [
      '100,000 raised digits in one paragraph',
      `<w:p>${'<w:r><w:t>1</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'.repeat(100_000)}</w:p>`,
    ],
    [
      '100,000 prefixes for one namespace',
      `<w:p ${Array.from({ length: 100_000 }, (_, n) => `xmlns:a${n}="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`).join(' ')}/>${'<x:y/>'.repeat(100_000)}`,
    ],
  ])('%s cost no more than their length', async (_, body) => {
    const read = outcome(await stored(body))
    expect(typeof read === 'string' ? read : read.container).toMatch(/^(?:docx|unreadable-file)$/u)
  })

  test('quotes that never end are found once, not once for each tag', async () => {
    expect(outcome(await stored(`<w:p a="x" >`.repeat(200) + `<w:p a='`.repeat(200_000)))).toBe(
      'unreadable-file',
    )
    expect(outcome(await stored('<w:p/><![CDATA['.repeat(200_000)))).toBe('unreadable-file')
    expect(outcome(await stored(`<w:p>${'<w:r><w:t>&amp;'.repeat(50)}`))).toBe('unreadable-file')
  })
})
