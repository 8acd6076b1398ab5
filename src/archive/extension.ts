import { decode } from '../model/decodeText.ts'

/** The closed list of file kinds (扩展名) that an original may carry; what is none of them is `bin`. */
type Extension =
  | ('html' | 'xml' | 'json' | 'txt' | 'mht' | 'rtf' | 'pdf' | 'docx' | 'xlsx' | 'ofd' | 'zip' | 'doc' | 'xls' | 'cfb')
  | ('rar' | '7z' | 'gz' | 'png' | 'jpg' | 'gif' | 'bmp' | 'tif' | 'webp' | 'bin')

const signatures: readonly (readonly [extension: Extension, at: number, magic: string])[] = [
  ['rtf', 0, '{\\rtf'],
  ['rar', 0, 'Rar!\x1a\x07'],
  ['7z', 0, "7z\xbc\xaf'\x1c"],
  ['gz', 0, '\x1f\x8b\x08'],
  ['png', 0, '\x89PNG\r\n\x1a\n'],
  ['jpg', 0, '\xff\xd8\xff'],
  ['gif', 0, 'GIF87a'],
  ['gif', 0, 'GIF89a'],
  ['tif', 0, 'II*\x00'],
  ['tif', 0, 'MM\x00*'],
  ['webp', 8, 'WEBPVP8'],
]

/**
 * The extension of an original, from its bytes alone (never from its name or media type).
 * It only helps a person's desktop: readers look at the bytes again.
 */
export function extensionOf(bytes: Uint8Array): Extension {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const head = buffer.subarray(0, 1024).toString('latin1')
  const known = signatures.find(([, at, magic]) => head.startsWith(magic, at))
  if (known !== undefined) return known[0]
  if (head.startsWith('BM') && buffer.length > 26 && buffer.readUInt32LE(2) === buffer.length) return 'bmp'
  // Readers accept up to 1,024 bytes before the header (ISO 32000-1, annex H.3.4.1).
  if (head.includes('%PDF-')) return 'pdf'
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return zipKind(buffer)
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return compoundKind(buffer)
  return textKind(buffer)
}

/** Tells Office and OFD packages from other zips by the names in the central directory (APPNOTE 4.3.12). */
function zipKind(bytes: Buffer): Extension {
  const names = new Set<string>()
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  let at = end >= 0 && end + 22 <= bytes.length ? bytes.readUInt32LE(end + 16) : bytes.length
  while (at + 46 <= bytes.length && bytes.readUInt32LE(at) === 0x02014b50) {
    const nameLength = bytes.readUInt16LE(at + 28)
    names.add(bytes.subarray(at + 46, at + 46 + nameLength).toString('latin1'))
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  const has = (folder: string) => names.values().some((name) => name.startsWith(folder))
  if (names.has('OFD.xml')) return 'ofd'
  if (!names.has('[Content_Types].xml')) return 'zip'
  if (has('word/')) return 'docx'
  return has('xl/') ? 'xlsx' : 'zip'
}

/** Tells Word and WPS from Excel inside a compound file by its directory entries ([MS-CFB] 2.6.1). */
function compoundKind(bytes: Buffer): Extension {
  const word = hasStream(bytes, 'WordDocument')
  const sheet = hasStream(bytes, 'Workbook') || hasStream(bytes, 'Book')
  // Both: one is embedded in the other, and which one only a walk of the tree could tell.
  if (word === sheet) return 'cfb'
  return word ? 'doc' : 'xls'
}

function hasStream(bytes: Buffer, name: string): boolean {
  const wanted = Buffer.from(`${name}\0`, 'utf16le')
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) {
    // Entries are 128 bytes long and aligned; the length of the name stands at 64.
    if (at % 128 === 0 && at + 66 <= bytes.length && bytes.readUInt16LE(at + 64) === wanted.length) return true
  }
  return false
}

function textKind(bytes: Buffer): Extension {
  const { text, charset, replaced } = decode(bytes)
  const start = text.slice(0, 4096).trimStart().toLowerCase()
  if (/^(mime-version:|from:|date:)/u.test(start) && start.includes('multipart/related')) return 'mht'
  if (/<!doctype html|<html[\s>]/u.test(start)) return 'html'
  if (start.startsWith('<?xml')) return 'xml'
  if (/^<(!--|head|body|meta|div|p|table|script|style|span|ul|h\d|title|section|a)\b/u.test(start)) return 'html'
  if (/^[[{]/u.test(start) && isJson(text)) return 'json'
  const wide = charset.startsWith('utf-16')
  // One replacement is a text that was cut inside a character; more is no text.
  return text === '' || replaced > 1 || (!wide && bytes.some(isControl)) ? 'bin' : 'txt'
}

/** Bytes that no text holds; tab, line feed, vertical tab, form feed, carriage return and escape do occur. */
function isControl(byte: number): boolean {
  return byte < 9 || (byte > 13 && byte < 32 && byte !== 27)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    // A text that only begins like JSON is a text.
    return false
  }
}
