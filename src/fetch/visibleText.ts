import { shownPieces } from './shownPieces.ts'

/** What a reader sees of an HTML page, roughly: enough to measure and to search for words, not to extract from. */
export interface Visible {
  readonly title: string
  /** Without the title; white space folded. */
  readonly text: string
  /** Whether something besides text is shown or leads on: links, images, frames, embedded files, fields. */
  readonly leadsOn: boolean
}

const leading = /^<(?:a|img|i?frame|embed|object|input|video|area)\b/iu

/** Decodes (strict UTF-8, else GB 18030) and strips markup, with what it hides. Meant for short pages: the cost grows with the page. */
export function visibleText(bytes: Uint8Array): Visible {
  const pieces = [...shownPieces(decode(bytes))]
  const text = pieces
    .map((piece) => (piece.startsWith('<') ? ' ' : piece))
    .join('')
    .replace(/&nbsp;|\s+/gu, ' ')
    .trim()
  return { title: titleOf(bytes), text, leadsOn: pieces.some((piece) => leading.test(piece)) }
}

/** The title alone, from the beginning of a page of any size. */
export function titleOf(bytes: Uint8Array): string {
  const head = latin1(bytes.subarray(0, 16_384))
  const title = /<title[^>]*>([^<]*)/iu.exec(head)?.[1] ?? ''
  return decode(Buffer.from(title, 'latin1')).trim()
}

/** Whether the source of a page (any charset) names a document file: in a link, a frame or a script that shows it. */
export function linksDocument(source: string): boolean {
  return /\.(?:pdf|docx?|wps|ofd|xlsx?|et|rtf|zip|rar)(?=["'&?#<\s)])/iu.test(source)
}

/** The paths of the document files that the source of a page names, as they stand there. */
export function linkedDocuments(source: string): ReadonlySet<string> {
  const words = source.split(/["'<>\s()=?&,;#]+/u)
  return new Set(words.filter((word) => /\.(?:pdf|docx?|wps|ofd|xlsx?|et|rtf|zip|rar)$/iu.test(word)))
}

/** Whether a page shows more text than so many bytes, found out without reading it to its end. */
export function showsMoreThan(bytes: Uint8Array, limit: number): boolean {
  let shown = 0
  for (const piece of shownPieces(latin1(bytes))) {
    if (!piece.startsWith('<')) shown += piece.replace(/\s+/gu, '').length
    if (shown > limit) return true
  }
  return false
}

/** One character a byte: enough to search for ASCII. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

function decode(bytes: Uint8Array): string {
  try {
    // stream: a character that is cut at the end of an excerpt is no error.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}
