import { chmodSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openCatalog, type Catalog } from '../src/archive/catalog/catalog.ts'
import { indexedText } from '../src/archive/catalog/bigrams.ts'
import { readArchive } from '../src/archive/openArchive.ts'
import { reportPath } from '../src/archive/reportFile.ts'
import type { Asked } from '../src/model/library.ts'
import { withheldBy, type Withholding } from '../src/model/withholding.ts'
import { evidenceOfFindings } from '../src/model/findingEvidence.ts'
import { hideWithheld, refreshCatalog } from '../src/pipeline/exploreCatalog.ts'
import { testFolder } from './archive-folder.ts'
import { openTestArchive } from './archive-open.ts'
import { reportOf } from './archive-report.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'

const nothing: Asked = { words: null, region: null, year: null, form: null, finding: null, page: 1 }
const undecided = { withheld: withheldBy([]), decisions: [] }
const secret = '申请人张三丰住在桃花岛'

/** An archive with a report for each text, the years from 2003 on. */
async function archiveOf(texts: readonly string[]): Promise<string> {
  const folder = join(testFolder(), 'archive')
  const archive = await openTestArchive(folder)
  const site = await archive.site('gongshu')
  for (const [at, text] of texts.entries()) {
    await site.admit(exchangeOf(`http://host/${2003 + at}`, `<html>${2003 + at}`), factsOf('page'))
    const key = site.bundleKeys().at(-1) ?? ''
    const report = reportOf(await site.bundle(key), '330105001', 2003 + at)
    await site.writeReport({ ...report, title: '报告', sections: [{ key: 'overview', heading: '一', text }] })
    site.recordDerived(key, { ids: [report.id ?? ''], left: [] })
  }
  await archive.finish()
  await archive.close()
  return folder
}

async function catalogued<T>(
  folder: string,
  work: (catalog: Catalog) => T | Promise<T>,
  decided = undecided,
): Promise<T> {
  const catalog = openCatalog(folder)
  const archive = await readArchive(folder)
  try {
    await refreshCatalog(catalog, archive, decided, evidenceOfFindings([]))
    return await work(catalog)
  } finally {
    catalog.close()
    await archive.close()
  }
}
const yearsWith = ({ reader }: Catalog, words: string) =>
  reader
    .search({ ...nothing, words })
    .rows.map(({ year }) => year)
    .sort()

describe('A search over the catalogue', () => {
  test('finds a report exactly where its text has the words in a row, for one character and for many', async () => {
    const letters = [...Array.from('公开信息春秋２a1'), '，', ' ', '\n', '𠮷']
    const text = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 14 })
    const texts = fc.sample(text, 40)
    const words = fc.sample(
      fc.string({ unit: fc.constantFrom(...letters.slice(0, 9), '𠮷'), minLength: 1, maxLength: 4 }),
      150,
    )
    const folded = (one: string) => one.normalize('NFKC').toLowerCase()
    await catalogued(await archiveOf(texts), (catalog) => {
      for (const word of words) {
        const expected = texts.flatMap((one, at) => (folded(one).includes(folded(word)) ? [2003 + at] : []))
        const found = yearsWith(catalog, word).filter((year) => year < 2003 + texts.length)
        expect([word, found]).toEqual([word, expected])
      }
    })
  })

  test('takes several words as all of them, in any order', async () => {
    await catalogued(await archiveOf(['公开年报与信息', '信息', '年报。公开']), (catalog) => {
      expect(yearsWith(catalog, '信息 公开')).toEqual([2003])
      expect(yearsWith(catalog, '公开，年报')).toEqual([2003, 2005])
    })
  })

  test.each([
    '"',
    '*',
    '公开"',
    'NEAR(公开',
    'title:公开',
    '-公开',
    '公开 OR',
    "'; DROP TABLE reports; --",
    '{title} : 公',
    '^公开',
    'AND',
    '\0公',
  ])('takes %j for words and never for syntax', async (words) => {
    await catalogued(await archiveOf(['公开 and or near title']), (catalog) => {
      expect(() => catalog.reader.search({ ...nothing, words })).not.toThrow()
      expect(catalog.reader.holding().reports).toBe(1)
    })
  })

  test('does not find words over a sign of punctuation', async () => {
    await catalogued(await archiveOf(['政府信息，公开']), (catalog) => {
      expect(yearsWith(catalog, '息公')).toEqual([])
    })
    expect(indexedText('米市巷，A1')).toBe('米市 市巷 巷 a1 1')
  })

  test('counts by region, year, form and finding what it found', async () => {
    await catalogued(await archiveOf(['公开', '公开', '信息']), ({ reader }) => {
      const { total, facets } = reader.search({ ...nothing, words: '公开' })
      expect(total).toBe(2)
      expect(facets.year).toEqual([
        { value: '2004', reports: 1 },
        { value: '2003', reports: 1 },
      ])
      expect(reader.search({ ...nothing, year: 2004 }).total).toBe(1)
      expect(reader.search({ ...nothing, region: '44' }).total).toBe(0)
    })
  })
})

describe('The catalogue as a cache', () => {
  const fileOf = (folder: string) => join(folder, 'catalog.sqlite')

  test('that was lost, or holds something else, is made anew', async () => {
    const folder = await archiveOf(['公开'])
    await catalogued(folder, () => undefined)
    for (const spoil of [
      () => {
        rmSync(fileOf(folder))
      },
      () => {
        writeFileSync(fileOf(folder), 'this is no database, but long enough to be taken for one'.repeat(40))
      },
      () => {
        writeFileSync(fileOf(folder), readFileSync(fileOf(folder)).subarray(0, 5000))
      },
    ]) {
      spoil()
      await catalogued(folder, (catalog) => {
        expect(yearsWith(catalog, '公开')).toEqual([2003])
      })
    }
  })

  test('of another version is made anew', async () => {
    const folder = await archiveOf(['公开'])
    await catalogued(folder, () => undefined)
    const database = new DatabaseSync(fileOf(folder))
    database.exec('PRAGMA user_version = 7; DROP TABLE reports')
    database.close()
    await catalogued(folder, (catalog) => {
      expect(yearsWith(catalog, '公开')).toEqual([2003])
    })
  })

  test('reads again only the reports whose file differs, and forgets those whose file is gone', async () => {
    const folder = await archiveOf(['公开', '信息', '年报'])
    const path = (year: number) => join(folder, 'gongshu', reportPath(`330105001/${year}`))
    utimesSync(path(2004), 1_700_000_000, 1_700_000_000)
    await catalogued(folder, () => undefined)
    // Not readable as a report any more, but as old and as large as before: it is not looked at.
    writeFileSync(path(2004), 'x'.repeat(statSync(path(2004)).size))
    utimesSync(path(2004), 1_700_000_000, 1_700_000_000)
    writeFileSync(path(2003), readFileSync(path(2003), 'utf8').replaceAll('公开', '公示栏'))
    rmSync(path(2005))
    await catalogued(folder, (catalog) => {
      expect(['公开', '公示', '信息', '年报'].map((word) => yearsWith(catalog, word))).toEqual([
        [],
        [2003],
        [2004],
        [],
      ])
    })
  })

  test('does not disturb who reads an older state', async () => {
    const folder = await archiveOf(['公开'])
    await catalogued(folder, async (first) => {
      writeFileSync(
        join(folder, 'gongshu', reportPath('330105001/2003')),
        readFileSync(join(folder, 'gongshu', reportPath('330105001/2003')), 'utf8').replaceAll(
          '公开',
          '信息',
        ),
      )
      await catalogued(folder, (second) => {
        expect(yearsWith(second, '信息')).toEqual([2003])
      })
      expect(yearsWith(first, '信息')).toEqual([2003])
    })
  })

  test.skipIf(process.getuid?.() === 0)('lies elsewhere where the archive cannot be written to', async () => {
    const folder = await archiveOf(['公开'])
    chmodSync(folder, 0o555)
    try {
      await catalogued(folder, (catalog) => {
        expect(yearsWith(catalog, '公开')).toEqual([2003])
      })
    } finally {
      chmodSync(folder, 0o755)
    }
  })
})

describe('What is withheld', () => {
  const decision = (sha256: string): Withholding => ({
    ...{ seq: 1, prev: '0'.repeat(64), time: '2027-03-04T00:00:00.000Z', action: 'withhold' },
    ...{ sha256, by: '李编辑', reason: 'a name stands in it' },
  })
  const original = ({ reader }: Catalog) => {
    const { sha256 } = exchangeOf('', '<html>2003')
    expect(reader.original(sha256)).toHaveLength(1)
    return sha256
  }
  const bytesOf = (folder: string) =>
    ['', '-wal'].map((end) => {
      try {
        return readFileSync(join(folder, `catalog.sqlite${end}`))
      } catch {
        return Buffer.alloc(0)
      }
    })

  test('later is found no more at once, its words are in no byte of the file, and come back when it is lifted', async () => {
    const folder = await archiveOf([secret, '公开'])
    const sha256 = await catalogued(folder, (catalog) => {
      expect(yearsWith(catalog, '张三丰')).toEqual([2003])
      return original(catalog)
    })
    const withheld = withheldBy([decision(sha256)])
    await catalogued(
      folder,
      (catalog) => {
        expect(yearsWith(catalog, '张三丰')).toEqual([])
        expect(yearsWith(catalog, '公开')).toEqual([2004])
        expect(catalog.reader.search({ ...nothing, year: 2003 }).total).toBe(1)
        for (const pair of ['张三', '三丰', '桃花', '花岛'])
          for (const bytes of bytesOf(folder)) expect(bytes.includes(pair), pair).toBe(false)
      },
      { withheld, decisions: [] },
    )
    await catalogued(folder, (catalog) => {
      expect(yearsWith(catalog, '张三丰')).toEqual([2003])
    })
  })

  test('cannot be put in by a process that knew an older decision', async () => {
    const folder = await archiveOf([secret])
    await catalogued(folder, (catalog) => {
      const before = JSON.stringify([])
      hideWithheld(catalog.writer, JSON.stringify([decision(original(catalog))]))
      expect(catalog.writer.put([], before)).toBe(false)
      expect(yearsWith(catalog, '张三丰')).toEqual([])
    })
  })
})

describe('Kinds of findings in the catalogue', () => {
  test('are as grave as the gravest finding of their kind, and the gravest come first', async () => {
    const folder = await archiveOf(['一', '二', '三'])
    const finding = { metrics: [], message: 'so' }
    const inYear = (year: number, findings: readonly object[]) => {
      const path = join(folder, 'gongshu', reportPath(`330105001/${year}`))
      const report = JSON.parse(readFileSync(path, 'utf8')) as object
      writeFileSync(path, `${JSON.stringify({ ...report, findings }, null, 2)}\n`)
    }
    inYear(2003, [{ ...finding, code: 'local-row', severity: 'warning' }])
    inYear(2004, [
      { ...finding, code: 'missing-cell', severity: 'warning' },
      { ...finding, code: 'unreadable-cell', severity: 'error' },
    ])
    inYear(2005, [
      { ...finding, code: 'missing-cell', severity: 'info' },
      { ...finding, code: 'unreadable-cell', severity: 'warning' },
    ])
    await catalogued(folder, ({ reader }) => {
      expect(reader.codes()).toEqual([
        { value: 'unreadable-cell', severity: 'error', reports: 2 },
        { value: 'missing-cell', severity: 'warning', reports: 2 },
        { value: 'local-row', severity: 'warning', reports: 1 },
      ])
    })
  })
})
