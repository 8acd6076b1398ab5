/** Text (文字) as decoded from bytes. */
export interface DecodedText {
  readonly text: string
  /** The charset (字符集) that was used, by its WHATWG name. */
  readonly charset: 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be'
  /** How many U+FFFD decoding put in place of bytes that say nothing; 0 for a sound file. */
  readonly replaced: number
}

type Charset = DecodedText['charset']

/**
 * A damaged file still counts as UTF-8 while at most this share of its characters beyond ASCII is broken.
 * GB18030 read as UTF-8 breaks at nearly every character, so the two lie far apart.
 */
const tolerated = 0.1

/**
 * Bytes to text, whatever the page or the server says of itself: byte order mark, else strict UTF-8, else strict
 * gb18030 (never gbk, its subset: facts of 2026), else the one of the two that the damage speaks for.
 * A file that was cut in the middle of a character keeps its charset and ends in U+FFFD. The byte order mark is dropped.
 * Never throws; `replaced` says how much was lost.
 */
export function decode(bytes: Uint8Array): DecodedText {
  const marked = markOf(bytes)
  if (marked) return leniently(bytes, marked)
  return strictly(bytes, 'utf-8') ?? strictly(bytes, 'gb18030') ?? damaged(bytes)
}

function markOf(bytes: Uint8Array): Charset | null {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return null
}

/** The text when every byte is sound, a character cut off at the very end excepted; else null. */
function strictly(bytes: Uint8Array, charset: Charset): DecodedText | null {
  const decoder = new TextDecoder(charset, { fatal: true })
  const text = attempt(() => decoder.decode(bytes, { stream: true }))
  if (text === null) return null
  const end = attempt(() => decoder.decode())
  return end === null
    ? { text: `${text}\uFFFD`, charset, replaced: 1 }
    : { text: text + end, charset, replaced: 0 }
}

/** TextDecoder reports unsound bytes as a TypeError; anything else is a defect of ours. */
function attempt(decoding: () => string): string | null {
  try {
    return decoding()
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

function damaged(bytes: Uint8Array): DecodedText {
  const utf8 = leniently(bytes, 'utf-8')
  const beyondAscii = utf8.text.match(/[^\p{ASCII}]/gu)?.length ?? 0
  return utf8.replaced <= beyondAscii * tolerated ? utf8 : leniently(bytes, 'gb18030')
}

function leniently(bytes: Uint8Array, charset: Charset): DecodedText {
  const text = new TextDecoder(charset).decode(bytes)
  return { text, charset, replaced: text.match(/\uFFFD/gu)?.length ?? 0 }
}
