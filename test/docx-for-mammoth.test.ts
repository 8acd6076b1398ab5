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
    ['apostrophes and spaces', "<w:rPr><w:sz  w:val = '2\"0' /><w:b/></w:rPr><w:t>字</w:t>"],
  ])('is the same for %s', async (_, run) => {
    const bytes = await docxOf(p('前').replace('</w:p>', `<w:r>${run}</w:r></w:p>`))
    expect(await preview(bytes)).toBe(await whole(bytes))
  })
})
