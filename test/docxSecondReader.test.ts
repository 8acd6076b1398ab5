import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { load } from 'cheerio'
import { describe, expect, test } from 'vitest'
import { preview } from '../src/extract/preview.ts'
import { readDocx } from '../src/extract/readers/docx.ts'
import type { Cell } from '../src/model/document.ts'
import {
  docxOf,
  goesOn,
  p,
  restart,
  span,
  t,
  tbl,
  tc,
  tr,
  zipOf,
  plainParts,
  documentXml,
} from './docxMade.ts'

type Placed = Pick<Cell, 'text' | 'row' | 'column' | 'rowSpan' | 'columnSpan'>

/** The grid that is seen: every place holds the text of the cell that covers it. */
function gridOf(cells: readonly Placed[]): string[][] {
  const grid: string[][] = []
  for (const { text, row, column, rowSpan, columnSpan } of cells) {
    for (let r = row; r < row + rowSpan; r++) {
      const line = (grid[r] ??= [])
      for (let c = column; c < column + columnSpan; c++) line[c] = text.replaceAll(/\s+/gu, '')
    }
  }
  return grid
}

function ours(bytes: Buffer): string[][][] {
  return readDocx(bytes).blocks.flatMap((block) =>
    block.kind === 'table' ? [gridOf(block.table.rows.flat())] : [],
  )
}

/** The tables of mammoth's HTML by the rules of HTML: a cell takes the first place that no span covers. */
async function mammoths(bytes: Buffer): Promise<string[][][]> {
  const $ = load(await preview(bytes))
  return (
    $('table')
      .toArray()
      .map((table) => {
        const taken = new Set<string>()
        return $(table)
          .find('> tbody > tr, > thead > tr, > tr')
          .toArray()
          .flatMap((tr, row) => {
            let column = 0
            return $(tr)
              .find('> td, > th')
              .toArray()
              .map((td): Placed => {
                while (taken.has(`${row},${column}`)) column++
                const rowSpan = Number($(td).attr('rowspan') ?? 1)
                const columnSpan = Number($(td).attr('colspan') ?? 1)
                for (let r = 0; r < rowSpan; r++) {
                  for (let c = 0; c < columnSpan; c++) taken.add(`${row + r},${column + c}`)
                }
                const content = $(td).clone()
                content.find('table').remove()
                return { text: content.text(), row, column, rowSpan, columnSpan }
              })
          })
      })
      // Our reader takes a table of one cell for a frame.
      .filter((cells) => cells.length > 1)
      .map(gridOf)
  )
}

const corpus = new URL('../../shared/corpus', import.meta.url).pathname
const corpusFiles = globSync(`${corpus}/*.docx`)

describe('mammoth, which shares no line with our reader, sees the same tables', () => {
  if (!existsSync(corpus)) console.warn(`skipped: no documents at ${corpus}`) // eslint-disable-line no-console -- a skip must be seen

  test.runIf(corpusFiles.length > 0).each(corpusFiles.map((file) => [basename(file), file]))(
    'in %s',
    async (_, file) => {
      const bytes = readFileSync(file)
      const tables = ours(bytes)
      expect(tables.length).toBeGreaterThan(2)
      expect(tables).toEqual(await mammoths(bytes))
    },
  )

  test.each([
    [
      'merged cells',
      tbl(
        tr(tc('a', span(2)), tc('b', restart)),
        tr(tc('c'), tc('d'), tc('', goesOn)),
        tr(tc('e', restart), tc('f', span(2))),
        tr(tc('', goesOn), tc('g'), tc('h')),
      ),
    ],
    ['nested tables', tbl(tr(tc('外'), `<w:tc>${p('旁')}${tbl(tr(tc('内'), tc('8')))}<w:p/></w:tc>`))],
    [
      'tracked changes',
      tbl(
        tr(
          tc('a'),
          `<w:tc><w:p><w:del w:id="1"><w:r><w:delText>9</w:delText></w:r></w:del><w:ins w:id="2">${t('15')}</w:ins></w:p></w:tc>`,
        ),
        `<w:tr><w:trPr><w:del w:id="3"/></w:trPr>${tc('x')}${tc('y')}</w:tr>`,
      ),
    ],
    ['content controls', tbl(tr(tc('a'), `<w:sdt><w:sdtContent>${tc('b')}</w:sdtContent></w:sdt>`))],
    ['several tables', tbl(tr(tc('a'), tc('b'))) + p('文') + tbl(tr(tc('c'), tc('d')), tr(tc('e', span(2))))],
  ])('in a made document with %s', async (_, body) => {
    const bytes = await docxOf(body)
    const tables = ours(bytes)
    expect(tables.length).toBeGreaterThan(0)
    expect(tables).toEqual(await mammoths(bytes))
  })
})

describe('the preview', () => {
  test('shows paragraphs and tables as HTML', async () => {
    expect(await preview(await docxOf(p('公开') + tbl(tr(tc('a'), tc('b')))))).toBe(
      '<p>公开</p><table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>',
    )
  })

  test('never gives mammoth what our reader refuses, nor a bomb in a part that our reader does not open', async () => {
    const parts = { ...plainParts, 'word/document.xml': documentXml(p('x')) }
    await expect(preview(Buffer.from('no zip'))).rejects.toMatchObject({ code: 'unreadable-file' })
    const bomb = await zipOf({ ...parts, 'word/media/image1.png': Buffer.alloc(5_000_000) })
    expect(readDocx(bomb).blocks).toHaveLength(1)
    await expect(preview(bomb)).rejects.toMatchObject({ code: 'too-large' })
    const stored = await zipOf({ ...parts, 'word/styles.xml': Buffer.alloc(17 * 1024 * 1024, ' ') }, false)
    await expect(preview(stored)).rejects.toMatchObject({ code: 'too-large' })
  })

  test('a part that mammoth cannot read is a failure with its cause', async () => {
    const parts = { ...plainParts, 'word/document.xml': documentXml(p('x')), 'word/styles.xml': '<w:styles' }
    const broken = preview(
      await zipOf({
        ...parts,
        'word/_rels/document.xml.rels':
          '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>',
      }),
    )
    await expect(broken).rejects.toMatchObject({
      code: 'unreadable-file',
      cause: expect.any(Error) as unknown,
    })
  })
})
