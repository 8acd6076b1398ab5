import { namesInCompoundFile } from './cfb.ts'
import { zipKind } from './zipKind.ts'

/** What a file is by its first bytes; `words` is left for what has no magic: HTML or text. */
export type Kind =
  | {
      readonly kind:
        'docx' | 'doc' | 'xlsx' | 'xls' | 'rtf' | 'pdf' | 'png' | 'jpeg' | 'bmp' | 'web archive' | 'words'
    }
  | { readonly kind: 'other'; readonly name: string; readonly why: Why }

/** Why a known kind is not read: no reader yet, one that other programs save in a kind that is read, or nothing can read it as it is. */
export type Why = 'no reader' | 'other picture' | 'other format' | 'packed' | 'damaged' | 'encrypted'

const other = (name: string, why: Why = 'no reader'): Kind => ({ kind: 'other', name, why })

/** Signatures that stand at the very start, and the name people know the kind by. */
const signatures: readonly (readonly [signature: string, name: string, why: Why])[] = [
  ['GIF8', 'GIF image', 'other picture'],
  ['II*\0', 'TIFF image', 'other picture'],
  ['MM\0*', 'TIFF image', 'other picture'],
  ['8BPS', 'Photoshop image', 'other picture'],
  ['%!PS', 'PostScript', 'other format'],
  ['wOFF', 'font', 'no reader'],
]

/** Archives that are not opened (docs/decisions/0037, 0047): zip and RAR only where they are inside another archive. */
const archives: readonly (readonly [signature: string, name: string])[] = [
  ['Rar!\x1a\x07', 'RAR archive'],
  ["7z\xbc\xaf'\x1c", '7-Zip archive'],
  ['\x1f\x8b', 'gzip archive'],
]

/** The kind by magic bytes, never by name or declared type. */
export function kindOf(bytes: Uint8Array): Kind {
  const head = latin1(bytes.subarray(0, 1024))
  if (/^(?:\xef\xbb\xbf)?\s*%PDF-/u.test(head)) return { kind: 'pdf' }
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return { kind: 'png' }
  if (head.startsWith('\xff\xd8\xff')) return { kind: 'jpeg' }
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return ofZip(bytes)
  if (head.startsWith('\xd0\xcf\x11\xe0')) return ofCompoundFile(bytes)
  if (/^\s*\{\\rtf/u.test(head)) return { kind: 'rtf' }
  if (head.startsWith('RIFF') && head.startsWith('WEBP', 8)) return other('WebP image', 'other picture')
  if (head.startsWith('BM') && head.startsWith('\0\0\0\0', 6)) return { kind: 'bmp' }
  if (isWebArchive(head)) return { kind: 'web archive' }
  const archive = archives.find(([signature]) => head.startsWith(signature))
  if (archive) return other(archive[1], 'packed')
  const found = signatures.find(([signature]) => head.startsWith(signature))
  return found ? other(found[1], found[2]) : { kind: 'words' }
}

function ofZip(bytes: Uint8Array): Kind {
  const kind = zipKind(bytes)
  if (kind === 'docx' || kind === 'xlsx') return { kind }
  if (kind === 'cut off') return other('ZIP file or Office document', 'damaged')
  return other(kind, kind === 'ZIP archive' ? 'packed' : 'other format')
}

/** By its streams: an encrypted Office file keeps all in `EncryptedPackage`, a workbook may hold a document and the reverse. */
function ofCompoundFile(bytes: Uint8Array): Kind {
  const names = namesInCompoundFile(bytes)
  if (names === null) return other('old Office document (.doc, .xls, .wps)', 'damaged')
  if (names.has('EncryptedPackage')) return other('Office document', 'encrypted')
  if (names.has('WordDocument')) return { kind: 'doc' }
  if (names.has('Workbook') || names.has('Book')) return { kind: 'xls' }
  return other('old Office document (.doc, .xls, .wps)', 'other format')
}

/** RFC 2557: a mail message whose first lines are headers, one of them its MIME version or a multipart type. */
function isWebArchive(head: string): boolean {
  return (
    /^\s*[A-Z][\w-]*:\s/iu.test(head) &&
    /^(?:MIME-Version:|Content-Type:\s*multipart\/related)/imu.test(head.slice(0, 800))
  )
}

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
