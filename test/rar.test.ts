import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { NianbaoError } from '../src/errors.ts'
import { openRarEngine } from '../src/extract/engines/rarEngine.ts'
import { loadUnrar } from '../src/extract/engines/unrar.ts'
import { extractor, type Extraction } from '../src/extract/extract.ts'
import { unpack } from '../src/extract/readers/packed.ts'
import type { PackedFile } from '../src/extract/readers/packedFile.ts'
import { loneBundle } from '../src/pipeline/loneBundle.ts'
import { encodeGb18030Text } from './documents/gb18030.ts'
import { makeDocument } from './documents/makeDocument.ts'
import { writeRar4, writeRar5, type RarFile } from './documents/writeRar.ts'
import { zip } from './documents/zip.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { processorTime } from './running/processorTime.ts'

const { knowledge } = await loadConfig('config')
const extract = extractor(knowledge)
const nobody = { siteDivision: null, givenUnit: null, givenYear: null }

const report = (unit: string, container: 'docx' | 'xls' = 'docx'): Uint8Array =>
  makeDocument(inventReport({ unit, division: '杭州市拱墅区', year: 2022, seed: unit }), container).bytes
const extracted = (bytes: Uint8Array): Extraction => extract(loneBundle(bytes, '附件1.rar', nobody))
const unpacked = (bytes: Uint8Array): readonly PackedFile[] => unpack(bytes, 'RAR archive')
const fixture = (name: string): Buffer =>
  readFileSync(fileURLToPath(new URL(`fixtures/rar/${name}`, import.meta.url)))
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const failure = (bytes: Uint8Array): string => {
  try {
    return `${unpacked(bytes).length} files`
  } catch (error) {
    if (error instanceof NianbaoError) return error.code
    throw error
  }
}
const run = (program: string): readonly [string, number | null] => {
  const { stdout, status } = spawnSync(process.execPath, [program], { timeout: 20_000, encoding: 'utf8' })
  return [stdout, status]
}
const words = (bytes: string, name = 'a.txt'): RarFile => ({ name, bytes: Buffer.from(bytes) })

describe.each([
  ['before 5.0', writeRar4],
  ['since 5.0', writeRar5],
])('a RAR archive %s', (_format, write) => {
  test('gives each of its reports, and every figure says which file it is from', () => {
    const bytes = write([
      { name: '年报\\1.docx', bytes: report('米市巷街道') },
      { name: '年报/2.xls', bytes: report('小河街道', 'xls') },
    ])
    const { reports, refused } = extracted(bytes)
    expect(refused).toEqual([])
    expect(reports.map(({ unit }) => unit.name)).toEqual(['米市巷街道', '小河街道'])
    const [first, second] = reports.map(({ cells }) => cells['applications.new.total'])
    expect(first?.file).toMatch(/^年报[/_]1\.docx$/u) // RAR 5 has only / between folders, and UnRAR takes \ for _
    expect(second?.file).toBe('年报/2.xls')
    expect(second?.source).toBe(`sha256:${sha256(bytes)}`)
    expect(reports[0]?.figures).toEqual(extracted(report('米市巷街道')).reports[0]?.figures)
  })

  test('that is inside another archive is named and not opened', () => {
    const inner = write([{ name: 'a.docx', bytes: report('米市巷街道') }])
    for (const outer of [zip([{ name: 'b.rar', bytes: inner }]), write([{ name: 'b.rar', bytes: inner }])]) {
      const { reports, refused } = extracted(outer)
      expect(reports).toEqual([])
      expect(refused.map(({ code, message }) => [code, message])).toEqual([
        [
          'unreadable-file',
          expect.stringMatching(/^in the (?:ZIP|RAR) archive b\.rar: RAR archive.*unpack it/u),
        ],
      ])
    }
  })

  test('leaves out links, empty files and what systems leave in it', () => {
    const bytes = write([
      { ...words('b', 'link'), isLink: true },
      words('', 'empty.txt'),
      words('x', '~$a.docx'),
      words('x', '__MACOSX/._a.docx'),
      words('figures', 'a.txt'),
    ])
    expect(
      unpacked(bytes).map(({ path, bytes: content }) => [path, Buffer.from(content).toString()]),
    ).toEqual([['a.txt', 'figures']])
  })

  test('with a name that leads out of it is only read', () => {
    expect(unpacked(write([words('a', '../../etc/passwd')]))[0]?.path).toBe('../../etc/passwd')
  })

  test('that is cut off anywhere never gives fewer files without a word', () => {
    const bytes = write([words('one', '1.txt'), words('two', '2.txt')])
    const between = write([words('one', '1.txt')], { hasEnd: false }).length
    const wrong = Array.from({ length: bytes.length - 8 }, (_, index) => index + 8).filter((length) =>
      failure(bytes.subarray(0, length)).includes('files'),
    )
    // An archive before RAR 3.0 had no end mark: cut exactly between two blocks it is whole by its own rules.
    const blocks4 = [
      20,
      between,
      write([words('one', '1.txt'), words('two', '2.txt')], { hasEnd: false }).length,
    ]
    expect(wrong).toEqual(write === writeRar4 ? blocks4 : [])
  })

  test('with any byte changed gives the same files or none', () => {
    const bytes = write([words('one', '1.txt'), words('two', '2.txt')])
    const whole = unpacked(bytes)
    const start = 8
    for (let at = start; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes)
      changed[at] = (bytes[at] ?? 0) ^ 0x15
      try {
        expect(unpacked(changed), `byte ${at}`).toEqual(whole)
      } catch (error) {
        if (!(error instanceof NianbaoError)) throw error
        expect(['unreadable-file', 'too-large']).toContain(error.code)
      }
    }
  })

  test.each<[string, Uint8Array, string]>([
    ['a checksum that does not hold', write([{ ...words('a'), crc: 1 }]), 'unreadable-file'],
    ['encryption', write([words('b', 'b.txt'), { ...words('a'), isEncrypted: true }]), 'unreadable-file'],
    ['one of several volumes', write([words('a')], { flags: 1 }), 'unreadable-file'],
    ['a file twice', write([words('a'), words('b')]), 'unreadable-file'],
    ['a size that is more than it has', write([{ ...words('a'), declared: 5 }]), 'unreadable-file'],
    ['a size that is less than it has', write([{ ...words('abc'), declared: 1 }]), 'unreadable-file'],
    ['a size beyond every limit', write([{ ...words('a'), declared: 1e9 }]), 'too-large'],
    ['too many files', write(Array.from({ length: 65 }, (_, n) => words('a', `${n}.txt`))), 'too-large'],
    ['packed nonsense', write([{ ...words('abcdefgh'.repeat(40)), dictionary: 1 }]), 'unreadable-file'],
    ['no file', write([]), '0 files'],
  ])('with %s costs little and has its code', (_what, bytes, code) => {
    const took = processorTime()
    expect(failure(bytes)).toBe(code)
    expect(took()).toBeLessThan(5000)
  })
})

describe('an archive that RAR itself packed', () => {
  test('is unpacked, also by text models and with names in Unicode', () => {
    const [page] = unpacked(fixture('rar4-best.rar'))
    expect(sha256(page?.bytes ?? Buffer.alloc(0))).toBe(
      'ee16390e87152d7dec632ae2b37566da6135966e46b5166e6f40a1c827fa61ad',
    )
    expect(unpacked(fixture('rar4-unicode.rar')).map(({ path, bytes }) => [path, bytes.length])).toEqual([
      ['表だよ/漢字長いファイル名long-filename-in-漢字.txt', 5],
      ['abcdefghijklmnopqrsテスト.txt', 16],
    ])
  })

  test('in one piece (solid) gives every file', () => {
    expect(
      unpacked(fixture('rar5-solid.rar')).map(({ path, bytes }) => `${path} ${sha256(bytes).slice(0, 16)}`),
    ).toEqual([
      'test.bin 588870a2dade35c2',
      'test1.bin 7d89f86f9f69d744',
      'test2.bin f81e6fceeeab3663',
      'test3.bin 5e621f2b6ce8fed7',
      'test4.bin 2627f40180217252',
      'test5.bin b0622b648b174abd',
      'test6.bin 0b79ce23670b7c2e',
    ])
  })

  test.each([
    ['rar4-encrypted-headers.rar', 'unreadable-file'],
    ['rar4-encrypted-partly.rar', 'unreadable-file'],
    ['rar5-hardlink.rar', '1 files'],
    ['rar5-symlink.rar', '1 files'],
  ])('%s: %s', (name, code) => {
    expect(failure(fixture(name))).toBe(code)
  })
})

describe('names in a RAR archive', () => {
  test.each(['米市巷/附件1.txt', '模范区年报.txt', '联通.txt'])('in GBK are read: %s', (name) => {
    const raw = encodeGb18030Text(name)
    if (raw === null) throw new Error('the name has no GBK')
    expect(unpacked(writeRar4([{ name: raw, bytes: Buffer.from('a') }]))[0]?.path).toBe(name)
  })

  test('in UTF-8 are read', () => {
    expect(unpacked(writeRar4([words('a', '米市巷/附件1.txt')]))[0]?.path).toBe('米市巷/附件1.txt')
  })
})

describe('the engine', () => {
  test.each([
    ['4 GB', 15],
    ['512 MB', 12],
  ])('refuses a dictionary of %s for want of memory, and reads the next archive', (_size, dictionary) => {
    const bomb = writeRar5([{ name: 'a', bytes: Buffer.alloc(100), declared: 1000, dictionary }])
    expect(failure(bomb)).toBe('too-large')
    expect(unpacked(fixture('rar5-solid.rar')).length).toBeGreaterThan(5)
    expect(process.memoryUsage().rss).toBeLessThan(1e9)
  })

  test('writes no more than the headers declare', () => {
    const bytes = writeRar4([words('abcdef')])
    const engine = openRarEngine()
    expect(engine({ bytes, wanted: [true], most: 5 })).toMatchObject({ kind: 'fault', fault: 'too large' })
    expect(engine({ bytes, wanted: [true], most: 6 })).toMatchObject({
      kind: 'files',
      files: [{ name: 'a.txt' }],
    })
    expect(engine({ bytes, wanted: [], most: 6 })).toMatchObject({ kind: 'fault', fault: 'damaged' })
  })

  test('is ended when it takes too long', () => {
    const engine = openRarEngine(1)
    const found = engine({ bytes: writeRar4([words('a')]), wanted: [true], most: 1 })
    const what = 'unpacking it takes more than 0.001 seconds'
    expect(found).toEqual({ kind: 'fault', fault: 'too large', what })
  })

  test('leaves nothing behind in its thread that would keep an instance', async () => {
    const events = ['uncaughtException', 'unhandledRejection']
    const count = () => events.map((event) => process.listenerCount(event))
    const before = count()
    await loadUnrar()
    expect(count()).toEqual(before)
  })

  test('lets the program end, whatever its thread prints', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nianbao-rar-'))
    const engine = new URL('../src/extract/engines/waitingEngine.ts', import.meta.url)
    const thread = `
      import { workerData } from 'node:worker_threads'
      workerData.port.on('message', (question) => {
        process.stderr.write('no one reads this')
        workerData.port.postMessage(question)
        Atomics.store(workerData.signal, 0, 1)
        Atomics.notify(workerData.signal, 0)
      })`
    const program = `
      import { openWaitingEngine } from '${engine.href}'
      const ask = openWaitingEngine(new URL('thread.mjs', import.meta.url), { megabytes: 64, milliseconds: 9000 }, 'late')
      console.log(ask('question'))`
    await writeFile(join(folder, 'thread.mjs'), thread)
    await writeFile(join(folder, 'one.mjs'), program)
    expect(run(join(folder, 'one.mjs'))).toEqual(['question\n', 0])
    await rm(folder, { recursive: true })
  })

  test('lets the program end, after however many archives', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nianbao-rar-'))
    await writeFile(join(folder, 'good.rar'), writeRar4([words('a')]))
    await writeFile(join(folder, 'bad.rar'), writeRar4([{ ...words('a'), crc: 1 }]))
    const packed = new URL('../src/extract/readers/packed.ts', import.meta.url)
    const program = `
      import { readFileSync } from 'node:fs'
      import { unpack } from '${packed.href}'
      const found = Array.from({ length: 30 }, () => ['good', 'bad'].map((name) => {
        try {
          return unpack(readFileSync(new URL(name + '.rar', import.meta.url)), 'RAR archive').length
        } catch (error) {
          return error.code
        }
      }))
      console.log(new Set(found.map(String)))`
    await writeFile(join(folder, 'many.mjs'), program)
    expect(run(join(folder, 'many.mjs'))).toEqual(["Set(1) { '1,unreadable-file' }\n", 0])
    await rm(folder, { recursive: true })
  })
})
