/** What a reader sees of an HTML page, roughly: enough to measure and to search for words, not to extract from. */
export interface Visible {
  readonly title: string
  /** Without the title; white space folded. */
  readonly text: string
  /** Whether something besides text is shown or leads on: links, images, frames, embedded files, fields. */
  readonly leadsOn: boolean
}

/** Decodes (strict UTF-8, else GB 18030) and strips markup. Meant for short pages: the cost grows with the page. */
export function visibleText(bytes: Uint8Array): Visible {
  const body = decode(bytes)
    .replace(/<!--[^]*?(?:-->|$)/gu, ' ')
    .replace(/<(script|style|title|noscript)\b[^]*?(?:<\/\1\s*>|$)/giu, ' ')
  const text = body
    .replace(/<[^>]*(?:>|$)/gu, ' ')
    .replace(/&nbsp;|\s+/gu, ' ')
    .trim()
  return {
    title: titleOf(bytes),
    text,
    leadsOn: /<(?:a|img|i?frame|embed|object|input|video|area)\b/iu.test(body),
  }
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

/** Whether a page shows more text than so many bytes, found out without reading it to its end. */
export function showsMoreThan(bytes: Uint8Array, limit: number): boolean {
  const source = latin1(bytes)
  let shown = 0
  let at = 0
  while (at < source.length && shown <= limit) {
    const open = source.indexOf('<', at)
    const end = open === -1 ? source.length : open
    if (end > at) shown += source.slice(at, end).replace(/\s+/gu, '').length
    at = open === -1 ? end : afterMarkup(source, open)
  }
  return shown > limit
}

/** Where text may go on after what opens at `open`: a tag, a comment, or an element whose content is not shown. */
function afterMarkup(source: string, open: number): number {
  const hidden = /^<(?:(script|style|title|noscript)\b|!--)/iu.exec(source.slice(open, open + 10))
  if (hidden === null) return after(source, />/gu, open)
  return after(source, hidden[1] === undefined ? /-->/gu : new RegExp(`</${hidden[1]}\\s*>`, 'giu'), open)
}

function after(source: string, mark: RegExp, from: number): number {
  mark.lastIndex = from
  return mark.test(source) ? mark.lastIndex : source.length
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
