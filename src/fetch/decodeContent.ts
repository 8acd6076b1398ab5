import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
  type BrotliDecompress,
  type Gunzip,
  type Inflate,
  type InflateRaw,
  type ZstdDecompress,
} from 'node:zlib'
import { NianbaoError } from '../errors.ts'

/** `bytesWritten` of each counts the bytes that it has used. */
type Decompressor = Gunzip | Inflate | InflateRaw | BrotliDecompress | ZstdDecompress

const decompressors: Readonly<Record<string, (bytes: Uint8Array) => Decompressor>> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  // RFC 9110 means the zlib format; servers that send bare deflate data are as old as the coding.
  deflate: (bytes) => (hasZlibHeader(bytes) ? createInflate() : createInflateRaw()),
  br: () => createBrotliDecompress(),
  zstd: () => createZstdDecompress(),
}

/** Servers name charsets and the like where a coding belongs; such a body is not encoded. */
const notCodings = /^(?:identity|none|binary|utf-?8|gbk|gb2312|gb18030|iso-8859-1)$/u

/** How many codings one body may have; more is an attack. */
const mostCodings = 4

/**
 * Undoes Content-Encoding (RFC 9110 §8.4), last coding first, each up to its very end.
 * Gives null when the body is not encoded. Throws a NianbaoError: `truncated-body` when the data is cut, damaged or
 * followed by anything, `too-large` beyond `limit` bytes, `unreadable-file` for a coding that is not known.
 */
export async function decodeContent(
  bytes: Uint8Array,
  header: string | undefined,
  limit: number,
): Promise<Uint8Array | null> {
  const codings = (header ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && !notCodings.test(coding))
  if (codings.length === 0 || bytes.length === 0) return null
  if (codings.length > mostCodings) {
    throw new NianbaoError('unreadable-file', `${codings.length} content codings on one body: not decoded`)
  }
  let plain = bytes
  for (const coding of codings.toReversed()) plain = await undo(coding, plain, limit)
  return plain
}

async function undo(coding: string, bytes: Uint8Array, limit: number): Promise<Uint8Array> {
  const open = Object.hasOwn(decompressors, coding) ? decompressors[coding] : undefined
  if (open === undefined) {
    throw new NianbaoError('unreadable-file', `the content coding "${coding}" is not known: not decoded`)
  }
  try {
    return await drain(open(bytes), bytes, limit)
  } catch (error) {
    if (error instanceof NianbaoError) throw error
    throw new NianbaoError('truncated-body', `the ${coding} body is cut or damaged`, { cause: error })
  }
}

async function drain(stream: Decompressor, bytes: Uint8Array, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  stream.end(bytes)
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > limit) throw new NianbaoError('too-large', `the body unpacks to more than ${limit} bytes`)
    chunks.push(chunk)
  }
  // zlib stops at the end of its stream and says nothing of what follows.
  const rest = bytes.length - stream.bytesWritten
  if (rest !== 0) throw new NianbaoError('truncated-body', `${rest} bytes follow the end of the encoded body`)
  return Buffer.concat(chunks, size)
}

/** RFC 1950 §2.2: method 8, and the first two bytes are a multiple of 31. */
function hasZlibHeader(bytes: Uint8Array): boolean {
  const [cmf = 0, flags = 0] = bytes
  return (cmf & 0x0f) === 8 && ((cmf << 8) | flags) % 31 === 0
}
