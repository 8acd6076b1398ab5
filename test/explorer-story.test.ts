import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { seekChromium } from '../src/fetch/browser/chromium.ts'
import { publishSite } from '../src/pipeline/explorePublish.ts'
import { serveExplorer, type Served } from '../src/pipeline/exploreServe.ts'
import { Report } from '../src/model/report.ts'
import { unitPath } from '../src/model/permalink.ts'
import { loadSites } from '../src/sites/loadSites.ts'
import { archiveToExplore, config, hostileId } from './explorer-archive.ts'
import { everyday } from './running/everyday.ts'
import { root } from './running/nianbao.ts'
import { staticServer } from './running/staticServer.ts'

const found = await seekChromium()
if ('missing' in found) process.stderr.write(`explorer-story.test.ts is left out: ${found.missing}\n`)

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const Violations = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }))
describe.skipIf('missing' in found)('A journalist with a browser', () => {
  let home = ''
  let served: Served
  let files: Awaited<ReturnType<typeof staticServer>>
  let browser: Browser
  const complaints: string[] = []

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'nianbao-story-'))
    const archive = join(home, 'archive')
    await archiveToExplore(archive, 'replica')
    const sites = await loadSites(resolve(root, 'crawlers'), ['zhejiang-gongshu'])
    const failed = (error: unknown) => void complaints.push(String(error))
    const order = { archive, config, sites, clock: () => new Date('2026-11-21T02:00:00.000Z'), failed }
    served = await serveExplorer(order, { port: 0, host: '127.0.0.1' })
    await publishSite(order, join(home, 'site'))
    files = await staticServer(join(home, 'site'))
    const executablePath = 'path' in found ? found.path : ''
    browser = await chromium.launch({
      executablePath,
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    })
  })
  afterAll(async () => {
    await browser.close()
    await served.close()
    files.server.close()
    rmSync(home, { recursive: true, force: true })
  })

  const open = async (base: string, more: Parameters<Browser['newContext']>[0] = {}): Promise<Page> => {
    const context = await browser.newContext({ baseURL: base, ...more })
    const page = await context.newPage()
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${page.url()}: ${message.text()}`)
    })
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('request', (request) => {
      if (!request.url().startsWith('http://127.0.0.1')) complaints.push(`asked for ${request.url()}`)
    })
    return page
  }
  const quiet = () => {
    expect(complaints.splice(0)).toEqual([])
  }

  test('finds 米市巷, opens 2022, sees a figure with its cell in the original, and takes the citation, without script', async () => {
    const page = await open(served.url, { javaScriptEnabled: false })
    await page.goto('./')
    await page.getByLabel('单位、标题或正文中的词').fill('米市巷')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: '米市巷街道 2022' }).click()
    const report = Report.parse(
      JSON.parse(readFileSync(join(home, 'archive/zhejiang-gongshu/reports/2022/330105001.json'), 'utf8')),
    )
    const metric = 'applications.new.total'
    const cell = page.locator(`[id="figure-${metric}"]`)
    const link = cell.getByRole('link').first()
    expect(await link.textContent()).toBe(String(report.figures[metric]))
    await link.focus()
    await page.keyboard.press('Enter')
    const evidence = cell.locator('.evidence')
    await evidence.waitFor({ state: 'visible' })
    expect(await evidence.textContent()).toContain(report.sources[0]?.sha256)
    await evidence.getByRole('link', { name: '在原件中查看此格' }).click()
    const marked = page.locator('td:target')
    expect((await marked.textContent())?.trim()).toBe(report.cells[metric]?.raw)
    await marked.getByRole('link').click()
    await evidence.waitFor({ state: 'visible' })
    expect(await page.locator('.citation').textContent()).toContain(report.title)
    await page.getByRole('link', { name: 'English' }).click()
    expect(await page.locator('.citation').textContent()).toContain('Captured')
    quiet()
  })

  test('walks the same way through files of any server, below any path', async () => {
    const page = await open(files.url)
    await page.goto('./')
    await page.getByRole('main').getByRole('link', { name: '浙江省' }).click()
    await page.getByRole('link', { name: '杭州市' }).click()
    await page.getByRole('link', { name: '拱墅区' }).first().click()
    await page.getByRole('link', { name: '米市巷街道', exact: true }).click()
    await page.getByRole('main').getByRole('link', { name: '2022', exact: true }).first().click()
    await page.locator('[id="figure-applications.new.total"] > a').click()
    await page.getByRole('link', { name: '在原件中查看此格' }).filter({ visible: true }).click()
    expect(await page.locator('td:target').count()).toBe(1)
    await page.getByRole('link', { name: '原件', exact: true }).last().click()
    expect(await page.frameLocator('iframe').locator('table').count()).toBeGreaterThan(2)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载未改动的原件' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^[0-9a-f]{64}\.docx$/u)
    quiet()
  })

  test('compares a street with another, finds its place among streets, and takes the files, without script', async () => {
    const page = await open(served.url, { javaScriptEnabled: false })
    await page.goto('report/330105001/2022/')
    await page.getByRole('link', { name: '与其他报告对比' }).click()
    await page.getByLabel('右侧报告：单位名称').fill('湖墅')
    await page.keyboard.press('Enter')
    await page.getByRole('main').getByRole('link', { name: '湖墅街道 2022' }).first().click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(
      '米市巷街道 2022 / 湖墅街道 2022 · 对比',
    )
    const cell = page.locator('td.compared', {
      has: page.locator('a[href$="330105001/2022/#figure-applications.new.total"]'),
    })
    const figures = ['330105001', '330105002'].map((name) => {
      const file = join(home, `archive/zhejiang-gongshu/reports/2022/${name}.json`)
      return Report.parse(JSON.parse(readFileSync(file, 'utf8'))).figures['applications.new.total']
    })
    expect(await cell.getByRole('link').allTextContents()).toEqual(figures.map(String))
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载此表（CSV）' }).click(),
    ])
    expect(file.suggestedFilename()).toBe('comparison.csv')
    await page.getByRole('link', { name: '排名', exact: true }).click()
    await page.getByRole('main').getByRole('link', { name: '2022' }).first().click()
    expect(await page.locator('table').first().locator('tbody tr').count()).toBe(2)
    quiet()
  })

  test('prints a comparison on a sheet of A4 without a column cut off', async () => {
    const page = await open(served.url, { viewport: { width: 794, height: 1123 } })
    await page.emulateMedia({ media: 'print' })
    for (const path of ['compare/330105001/2021/330105001/2022/', 'rankings/denied/township/2022/all/']) {
      await page.goto(path)
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, 794])
    }
    quiet()
  })

  test('meets no script of a hostile report on any page of it', async () => {
    for (const base of [served.url, files.url]) {
      const first = await open(base)
      const report = `report/${unitPath(hostileId.slice(0, -5))}/2022/`
      await first.goto(report)
      const original = await first
        .getByRole('link', { name: '原件', exact: true })
        .first()
        .getAttribute('href')
      const at = new URL(original ?? '', first.url()).href
      const addresses = [
        report,
        `unit/${unitPath(hostileId.slice(0, -5))}/`,
        'region/330105/',
        'changes/',
        'rankings/received/county-body/2022/all/',
        'findings/note-in-cell/',
        // what files alone do not have
        ...(base === served.url
          ? ['search/?q=桃花岛', `compare/330105001/2022/${unitPath(hostileId.slice(0, -5))}/2022/`]
          : []),
        at,
        `${at}view/`,
        `${at}document/`,
      ]
      // Side by side: each is given half a second in which it asks for nothing.
      await Promise.all(
        addresses.map(async (address) => {
          const page = await open(base)
          await page.goto(address)
          await page.waitForLoadState('networkidle')
          expect(await page.title(), address).not.toBe('owned')
          expect(page.url()).toMatch(/^http:\/\/127\.0\.0\.1/u)
          await page.context().close()
        }),
      )
    }
    quiet()
  })

  const kinds = [
    ...[
      '',
      'search/?q=米市巷',
      'region/',
      'region/330105/',
      'year/2022/',
      'unit/330105001/',
      'report/330105001/2022/',
      'findings/',
    ],
    ...[
      'findings/note-in-cell/',
      'coverage/',
      'coverage/zhejiang-gongshu/',
      'changes/',
      'codebook/',
      'downloads/',
      'status/',
      'en/report/330105001/2022/',
    ],
    ...['report/330105001/2022/#figure-applications.new.total', 'nothing/'],
    ...[
      'compare/?a=330105001/2022&q=街道',
      'compare/330105001/2021/330105001/2022/',
      'compare/330105001/2022/330105/财政局/2022/',
    ],
    ...['rankings/', 'rankings/denied/township/2022/all/', 'findings/?year=2022'],
  ]
  test('who cannot see it all finds no barrier: axe has no complaint on any kind of page, light or dark, on phone or desk', async () => {
    const report = Report.parse(
      JSON.parse(readFileSync(join(home, 'archive/zhejiang-gongshu/reports/2022/330105001.json'), 'utf8')),
    )
    const sha256 = report.sources[0]?.sha256 ?? ''
    const edition = report.editions[0]?.digest ?? ''
    const all = [...kinds, `original/${sha256}/`, `original/${sha256}/view/`, `edition/${edition}/`]
    for (const [colorScheme, width] of [
      ['light', 390],
      ['dark', 1280],
    ] as const) {
      // axe itself is a script, which the policy of a page would keep out.
      const page = await open(served.url, { colorScheme, viewport: { width, height: 900 }, bypassCSP: true })
      const some = everyday(all, 9)
      for (const path of colorScheme === 'light' ? some : some.filter((_, at) => at % 3 === 0)) {
        await page.goto(path)
        expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, width])
        await page.evaluate(axe)
        const violations = Violations.parse(
          await page.evaluate(
            "axe.run(document, { resultTypes: ['violations'] }).then((one) => one.violations)",
          ),
        )
        expect([path, violations.map(({ id, nodes }) => [id, nodes[0]?.html])]).toEqual([path, []])
      }
    }
    // the page that is not there is the one complaint
    expect(complaints.splice(0).filter((one) => !one.includes('/nothing/'))).toEqual([])
    // some thirty pages in a browser, each with an engine that looks at every element
  }, 180_000)
})
