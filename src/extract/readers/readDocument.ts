import { NianbaoError, type FailureCode } from '../../errors.ts'
import { decode, type DecodedText } from '../../model/decodeText.ts'
import type { Document } from '../../model/document.ts'
import { readDoc } from './doc.ts'
import { readDocx } from './docx.ts'
import { readHtml } from './html.ts'
import { looksLikeHtml } from './htmlLook.ts'
import { kindOf, type Why } from './magic.ts'
import { pageOfWebArchive } from './mht.ts'
import { readPageImages } from './pageImages.ts'
import { readRtf } from './rtf.ts'
import { readPdf } from './pdf.ts'
import { readText } from './text.ts'
import { readXls } from './xls.ts'
import { readXlsx } from './xlsx.ts'

/** What came of reading a file: its words and tables, or why not. */
export type ReadOutcome =
  | { readonly kind: 'document'; readonly document: Document }
  | { readonly kind: 'refused'; readonly code: FailureCode; readonly message: string }

/** What others say of the file; named in messages, never believed. */
export interface Hint {
  readonly name: string | null
  readonly mediaType: string | null
}

const reasons: Record<Why, string> = {
  'no reader': 'no reader yet, not extracted',
  'other picture': 'no reader yet, not extracted; open it, save it as PNG, and import that',
  'other format': 'no reader yet, not extracted; open it, save it as .docx, .xlsx or PDF, and import that',
  packed: 'not opened here, not extracted; unpack it and import its reports one by one',
  damaged: 'damaged or cut off, not extracted',
  encrypted: 'encrypted, not extracted',
}

/** More than this share of characters lost in decoding, and the bytes are no text. */
const tolerated = 0.02

/**
 * Reads a file of any kind, by its magic bytes (decision 0004), never by its name: docx, xlsx, xls, doc, rtf, pdf, saved web archive
 * (mht), png, jpeg, HTML, else plain text. Expected failures come back as `refused` with their code: `empty-file` (no bytes, only
 * white space), `unreadable-file` (damaged, encrypted, of a kind without a reader, more than 2 % of its characters lost, control
 * characters), `too-large` (the bounds of each reader, told there). An archive is refused here: packedReader opens it before.
 * @throws only for a defect of ours
 */
export function readDocument(bytes: Uint8Array, hint: Hint): ReadOutcome {
  try {
    return read(bytes, hint)
  } catch (error) {
    if (!(error instanceof NianbaoError)) throw error
    return { kind: 'refused', code: error.code, message: error.message }
  }
}

/** Reads pictures of the pages of one document (decision 0055), in order, at most 30. Failures as `readPageImages` throws them come back as `refused`. */
export function readPages(images: readonly Uint8Array[]): ReadOutcome {
  try {
    return { kind: 'document', document: readPageImages(images) }
  } catch (error) {
    if (!(error instanceof NianbaoError)) throw error
    return { kind: 'refused', code: error.code, message: error.message }
  }
}

function read(bytes: Uint8Array, hint: Hint): ReadOutcome {
  if (bytes.length === 0) return refused('empty-file', 'the file has no bytes, nothing to extract')
  const found = kindOf(bytes)
  switch (found.kind) {
    case 'docx':
      return { kind: 'document', document: readDocx(bytes) }
    case 'xlsx':
      return { kind: 'document', document: readXlsx(bytes) }
    case 'xls':
      return { kind: 'document', document: readXls(bytes) }
    case 'doc':
      return { kind: 'document', document: readDoc(bytes) }
    case 'web archive':
      return readWords(decode(pageOfWebArchive(bytes)), hint)
    case 'rtf':
      return { kind: 'document', document: readRtf(bytes) }
    case 'pdf':
      return { kind: 'document', document: readPdf(bytes) }
    case 'png':
    case 'jpeg':
    case 'bmp':
      return { kind: 'document', document: readPageImages([bytes]) }
    case 'other':
      return refused('unreadable-file', `${found.name}: ${reasons[found.why]}${named(hint)}`)
    case 'words':
      return readWords(decode(bytes), hint)
  }
}

function readWords(decoded: DecodedText, hint: Hint): ReadOutcome {
  const { text } = decoded
  if (text.trim() === '') return refused('empty-file', 'only white space, nothing to extract')
  if (looksLikeHtml(text)) return { kind: 'document', document: readHtml(decoded) }
  if (/^\s*<\?xml/u.test(text))
    return refused('unreadable-file', `${xmlKind(text)}: ${reasons['other format']}${named(hint)}`)
  if (isText(decoded)) return { kind: 'document', document: readText(decoded) }
  return refused('unreadable-file', `of no known kind, not extracted${named(hint)}`)
}

/** Office 2003 could save as plain XML, and says first which program it is for. */
function xmlKind(text: string): string {
  const program = /<\?mso-application\s+progid="(Excel|Word)\./u.exec(text.slice(0, 1024))?.[1]
  return program === undefined ? 'XML' : `${program} 2003 XML`
}

/** No control characters but tab, line ends, form feed and the end-of-file mark of DOS; hardly anything lost in decoding. */
function isText({ text, replaced }: DecodedText): boolean {
  return replaced <= Math.max(1, text.length * tolerated) && !/[^\P{Cc}\t\n\v\f\r\x1a\x85]/u.test(text)
}

const refused = (code: FailureCode, message: string): ReadOutcome => ({ kind: 'refused', code, message })

/** So that a person sees at once when a file is not what it is called. */
function named({ name, mediaType }: Hint): string {
  const said = [name, mediaType].filter((word) => word !== null)
  return said.length > 0 ? ` (${said.join(', ')})` : ''
}
