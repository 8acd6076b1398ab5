import { looksLike, type Looks } from './magic.ts'

/** What `looksLike` knows of documents; OFD and the formats since Office 2007 are ZIP, WPS and the older ones OLE. */
const documents: ReadonlySet<Looks> = new Set(['pdf', 'zip', 'ole', 'rtf', 'image'])

/** Formats of documents that only this question needs. The first bytes as Latin-1. */
const signatures: readonly RegExp[] = [
  /^(?:Rar!\u001a\u0007|7z\u00bc\u00af'\u001c|\u001f\u008b)/u,
  // ISO 32000-1, implementation note 13: a header anywhere in the first 1,024 bytes.
  /%PDF-\d/u,
  // Word as "single file web page", and as XML of 2003.
  /^\s*(?:MIME-Version:|Content-Type:\s*multipart\/related|From:\s*<)/iu,
  /<\?mso-application\b|<w:wordDocument\b|<pkg:package\b/u,
  // 标文通 (UOF, GB/T 20916) and flat OpenDocument.
  /<uof:UOF\b|<office:document\b/u,
  // Word 2 and Word for DOS, Write.
  /^(?:\u00db\u00a5-\0|\u0031\u00be\0\0|\u0032\u00be\0\0)/u,
  // 方正 CEB, and TIFF.
  /^(?:Founder CEB|II\*\0|MM\0\*)/u,
]

/** Whether a body is of some kind of document (文档) by its magic bytes, HTML and plain text not among them. */
export function isDocument(body: Uint8Array): boolean {
  if (documents.has(looksLike(body))) return true
  const head = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, 1024)).toString('latin1')
  return signatures.some((signature) => signature.test(head))
}
