import { NianbaoError } from '../../errors.ts'
import { damagedFile } from './damagedFile.ts'

/** What a walk over RTF meets, in order. */
export interface RtfReader {
  openGroup(): void
  closeGroup(): void
  /** A control word, or a control symbol by its sign; the number behind it, null where there is none. */
  control(word: string, value: number | null): void
  /** Bytes of text in the code page at hand, one character per byte. */
  bytes(text: string): void
}

const deepest = 256

/** A control word, a byte in hexadecimal digits, a control symbol, or text; line breaks are nothing but looks. */
const token = /\\(?:([a-z]+)(-?[0-9]{1,10})? ?|'([0-9a-f]{2})|([^]))|[{}]|[^\\{}\r\n]+|[\r\n]+/giy

/**
 * Walks over the one group that is an RTF file (Rich Text Format Specification 1.9.1); what follows it is
 * nothing. Throws `unreadable-file` when it is cut off, `too-large` beyond 256 groups in each other.
 */
export function walkRtf(text: string, reader: RtfReader): void {
  token.lastIndex = text.indexOf('{')
  let depth = 0
  do {
    const found = token.exec(text)
    if (found === null) throw damagedFile('it is cut off, a group has no end')
    const [whole, word, value, hex, symbol] = found
    if (word !== undefined) control(text, reader, word, value)
    else if (hex !== undefined) reader.bytes(String.fromCharCode(parseInt(hex, 16)))
    else if (symbol !== undefined) controlSymbol(reader, symbol)
    else if (whole === '{') {
      if (++depth > deepest) {
        throw new NianbaoError(
          'too-large',
          `the document has more than ${deepest} groups in each other; not opened`,
        )
      }
      reader.openGroup()
    } else if (whole === '}') {
      depth -= 1
      reader.closeGroup()
    } else if (!/^[\r\n]/u.test(whole)) reader.bytes(whole)
  } while (depth > 0)
}

function control(text: string, reader: RtfReader, word: string, value: string | undefined): void {
  const number = value === undefined ? null : Number(value)
  if (word !== 'bin') reader.control(word, number)
  // Bytes of a picture, which may look like anything.
  else token.lastIndex = Math.min(token.lastIndex + Math.max(0, number ?? 0), text.length)
}

function controlSymbol(reader: RtfReader, symbol: string): void {
  if (symbol === '\\' || symbol === '{' || symbol === '}') reader.bytes(symbol)
  else reader.control(symbol === '\r' || symbol === '\n' ? 'par' : symbol, null)
}
