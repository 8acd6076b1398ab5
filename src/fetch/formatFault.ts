import type { Looks } from './magic.ts'

/**
 * Says how the format of a body shows that it was cut, or null when it does not (which is no proof that it is whole).
 * `measured`: whether the transport said where the body ends; where it did not, more is asked of a page, because a
 * cut connection is then indistinguishable from an end (RFC 9112 §8).
 */
export function formatFault(bytes: Uint8Array, looks: Looks, measured: boolean): string | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  switch (looks) {
    case 'pdf':
      return pdfFault(view)
    case 'zip':
      return zipFault(view)
    case 'ole':
      return oleFault(view)
    case 'rtf':
      return tail(view, 1).endsWith('}') ? null : 'the RTF has no closing brace'
    case 'html':
    case 'xml':
      return markupFault(view, looks, measured)
    case 'json':
      return measured || /[}\]]$/u.test(tail(view, 1)) ? null : 'the JSON has no closing bracket'
    case 'empty':
    case 'image':
    case 'other':
      return null
  }
}

/** The last characters as Latin-1, without the blanks and NULs that servers pad with. */
function tail(view: Buffer, length: number): string {
  let end = view.length
  while (end > 0 && (view[end - 1] ?? 0) <= 0x20) end -= 1
  return view.toString('latin1', Math.max(0, end - length), end)
}

/** ISO 32000-1 §7.5.5 and its implementation note: `%%EOF` within the last 1024 bytes; and something that it ends. */
function pdfFault(view: Buffer): string | null {
  if (!tail(view, 1024).includes('%%EOF')) return 'the PDF has no %%EOF near its end'
  return holdsObject(view) ? null : 'the PDF has no object in it'
}

/** Even a PDF that is packed in streams has objects (§7.3.10): `1 0 obj`. */
function holdsObject(view: Buffer): boolean {
  for (let at = view.indexOf('obj'); at !== -1; at = view.indexOf('obj', at + 3)) {
    if (/\d\s+$/u.test(view.toString('latin1', Math.max(0, at - 8), at))) return true
  }
  return false
}

const endOfDirectory = Buffer.from('PK\x05\x06', 'latin1')
const directoryEntry = Buffer.from('PK\x01\x02', 'latin1')

/** APPNOTE.TXT §4.3.16: the end record, and in front of it as many directory entries as it says. */
function zipFault(view: Buffer): string | null {
  const end = view.lastIndexOf(endOfDirectory)
  if (end === -1 || end + 22 > view.length) return 'the ZIP has no end of its directory'
  const entries = view.readUInt16LE(end + 10)
  const size = view.readUInt32LE(end + 12)
  const offset = view.readUInt32LE(end + 16)
  // ZIP64 keeps the true values elsewhere.
  if (entries === 0xffff || size === 0xffffffff || offset === 0xffffffff) return null
  const start = end - size
  if (start < offset) return 'bytes are missing inside the ZIP'
  return countEntries(view, start, end) === entries ? null : 'the directory of the ZIP is damaged'
}

function countEntries(view: Buffer, start: number, end: number): number {
  let count = 0
  let at = start
  while (at + 46 <= end && view.compare(directoryEntry, 0, 4, at, at + 4) === 0) {
    at += 46 + view.readUInt16LE(at + 28) + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32)
    count += 1
  }
  return at === end ? count : -1
}

/** [MS-CFB] §2.2–2.3: the last sector that the allocation tables name in use must begin inside the file. */
function oleFault(view: Buffer): string | null {
  if (view.length < 512) return 'the compound file is shorter than its header'
  const shift = view.readUInt16LE(30)
  if (shift !== 9 && shift !== 12) return null
  const sector = 1 << shift
  // The first 109 tables stand in the header; they cover 7 MB at least.
  const count = Math.min(109, view.readUInt32LE(44))
  for (let table = 0; table < count; table += 1) {
    const start = (view.readUInt32LE(76 + table * 4) + 1) * sector
    if (start + sector > view.length) return 'an allocation table of the compound file is missing'
    const last = lastUsed(view.subarray(start, start + sector))
    const number = table * (sector / 4) + last
    if (last !== -1 && (number + 1) * sector >= view.length) return 'sectors of the compound file are missing'
  }
  return null
}

const freeSector = 0xffffffff

function lastUsed(table: Buffer): number {
  for (let entry = table.length / 4 - 1; entry >= 0; entry -= 1) {
    if (table.readUInt32LE(entry * 4) !== freeSector) return entry
  }
  return -1
}

/**
 * A page that ends inside a tag was cut, whatever the transport says. Many whole pages lack `</html>`, so its absence
 * counts only where the transport does not say where the body ends. A fragment that is cut between two tags cannot be
 * told from a whole one.
 */
function markupFault(view: Buffer, looks: 'html' | 'xml', measured: boolean): string | null {
  const ending = tail(view, 4096)
  if (/<[a-z/!][^<>]*$/iu.test(ending) && !/<script\b(?:(?!<\/script)[^])*$/iu.test(ending)) {
    return 'the page ends inside a tag'
  }
  if (measured) return null
  const head = view.toString('latin1', 0, 4096)
  const root = looks === 'html' ? /<(html)\b/iu.exec(head)?.[1] : /<([a-z][\w.:-]*)/iu.exec(head)?.[1]
  // A fragment names no root: it can only be seen that it breaks off inside text.
  if (root === undefined) return ending.endsWith('>') ? null : 'the connection ended inside text'
  const closed =
    looks === 'html'
      ? /<\/(?:html|body)\b/iu.test(ending)
      : ending.includes(`</${root}`) || ending.endsWith('/>')
  return closed ? null : `the connection ended before </${root}>`
}
