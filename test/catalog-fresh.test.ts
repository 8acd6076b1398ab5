import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { at, mishi, nights, text, units } from './running/changingSite.ts'
import { html } from './running/localSite.ts'
import { nianbao } from './running/nianbao.ts'

/** Titles in the catalogue of an archive, by id. */
function catalogued(archive: string): readonly string[] {
  const database = new DatabaseSync(join(archive, 'catalog.sqlite'), { readOnly: true })
  try {
    return database
      .prepare('SELECT id FROM reports ORDER BY id')
      .all()
      .map((row) => String(row['id']))
  } finally {
    database.close()
  }
}

describe('The catalogue', () => {
  test('has what a run archived when the run ends, also what was imported', async () => {
    const { site, crawl } = await nights()
    await crawl('2023-02-01')
    expect(catalogued(site.archive)).toHaveLength(units.length)
    const file = join(site.archive, '../a.html')
    writeFileSync(file, text('文晖街道'))
    const given = [
      '--unit',
      '330105/文晖街道',
      '--year',
      '2022',
      '--from',
      'http://www.example.gov.cn/a.html',
    ]
    const { code, stderr } = await nianbao('import', file, ...given, '--archive', site.archive)
    expect([code, stderr]).toEqual([0, ''])
    expect(catalogued(site.archive)).toHaveLength(units.length + 1)
  }, 60_000)

  test('is brought up to date by repair, which says nothing of it and writes nothing where nothing changed', async () => {
    const { site, crawl } = await nights({ [at(mishi)]: html(text(mishi)) })
    await crawl('2023-02-01')
    const path = join(site.archive, 'catalog.sqlite')
    rmSync(path)
    const repair = () => nianbao('repair', '--archive', site.archive)
    const first = await repair()
    expect([first.code, first.stdout]).toEqual([0, expect.stringContaining('nothing to mend')])
    expect(catalogued(site.archive)).toEqual(['330105001/2022'])
    const [before, stamp] = [readFileSync(path), statSync(path).mtimeMs]
    await repair()
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(statSync(path).mtimeMs).toBe(stamp)
  }, 60_000)

  test('that cannot be made fails no run: a line tells it', async () => {
    const { site, crawl } = await nights({ [at(mishi)]: html(text(mishi)) })
    await crawl('2023-02-01')
    const report = join(site.archive, 'zhejiang-example/reports/2022/330105001.json')
    rmSync(join(site.archive, 'catalog.sqlite'))
    renameSync(report, `${report}.away`)
    mkdirSync(report)
    const crawled = await nianbao('crawl', ...site.options, '--now', '2023-02-02')
    expect([crawled.code, crawled.stderr]).toEqual([0, expect.stringContaining('catalog-behind')])
  }, 60_000)
})

test('The demo ends by telling how to open the explorer, with the archive that it filled', async () => {
  const { describeDemo } = await import('../src/console/describeDemo.ts')
  const coverage = { archive: 'replica', sites: [], withheld: [], undelivered: [], runs: [] } as const
  expect(describeDemo(coverage, 'archive').trimEnd().split('\n').slice(-2).join('\n')).toMatch(
    /npx nianbao serve\s.*http:\/\/127\.0\.0\.1:8008\//su,
  )
  expect(describeDemo(coverage, '/srv/other')).toContain('npx nianbao --archive /srv/other serve')
})
