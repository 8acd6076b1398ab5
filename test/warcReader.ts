import { crc32, inflateRawSync } from 'node:zlib'
import { z } from 'zod'

/** A record as it stands in a WARC file. */
export interface ReadRecord {
  /** Bytes of its gzip member. */
  readonly offset: number
  readonly length: number
  readonly version: string
  /** Every field with its name in lower case, in order. */
  readonly fields: readonly (readonly [name: string, value: string])[]
  readonly type: string
  readonly block: Buffer
  /** What stands before the blank line of an HTTP block, as Latin-1, and what comes after it; null for other blocks. */
  readonly http: { readonly head: string; readonly body: Buffer } | null
}

/** A reader of WARC 1.1 for tests that shares no line with the writer: strict, one record in each gzip member. */
export function readWarc(bytes: Buffer): ReadRecord[] {
  const records: ReadRecord[] = []
  for (let offset = 0; offset < bytes.length;) {
    const member = gunzipOne(bytes.subarray(offset))
    records.push({ offset, length: member.length, ...parseRecord(member.content) })
    offset += member.length
  }
  return records
}

/** What zlib gives with `info`: `bytesWritten` is how much of the input it has used. */
const Inflated = z.object({ buffer: z.instanceof(Buffer), engine: z.object({ bytesWritten: z.number() }) })

/** One gzip member (RFC 1952) by hand, because zlib reads on into the next. */
export function gunzipOne(bytes: Buffer): { content: Buffer; length: number } {
  if (bytes.readUInt16BE(0) !== 0x1f8b || bytes[2] !== 8) throw new Error('no gzip member begins here')
  if (bytes[3] !== 0) throw new Error('a gzip header with more than the fixed part')
  const { buffer, engine } = Inflated.parse(inflateRawSync(bytes.subarray(10), { info: true }))
  const end = 10 + engine.bytesWritten
  if (bytes.readUInt32LE(end) !== crc32(buffer)) throw new Error('the checksum of a gzip member is wrong')
  if (bytes.readUInt32LE(end + 4) !== buffer.length) throw new Error('the size of a gzip member is wrong')
  return { content: buffer, length: end + 8 }
}

function parseRecord(content: Buffer): Omit<ReadRecord, 'offset' | 'length'> {
  const headEnd = content.indexOf('\r\n\r\n')
  const [version = '', ...lines] = content.subarray(0, headEnd).toString('utf8').split('\r\n')
  const fields = lines.map((line) => {
    const colon = line.indexOf(': ')
    if (colon <= 0) throw new Error(`no field: ${line}`)
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 2)] as const
  })
  const length = Number(valueIn(fields, 'content-length') ?? 'NaN')
  const block = content.subarray(headEnd + 4, headEnd + 4 + length)
  if (content.subarray(headEnd + 4 + length).toString() !== '\r\n\r\n')
    throw new Error('a record of another length')
  const isHttp = valueIn(fields, 'content-type')?.startsWith('application/http') === true
  return {
    version,
    fields,
    type: valueIn(fields, 'warc-type') ?? '',
    block,
    http: isHttp ? split(block) : null,
  }
}

function split(block: Buffer): { head: string; body: Buffer } {
  const end = block.indexOf('\r\n\r\n')
  if (end < 0) throw new Error('an HTTP message without a blank line')
  return { head: block.subarray(0, end).toString('latin1'), body: block.subarray(end + 4) }
}

const valueIn = (fields: ReadRecord['fields'], name: string): string | null =>
  fields.find(([known]) => known === name)?.[1] ?? null

/** A field of a record by its name in lower case. */
export const field = (record: ReadRecord, name: string): string | null => valueIn(record.fields, name)

/** A header of the HTTP message in a record. */
export function header(record: ReadRecord, name: string): string | null {
  const line = record.http?.head.split('\r\n').find((each) => each.toLowerCase().startsWith(`${name}: `))
  return line === undefined ? null : line.slice(name.length + 2)
}
