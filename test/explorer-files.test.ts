import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load, type CheerioAPI } from 'cheerio'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exploreArchive, type OpenLibrary } from '../src/pipeline/exploreArchive.ts'
import { explorer } from '../src/publish/explorer/explorer.ts'
import { addressOfId } from '../src/publish/explorer/reportAddress.ts'
import { config } from './explorer-archive.ts'
import { spoiledArchive } from './explorer/spoiledArchive.ts'

let home = ''
let open: OpenLibrary
let text: (path: string) => Promise<{ readonly status: number; readonly body: string }>
const failed = (error: unknown): never => {
  throw error
}
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'nianbao-files-'))
  const archive = join(home, 'archive')
  await spoiledArchive(archive)
  const clock = () => new Date('2026-11-21T02:00:00Z')
  open = await exploreArchive({ archive, config, clock, sites: [], failed })
  const app = explorer({ library: open.library, isStatic: false, failed })
  text = async (path) => {
    const response = await app.request(path)
    return { status: response.status, body: await response.text() }
  }
}, 120_000)
afterAll(async () => {
  await open.close()
  rmSync(home, { recursive: true, force: true })
})

const at = async (path: string): Promise<CheerioAPI> => {
  const { status, body } = await text(path)
  expect([path, status]).toEqual([path, 200])
  return load(body)
}

/** Every page of a list, by its links to the next one. */
async function pagesOf(first: string): Promise<readonly (readonly [address: string, page: CheerioAPI])[]> {
  const pages: (readonly [string, CheerioAPI])[] = []
  for (let path: string | null = first; path !== null;) {
    const page: CheerioAPI = await at(path)
    pages.push([path, page])
    const next = page('a[rel=next]').attr('href')
    const to: URL | null = next === undefined ? null : new URL(next, `http://x${path}`)
    path = to === null ? null : to.pathname + to.search
    if (pages.length > 50) throw new Error(`${first} has no end`)
  }
  return pages
}

/** The rows of the file that a page links, by column; the header alone where it has none. */
async function fileOf(path: string, page: CheerioAPI) {
  const link = page('a[download]').attr('href')
  expect(link, path).toBeDefined()
  const { pathname, search } = new URL(link ?? '', `http://x${path}`)
  const { status, body } = await text(pathname + search)
  expect([pathname + search, status]).toEqual([pathname + search, 200])
  const [heads = [], ...rows] = parsed(body.replace(/^\uFEFF/u, ''))
  return rows.map((row) => Object.fromEntries(heads.map((head, column) => [head, row[column] ?? ''])))
}

/** RFC 4180. */
function parsed(csv: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  for (const line of csv.matchAll(
    /((?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,(?:"(?:[^"]|"")*"|[^",\r\n]*))*)\r\n/gu,
  )) {
    const cells = [...(line[1] ?? '').matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/gu)]
    rows.push(cells.map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? ''))
  }
  return rows
}

const targetOf = (from: string, href: string): string =>
  decodeURIComponent(new URL(href, `http://x${from}`).pathname)

function queryOf(limits: Readonly<Record<string, string | null>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(limits)) if (value !== null) query.set(name, value)
  return query.toString()
}

const some = (values: readonly string[]) => fc.option(fc.constantFrom(...values), { nil: null })
const years = ['2012', '2015', '2018', '2024', '1999']
const regions = ['33', '3301', '330105', '330105001', '11']
const kinds = ['sum-mismatch', 'sum-incomplete', 'note-in-cell', 'missing-row', 'year-differs', 'two-years']

describe('The file of a list', () => {
  test('has exactly the reports that a search shows on all its pages, in their order, whatever limits it', async () => {
    const limits = fc.record({
      q: some(['政府', '申请', '米市巷街道', '2024年', '公开 报告', '没有这样的词', '一']),
      ...{
        region: some(regions),
        year: some(years),
        form: some(['2021', '2019', '2014']),
        finding: some(kinds),
      },
    })
    const check = async (asked: Readonly<Record<string, string | null>>): Promise<number> => {
      const first = `/search/?${queryOf(asked)}`
      const pages = await pagesOf(first)
      const shown = pages.flatMap(([path, page]) =>
        page('.reports > li')
          .toArray()
          .map((item) => targetOf(path, page(item).find('a').first().attr('href') ?? '')),
      )
      const [, page] = pages[0] ?? []
      if (page === undefined) throw new Error(`${first} has no page`)
      const rows = await fileOf(first, page)
      expect(
        rows.map((row) => addressOfId(row['report'] ?? '')),
        first,
      ).toEqual(shown)
      return shown.length
    }
    const none = { q: null, region: null, year: null, form: null, finding: null }
    expect(await check(none)).toBeGreaterThan(20)
    // words that some titles have: those come first on the page
    expect(await check({ ...none, q: '米市巷街道' })).toBeGreaterThan(5)
    expect(await check({ ...none, q: '没有这样的词' })).toBe(0)
    await fc.assert(
      fc.asyncProperty(limits, async (asked) => {
        await check(asked)
      }),
      { numRuns: 60 },
    )
  }, 240_000)

  test('has exactly the findings of a kind on all its pages, in their order, whatever limits it', async () => {
    const limits = fc.record({ region: some(regions), year: some(years) })
    const code = fc.constantFrom(...kinds, 'carry-over-differs', 'out-of-scale')
    const check = async (kind: string, asked: Readonly<Record<string, string | null>>): Promise<number> => {
      const first = `/findings/${kind}/?${queryOf(asked)}`
      const pages = await pagesOf(first)
      const shown = pages.flatMap(([path, page]) =>
        page('.findings > li')
          .toArray()
          .map((item) => [
            targetOf(path, page(item).find('a').first().attr('href') ?? ''),
            page(item).find('.sentence').text(),
          ]),
      )
      const [, page] = pages[0] ?? []
      if (page === undefined) throw new Error(`${first} has no page`)
      const rows = await fileOf(first, page)
      expect(
        rows.map((row) => [addressOfId(row['report'] ?? ''), row['sentence_zh']]),
        first,
      ).toEqual(shown)
      return shown.length
    }
    expect(await check('sum-mismatch', { region: null, year: null })).toBeGreaterThan(50)
    expect(await check('two-years', { region: '11', year: null })).toBe(0)
    await fc.assert(
      fc.asyncProperty(code, limits, async (kind, asked) => {
        await check(kind, asked)
      }),
      { numRuns: 40 },
    )
  }, 240_000)

  test('has the kinds of findings that are shown, and its header where none fits', async () => {
    for (const query of ['', '?year=2015', '?region=3301&year=2018', '?region=11']) {
      const path = `/findings/${query}`
      const page = await at(path)
      const shown = page('table.kinds tbody th a, .kinds tbody th a')
        .toArray()
        .map((link) => targetOf(path, page(link).attr('href') ?? ''))
      const rows = await fileOf(path, page)
      expect(
        rows.map((row) => `/findings/${row['code'] ?? ''}/`),
        path,
      ).toEqual(shown)
    }
  })

  test('is its header and no row where a list is empty', async () => {
    for (const path of [
      '/search/reports.csv?q=没有这样的词',
      '/findings/two-years/findings.csv?region=11',
      '/status/withheld.csv',
    ]) {
      const { status, body } = await text(encodeURI(path))
      expect([path, status]).toEqual([path, 200])
      expect(body).toMatch(/^[a-z0-9_,]+\r\n$/u)
    }
    expect((await text('/findings/nothing-of-ours/findings.csv')).status).toBe(404)
  })
})
