import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openDerivePool } from '../src/pipeline/derivePool.ts'
import { readFiles, type FileReading } from '../src/pipeline/readFiles.ts'
import { makeDocument } from './documents/makeDocument.ts'
import { zip } from './documents/zip.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { root } from './running/nianbao.ts'

const pool = openDerivePool(resolve(root, 'config'))
afterAll(() => pool.close())
const folder = await mkdtemp(join(tmpdir(), 'nianbao-read-files-'))
afterAll(() => rm(folder, { recursive: true }))

const report = (unit: string, division: string): Uint8Array =>
  makeDocument(inventReport({ unit, division, year: 2022, seed: unit }), 'html').bytes

async function readingsOf(files: Readonly<Record<string, Uint8Array>>): Promise<readonly FileReading[]> {
  const path = join(folder, 'a.zip')
  await writeFile(path, zip(Object.entries(files).map(([name, bytes]) => ({ name, bytes }))))
  return Array.fromAsync(readFiles([path], pool.derive, { unit: null, year: null }))
}

const told = (reading: FileReading): string =>
  reading.kind === 'report'
    ? `${reading.report.title} ${Object.keys(reading.report.figures).length > 100}`
    : reading.finding.code

test('an archive that a person hands over gives each of its reports', async () => {
  const readings = await readingsOf({
    '1.html': report('米市巷街道', '杭州市拱墅区'),
    '2.html': report('小河街道', '杭州市拱墅区'),
  })
  expect(readings.map(told)).toEqual([
    expect.stringMatching(/米市巷街道.* true/u),
    expect.stringMatching(/小河街道.* true/u),
  ])
})

test('two of them whose unit nobody knows stay two', async () => {
  const readings = await readingsOf({
    '1.html': report('石桥镇', '某县'),
    '2.html': report('新桥镇', '某县'),
  })
  expect(readings.map((reading) => reading.kind === 'report' && reading.report.id)).toEqual([null, null])
  expect(readings.map(told)).toEqual([
    expect.stringMatching(/石桥镇.* true/u),
    expect.stringMatching(/新桥镇.* true/u),
  ])
})

test('a file that takes more than a crawl would give it is refused, and the next one is read', async () => {
  const small = openDerivePool(resolve(root, 'config'), 1, 64)
  const [bomb, next] = [join(folder, 'bomb.html'), join(folder, 'next.html')]
  await writeFile(
    bomb,
    `<h1>米市巷街道2022年政府信息公开工作年度报告</h1>${'<p>政府信息公开</p>'.repeat(2_000_000)}`,
  )
  await writeFile(next, report('小河街道', '杭州市拱墅区'))
  const readings = await Array.fromAsync(readFiles([bomb, next], small.derive, { unit: null, year: null }))
  await small.close()
  expect(readings.map(told)).toEqual(['too-large', expect.stringMatching(/小河街道.* true/u)])
})

test('what in it could not be read is told beside the report', async () => {
  const readings = await readingsOf({
    '1.html': report('米市巷街道', '杭州市拱墅区'),
    'b.rar': Buffer.from('Rar!\x1a\x07\0'),
  })
  expect(readings.map(told)).toEqual([expect.stringMatching(/米市巷街道/u), 'unreadable-file'])
})
