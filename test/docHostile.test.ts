import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NianbaoError } from '../src/errors.ts'
import { readDocument } from '../src/extract/readers/readDocument.ts'
import { readDoc } from '../src/extract/readers/doc.ts'
import type { Document } from '../src/model/document.ts'
import { bytesOf, cell, define, para, row, rowEnd, run } from './docMade.ts'
import { docBytes, long, sprm, type DocParagraph } from './documents/docBytes.ts'
import { random } from './documents/random.ts'
import { writeCfb } from './documents/writeCfb.ts'
import { makeCase } from './fixtures/madeCase.ts'
import { processorTime } from './running/processorTime.ts'
import { everyday } from './running/everyday.ts'

/** The document, or the code of the failure; any other exception ends the test. */
function outcome(bytes: Uint8Array): Document | string {
  try {
    return readDoc(bytes)
  } catch (error) {
    if (error instanceof NianbaoError) return error.code
    throw error
  }
}

const report = Buffer.from(
  makeCase({ container: 'doc', oddities: ['tracked-figures', 'fields'], seed: 3 }).bytes,
)

/** Milliseconds of processor that no small file may take. */
const mostTime = 5000

function timed(bytes: Uint8Array): Document | string {
  const took = processorTime()
  const read = outcome(bytes)
  expect(took()).toBeLessThan(mostTime)
  return read
}

describe('damage', () => {
  test('a file that is cut off anywhere is a failure, never half a report', () => {
    for (let part = 0; part < 50; part += 1) {
      expect(outcome(report.subarray(0, Math.floor((report.length * part) / 50)))).toBe('unreadable-file')
    }
    expect(outcome(report)).toMatchObject({ container: 'doc' })
  })

  test('flipped bytes give a document or a failure with a code, in bounded time', () => {
    const flips = fc.array(fc.tuple(fc.nat(report.length - 1), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(flips, (places) => {
        const copy = Buffer.from(report)
        for (const [at, mask] of places) copy[at] = (copy[at] ?? 0) ^ mask
        timed(copy)
      }),
      { numRuns: 300 },
    )
  })

  test('flipped bytes where the structure stands give a document or a failure with a code', () => {
    // Header and tables of the compound file, head of the text stream: every single byte.
    const places = [...Array(512).keys(), ...Array.from({ length: 900 }, (_, at) => 512 + at)]
    for (const at of everyday(places, 250)) {
      for (const value of [0, 1, 0x7f, 0xff]) {
        const copy = Buffer.from(report)
        copy[at] = value
        timed(copy)
      }
    }
  }, 60_000)
})

describe('compound files that lie', () => {
  const small = bytesOf([para('甲')])
  const tableAt = (small.readUInt32LE(76) + 1) * 512
  const patched = (changes: readonly (readonly [at: number, value: number])[]): Buffer => {
    const copy = Buffer.from(small)
    for (const [at, value] of changes) copy.writeUInt32LE(value, at)
    return copy
  }

  test.each([
    ['a chain of sectors that returns to itself', patched([[tableAt, 0]])],
    [
      'a directory that returns to itself',
      patched([[tableAt + small.readUInt32LE(48) * 4, small.readUInt32LE(48)]]),
    ],
    [
      'a table that names itself as its continuation',
      patched([
        [68, small.readUInt32LE(76)],
        [72, 1],
      ]),
    ],
    ['a directory that is nowhere', patched([[48, 0x00ffffff]])],
    ['sectors of 2^60 bytes', patched([[28, 0x003cfffe]])],
    ['no table at all', patched([[76, 0xffffffff]])],
  ])('%s is unreadable, at once', (_, bytes) => {
    expect(timed(bytes)).toBe('unreadable-file')
  })

  test('a tree of entries that returns to itself is walked once', () => {
    const directory = (small.readUInt32LE(48) + 1) * 512
    expect(
      timed(
        patched([
          [directory + 128 + 68, 1],
          [directory + 256 + 68, 1],
        ]),
      ),
    ).toBeTypeOf('object')
  })

  test('a compound file with nothing in it is no document', () => {
    expect(outcome(writeCfb({}))).toBe('unreadable-file')
    expect(outcome(writeCfb({ WordDocument: Buffer.alloc(10) }))).toBe('unreadable-file')
    expect(outcome(writeCfb({ WordDocument: Buffer.alloc(5000, 0xff), '1Table': Buffer.alloc(10) }))).toBe(
      'unreadable-file',
    )
  })

  test('a document inside another file is not the file', () => {
    const names = (streams: Readonly<Record<string, Uint8Array>>): string => {
      const read = readDocument(writeCfb(streams), { name: null, mediaType: null })
      return read.kind === 'refused' ? read.message : read.document.container
    }
    expect(names({ Workbook: Buffer.from('WordDocument', 'utf16le') })).toMatch(/the document is damaged/u)
    expect(names({ EncryptedPackage: Buffer.alloc(9), WordDocument: Buffer.alloc(9) })).toMatch(/encrypted/u)
  })
})

describe('parts that lie', () => {
  const lying = (
    index: number,
    bytes: readonly number[],
    modifier = 0,
    lists: readonly Buffer[] = [],
  ): Buffer =>
    docBytes(
      Array.from({ length: 3000 }, () => para('甲')),
      [],
      random('made'),
      { modifier, lists, parts: new Map(bytes.length === 0 ? [] : [[index, Buffer.from(bytes)]]) },
    )

  test('pieces that read one place again and again are unreadable', () => {
    const count = 2000
    const ends = Array.from({ length: count + 1 }, (_, at) => long(at * 4000)).flat()
    const table = [...ends, ...Array.from({ length: count }, () => [0, 0, ...long(1024), 0, 0]).flat()]
    expect(timed(lying(33, [2, ...long(table.length), ...table]))).toBe('unreadable-file')
  })

  test('text boxes that overlap are unreadable', () => {
    const overlap = [...long(0), ...long(0), ...long(9), ...long(3), ...new Array<number>(66).fill(0)]
    expect(timed(lying(56, overlap))).toBe('unreadable-file')
  })

  test('more pages of properties than the file has bytes are unreadable', () => {
    const pages = 5000
    expect(timed(lying(12, new Array<number>((pages + 1) * 4 + pages * 4).fill(0)))).toBe('unreadable-file')
  })

  test('properties that every paragraph names again end at a limit', () => {
    const list = Buffer.concat(Array.from({ length: 15_000 }, () => sprm(0x2416, [0])))
    expect(timed(lying(0, [], 1, [list]))).toBe('too-large')
  })

  test('a stream that is shorter than it says is unreadable', () => {
    const bytes = bytesOf([para('甲')])
    const directory = (bytes.readUInt32LE(48) + 1) * 512
    bytes.writeUInt32LE(1_000_000, directory + 128 + 120)
    expect(timed(bytes)).toBe('unreadable-file')
  })
})

describe('documents that are too much', () => {
  const cells = (count: number): readonly DocParagraph[] => {
    const edges = Array.from({ length: count + 1 }, (_, index) => index * 200)
    return row(
      edges.slice(1).map(() => '1'),
      edges,
    )
  }

  test('64 columns are read, 65 are not', () => {
    expect(outcome(bytesOf(cells(62)))).toBeTypeOf('object')
    expect(outcome(bytesOf([...row(['甲'], [-99_000, -98_000]), ...cells(62)]))).toBeTypeOf('object')
    const steps = Array.from({ length: 65 }, (_, index) =>
      row(['1', '2'], [0, 1000 + index * 300, 30_000]),
    ).flat()
    expect(outcome(bytesOf(steps))).toBe('too-large')
  })

  test('2,000 rows are read, 2,001 are not', () => {
    const rows = (count: number): Buffer =>
      bytesOf(Array.from({ length: count }, () => [cell('1'), rowEnd(1, define([0, 900]))]).flat())
    expect(timed(rows(2000))).toBeTypeOf('object')
    expect(timed(rows(2001))).toBe('too-large')
  })

  test('tables that are opened again and again, 256 deep, end at the limit of cells', () => {
    const depth = (level: number): Buffer => Buffer.concat([sprm(0x2416, [1]), sprm(0x6649, long(level))])
    const body = Array.from({ length: 2000 }, () => [
      para('', { properties: depth(256) }),
      para('', { properties: depth(1) }),
    ])
    expect(timed(bytesOf(body.flat()))).toBe('too-large')
  })

  test('a megabyte of text is read in time', () => {
    expect(
      timed(bytesOf(Array.from({ length: 20_000 }, () => para([run('公开信息二十五个字'.repeat(3))])))),
    ).toBeTypeOf('object')
  })
})
