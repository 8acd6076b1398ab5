import { zip } from '../documents/zip.ts'

const names = [
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"',
  'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"',
  'xmlns:xlink="http://www.w3.org/1999/xlink"',
].join(' ')

/** A text in OpenDocument (.odt): `body` is the markup inside `office:text`, `before` stands before the root. */
export function openDocument(
  body: string,
  before = '',
  more: Readonly<Record<string, string>> = {},
): Uint8Array {
  const kind = 'application/vnd.oasis.opendocument.text'
  const content = `<?xml version="1.0" encoding="UTF-8"?>${before}<office:document-content ${names} office:version="1.3"><office:body><office:text>${body}</office:text></office:body></office:document-content>`
  const manifest = `<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="${kind}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`
  const files = { mimetype: kind, 'content.xml': content, 'META-INF/manifest.xml': manifest, ...more }
  return zip(Object.entries(files).map(([name, text]) => ({ name, bytes: Buffer.from(text) })))
}
