import { inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NianbaoError } from '../src/errors.ts'
import { readZip } from '../src/extract/readers/zip.ts'
import { zipOf } from './docxMade.ts'

const content = Buffer.from('公开'.repeat(20))
const two = { 'word/a.xml': content, 'word/b.xml': Buffer.from('b') }

function failure(bytes: Buffer, name = 'word/a.xml'): string {
  try {
    readZip(bytes).read(name)
  } catch (error) {
    if (error instanceof NianbaoError) return error.code
    throw error
  }
  return 'no failure'
}

/** Where the n-th record with this signature begins. */
function record(bytes: Buffer, signature: 'PK\x01\x02' | 'PK\x03\x04' | 'PK\x05\x06', n = 0): number {
  let at = bytes.indexOf(signature, 0, 'latin1')
  for (let i = 0; i < n; i++) at = bytes.indexOf(signature, at + 1, 'latin1')
  if (at < 0) throw new Error('the made zip has no such record')
  return at
}

/** A copy with one change. */
function changed(bytes: Buffer, change: (copy: Buffer) => unknown): Buffer {
  const copy = Buffer.from(bytes)
  change(copy)
  return copy
}

const central = 'PK\x01\x02'
const local = 'PK\x03\x04'
const end = 'PK\x05\x06'

describe('a zip', () => {
  test.each([true, false])('gives the bytes of an entry (compressed: %s)', async (compress) => {
    const zip = readZip(await zipOf(two, compress))
    expect(zip.entries.map(({ name, size }) => [name, size])).toEqual([
      ['word/a.xml', content.length],
      ['word/b.xml', 1],
    ])
    expect(zip.read('word/a.xml')).toEqual(content)
    expect(zip.read('word/c.xml')).toBeNull()
  })

  test('finds parts without regard to case, as OPC does', async () => {
    expect(readZip(await zipOf(two)).read('/Word/A.XML')).toEqual(content)
  })

  test('inflates nothing but what is asked for', async () => {
    const bytes = await zipOf(two)
    const spoilt = changed(bytes, (copy) =>
      copy.fill(0xff, record(copy, local, 1) + 40, record(copy, local, 1) + 41),
    )
    expect(readZip(spoilt).read('word/a.xml')).toEqual(content)
    expect(failure(spoilt, 'word/b.xml')).toBe('unreadable-file')
  })

  test('an empty entry is empty, an empty file is a failure of its own', async () => {
    expect(readZip(await zipOf({ a: Buffer.alloc(0) })).read('a')).toHaveLength(0)
    expect(failure(Buffer.alloc(0))).toBe('empty-file')
  })

  test('bytes behind it do not hide it', async () => {
    expect(readZip(Buffer.concat([await zipOf(two), Buffer.alloc(500)])).read('word/a.xml')).toEqual(content)
  })
})

describe('a zip that lies is refused', () => {
  test.each([
    ['a wrong CRC', (z: Buffer) => z.writeUInt32LE(1, record(z, central) + 16)],
    [
      'a size that is too small',
      (z: Buffer) => {
        both(z, 24, 22, content.length - 1)
      },
    ],
    [
      'a size that is too large',
      (z: Buffer) => {
        both(z, 24, 22, content.length + 1)
      },
    ],
    [
      'sizes that differ between directory and header',
      (z: Buffer) => z.writeUInt32LE(content.length + 1, record(z, local) + 22),
    ],
    ['another name in the header', (z: Buffer) => z.write('X', record(z, local) + 30)],
    ['another method in the header', (z: Buffer) => z.writeUInt16LE(0, record(z, local) + 8)],
    ['an unknown method', (z: Buffer) => z.writeUInt16LE(12, record(z, central) + 10)],
    ['encryption', (z: Buffer) => z.writeUInt16LE(1, record(z, central) + 8)],
    ['zip64 sizes', (z: Buffer) => z.writeUInt32LE(0xffffffff, record(z, central) + 24)],
    ['a zip64 directory', (z: Buffer) => z.writeUInt32LE(0xffffffff, record(z, end) + 16)],
    ['several disks', (z: Buffer) => z.writeUInt16LE(1, record(z, end) + 4)],
    [
      'more entries than there are',
      (z: Buffer) => {
        z.writeUInt16LE(9, record(z, end) + 8)
        z.writeUInt16LE(9, record(z, end) + 10)
      },
    ],
    ['a directory outside of the file', (z: Buffer) => z.writeUInt32LE(z.length, record(z, end) + 16)],
    ['an entry outside of the file', (z: Buffer) => z.writeUInt32LE(z.length, record(z, central) + 42)],
    ['two entries in one place', (z: Buffer) => z.writeUInt32LE(0, record(z, central, 1) + 42)],
    [
      'an entry that reaches into the next one',
      (z: Buffer) => {
        both(z, 20, 18, z.readUInt32LE(record(z, central) + 20) + 1)
      },
    ],
    [
      'the same name twice',
      (z: Buffer) => {
        z.write('a', record(z, central, 1) + 46 + 5)
        z.write('a', record(z, local, 1) + 30 + 5)
      },
    ],
  ])('%s', async (_, lie) => {
    const bytes = await zipOf(two)
    expect(failure(bytes)).toBe('no failure')
    expect(failure(changed(bytes, lie))).toBe('unreadable-file')
  })

  /** Writes the same number into the directory and into the local header of the first entry. */
  function both(z: Buffer, inDirectory: number, inHeader: number, value: number): void {
    z.writeUInt32LE(value, record(z, central) + inDirectory)
    z.writeUInt32LE(value, record(z, local) + inHeader)
  }

  test('a bomb is refused by what it declares', async () => {
    expect(failure(await zipOf({ 'word/a.xml': Buffer.alloc(1_000_000) }))).toBe('too-large')
    const huge = changed(await zipOf(two), (z) => {
      both(z, 24, 22, 65 * 1024 * 1024)
    })
    expect(failure(huge)).toBe('too-large')
  })

  test('an entry over 64 MB is refused, however little it shrinks', async () => {
    expect(failure(await zipOf({ 'word/a.xml': Buffer.alloc(64 * 1024 * 1024 + 1) }, false))).toBe(
      'too-large',
    )
  })

  test('a bomb that declares a small size is stopped at that size', async () => {
    const bomb = changed(await zipOf({ 'word/a.xml': Buffer.alloc(30_000_000) }), (z) => {
      both(z, 24, 22, 1000)
    })
    const data = bomb.subarray(record(bomb, local) + 40)
    expect(inflateRawSync(data)).toHaveLength(30_000_000)
    const before = process.memoryUsage().arrayBuffers
    expect(failure(bomb)).toBe('unreadable-file')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000)
  })

  test('whatever bytes it is made of, it gives the true bytes, nothing, or a failure with a code', async () => {
    const bytes = await zipOf(two)
    const flips = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 4,
    })
    fc.assert(
      fc.property(flips, (places) => {
        const copy = changed(bytes, (z) => {
          for (const [at, mask] of places) z[at] = (z[at] ?? 0) ^ mask
        })
        try {
          const read = readZip(copy).read('word/a.xml')
          expect(read === null || read.equals(content)).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(NianbaoError)
        }
      }),
      { numRuns: 3000 },
    )
  })
})
