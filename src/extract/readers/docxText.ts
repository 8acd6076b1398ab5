import { NianbaoError } from '../../errors.ts'

const namedEntities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

/**
 * Character data of a `w:t` as Word shows it: UTF-8 decoded, entities replaced (not in CDATA), line breaks and
 * tabs of the XML as one blank. Throws `unreadable-file` for an entity that XML does not predefine.
 */
export function decodeText(bytes: Buffer, start: number, end: number, literal: boolean): string {
  const figure = digitsIn(bytes, start, end)
  if (figure !== null) return figure
  const text = decodeCharacters(bytes, start, end, literal)
  return /[\t\n\r]/u.test(text) ? text.replaceAll(/[\t\n\r]+/gu, ' ') : text
}

/** Nine texts in ten are a small figure, for which a call of the decoder costs most. */
function digitsIn(bytes: Buffer, start: number, end: number): string | null {
  if (end - start > 4) return null
  let digits = ''
  for (let at = start; at < end; at++) {
    const code = bytes[at] ?? 0
    if (code < 0x30 || code > 0x39) return null
    digits += String.fromCharCode(code)
  }
  return digits
}

/** Character data with its line breaks and tabs. Throws `unreadable-file` for an entity that XML does not predefine. */
export function decodeCharacters(bytes: Buffer, start: number, end: number, literal: boolean): string {
  const text = bytes.toString('utf8', start, end)
  return literal || !text.includes('&') ? text : text.replaceAll(/&([^;&]*);?/gu, decodeEntity)
}

/** An attribute's value with its entities replaced, where it is one of those that XML predefines. */
export const decodeAttribute = (value: string): string => {
  const bytes = Buffer.from(value, 'latin1')
  return decodeCharacters(bytes, 0, bytes.length, false)
}

function decodeEntity(entity: string, name: string): string {
  const named = namedEntities.get(name)
  if (named !== undefined && entity.endsWith(';')) return named
  const number = /^#(?:x([0-9a-f]{1,6})|([0-9]{1,7}))$/iu.exec(name)
  const code =
    number === null ? NaN : parseInt(number[1] ?? number[2] ?? '', number[1] === undefined ? 10 : 16)
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
  if (isCharacter && entity.endsWith(';')) return String.fromCodePoint(code)
  throw new NianbaoError(
    'unreadable-file',
    `the document's XML has the unknown entity ${entity.slice(0, 20)}; open and save it in Word`,
  )
}
