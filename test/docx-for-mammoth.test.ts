import { globSync, readFileSync } from 'node:fs'
import mammoth from 'mammoth'
import { describe, expect, test } from 'vitest'
import { preview } from '../src/extract/preview.ts'
import { documentOf } from './explorer-archive.ts'
import { docxOf, p } from './docxMade.ts'

const whole = async (bytes: Uint8Array): Promise<string> =>
  (await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, { externalFileAccess: false })).value

describe('What mammoth makes of a docx without the looks', () => {
  test('is what it makes of the whole docx: of an invented report as Word writes it, and of those that sites publish', async () => {
    const published = globSync('test/recordings/**/*.docx').map((path) => readFileSync(path))
    expect(published.length).toBeGreaterThan(0)
    for (const bytes of [documentOf('米市巷街道', 2022, 'docx'), ...published])
      expect(await preview(bytes)).toBe(await whole(bytes))
  }, 120_000)

  test.each([
    [
      'a value that looks like the end of an element',
      '<w:rPr><w:lang w:val="a/&gt;b/>c"/><w:b/></w:rPr><w:t>字</w:t>',
    ],
    ['an element that is not empty', '<w:rPr><w:sz w:val="20"></w:sz><w:i/></w:rPr><w:t>字</w:t>'],
    ['an element in CDATA', '<w:t><![CDATA[<w:sz w:val="20"/>]]></w:t>'],
    ['an element in a comment', '<!-- <w:sz w:val="20"/> --><w:t>字</w:t>'],
    [
      'text that looks like an attribute of a sitting',
      '<w:t xml:space="preserve"> w:rsidR="1" w14:paraId="2"> </w:t>',
    ],
    [
      'runs and properties with attributes of sittings and without anything else',
      '<w:rPr/></w:r><w:r w:rsidR="00AB" w:rsidRPr="00CD"><w:rPr></w:rPr><w:t>字</w:t>',
    ],
    [
      'a deleted mark of a paragraph',
      '<w:t>字</w:t></w:r></w:p><w:p w14:paraId="1"><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>后</w:t>',
    ],
    [
      'a row that was deleted, and cells of which only the borders are told',
      '<w:t>字</w:t></w:r></w:p><w:tbl><w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc><w:p/></w:tc></w:tr><w:tr><w:trPr></w:trPr><w:tc><w:tcPr><w:tcBorders><w:top w:val="nil"/></w:tcBorders></w:tcPr><w:p w:rsidR="1" w:rsidP="2"/></w:tc><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl><w:p><w:r><w:t>后</w:t>',
    ],
    ['apostrophes and spaces', "<w:rPr><w:sz  w:val = '2\"0' /><w:b/></w:rPr><w:t>字</w:t>"],
  ])('is the same for %s', async (_, run) => {
    const bytes = await docxOf(p('前').replace('</w:p>', `<w:r>${run}</w:r></w:p>`))
    expect(await preview(bytes)).toBe(await whole(bytes))
  })
})
