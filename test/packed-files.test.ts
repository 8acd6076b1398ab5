import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { extractor, type Extraction } from '../src/extract/extract.ts'
import { unpack } from '../src/extract/readers/packed.ts'
import type { Original } from '../src/model/original.ts'
import { loneBundle } from '../src/pipeline/loneBundle.ts'
import { originalReader } from '../src/extract/readOriginal.ts'
import { packedReader } from '../src/extract/readPacked.ts'
import { processorTime } from './running/processorTime.ts'
import { pngOf } from './scans/writePng.ts'
import { encodeGb18030Text } from './documents/gb18030.ts'
import { makeDocument } from './documents/makeDocument.ts'
import type { Container } from './documents/container.ts'
import { zip } from './documents/zip.ts'
import { inventReport } from './fixtures/inventReport.ts'

const { knowledge } = await loadConfig('config')
const extract = extractor(knowledge)
const nobody = { siteDivision: null, givenUnit: null, givenYear: null }

const report = (unit: string, container: Container = 'docx', seed = unit): Uint8Array =>
  makeDocument(inventReport({ unit, division: '杭州市拱墅区', year: 2022, seed }), container).bytes
const archive = (files: Readonly<Record<string, Uint8Array>>): Uint8Array =>
  zip(Object.entries(files).map(([name, bytes]) => ({ name, bytes })))
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const extracted = (bytes: Uint8Array, name = '附件1.zip'): Extraction =>
  extract(loneBundle(bytes, name, nobody))

describe('an archive of files', () => {
  test('gives each of its reports, and every figure says which file it is from', () => {
    const bytes = archive({ '年报/1.docx': report('米市巷街道'), '年报/2.xls': report('小河街道', 'xls') })
    const { reports, refused } = extracted(bytes)
    expect(reports.map(({ unit }) => unit.name)).toEqual(['米市巷街道', '小河街道'])
    expect(refused).toEqual([])
    const evidence = reports.map(({ cells }) => cells['applications.new.total'])
    expect(evidence.map((cell) => cell?.file)).toEqual(['年报/1.docx', '年报/2.xls'])
    expect(new Set(evidence.map((cell) => cell?.source))).toEqual(new Set([`sha256:${sha256(bytes)}`]))
    expect(reports.map(({ sources }) => sources.map((source) => source.sha256))).toEqual([
      [sha256(bytes)],
      [sha256(bytes)],
    ])
  })

  test('with one report in two formats gives it once, and names a source once', () => {
    const bytes = archive({ 'a.docx': report('米市巷街道'), 'a.xlsx': report('米市巷街道', 'xlsx') })
    const { reports } = extracted(bytes)
    expect(reports.map(({ sources, findings }) => [sources.length, findings])).toEqual([[1, []]])
  })

  test('gives the same figures as the file in it', () => {
    const file = report('米市巷街道')
    const [packed] = extracted(archive({ 'a.docx': file })).reports
    const [alone] = extracted(file, 'a.docx').reports
    expect(packed?.figures).toEqual(alone?.figures)
    expect(Object.keys(packed?.figures ?? {}).length).toBeGreaterThan(100)
  })

  test('names in it are GBK where they do not say otherwise', () => {
    const name = '米市巷街道/附件1.docx'
    const raw = encodeGb18030Text(name)
    if (raw === null) throw new Error('the name has no GBK')
    const bytes = Buffer.from(archive({ ['X'.repeat(raw.length)]: report('米市巷街道') }))
    for (const [signature, flags, at] of [
      ['PK\x03\x04', 6, 30],
      ['PK\x01\x02', 8, 46],
    ] as const) {
      const start = bytes.indexOf(signature, 0, 'latin1')
      bytes.writeUInt16LE(0, start + flags)
      Buffer.from(raw).copy(bytes, start + at)
    }
    expect(extracted(bytes).reports[0]?.cells['applications.new.total']?.file).toBe(name)
  })

  test('tells of a file beside the report that nobody could read, not of other papers', () => {
    const notice = Buffer.from('<html><body><p>关于召开会议的通知</p></body></html>')
    const { reports, refused } = extracted(
      archive({
        'a.docx': report('米市巷街道'),
        '通知.html': notice,
        'b.rar': Buffer.from('Rar!\x1a\x07\0'),
      }),
    )
    expect(reports).toHaveLength(1)
    expect(refused.map(({ code, message }) => [code, message])).toEqual([
      ['unreadable-file', expect.stringMatching(/^in the ZIP archive b\.rar: RAR archive.*unpack it/u)],
    ])
    expect(extracted(archive({ '通知.html': notice })).refused[0]?.code).toBe('not-a-report')
  })

  test('tells of pictures beside a report that is a picture, because they may be its pages', () => {
    const pixel = { width: 1, height: 1, rgb: Uint8Array.of(9, 9, 9) }
    const picture = pngOf(pixel, { depth: 8, colour: 2 })
    const other = Buffer.from('<html><body><p>关于召开会议的通知</p></body></html>')
    const read = originalReader(knowledge)
    const words = report('米市巷街道', 'html')
    // In place of OCR, which takes seconds: what stands in one picture is known, in the others it is nothing.
    const reader = packedReader((original, bundle) => {
      const bytes =
        original.name === '年报.png' ? words : original.name === '插页.png' ? other : original.bytes
      const outcome = read({ ...original, bytes }, bundle)
      if (outcome.kind === 'refused') return { ...outcome, original }
      return { ...outcome, reading: { ...outcome.reading, original } }
    })
    const outcomesOf = (bytes: Uint8Array): readonly string[] => {
      const bundle = loneBundle(bytes, 'a.zip', nobody)
      return bundle.originals
        .flatMap((one) => reader(one, bundle))
        .map((one) => (one.kind === 'reading' ? one.kind : `${one.refusal.code} ${one.refusal.message}`))
    }
    expect(outcomesOf(archive({ '年报.png': picture, '插页.png': picture, 'b.html': other }))).toEqual([
      'reading',
      expect.stringMatching(/^unreadable-file in the ZIP archive 插页\.png: .*page/u),
    ])
    expect(outcomesOf(archive({ 'a.html': words, '插页.png': picture }))).toEqual(['reading'])
  })

  test('what systems leave in it is nothing', () => {
    const bytes = archive({
      '__MACOSX/._a.docx': Buffer.from('x'),
      '~$a.docx': Buffer.from('x'),
      '.DS_Store': Buffer.from('x'),
      'Thumbs.db': Buffer.from('x'),
      'a.docx': report('米市巷街道'),
    })
    expect(unpack(bytes, 'ZIP archive').map(({ path }) => path)).toEqual(['a.docx'])
    expect(extracted(bytes).refused).toEqual([])
  })

  const at = (bytes: Uint8Array, capture: number): Original => ({
    ...{ bytes, sha256: sha256(bytes), role: 'attachment', mediaType: 'application/zip', name: '附件.zip' },
    ...{ url: 'http://www.gongshu.gov.cn/1.zip', captured: `2023-02-0${capture}T00:00:00Z`, capture },
    ...{ parentUrl: null, listTitle: null, listDate: null, column: null },
  })
  test('that is replaced begins a new edition of its report, whatever the file in it is called now', () => {
    const before = at(archive({ '年报.docx': report('米市巷街道') }), 1)
    const after = at(archive({ '年报（新）.docx': report('米市巷街道', 'docx', 'corrected') }), 2)
    const { reports } = extract({ originals: [before, after], provenance: nobody })
    expect(reports.map(({ editions, sources }) => [editions.length, sources.length])).toEqual([[2, 1]])
    expect(reports[0]?.findings.map(({ code }) => code)).not.toContain('sources-disagree')
  })
})

describe('a hostile archive', () => {
  const refusal = (bytes: Uint8Array): string => {
    const { reports, refused } = extracted(bytes)
    expect(reports).toEqual([])
    return refused.map(({ code }) => code).join()
  }
  const many = (count: number): Uint8Array =>
    zip(Array.from({ length: count }, (_, index) => ({ name: `${index}.txt`, bytes: Buffer.from('a') })))

  test('of very many files is refused before any of them is opened', () => {
    const bytes = many(20_000)
    const took = processorTime()
    expect(refusal(bytes)).toBe('too-large')
    expect(took()).toBeLessThan(5000)
  })

  test.each([
    [
      'an archive in an archive',
      archive({ 'a.zip': archive({ 'a.docx': report('米市巷街道') }) }),
      'unreadable-file',
    ],
    ['no file', archive({}), 'empty-file'],
    ['a bomb', archive({ 'a.txt': Buffer.alloc(20_000_000) }), 'too-large'],
    ['a cut end', archive({ 'a.docx': report('米市巷街道') }).subarray(0, -30), 'unreadable-file'],
  ])('%s', (_what, bytes, code) => {
    expect(refusal(bytes)).toBe(code)
  })

  test('with a name that leads out of it is only read', () => {
    const { reports } = extracted(archive({ '../../etc/a.docx': report('米市巷街道') }))
    expect(reports[0]?.cells['applications.new.total']?.file).toBe('../../etc/a.docx')
  })
})
