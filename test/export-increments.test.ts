import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { parseRegion } from '../src/console/arguments.ts'
import { changedSince } from '../src/model/changedSince.ts'
import { withheldBy } from '../src/model/withholding.ts'
import { isSelected } from '../src/model/selection.ts'
import { everything, manifestIn, oneReport, published } from './downloads.ts'
import { archiveForExport } from './exports-archive.ts'
import { lastLine, nianbao } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

const since = '2024-01-01T00:00:00.000Z'
const later = '2024-01-02T00:00:00.000Z'
const old = oneReport('330105001', 2022)
const idsIn = async (out: string): Promise<readonly string[]> =>
  [...(await readFile(join(out, 'reports.jsonl'), 'utf8')).matchAll(/"id":"([^"]+)"/gu)].map(
    ([, id = '']) => id,
  )
const contentsOf = async (folder: string): Promise<readonly (readonly [string, string])[]> =>
  Promise.all(
    (await readdir(folder))
      .sort()
      .map(async (name) => [name, await readFile(join(folder, name), 'base64')] as const),
  )

describe('an increment', () => {
  const [source] = old.sources
  const [edition] = old.editions
  const decision = { number: 1, by: '李', time: later, reason: 'r', outdated: false }
  const changes = {
    'a new edition': { editions: [...old.editions, ...(edition ? [{ ...edition, first_seen: later }] : [])] },
    'a new capture': { sources: source ? [{ ...source, captured: later }] : [] },
    'a correction': { corrections: [{ ...decision, metric: 'm', value: 1 }] },
    'a judgement': {
      judgements: [{ ...decision, action: 'accept' as const, code: 'sum-mismatch' as const, metrics: [] }],
    },
  }

  test.each(Object.entries(changes))('has a report since %s', (_what, change) => {
    expect(changedSince(old, since, withheldBy([]))).toBe(false)
    expect(changedSince({ ...old, ...change }, since, withheldBy([]))).toBe(true)
  })

  const decided = (sha256: string, ...actions: readonly ('withhold' | 'lift')[]) =>
    withheldBy(
      actions.map((action, at) => ({
        ...{ seq: at + 1, prev: '0'.repeat(64), action, sha256, by: '李', reason: 'r' },
        time: at === actions.length - 1 ? later : '2023-06-01T00:00:00.000Z',
      })),
    )
  const earlier = 'e'.repeat(64)
  const inEdition = {
    ...old,
    editions: old.editions.map((each) => ({
      ...each,
      sources: source ? [{ ...source, sha256: earlier }] : [],
    })),
  }

  test.each([
    ['is withheld', old, decided(source?.sha256 ?? '', 'withhold'), true],
    ['is withheld no more', old, decided(source?.sha256 ?? '', 'withhold', 'lift'), true],
    ['that gave an earlier edition is withheld', inEdition, decided(earlier, 'withhold'), true],
    ['of another report is withheld', old, decided('f'.repeat(64), 'withhold'), false],
  ])('knows a report of which an original %s', (_, report, withheld, has) => {
    expect(changedSince(report, since, withheld)).toBe(has)
  })

  const restsOn = (report: string) => ({
    ...{ site: 'zhejiang-example', report, metric: 'm', value: 1, raw: null, source: null, edited: null },
  })

  test('has what changed and the findings across years that its units have or that rest on it, and says so in its manifest', async () => {
    const out = await temporaryFolder()
    const changed = oneReport('330105001', 2023, changes['a new edition'])
    const finding = (report: string) => ({
      ...{ site: 'zhejiang-example', report, unit: 'u', unit_code: '330105001', year: 2023 },
      ...({ code: 'stock-differs', severity: 'warning', metrics: [], evidence: [] } as const),
      ...{ message: `of ${report}`, message_zh: '' },
    })
    const { reports } = await published('jsonl', out, [old, changed], {
      selection: { ...everything, since },
      across: [
        finding('330105001/2023'),
        // Of another unit code, but it rests on a figure of what changed.
        { ...finding('330105014/2024'), unit_code: '330105014', evidence: [restsOn('330105001/2023')] },
        { ...finding('330105002/2022'), unit_code: '330105002', evidence: [restsOn('330105002/2022')] },
      ],
    })
    expect([reports, await idsIn(out)]).toEqual([1, ['330105001/2023']])
    const findings = await readFile(join(out, 'findings.jsonl'), 'utf8')
    expect(findings.match(/of \d{9}\/\d{4}/gu)).toEqual(['of 330105001/2023', 'of 330105014/2024'])
    expect(await manifestIn(out)).toMatchObject({
      ...{ selection: `--since ${since}`, rules: ['1'], reports: 1 },
      tables: [
        { name: 'reports', rows: 1 },
        { name: 'findings', rows: 3 },
      ],
    })
  })

  test('without anything new is no failure; a selection without a report is', async () => {
    const out = await temporaryFolder()
    const quiet = { ...everything, since }
    expect(await published('jsonl', out, [old], { selection: quiet })).toMatchObject({ reports: 0 })
    const nobody = { ...quiet, year: 1999 }
    await expect(published('jsonl', out, [], { selection: nobody })).rejects.toMatchObject({ code: 'usage' })
  })

  test('is of tables: the command refuses it for a format of archivists', async () => {
    const [archive, out] = [await archiveForExport(), await temporaryFolder()]
    for (const format of ['warc', 'bundle']) {
      const args = ['export', format, '--archive', archive, '--out', out, '--since', '2024-01-01']
      const { code, stderr } = await nianbao(...args)
      expect([code, lastLine(stderr)]).toEqual([2, expect.stringContaining('--since is for tables')])
    }
  })
})

describe('--region', () => {
  test('takes a division and what lies in it, and nothing beside it', () => {
    const chosen = (region: string, id: string) =>
      isSelected({ ...everything, region: parseRegion(region) }, { site: 's', id, year: 2022 })
    for (const region of ['33', '330000', '3301', '330100', '330105', '330105001'])
      expect(chosen(region, '330105001/2022'), region).toBe(true)
    for (const region of ['34', '50', '3302', '330106', '330105002'])
      expect(chosen(region, '330105001/2022'), region).toBe(false)
    expect(chosen('330105', '330105/财政局/2022')).toBe(true)
    expect(() => parseRegion('3301x')).toThrow('code of a division')
  })

  test('and several --report choose on the command line, for tables and for archivists', async () => {
    const [archive, out] = [await archiveForExport(), await temporaryFolder()]
    const order = ['export', 'jsonl', '--archive', archive, '--out', out]
    expect((await nianbao(...order, '--region', '330106')).code).toBe(0)
    expect(await idsIn(out)).toEqual(['330106001/2022'])
    const several = ['--report', '330105001/2022', '--report', '330105001/2019', '--allow-shrink']
    expect((await nianbao(...order, ...several)).code).toBe(0)
    expect(await idsIn(out)).toEqual(['330105001/2019', '330105001/2022'])
    const bag = await nianbao('export', 'bagit', '--archive', archive, '--out', out, '--region', '330106')
    expect(bag.code).toBe(0)
    expect(await readdir(join(out, 'nianbao-330106-bag/data'))).not.toContain('zhejiang-example')
  })
})

describe('an export over an earlier one with more rows', () => {
  const two = [old, oneReport('330105002', 2022)]
  const inYear = { ...everything, year: 2022 }

  test.each(['csv', 'jsonl', 'xlsx', 'parquet', 'datapackage'] as const)(
    'fails, replaces nothing, and goes through when it is told to (%s)',
    async (format) => {
      const out = await temporaryFolder()
      await published(format, out, two)
      const names = (await readdir(out, { recursive: true })).sort()
      const manifest = names.find((name) => name.endsWith('manifest.json')) ?? ''
      const before = await readFile(join(out, manifest), 'utf8')
      await expect(published(format, out, [old])).rejects.toMatchObject({
        code: 'table-shrank',
        message: expect.stringMatching(/reports 1 rows after 2.*--allow-shrink/u) as string,
      })
      expect((await readdir(out, { recursive: true })).sort()).toEqual(names)
      expect(await readFile(join(out, manifest), 'utf8')).toBe(before)
      await published(format, out, [old], { allowShrink: true })
      expect(await readFile(join(out, manifest), 'utf8')).not.toBe(before)
    },
  )

  test.each(['csv', 'jsonl', 'parquet'] as const)(
    'never gives its files to another selection in silence: neither a year nor an increment (%s)',
    async (format) => {
      const out = await temporaryFolder()
      await published(format, out, two)
      await published('xlsx', out, two)
      const before = await contentsOf(out)
      for (const selection of [inYear, { ...everything, since }])
        await expect(published(format, out, [old], { selection })).rejects.toMatchObject({
          code: 'table-shrank',
          message: expect.stringMatching(
            new RegExp(
              String.raw`the ${format} of \S+ \(the whole archive\) .*another --out.*--allow-shrink`,
              'u',
            ),
          ) as string,
        })
      expect(await contentsOf(out)).toEqual(before)
      await expect(published(format, out, [old])).rejects.toMatchObject({ code: 'table-shrank' })
      await published(format, out, [old], { selection: inYear, allowShrink: true })
      expect(await manifestIn(out)).toMatchObject({ selection: '--year 2022', beside: [{ format: 'xlsx' }] })
    },
  )

  test('gives way to the whole archive, which has all its rows, and not to a whole with fewer', async () => {
    const out = await temporaryFolder()
    await published('csv', out, two, { selection: inYear })
    await expect(published('csv', out, [old])).rejects.toMatchObject({
      code: 'table-shrank',
      message: expect.stringMatching(/reports 1 rows after 2.*\(--year 2022\)/u) as string,
    })
    await published('csv', out, [...two, oneReport('330105001', 2023)])
    expect(await manifestIn(out)).toMatchObject({ selection: 'the whole archive', reports: 3 })
  })

  test('is no matter to an export of other files: of another kind, or of a format whose names say the selection', async () => {
    const out = await temporaryFolder()
    for (const format of ['jsonl', 'xlsx', 'datapackage'] as const) await published(format, out, two)
    await published('jsonl', out, [], { kind: 'replica' })
    for (const format of ['xlsx', 'datapackage'] as const)
      await published(format, out, [old], { selection: inYear })
    await expect(published('jsonl', out, [old])).rejects.toMatchObject({ code: 'table-shrank' })
  })

  test('is known also after an export of another format to the same folder', async () => {
    const out = await temporaryFolder()
    await published('csv', out, two)
    await published('parquet', out, two)
    expect(await manifestIn(out)).toMatchObject({
      format: 'parquet',
      beside: [{ format: 'csv', reports: 2 }],
    })
    await expect(published('csv', out, [old])).rejects.toMatchObject({ code: 'table-shrank' })
  })

  test('is known from a manifest that knew no tables', async () => {
    const out = await temporaryFolder()
    await published('csv', out, two)
    const manifest = z.looseObject({}).parse(await manifestIn(out))
    delete manifest['tables']
    await writeFile(join(out, 'manifest.json'), JSON.stringify(manifest))
    await expect(published('csv', out, [old])).rejects.toMatchObject({ code: 'table-shrank' })
  })

  test('never takes a manifest that no export wrote for one, nor replaces it', async () => {
    for (const text of ['{"name": "a web app", "icons": []}', 'not json', '{"archive":"live"}']) {
      const out = await temporaryFolder()
      await writeFile(join(out, 'manifest.json'), text)
      await expect(published('csv', out, two)).rejects.toMatchObject({ code: 'usage' })
      expect([await readFile(join(out, 'manifest.json'), 'utf8'), await readdir(out)]).toEqual([
        text,
        ['manifest.json'],
      ])
    }
  })

  test('exits 3 on the command line', async () => {
    const [archive, out] = [await archiveForExport(), await temporaryFolder()]
    const order = ['export', 'csv', '--archive', archive, '--out', out]
    expect((await nianbao(...order)).code).toBe(0)
    const manifest = await readFile(join(out, 'manifest.json'), 'utf8')
    await writeFile(join(out, 'manifest.json'), manifest.replaceAll(/"rows": \d+/gu, '"rows": 99999'))
    const { code, stderr } = await nianbao(...order)
    expect([code, lastLine(stderr)]).toEqual([3, expect.stringMatching(/^nianbao: table-shrank: /u)])
    expect((await nianbao(...order, '--allow-shrink')).code).toBe(0)
    const narrower = await nianbao(...order, '--year', '2022')
    expect([narrower.code, lastLine(narrower.stderr)]).toEqual([
      3,
      expect.stringMatching(/^nianbao: table-shrank: .*\(the whole archive\) .*--allow-shrink/u),
    ])
  })
})
