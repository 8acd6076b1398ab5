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
  const source = decode(bytes)
  const title = /<title[^>]*>([^<]*)/iu.exec(source)?.[1]?.trim() ?? ''
  const body = source
    .replace(/<!--[^]*?(?:-->|$)/gu, ' ')
    .replace(/<(script|style|title|noscript)\b[^]*?(?:<\/\1\s*>|$)/giu, ' ')
  const text = body
    .replace(/<[^>]*(?:>|$)/gu, ' ')
    .replace(/&nbsp;|\s+/gu, ' ')
    .trim()
  return { title, text, leadsOn: /<(?:a|img|i?frame|embed|object|input|video|area)\b/iu.test(body) }
}

/** The title alone, from the beginning of a page of any size. */
export function titleOf(bytes: Uint8Array): string {
  return /<title[^>]*>([^<]*)/iu.exec(decode(bytes.subarray(0, 8192)))?.[1]?.trim() ?? ''
}

function decode(bytes: Uint8Array): string {
  try {
    // stream: a character that is cut at the end of an excerpt is no error.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}
