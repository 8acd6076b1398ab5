import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load, type CheerioAPI } from 'cheerio'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Library } from '../src/model/library.ts'
import { exploreArchive, type OpenLibrary } from '../src/pipeline/exploreArchive.ts'
import { explorer } from '../src/publish/explorer/explorer.ts'
import { reportAddress } from '../src/publish/explorer/reportAddress.ts'
import { config } from './explorer-archive.ts'
import { spoiledArchive } from './explorer/spoiledArchive.ts'

let home = ''
let open: OpenLibrary
let library: Library
let page: (path: string) => Promise<CheerioAPI>
const failed = (error: unknown): never => {
  throw error
}
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'nianbao-sentences-'))
  const archive = join(home, 'archive')
  await spoiledArchive(archive)
  open = await exploreArchive({
    archive,
    config,
    clock: () => new Date('2026-11-21T02:00:00Z'),
    sites: [],
    failed,
  })
  library = open.library
  const app = explorer({ library, isStatic: false, failed })
  page = async (path) => load(await (await app.request(path)).text())
}, 120_000)
afterAll(async () => {
  await open.close()
  rmSync(home, { recursive: true, force: true })
})

const nothing = { code: null, region: null, year: null }
const kinds = async () => (await library.findingFacets(nothing)).code.map(({ value }) => value)

/** Three words of Latin letters in a row are English; metrics and names of programs are single words. */
const english = /[a-z]{2,}[ ,]+[a-z]{2,}[ ,]+[a-z]{2,}/iu

describe('Findings of real and made reports', () => {
  test('are of many kinds here', async () => {
    const found = await kinds()
    process.stdout.write(`kinds: ${found.join(' ')}\n`)
    expect(found.length).toBeGreaterThan(10)
  })

  test('are each said in Chinese on the page of their report, with nothing English unfolded', async () => {
    const seen = new Set<string>()
    for (const code of await kinds()) {
      const { findings } = await library.findingList({ ...nothing, code }, { from: 0, most: 2 })
      for (const { report } of findings) {
        if (seen.has(report.id)) continue
        seen.add(report.id)
        const $ = await page(reportAddress(report))
        expect($('.findings > li').length, report.id).toBeGreaterThan(0)
        for (const item of $('.findings > li').toArray()) {
          expect($(item).find('.sentence').text(), report.id).toMatch(/^[^\n]*\p{Script=Han}[^\n]*。$/u)
          $(item).find('details.record').remove()
          expect($(item).text(), report.id).not.toMatch(english)
        }
      }
    }
    expect(seen.size).toBeGreaterThan(5)
  }, 120_000)

  test('say the same in the list of their kind as on the page of their report, in both languages', async () => {
    for (const root of ['', '/en'])
      for (const code of await kinds()) {
        const $ = await page(`${root}/findings/${code}/`)
        const items = $('.findings > li').toArray()
        expect(items.length).toBeGreaterThan(0)
        for (const item of items.slice(0, 3)) {
          const said = $(item).find('.sentence').text()
          const to = new URL(
            $(item).find('a').first().attr('href') ?? '',
            `http://x${root}/findings/${code}/`,
          )
          const its = await page(to.pathname)
          const sentences = its('.findings .sentence')
            .toArray()
            .map((each) => its(each).text())
          expect(sentences, `${root}${code}`).toContain(said)
          expect(said.trim()).not.toBe('')
          if (root === '') expect(said).not.toMatch(english)
          else expect(said.replace(/“[^”]*”/gu, '')).not.toMatch(/\p{Script=Han}/u)
        }
      }
  }, 240_000)

  test('name in a sum that fails the figures that the cells of its page have', async () => {
    const { findings } = await library.findingList(
      { ...nothing, code: 'sum-mismatch' },
      { from: 0, most: 50 },
    )
    expect(findings.length).toBeGreaterThan(3)
    const $ = await page('/findings/sum-mismatch/')
    const sums = $('.findings .sentence')
      .toArray()
      .flatMap((each) => {
        const [, total, parts = '', added] =
          /印为 (\S+)，而各分项（(.+)）相加为 (\S+)。$/u.exec($(each).text()) ?? []
        return total === undefined
          ? []
          : [{ total: Number(total), parts: parts.split(' + ').map(Number), added: Number(added) }]
      })
    expect(sums.length).toBeGreaterThan(3)
    for (const { total, parts, added } of sums) {
      expect(parts.reduce((sum, each) => sum + each, 0)).toBeCloseTo(added, 5)
      expect(total).not.toBe(added)
    }
  })

  test('are in the file of their list with both sentences', async () => {
    const app = explorer({ library, isStatic: false, failed })
    const text = await (await app.request('/findings/sum-mismatch/findings.csv')).text()
    const [heads, first] = text.split('\r\n')
    expect(heads).toContain('sentence,sentence_zh')
    expect(first).toContain('各分项')
    expect(first).toContain('add up to')
  })
})
