import { crc32, deflateRawSync } from 'node:zlib'

/** A file in a zip archive. */
export interface ZipEntry {
  readonly name: string
  readonly bytes: Uint8Array
}

const version = 20
const deflate = 8
/** Names are UTF-8 (APPNOTE 6.3.10, 4.4.4, bit 11). */
const flags = 0x0800
/** 1980-01-01 00:00, so that the same entries give the same bytes. */
const date = 0x21

interface Written {
  readonly name: Buffer
  readonly fields: Buffer
  readonly data: Buffer
  readonly offset: number
}

/** The fields that the local header and the central directory share, from the version on. */
function sharedFields(entry: ZipEntry, name: Buffer, data: Buffer): Buffer {
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(version, 0)
  fields.writeUInt16LE(flags, 2)
  fields.writeUInt16LE(deflate, 4)
  fields.writeUInt16LE(date, 8)
  fields.writeUInt32LE(crc32(entry.bytes), 10)
  fields.writeUInt32LE(data.length, 14)
  fields.writeUInt32LE(entry.bytes.length, 18)
  fields.writeUInt16LE(name.length, 22)
  return fields
}

const local = ({ fields, name, data }: Written): Buffer =>
  Buffer.concat([Buffer.from('PK\x03\x04'), fields, name, data])

function central({ fields, name, offset }: Written): Buffer {
  const rest = Buffer.alloc(14)
  rest.writeUInt32LE(offset, 10)
  return Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.of(version, 0), fields, rest, name])
}

function end(count: number, size: number, offset: number): Buffer {
  const record = Buffer.alloc(22)
  record.write('PK\x05\x06', 'latin1')
  record.writeUInt16LE(count, 8)
  record.writeUInt16LE(count, 10)
  record.writeUInt32LE(size, 12)
  record.writeUInt32LE(offset, 16)
  return record
}

/** A zip archive (PKWARE APPNOTE 6.3.10), deflated, with fixed dates: the same entries give the same bytes. */
export function zip(entries: readonly ZipEntry[]): Uint8Array {
  let offset = 0
  const written = entries.map((entry): Written => {
    const name = Buffer.from(entry.name)
    const data = deflateRawSync(entry.bytes, { level: 9 })
    const one = { name, data, fields: sharedFields(entry, name, data), offset }
    offset += local(one).length
    return one
  })
  const directory = Buffer.concat(written.map(central))
  return Buffer.concat([...written.map(local), directory, end(entries.length, directory.length, offset)])
}
