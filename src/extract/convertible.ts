import { NianbaoError } from '../errors.ts'
import { decode } from '../model/decodeText.ts'
import { ByteView } from './readers/byteView.ts'
import { CompoundFile } from './readers/cfb.ts'
import { isBeforeWord97 } from './readers/docFib.ts'
import { looksLikeHtml } from './readers/htmlLook.ts'
import { kindOf } from './readers/magic.ts'
import { isBeforeExcel97 } from './readers/xlsGlobals.ts'
import { readZip } from './readers/zip.ts'

/** A kind of file that no reader of ours reads and an office suite does (docs/decisions/0061). */
export interface Convertible {
  readonly kind: 'Word 6 or 95' | 'Excel 5 or 95' | 'OpenDocument' | 'Office 2003 XML'
  /** The extension by which an office suite expects the kind; no file is trusted to have it. */
  readonly extension: 'doc' | 'xls' | 'odt' | 'ods' | 'fodt' | 'fods' | 'xml'
  readonly into: 'docx' | 'xlsx'
}

/**
 * What a file of such a kind would be converted into, by its bytes alone; null for all others, and for those that are encrypted, damaged, a bomb
 * or declare entities of their own: nothing is guessed out of a broken file, and nothing that a file may ask for is fetched.
 */
export function convertible(bytes: Uint8Array): Convertible | null {
  try {
    const found = kindOf(bytes)
    if (found.kind === 'doc') return oldWord(bytes)
    if (found.kind === 'xls') return oldExcel(bytes)
    if (found.kind === 'words') return officeXml(bytes)
    const isZip = found.kind === 'other' && found.why === 'other format' && bytes[0] === 0x50
    return isZip ? openDocument(bytes) : null
  } catch (error) {
    if (error instanceof NianbaoError) return null
    throw error
  }
}

function oldWord(bytes: Uint8Array): Convertible | null {
  const stream = new CompoundFile(bytes).read('WordDocument')
  const isOld = stream !== null && isBeforeWord97(ByteView.of(stream, 'the text stream'))
  return isOld ? { kind: 'Word 6 or 95', extension: 'doc', into: 'docx' } : null
}

function oldExcel(bytes: Uint8Array): Convertible | null {
  const file = new CompoundFile(bytes)
  const stream = file.read('Workbook') ?? file.read('Book')
  const isOld = stream !== null && isBeforeExcel97(ByteView.of(stream, 'the workbook'))
  return isOld ? { kind: 'Excel 5 or 95', extension: 'xls', into: 'xlsx' } : null
}

/** OpenDocument 1.3 part 2: `mimetype` names the kind (§3.3), the manifest says what is encrypted (§4.3). */
function openDocument(bytes: Uint8Array): Convertible | null {
  const zip = readZip(bytes)
  const text = (name: string): string => zip.read(name)?.toString('utf8') ?? ''
  const isShut = text('META-INF/manifest.xml').includes('encryption-data')
  const parts = zip.entries.filter(({ name }) => /\.xml$/iu.test(name)).map(({ name }) => zip.read(name))
  if (isShut || !parts.every((part) => part !== null && isPlain(decode(part).text))) return null
  return ofOpenDocument(text('mimetype').trim(), ['odt', 'ods'])
}

function ofOpenDocument(
  mediaType: string,
  [written, reckoned]: readonly ['odt', 'ods'] | readonly ['fodt', 'fods'],
): Convertible | null {
  const name = mediaType.replace(/^application\/vnd\.oasis\.opendocument\./u, '')
  if (name === 'text') return { kind: 'OpenDocument', extension: written, into: 'docx' }
  if (name === 'spreadsheet') return { kind: 'OpenDocument', extension: reckoned, into: 'xlsx' }
  return null
}

const office2003 = 'http://schemas.microsoft.com/office/word/2003/wordml'
const excel2003 = 'urn:schemas-microsoft-com:office:spreadsheet'

/** Told by the namespaces of the root, which every such file declares. */
function officeXml(bytes: Uint8Array): Convertible | null {
  const { text } = decode(bytes)
  if (!/^\s*<\?xml/u.test(text) || looksLikeHtml(text) || !isPlain(text)) return null
  const root = /<(?:\w+:)?(\w+)\s[^>]*>/u.exec(text.replaceAll(/<\?[^>]*\?>|<!--[\s\S]*?-->/gu, ''))
  const [tag = '', name] = root ?? []
  if (name === 'wordDocument' && tag.includes(office2003))
    return { kind: 'Office 2003 XML', extension: 'xml', into: 'docx' }
  if (name === 'Workbook' && tag.includes(excel2003))
    return { kind: 'Office 2003 XML', extension: 'xml', into: 'xlsx' }
  const mediaType = /office:mimetype="([^"]*)"/u.exec(tag)?.[1] ?? ''
  return name === 'document' ? ofOpenDocument(mediaType, ['fodt', 'fods']) : null
}

/** Without a declaration that could name another file, or grow. */
const isPlain = (xml: string): boolean => !/<!(?:DOCTYPE|ENTITY)/iu.test(xml)
