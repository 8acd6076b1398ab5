import { ZipFile } from 'yazl'

/** Word's namespace, and those that its wrappers use. */
const namespaces = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
].join(' ')

const rels = (body: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${body}</Relationships>`

const officeType = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** The parts that every docx has, without its words. */
export const plainParts: Readonly<Record<string, string>> = {
  '[Content_Types].xml':
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  '_rels/.rels': rels(
    `<Relationship Id="rId1" Type="${officeType}/officeDocument" Target="word/document.xml"/>`,
  ),
}

/** `word/_rels/document.xml.rels` that names these parts: kind → target. */
export function documentRels(targets: Readonly<Record<string, string>>): string {
  const lines = Object.entries(targets).map(
    ([kind, target], n) => `<Relationship Id="rId${n}" Type="${officeType}/${kind}" Target="${target}"/>`,
  )
  return rels(lines.join(''))
}

export function documentXml(body: string): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document ${namespaces}><w:body>${body}</w:body></w:document>`
}

export async function zipOf(
  parts: Readonly<Record<string, string | Buffer>>,
  compress = true,
): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(parts)) {
    zip.addBuffer(Buffer.from(content), name, { compress, mtime: new Date(2024, 0, 2) })
  }
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

/** A real docx with this body (content of `w:body`). */
export function docxOf(body: string): Promise<Buffer> {
  return zipOf({ ...plainParts, 'word/document.xml': documentXml(body) })
}

export const t = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`
export const p = (text: string) => `<w:p>${t(text)}</w:p>`
export const tc = (text: string, properties = '') =>
  `<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/>${properties}</w:tcPr>${p(text)}</w:tc>`
export const tr = (...cells: readonly string[]) => `<w:tr>${cells.join('')}</w:tr>`
export const tbl = (...rows: readonly string[]) =>
  `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid/>${rows.join('')}</w:tbl>`
export const span = (columns: number | string) => `<w:gridSpan w:val="${columns}"/>`
export const restart = '<w:vMerge w:val="restart"/>'
export const goesOn = '<w:vMerge/>'
