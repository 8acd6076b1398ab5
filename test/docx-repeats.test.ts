import { describe, expect, test } from 'vitest'
import { readDocx } from '../src/extract/readers/docx.ts'
import type { Document } from '../src/model/document.ts'
import { docxOf, p, tbl, tr } from './docxMade.ts'

const textsOf = ({ blocks }: Document): readonly string[] =>
  blocks.flatMap((block) =>
    block.kind === 'paragraph' ? [block.text] : block.table.rows.flat().map(({ text }) => text),
  )
const read = async (...body: readonly string[]): Promise<readonly string[]> =>
  textsOf(readDocx(await docxOf(body.join(''))))

const run = (properties: string, text: string): string =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`
const line = (...runs: readonly string[]): string => `<w:p>${runs.join('')}</w:p>`
const fonts = '<w:rFonts w:ascii="宋体"/><w:sz w:val="20"/>'

describe('properties that come again byte by byte', () => {
  test('hide, strike and raise each run that has them, and no other', async () => {
    const hidden = `${fonts}<w:vanish/>`
    const struck = `${fonts}<w:strike w:val="true"/>`
    const lines = Array.from({ length: 5 }, (_, n) =>
      line(run(fonts, `${n}1`), run(hidden, '9'), run(struck, '8'), run(fonts, '件')),
    )
    expect(await read(...lines)).toEqual(['01~8件', '11~8件', '21~8件', '31~8件', '41~8件'])
  })

  test('are told apart where they differ in one letter', async () => {
    const sized = (size: number): string => `<w:rFonts w:ascii="宋体"/><w:sz w:val="${size}"/>`
    const lines = [3, 2, 3, 2, 4].map((size) => line(run(sized(size), `字${size}`), run('', '后')))
    expect(await read(...lines)).toEqual(['字3后', '后', '字3后', '后', '字4后'])
  })

  test('are those of the cell, row and paragraph in which they stand', async () => {
    const spanning = (text: string): string =>
      `<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>${p(text)}</w:tc>`
    const [table] = readDocx(
      await docxOf(tbl(tr(spanning('a'), spanning('b')), tr(spanning('c'), spanning('d')))),
    ).blocks
    const spans =
      table?.kind === 'table'
        ? table.table.rows.flat().map(({ column, columnSpan }) => [column, columnSpan])
        : []
    expect(spans).toEqual([
      [0, 2],
      [2, 2],
      [0, 2],
      [2, 2],
    ])
  })

  test('end where they end, also with earlier properties, a comment or CDATA in them', async () => {
    const before = `<w:rPrChange w:id="1"><w:rPr><w:vanish/></w:rPr></w:rPrChange>`
    const comment = `<!-- </w:rPr><w:vanish/> -->${fonts}`
    const lines = Array.from({ length: 3 }, (_, n) => line(run(before, `前${n}`), run(comment, `注${n}`)))
    expect(await read(...lines)).toEqual(['前0注0', '前1注1', '前2注2'])
  })

  test('count with their levels against files that nest without end', async () => {
    const properties = '<w:pPr><w:a><w:b><w:c/></w:b></w:a></w:pPr>'
    const nested = (depth: number): string =>
      `${'<w:sdt>'.repeat(depth)}<w:p>${properties}</w:p>${'</w:sdt>'.repeat(depth)}`
    await expect(read(nested(100), nested(245))).resolves.toEqual([])
    await expect(read(nested(100), nested(251))).rejects.toMatchObject({ code: 'too-large' })
  })

  test('may be as many as there are runs', async () => {
    const lines = Array.from({ length: 300 }, (_, n) =>
      line(
        run(`<w:color w:val="${String(n).padStart(6, '0')}"/>${n % 2 === 0 ? '<w:vanish/>' : ''}`, String(n)),
      ),
    )
    const odd = Array.from({ length: 150 }, (_, n) => String(2 * n + 1))
    expect(await read(...lines)).toEqual(odd)
  })
})
