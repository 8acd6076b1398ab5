import { crc32 } from 'node:zlib'
import type { RarHeader, RarHeaders } from './rarHeader.ts'

const archiveHeader = 0x73
const fileHeader = 0x74
const subHeader = 0x7a
const endOfArchive = 0x7b

const isVolume = 0x0001
const hasEncryptedHeaders = 0x0080
const isEncrypted = 0x0004
const hasComment = 0x0008
/** The three bits of the dictionary's size, all set. */
const isFolder = 0x00e0
/** Sizes of more than 4 GB have four more bytes each. */
const isLarge = 0x0100
const hasData = 0x8000

const unix = 3
const fileType = 0o170000
const symbolicLink = 0o120000

/** The blocks of a RAR archive before 5.0 (technote.txt of RAR 4.20). One made before RAR 3.0 ends without a word. */
export function readHeaders4(file: Buffer, start: number): RarHeaders {
  const headers: RarHeader[] = []
  let at = start
  while (at + 7 <= file.length) {
    const [type, flags, size] = [file.readUInt8(at + 2), file.readUInt16LE(at + 3), file.readUInt16LE(at + 5)]
    const isFile = type === fileHeader
    const smallest = isFile || type === subHeader ? ((flags & isLarge) !== 0 ? 40 : 32) : dataFieldsOf(flags)
    if (size < smallest || at + size > file.length) return cutOff
    if (type === endOfArchive) return { kind: 'headers', headers }
    if (type === archiveHeader && (flags & isVolume) !== 0) return { kind: 'fault', fault: 'volume' }
    if (type === archiveHeader && (flags & hasEncryptedHeaders) !== 0)
      return { kind: 'fault', fault: 'encrypted' }
    if (isFile && !isSound(file.subarray(at, at + size), flags)) return { kind: 'fault', fault: 'damaged' }
    if (isFile) headers.push(headerAt(file, at, flags))
    at += size + dataAfter(file, at, type, flags)
  }
  return at === file.length ? { kind: 'headers', headers } : cutOff
}

const cutOff: RarHeaders = { kind: 'fault', fault: 'cut off' }

/** The checksum does not cover a comment, which RAR 2 kept inside the header. */
const isSound = (header: Buffer, flags: number): boolean =>
  (flags & hasComment) !== 0 || (crc32(header.subarray(2)) & 0xffff) === header.readUInt16LE(0)

const dataFieldsOf = (flags: number): number => ((flags & hasData) !== 0 ? 11 : 7)

function headerAt(file: Buffer, at: number, flags: number): RarHeader {
  const high = (flags & isLarge) !== 0 ? file.readUInt32LE(at + 36) : 0
  const isLink = file.readUInt8(at + 15) === unix && (file.readUInt32LE(at + 28) & fileType) === symbolicLink
  return {
    kind: (flags & isFolder) === isFolder ? 'folder' : isLink ? 'link' : 'file',
    size: high * 2 ** 32 + file.readUInt32LE(at + 11),
    isEncrypted: (flags & isEncrypted) !== 0,
  }
}

function dataAfter(file: Buffer, at: number, type: number, flags: number): number {
  const mayBeLarge = type === fileHeader || type === subHeader
  if (!mayBeLarge && (flags & hasData) === 0) return 0
  const high = mayBeLarge && (flags & isLarge) !== 0 ? file.readUInt32LE(at + 32) : 0
  return high * 2 ** 32 + file.readUInt32LE(at + 7)
}
