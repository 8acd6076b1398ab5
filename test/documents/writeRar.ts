import { crc32 } from 'node:zlib'

/** A file in a RAR archive that is written as it is (method 0x30, "stored"), and what a test may lie about. */
export interface RarFile {
  /** As text, or as bytes that say nothing of their charset (RAR4 only). */
  readonly name: string | Uint8Array
  readonly bytes: Uint8Array
  /** The size that its header declares; what it has where it does not lie. */
  readonly declared?: number
  readonly crc?: number
  readonly isEncrypted?: boolean
  readonly isLink?: boolean
  /** Says that it is compressed ("normal"), with a dictionary of 128 KB times 2 to this power (RAR5) or 64 KB (RAR4). */
  readonly dictionary?: number
}

export interface RarShape {
  /** Flags of the archive: 1 is a volume in both formats. */
  readonly flags?: number
  readonly hasEnd?: boolean
}

const uint16 = (value: number): Buffer => Buffer.of(value & 0xff, value >> 8)
const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

/** A RAR archive of the format before 5.0 (RAR's technote.txt; hosts: 2 Windows, 3 Unix). */
export function writeRar4(files: readonly RarFile[], { flags = 0, hasEnd = true }: RarShape = {}): Buffer {
  return Buffer.concat([
    Buffer.from('Rar!\x1a\x07\0', 'latin1'),
    block4(0x73, flags, Buffer.alloc(6)),
    ...files.flatMap((file) => [fileHeader4(file), file.bytes]),
    hasEnd ? block4(0x7b, 0x4000, Buffer.alloc(0)) : Buffer.alloc(0),
  ])
}

function fileHeader4(file: RarFile): Buffer {
  const { bytes, declared = bytes.length, crc = crc32(bytes), isEncrypted = false, isLink = false } = file
  const name = Buffer.from(file.name)
  const [version, method] = file.dictionary === undefined ? [20, 0x30] : [29, 0x33]
  const fields = Buffer.concat([
    ...[uint32(bytes.length), uint32(declared), Buffer.of(isLink ? 3 : 2), uint32(crc), uint32(0x21 << 16)],
    ...[Buffer.of(version, method), uint16(name.length), uint32(isLink ? 0o120777 : 0x20), name],
  ])
  const window = (file.dictionary ?? 0) << 5
  return block4(0x74, 0x8000 | window | (isEncrypted ? 4 : 0), fields)
}

/** Its checksum is the lower half of the CRC-32 of what follows it. */
function block4(type: number, flags: number, fields: Uint8Array): Buffer {
  const head = Buffer.concat([Buffer.of(type), uint16(flags), uint16(7 + fields.length), fields])
  return Buffer.concat([uint16(crc32(head) & 0xffff), head])
}

/** A RAR archive of the format 5.0 (rarlab.com/technote.htm). */
export function writeRar5(files: readonly RarFile[], { flags = 0, hasEnd = true }: RarShape = {}): Buffer {
  return Buffer.concat([
    Buffer.from('Rar!\x1a\x07\x01\0', 'latin1'),
    block5([1, 0, flags]),
    ...files.flatMap((file) => [fileHeader5(file), file.bytes]),
    hasEnd ? block5([5, 0, 0]) : Buffer.alloc(0),
  ])
}

/** Records of the extra area: 1 is encryption, 5 says that the file is another name (type 1: a symbolic link). */
function fileHeader5(file: RarFile): Buffer {
  const { bytes, declared = bytes.length, crc = crc32(bytes) } = file
  const name = Buffer.from(file.name)
  const extra = Buffer.concat([
    file.isEncrypted ? record5(1, Buffer.concat([Buffer.of(0, 0, 15), Buffer.alloc(32)])) : Buffer.alloc(0),
    file.isLink ? record5(5, Buffer.from('\x01\0\x01a', 'latin1')) : Buffer.alloc(0),
  ])
  const compression = file.dictionary === undefined ? 0 : (3 << 7) | (file.dictionary << 10)
  const fields = Buffer.concat([
    ...[4, declared, 0x20].map(vint),
    uint32(crc),
    ...[compression, 0, name.length].map(vint),
    name,
  ])
  return block5(
    [2, extra.length > 0 ? 3 : 2, ...(extra.length > 0 ? [extra.length] : []), bytes.length],
    [fields, extra],
  )
}

const record5 = (type: number, data: Uint8Array): Buffer =>
  Buffer.concat([vint(1 + data.length), vint(type), data])

function block5(numbers: readonly number[], rest: readonly Uint8Array[] = []): Buffer {
  const fields = Buffer.concat([...numbers.map(vint), ...rest])
  const head = Buffer.concat([vint(fields.length), fields])
  return Buffer.concat([uint32(crc32(head)), head])
}

/** Seven bits a byte, the lowest first; the eighth says that more follow. */
function vint(value: number): Buffer {
  const bytes: number[] = []
  let left = value
  for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) | 0x80)
  return Buffer.of(...bytes, left)
}
