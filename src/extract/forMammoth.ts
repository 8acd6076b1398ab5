import { isUtf8 } from 'node:buffer'
import { crc32 } from 'node:zlib'
import type { Zip } from './readers/zip.ts'

/**
 * A docx as mammoth is to have it: the very entries that our reader inflated and checked, in a zip without compression, and without what only says how a
 * document looks or was edited, of which mammoth makes nothing. That is nine tenths of what Word writes, and mammoth builds a tree of each element
 * (2026-11-22: a sixth of the time is left without them).
 */
export function forMammoth(zip: Zip): Buffer {
  return storedZip(
    zip.entries.map(({ name }) => {
      const content = zip.read(name) ?? Buffer.alloc(0)
      return { name, content: /\.xml$/iu.test(name) ? withoutLooks(content) : content }
    }),
  )
}

/**
 * ECMA-376 part 1, §17: elements that are always empty: of the properties of runs, paragraphs, tables, cells and sections, of styles, and marks of
 * proofing and of bookmarks. Mammoth 1.13 reads of some of them (`jc`, `ind`, `sz`, `rFonts`) into its model, from where only style maps and
 * transformations that we do not have would take it.
 */
const looks = [
  ...['rFonts', 'color', 'kern', 'sz', 'szCs', 'lang', 'bCs', 'iCs', 'noProof', 'position', 'fitText', 'w'],
  ...['spacing', 'ind', 'jc', 'textAlignment', 'contextualSpacing', 'mirrorIndents', 'snapToGrid', 'shd'],
  ...['keepLines', 'keepNext', 'widowControl', 'suppressLineNumbers', 'wordWrap', 'kinsoku'],
  ...['overflowPunct', 'topLinePunct', 'adjustRightInd', 'autoSpaceDE', 'autoSpaceDN'],
  ...['top', 'bottom', 'left', 'right', 'insideH', 'insideV', 'tcW', 'vAlign', 'noWrap', 'hideMark'],
  ...[
    'tblW',
    'tblInd',
    'tblLayout',
    'tblLook',
    'trHeight',
    'cantSplit',
    'gridCol',
    'pgSz',
    'pgMar',
    'docGrid',
  ],
  ...['lsdException', 'basedOn', 'next', 'link', 'uiPriority', 'qFormat', 'semiHidden', 'unhideWhenUsed'],
  ...['rsid', 'proofErr', 'bookmarkEnd', 'lastRenderedPageBreak'],
]

/** Elements that hold those: an empty one is to mammoth as if it were not there (`firstOrEmpty`). Innermost first. */
const holders = [
  ['tcBorders', 'tblBorders', 'pBdr', 'tblCellMar', 'tcMar', 'rPr'],
  ['pPr', 'tcPr', 'trPr', 'tblPr', 'tblGrid', 'sectPr', 'latentStyles', 'rPrDefault', 'tblPrEx'],
]

/** An empty element by the grammar of XML (§3.1), so nothing that looks like its end inside of a value is taken for it. */
const emptyElement = new RegExp(
  String.raw`<w:(?:${looks.join('|')})(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*/>`,
  'gu',
)
const emptyHolders = holders.map((names) => new RegExp(String.raw`<w:(${names.join('|')})>\s*</w:\1>`, 'gu'))

/** A start tag all of whose attributes say in which sitting a part was written, and which part it is ([MS-DOCX] §2.6.2, ECMA-376 §17.18.50). */
const sittings = /<w:(p|r|tr|tc|tbl)(?:\s+(?:w:rsid\w*|w14:paraId|w14:textId)\s*=\s*"[^"<]*")+\s*(?=\/?>)/gu

/** As it is where it has a comment or CDATA, in which an element is none. */
function withoutLooks(content: Buffer): Buffer {
  if (!isUtf8(content)) return content
  const text = content.toString('utf8')
  if (text.includes('<!')) return content
  let left = text.replace(emptyElement, '').replace(sittings, '<w:$1')
  for (const holder of emptyHolders) left = left.replace(holder, '')
  return Buffer.from(left)
}

interface Entry {
  readonly name: string
  readonly content: Buffer
}

/** APPNOTE 6.3.10, §4.3: entries stored as they are, names in UTF-8. */
function storedZip(entries: readonly Entry[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content } of entries) {
    const label = Buffer.from(name)
    const facts = factsOf(label, content)
    const local = Buffer.concat([signed(0x04034b50, 4), facts, label, content])
    const central = Buffer.concat([signed(0x02014b50, 6), facts, Buffer.alloc(14), label])
    central.writeUInt32LE(offset, 42)
    files.push(local)
    directory.push(central)
    offset += local.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, list, end])
}

/** The signature of a record, and bytes up to "version needed" that stay 0. */
function signed(signature: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  bytes.writeUInt32LE(signature, 0)
  return bytes
}

/** What both records of an entry have, from "version needed" to the length of the extra field. */
function factsOf(label: Buffer, content: Buffer): Buffer {
  const bytes = Buffer.alloc(26)
  bytes.writeUInt16LE(20, 0)
  // names are in UTF-8
  bytes.writeUInt16LE(0x0800, 2)
  // 1980-01-01, the first day of the format
  bytes.writeUInt16LE(0x21, 8)
  bytes.writeUInt32LE(crc32(content), 10)
  bytes.writeUInt32LE(content.length, 14)
  bytes.writeUInt32LE(content.length, 18)
  bytes.writeUInt16LE(label.length, 22)
  return bytes
}
