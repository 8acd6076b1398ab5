import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { hash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCatalog } from '../src/archive/catalog/catalog.ts'
import { readArchive } from '../src/archive/openArchive.ts'
import { loadConfig } from '../src/config/loadConfig.ts'
import type { Library } from '../src/model/library.ts'
import { exploreArchive, type ExploreOrder } from '../src/pipeline/exploreArchive.ts'
import { publishSite } from '../src/pipeline/explorePublish.ts'
import { serveExplorer } from '../src/pipeline/exploreServe.ts'
import { readChanges } from '../src/pipeline/readChanges.ts'
import { readCoverage } from '../src/pipeline/readCoverage.ts'
import { withhold } from '../src/pipeline/withhold.ts'
import { yearFindings } from '../src/pipeline/yearFindings.ts'
import { loadSites } from '../src/sites/loadSites.ts'
import { flip } from './archive-finished.ts'
import { archiveToExplore, config, documentOf, hostilePage } from './explorer-archive.ts'
import { isLong } from './running/everyday.ts'
import { root } from './running/nianbao.ts'

const clock = () => new Date('2026-11-21T02:00:00.000Z')
const site = 'zhejiang-gongshu'
const reportFile = (folder: string, year: number) => join(folder, site, `reports/${year}/330105001.json`)
const orderFor = async (archive: string): Promise<ExploreOrder> => ({
  ...{ archive, config, clock, sites: await loadSites(resolve(root, 'crawlers'), [site]) },
  failed(error) {
    throw error
  },
})

let home = ''
let archive = ''
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'nianbao-scale-'))
  archive = join(home, 'archive')
  await archiveToExplore(archive)
})
afterAll(() => {
  rmSync(home, { recursive: true, force: true })
})
const copied = (name: string): string => {
  const folder = join(home, name)
  cpSync(archive, folder, { recursive: true })
  return folder
}
/** Turns the requests that a report leaves for the next year into another number. */
const change = (path: string): void => {
  const text = readFileSync(path, 'utf8')
  const other = text.replace(
    /("applications\.carried_forward\.total": )(\d+)/u,
    (_, name: string, value: string) => `${name}${Number(value) + 7}`,
  )
  expect(other).not.toBe(text)
  writeFileSync(path, other)
}
async function withLibrary<T>(folder: string, work: (library: Library) => Promise<T>): Promise<T> {
  const { library, close } = await exploreArchive(await orderFor(folder))
  try {
    return await work(library)
  } finally {
    await close()
  }
}

const unlimited = { code: null, region: null, year: null } as const
const all = { from: 0, most: -1 } as const

describe('What the catalogue keeps of several reports', () => {
  /** As status, changes and the exports work it out from the report files. */
  async function workedOut(folder: string) {
    const order = await orderFor(folder)
    const { knowledge } = await loadConfig(config)
    const reader = await readArchive(folder)
    try {
      const across = await Array.fromAsync(yearFindings(reader, knowledge, () => true))
      const read = await readChanges({ archive: folder, since: new Date(0), found: true })
      const told = await readCoverage({ ...order, sites: order.sites ?? [], tell: () => undefined })
      const { archive, sites, withheld, runs } = told
      return {
        // Who is told by webhook is the operator's business, and on no page.
        coverage: { archive, sites, withheld, runs },
        changes: read.changes.toReversed(),
        across: across.map((finding) => JSON.stringify(finding)).sort(),
      }
    } finally {
      await reader.close()
    }
  }
  const kept = (folder: string) =>
    withLibrary(folder, async (library) => ({
      coverage: {
        archive: library.kind,
        sites: await Promise.all(
          (await library.coveredSites()).map(({ site }) => library.siteCoverage(site)),
        ),
        ...(await library.collection()),
      },
      changes: await library.changes(),
      across: (await library.acrossList(unlimited, all)).findings
        .map((finding) => JSON.stringify(finding))
        .sort(),
    }))

  test('is what the report files give: at first, after a report changed, after one is gone and after it is back', async () => {
    const folder = copied('kept')
    const first = await kept(folder)
    expect(first).toEqual(await workedOut(folder))
    expect(first.across.length).toBeGreaterThan(0)
    expect(first.changes.length).toBe(8)
    change(reportFile(folder, 2021))
    const second = await kept(folder)
    expect(second).toEqual(await workedOut(folder))
    expect(second.across).not.toEqual(first.across)
    const last = readFileSync(reportFile(folder, 2023))
    rmSync(reportFile(folder, 2023))
    const third = await kept(folder)
    expect(third).toEqual(await workedOut(folder))
    expect(third.changes.length).toBeLessThan(second.changes.length)
    expect(third.across.length).toBeGreaterThan(0)
    writeFileSync(reportFile(folder, 2023), last)
    expect(await kept(folder)).toEqual(second)
  })

  test('is worked out anew where another program or configuration worked it out', async () => {
    const folder = copied('basis')
    const first = await kept(folder)
    const catalog = openCatalog(folder)
    catalog.years.begin('another program')
    catalog.close()
    expect(await kept(folder)).toEqual(first)
  })

  test('is looked up a page at a time, the same entries in the same order', async () => {
    await withLibrary(archive, async (library) => {
      const changes = await library.changes()
      const { total, pages, items } = await library.changesOn(1)
      expect([total, pages, items]).toEqual([changes.length, 1, changes])
      expect((await library.changesOn(2)).items).toEqual([])
      const { findings } = await library.acrossList(unlimited, all)
      const second = await library.acrossList(unlimited, { from: 1, most: 1 })
      expect(second).toEqual({ total: findings.length, findings: findings.slice(1, 2) })
    })
  })

  test('is narrowed by kind, region and year as whoever goes over all of it would', async () => {
    await withLibrary(archive, async (library) => {
      const { findings } = await library.acrossList(unlimited, all)
      const facets = await library.acrossFacets(unlimited)
      expect(facets.code.length).toBeGreaterThan(0)
      for (const limits of [
        ...facets.code.map(({ value }) => ({ ...unlimited, code: value })),
        ...facets.year.map(({ value }) => ({ ...unlimited, year: Number(value) })),
        ...['33', '330105001', '44'].map((region) => ({ ...unlimited, region })),
      ]) {
        const { code, region, year } = limits
        const fitting = findings.filter(
          (one) =>
            (code === null || one.code === code) &&
            (region === null || one.unit_code.startsWith(region)) &&
            (year === null || one.year === year),
        )
        const found = await library.acrossList(limits, all)
        expect(found.total).toBe(fitting.length)
        expect(new Set(found.findings)).toEqual(new Set(fitting))
        const counted = await library.acrossFacets(limits)
        const reports = new Set(fitting.map(({ report }) => report)).size
        if (year !== null)
          expect(counted.year.find(({ value }) => value === String(year))?.reports).toBe(reports)
        if (code !== null) expect(counted.code.find(({ value }) => value === code)?.reports).toBe(reports)
      }
    })
  })

  test('tells who has nothing of a year, in a division and below', async () => {
    await withLibrary(archive, async (library) => {
      const sites = await Promise.all(
        (await library.coveredSites()).map(({ site }) => library.siteCoverage(site)),
      )
      const lacking = sites
        .flatMap((site) => site?.publications ?? [])
        .filter(({ state }) => state !== 'published' && state !== 'late')
      expect(lacking.length).toBeGreaterThan(0)
      for (const year of new Set(lacking.map((each) => each.year)))
        for (const region of ['', '33', '3301', '44'])
          expect(new Set(await library.absent({ year, region }))).toEqual(
            new Set(lacking.filter((each) => each.year === year && each.unit.startsWith(region))),
          )
    })
  })

  test('lets no page of the server read every report', async () => {
    const folder = copied('unread')
    const served = await serveExplorer(await orderFor(folder), { port: 0, host: '127.0.0.1' })
    try {
      const paths = readdirSync(join(folder, site, 'reports'), { recursive: true, encoding: 'utf8' })
      for (const name of paths.filter((each) => each.endsWith('.json'))) {
        const path = join(folder, site, 'reports', name)
        const { size, mtime } = statSync(path)
        writeFileSync(path, 'x'.repeat(size))
        utimesSync(path, mtime, mtime)
      }
      for (const path of [
        '/',
        '/region/',
        '/region/330105/',
        '/year/2022/',
        '/search/?q=公开',
        '/findings/',
        '/changes/',
      ])
        expect([path, (await fetch(new URL(path, served.url))).status]).toEqual([path, 200])
      for (const path of [
        '/findings/carry-over-differs/',
        '/coverage/',
        `/coverage/${site}/`,
        '/status/',
        '/codebook/',
      ])
        expect([path, (await fetch(new URL(path, served.url))).status]).toEqual([path, 200])
    } finally {
      await served.close()
    }
  })
})

describe('A site whose ledger is damaged', () => {
  test('is told, and all reports are found and shown as before', async () => {
    const folder = copied('damaged')
    const ledger = join(folder, site, 'captures.jsonl')
    flip(ledger, 60)
    const told: unknown[] = []
    const { library, close } = await exploreArchive({
      ...(await orderFor(folder)),
      failed: (error) => void told.push(error),
    })
    const { reports } = await library.holding()
    expect(told).toEqual([expect.objectContaining({ code: 'archive-damaged' })])
    expect(reports).toBe(await withLibrary(archive, async (whole) => (await whole.holding()).reports))
    expect(await library.report('330105001', 2022)).toHaveLength(1)
    await close()
  })

  test('ends what must speak of all of it, and leaves no file of the catalogue open', async () => {
    const folder = copied('damaged-and-published')
    flip(join(folder, site, 'captures.jsonl'), 60)
    await expect(publishSite(await orderFor(folder), join(home, 'of-damage'))).rejects.toMatchObject({
      code: 'archive-damaged',
    })
    expect(readdirSync(folder).filter((name) => name.startsWith('catalog'))).toEqual(['catalog.sqlite'])
  })
})

describe('A hostile search', () => {
  const letters = Array.from('的是在有和公开信息政府工作年报告要求部门街道办事处行机关法规')
  test.each([
    ['ten thousand words', Array.from({ length: 10_000 }, (_, at) => `词${at}`).join(' ')],
    ['a megabyte', '公'.repeat(1_000_000)],
    ['single characters', letters.join(' ')],
    ['signs of the query language', '"*^-:{}() NEAR(公开, 10) OR NOT title:公开 '.repeat(500)],
    ['quotes', '"'.repeat(100_000)],
    ['zero bytes and halves of characters', '\0公\ud800开\udfff'.repeat(1000)],
  ])('of %s is answered', async (_, words) => {
    await withLibrary(archive, async (library) => {
      const asked = { words, region: null, year: null, form: null, finding: null, page: 1 }
      const { total, reports } = await library.find(asked)
      expect(reports.length).toBe(Math.min(50, total))
      expect((await library.find({ ...asked, page: 1e9 })).reports).toEqual([])
    })
  })
})

describe('A publication', () => {
  const filesIn = (folder: string): ReadonlyMap<string, string> =>
    new Map(
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
    )
  const differing = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>) =>
    [...new Set([...one.keys(), ...other.keys()])].filter((name) => one.get(name) !== other.get(name)).sort()

  test('is the same as one from the beginning: after a change, over pages that somebody spoiled, and without what is withheld', async () => {
    const folder = copied('published')
    const out = join(home, 'site')
    const order = await orderFor(folder)
    const fromTheBeginning = async () => {
      const fresh = join(home, 'fresh')
      rmSync(fresh, { recursive: true, force: true })
      rmSync(join(folder, 'catalog.sqlite'))
      await publishSite(order, fresh)
      return filesIn(fresh)
    }
    await publishSite(order, out)
    const first = filesIn(out)

    change(reportFile(folder, 2021))
    // Nothing that it was made from differs; the file does.
    writeFileSync(join(out, 'report/330105/财政局/2022/index.html'), 'spoiled')
    await publishSite(order, out)
    const second = filesIn(out)
    expect(differing(second, await fromTheBeginning())).toEqual([])
    const changed = differing(first, second)
    expect(changed).toContain('report/330105001/2021/index.html')
    expect(changed).toContain('unit/330105001/index.html')
    expect(changed).not.toContain('report/330105/财政局/2022/index.html')

    expect([...second.values()].some((text) => text.includes('桃花岛'))).toBe(true)
    const sha256 = hash('sha256', hostilePage)
    await withhold({ ...order, sha256, by: '李', reason: 'a name', action: 'withhold' })
    await publishSite(order, out)
    const third = filesIn(out)
    expect([...third].filter(([, text]) => text.includes('桃花岛')).map(([name]) => name)).toEqual([])
    if (isLong) expect(differing(third, await fromTheBeginning())).toEqual([])
  }, 240_000)

  test('notes of every page what it was made from, or makes it again', async () => {
    const out = join(home, 'noted')
    await publishSite(await orderFor(archive), out)
    const manifest = JSON.parse(readFileSync(join(out, 'explorer-manifest.json'), 'utf8')) as {
      files: Record<string, { inputs?: { asked: string[] } }>
    }
    const asked = (path: string) => manifest.files[path]?.inputs?.asked ?? null
    expect(asked('report/330105001/2022/index.html')).toEqual([
      '["report","330105001","2022"]',
      '["unit","330105001"]',
      '["years","330105001"]',
    ])
    expect(asked('en/unit/330105001/index.html')).toEqual(['["unit","330105001"]', '["years","330105001"]'])
    const sha256 = hash('sha256', documentOf('米市巷街道', 2022, 'docx'))
    expect(asked(`original/${sha256}/view/index.html`)).toEqual([`["original","${sha256}"]`])
    for (const path of [
      'index.html',
      'changes/index.html',
      'coverage/index.html',
      'findings/index.html',
      'year/2022/index.html',
      'status/index.html',
    ])
      expect([path, asked(path)]).toEqual([path, null])
  }, 120_000)
})
