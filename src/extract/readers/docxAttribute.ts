/** Attributes as XML writes them, whatever stands between them; in a latin1 view, as all of markup is ASCII. */
const written = /\s(?:[^\s=:]+:)?([^\s=:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu

/**
 * The value of an attribute in the tag whose name ends at `from` and that ends at `to`, by its local name, whatever its prefix; null where
 * there is none. Entities stay as written. Byte by byte, for a report asks some thousand times; a tag that is written in no usual way is
 * searched by the pattern.
 */
export function attributeIn(bytes: Buffer, from: number, to: number, localName: string): string | null {
  let at = from
  for (;;) {
    while (at < to && !isSpace(bytes[at])) at++
    while (at < to && isSpace(bytes[at])) at++
    if (at >= to || bytes[at] === slash) return at >= to - 1 ? null : searched(bytes, from, to, localName)
    let name = at
    at = endOfWord(bytes, at, to)
    if (bytes[at] === colon) {
      name = at + 1
      at = endOfWord(bytes, name, to)
    }
    const quote = bytes[at + 1]
    const isUsual =
      at > name && bytes[at] === equals && at + 1 < to && (quote === doubleQuote || quote === apostrophe)
    if (!isUsual) return searched(bytes, from, to, localName)
    const value = at + 2
    let end = value
    while (end < to && bytes[end] !== quote) end++
    if (end >= to) return searched(bytes, from, to, localName)
    if (isNamed(bytes, name, at, localName)) return bytes.toString('latin1', value, end)
    at = end + 1
  }
}

function searched(bytes: Buffer, from: number, to: number, localName: string): string | null {
  for (const [, name, double, single] of bytes.toString('latin1', from, to).matchAll(written))
    if (name === localName) return double ?? single ?? ''
  return null
}

function endOfWord(bytes: Buffer, from: number, to: number): number {
  let at = from
  while (at < to && !isSpace(bytes[at]) && bytes[at] !== equals && bytes[at] !== colon) at++
  return at
}

function isNamed(bytes: Buffer, from: number, to: number, localName: string): boolean {
  if (to - from !== localName.length) return false
  for (let n = 0; n < localName.length; n++) if (bytes[from + n] !== localName.charCodeAt(n)) return false
  return true
}

/** What `\s` is in a latin1 view. */
const isSpace = (code: number | undefined): boolean =>
  code === 0x20 || code === 0xa0 || (code !== undefined && code >= 0x09 && code <= 0x0d)

const doubleQuote = 0x22
const apostrophe = 0x27
const slash = 0x2f
const colon = 0x3a
const equals = 0x3d
