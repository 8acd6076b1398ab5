import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { readDocument, type ReadOutcome } from '../src/extract/readers/readDocument.ts'
import { bytesOf, para } from './docMade.ts'
import { writeCfb } from './documents/writeCfb.ts'

const read = (bytes: Uint8Array | string, name: string | null = null): ReadOutcome =>
  readDocument(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, { name, mediaType: null })
const containerOf = (bytes: Uint8Array | string, name?: string): string => {
  const outcome = read(bytes, name)
  return outcome.kind === 'document' ? outcome.document.container : `${outcome.code}: ${outcome.message}`
}

async function zip(entries: Readonly<Record<string, string>>): Promise<Buffer> {
  const file = new ZipFile()
  for (const [name, text] of Object.entries(entries)) file.addBuffer(Buffer.from(text), name)
  file.end()
  const chunks: Buffer[] = []
  for await (const chunk of file.outputStream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

const wordprocessing = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const docx = () =>
  zip({
    '[Content_Types].xml': '<Types/>',
    'word/document.xml': `<w:document xmlns:w="${wordprocessing}"><w:body><w:p><w:r><w:t>年报</w:t></w:r></w:p></w:body></w:document>`,
  })

test('the bytes decide, never the name', async () => {
  expect(containerOf(await docx(), '年报.html')).toBe('docx')
  expect(containerOf('<p>年报</p>', '年报.docx')).toBe('html')
  expect(containerOf('年报', '年报.pdf')).toBe('text')
  expect(containerOf(bytesOf([para('年报')]), '年报.docx')).toBe('doc')
  expect(containerOf('{\\rtf1 x\\par}', '年报.doc')).toBe('rtf')
})

test.each([
  ['a document', '<!DOCTYPE html><html><body>年报</body></html>'],
  ['a fragment without html', '<p>年报</p>'],
  ['a bare table', '<table><tr><td>0</table>'],
  ['after a byte order mark and white space', '\uFEFF \r\n\t<div>年报</div>'],
  [
    'after comments and declarations',
    '<!-- saved -->\n<?xml version="1.0"?><!DOCTYPE HTML PUBLIC "x">\n<!-- 2 --><HTML>年报',
  ],
  ['a fragment that begins with words', '年报正文<p>规章</p><br>'],
  ['with a platform tag first', '<UCAPCONTENT><p>年报</p></UCAPCONTENT>'],
])('HTML is known by its tags: %s', (_, html) => {
  expect(containerOf(html)).toBe('html')
})

test('text that only speaks of tags is text', () => {
  expect(containerOf('页面用 <p> 与 <table> 标签编写，a < b')).toBe('text')
})

test('a file without a word is empty, not a report', () => {
  for (const nothing of ['', ' \n\t\u3000', '\uFEFF', '\uFEFF\u00A0']) {
    expect(read(nothing)).toMatchObject({ kind: 'refused', code: 'empty-file' })
  }
})

test('a kind without a reader is refused by its name', () => {
  expect(read('wOFF', '年报')).toEqual({
    kind: 'refused',
    code: 'unreadable-file',
    message: 'font: no reader yet, not extracted (年报)',
  })
})

test('a picture of a kind without a reader says what to save it as', () => {
  const kinds: readonly (readonly [string, Uint8Array | string])[] = [
    ['GIF image', 'GIF89a'],
    ['TIFF image', 'II*\0'],
    ['WebP image', 'RIFF0000WEBPVP8 '],
  ]
  for (const [name, bytes] of kinds) {
    const outcome = read(bytes, '年报')
    expect(outcome, name).toMatchObject({ kind: 'refused', code: 'unreadable-file' })
    expect(outcome.kind === 'refused' && outcome.message, name).toMatch(
      new RegExp(`^${RegExp.escape(name)}.*save it as PNG, and import that \\(年报\\)$`, 'u'),
    )
  }
})

test('a kind that another program can save in one that is read says so', async () => {
  const office2003 = (program: string): string =>
    `<?xml version="1.0"?>\n<?mso-application progid="${program}"?>\n<Workbook/>`
  const kinds: readonly (readonly [string, Uint8Array | string])[] = [
    ['old Office document', writeCfb({ 'PowerPoint Document': Buffer.alloc(10) })],
    ['OFD', await zip({ 'OFD.xml': '' })],
    ['OpenDocument', await zip({ mimetype: '', 'content.xml': '' })],
    ['Excel 2003 XML', office2003('Excel.Sheet')],
    ['Word 2003 XML', office2003('Word.Document')],
    ['XML', '<?xml version="1.0"?><feed/>'],
    ['PostScript', '%!PS-Adobe-3.0\n%%Pages: 3\n'],
  ]
  for (const [name, bytes] of kinds) {
    const outcome = read(bytes, '年报')
    expect(outcome, name).toMatchObject({ kind: 'refused', code: 'unreadable-file' })
    expect(outcome.kind === 'refused' && outcome.message, name).toMatch(
      new RegExp(`^${RegExp.escape(name)}.*not extracted; open it, save it as .*\\(年报\\)$`, 'u'),
    )
  }
})

test('an archive that is not opened says what to do', async () => {
  const kinds: readonly (readonly [string, Uint8Array | string])[] = [
    ['ZIP archive', await zip({ '年报.docx': 'word/' })],
    ['RAR archive', 'Rar!\x1a\x07\x00'],
    ['7-Zip archive', Buffer.from("7z\xbc\xaf'\x1c", 'latin1')],
    ['gzip archive', Buffer.from('1f8b08', 'hex')],
  ]
  for (const [name, bytes] of kinds) {
    const outcome = read(bytes, '年报')
    expect(outcome, name).toMatchObject({ kind: 'refused', code: 'unreadable-file' })
    expect(outcome.kind === 'refused' && outcome.message).toMatch(new RegExp(`^${name}: .*unpack it`, 'u'))
  }
})

test('an encrypted Office file is called so', () => {
  const file = writeCfb({ EncryptedPackage: Buffer.alloc(10) })
  expect(containerOf(file)).toMatch(/^unreadable-file: Office document: encrypted/u)
})

test('a compound file that is cut off is called damaged', () => {
  const whole = writeCfb({ WordDocument: Buffer.alloc(5000) })
  for (const size of [8, 100, 512, 1000]) {
    expect(containerOf(whole.subarray(0, size)), String(size)).toMatch(/^unreadable-file: .*damaged/u)
  }
})

describe('a saved web archive is the page in it', () => {
  const archive = (encoding: string, page: string, end = '--mark--'): string =>
    'From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="mark"\r\n\r\n' +
    '--mark\r\nContent-Type: image/png\r\n\r\n<p>no</p>\r\n' +
    `--mark\r\nContent-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${page}\r\n${end}\r\n`
  const words = (bytes: string): unknown => {
    const outcome = read(bytes)
    return outcome.kind === 'document' ? outcome.document.blocks : outcome.message
  }
  const yearbook = [{ kind: 'paragraph', text: '年报=1' }]

  test.each([
    ['quoted-printable', '<p>=C4=EA=B1=\r\n=A8=3D1</p>'],
    ['base64', Buffer.from([0x3c, 0x70, 0x3e, 0xc4, 0xea, 0xb1, 0xa8, 0x3d, 0x31]).toString('base64')],
    ['8bit', '<p>年报=1</p>'],
  ])('in %s', (encoding, page) => {
    expect(words(archive(encoding, page))).toEqual(yearbook)
  })

  test('also where it lies in a part of parts', () => {
    const inner = '--in\n\n--in\nContent-Type: text/html\n\n<p>年报=1</p>\n--in--\n'
    const outer = `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=out\n\n--out\nContent-Type: multipart/related; boundary=in\n\n${inner}\n--out--`
    expect(words(outer)).toEqual(yearbook)
  })

  test('and one that is cut off or has no page is damaged', () => {
    expect(words(archive('8bit', '<p>年报</p>', ''))).toMatch(/cut off/u)
    expect(words('MIME-Version: 1.0\nContent-Type: text/plain\n\n年报')).toMatch(/without a page/u)
    expect(words('MIME-Version: 1.0\nContent-Type: multipart/related\n\n--\n\n年报')).toMatch(
      /without a page/u,
    )
  })
})

test('a docx that is cut off is called damaged, wherever the cut is', async () => {
  const whole = await docx()
  for (let size = 4; size < whole.length; size += 7) {
    expect(containerOf(whole.subarray(0, size)), String(size)).toMatch(
      /^unreadable-file: .*damaged or cut off/u,
    )
  }
})

test('a zip whose directory is not where its end says is called damaged', async () => {
  const whole = await docx()
  const longer = Buffer.concat([whole.subarray(0, 40), Buffer.alloc(9), whole.subarray(40)])
  expect(containerOf(longer)).toMatch(/^unreadable-file: ZIP file or Office document: damaged/u)
})

test('the refusal of a reader keeps its code', async () => {
  const outcome = read(await zip({ 'word/document.xml': '<w:document' }))
  expect(outcome).toMatchObject({ kind: 'refused', code: 'unreadable-file' })
  expect(read('<table><tr><td>'.repeat(1000))).toMatchObject({ kind: 'refused', code: 'unreadable-file' })
})

test('bytes that are no text are refused', () => {
  for (const bytes of [
    Buffer.alloc(100),
    Buffer.from('年报\u0001'),
    deflateRawSync(Buffer.from('年报'.repeat(999))),
  ]) {
    expect(read(bytes)).toMatchObject({ kind: 'refused', code: 'unreadable-file' })
  }
})

test('the charset that was used stands in the document', () => {
  const outcome = read(Buffer.from([0xc4, 0xea, 0xb1, 0xa8]))
  expect(outcome).toMatchObject({
    kind: 'document',
    document: { charset: 'gb18030', blocks: [{ text: '年报' }] },
  })
})
