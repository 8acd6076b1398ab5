import { decode } from '../../model/decodeText.ts'

/** UnRAR's sign that a name has bytes of no known charset, each of them in the private use area (MappedStringMark, MapAreaStart). */
const mark = '\ufffe'
const mapped = 0xe000

/**
 * The name (文件名) of a file as UnRAR gives it. What is no UTF-8 comes marked, byte by byte: made in China it is GBK. Bytes that
 * are UTF-8 by chance inside such a name come as that character, and are bytes again here.
 */
export function rarName(name: string): string {
  if (!name.includes(mark)) return name
  const bytes = Array.from(name.replaceAll(mark, ''), (character) => {
    const code = character.codePointAt(0) ?? 0
    return code >= mapped + 0x80 && code <= mapped + 0xff
      ? Buffer.of(code - mapped)
      : Buffer.from(character, 'utf8')
  })
  return decode(Buffer.concat(bytes)).text
}
