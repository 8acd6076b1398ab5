import { isUtf8 } from 'node:buffer'
import { posix } from 'node:path'
import { NianbaoError } from '../../errors.ts'
import { walkTags, type TagReader, type Xml } from './docxTags.ts'
import type { Vocabulary } from './docxNames.ts'
import type { Zip } from './zip.ts'

/** An XML part and the charset that it was written in. */
export interface XmlPart extends Xml {
  readonly name: string
  readonly charset: 'utf-8' | 'utf-16le' | 'utf-16be'
}

const mainContentType =
  /^application\/(?:vnd\.openxmlformats-officedocument\.wordprocessingml|vnd\.ms-word)\..*main\+xml$/u

/**
 * The main part of a Word package (ECMA-376 part 2 §10): where `_rels/.rels` points, else the part that
 * [Content_Types].xml declares as such, else under its usual name. Throws `unreadable-file` when there is none.
 */
export function readMainPart(zip: Zip): XmlPart {
  const candidates = [
    () => relationships(zip, '').find(({ type }) => type.endsWith('/officeDocument'))?.target ?? null,
    () => declaredMainPart(zip),
    () => 'word/document.xml',
  ]
  for (const candidate of candidates) {
    const name = candidate()
    const part = name === null ? null : readXmlPart(zip, name)
    if (part !== null) return part
  }
  throw new NianbaoError('unreadable-file', 'the zip holds no Word document; check what kind of file it is')
}

/** The part of this kind (`numbering`, `styles`) among those that belong to another one, or null. */
export function readRelatedPart(zip: Zip, related: readonly Relationship[], kind: string): XmlPart | null {
  const found = related.find(({ type }) => type.endsWith(`/${kind}`))
  return found === undefined ? null : readXmlPart(zip, found.target)
}

/** An XML part of the zip, checked and turned into UTF-8, or null when there is none of that name. */
export function readXmlPart(zip: Zip, name: string): XmlPart | null {
  const bytes = zip.read(name)
  if (bytes === null) return null
  return { name, ...toUtf8(bytes, name) }
}

/** OPC allows UTF-8 and UTF-16 only (ECMA-376 part 2 §8.1.1.3.1). */
function toUtf8(bytes: Buffer, name: string): Pick<XmlPart, 'bytes' | 'charset'> {
  const charset = charsetOf(bytes)
  if (charset !== 'utf-8') {
    return { charset, bytes: Buffer.from(decodeUtf16(bytes, charset, name), 'utf8') }
  }
  const declared =
    /^[^>]*?encoding\s*=\s*["']([^"']*)/u.exec(bytes.toString('latin1', 0, 200))?.[1] ?? charset
  if (!/^(?:utf-?8|(?:us-)?ascii)$/iu.test(declared) || !isUtf8(bytes)) {
    throw new NianbaoError(
      'unreadable-file',
      `${name} is not in UTF-8 or UTF-16, as a Word document must be; open and save it in Word`,
    )
  }
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  return { charset, bytes: hasMark ? bytes.subarray(3) : bytes }
}

/** By the byte order mark, or by the zero beside the first `<`. */
function charsetOf(bytes: Buffer): XmlPart['charset'] {
  const first = bytes.length < 2 ? 0 : bytes.readUInt16BE(0)
  if (first === 0xfffe || first === 0x3c00) return 'utf-16le'
  if (first === 0xfeff || first === 0x003c) return 'utf-16be'
  return 'utf-8'
}

function decodeUtf16(bytes: Buffer, charset: string, name: string): string {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new NianbaoError('unreadable-file', `${name} is damaged UTF-16; get the file again`, { cause })
  }
}

export interface Relationship {
  readonly id: string
  readonly type: string
  readonly target: string
}

const relationshipNames: Vocabulary<'Relationship'> = [
  {
    namespaces: ['http://schemas.openxmlformats.org/package/2006/relationships'],
    names: { Relationship: 'Relationship' },
  },
]

/** What a part (or, for '', the package) points to inside the zip. External targets are left out: never fetched. */
export function relationships(zip: Zip, source: string): readonly Relationship[] {
  const folder = posix.dirname(source)
  const part = readXmlPart(zip, posix.join(folder, '_rels', `${posix.basename(source)}.rels`))
  if (part === null) return []
  const found: Relationship[] = []
  collect(part, relationshipNames, (attribute) => {
    const target = attribute('Target')
    if (target === null || attribute('TargetMode') === 'External') return
    found.push({
      id: attribute('Id') ?? '',
      type: attribute('Type') ?? '',
      target: posix.resolve('/', folder, target).slice(1),
    })
  })
  return found
}

const contentTypeNames: Vocabulary<'Override'> = [
  {
    namespaces: ['http://schemas.openxmlformats.org/package/2006/content-types'],
    names: { Override: 'Override' },
  },
]

function declaredMainPart(zip: Zip): string | null {
  const part = readXmlPart(zip, '[Content_Types].xml')
  let name: string | null = null
  if (part === null) return name
  collect(part, contentTypeNames, (attribute) => {
    if (mainContentType.test(attribute('ContentType') ?? '')) name ??= attribute('PartName')
  })
  return name
}

function collect<Name extends string>(
  part: XmlPart,
  vocabulary: Vocabulary<Name>,
  visit: (attribute: (localName: string) => string | null) => void,
): void {
  const reader: TagReader<Name> = {
    textIn: new Set(),
    open(_name, tag) {
      visit((localName) => tag.attribute(localName))
      return 'enter'
    },
    close: () => undefined,
    text: () => undefined,
  }
  walkTags(part, vocabulary, reader)
}
