import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { read, utils } from '@e965/xlsx'
import { chromium, type Browser, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { seekChromium } from '../src/fetch/browser/chromium.ts'
import { Report } from '../src/model/report.ts'
import { publishSite } from '../src/pipeline/explorePublish.ts'
import { serveExplorer, type Served } from '../src/pipeline/exploreServe.ts'
import { loadSites } from '../src/sites/loadSites.ts'
import { strictAtom } from './feeds/strictAtom.ts'
import { nianbao, root } from './running/nianbao.ts'
import { staticServer } from './running/staticServer.ts'

const found = await seekChromium()
if ('missing' in found) process.stderr.write(`explorer-journey.test.ts is left out: ${found.missing}\n`)

const metric = 'proactive.normative_documents.in_force'
const street = '330105001'
const year = 2022
const Rows = z.array(z.record(z.string(), z.string()))

describe.skipIf('missing' in found)('On the archive that npm start makes, of one site', () => {
  let home = ''
  let report: Report
  let served: Served
  let files: Awaited<ReturnType<typeof staticServer>>
  let browser: Browser
  const complaints: string[] = []

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'nianbao-journey-'))
    const archive = join(home, 'archive')
    // one site of them all: the others would be found, archived and published for nothing
    const folder = join(home, 'sites')
    await mkdir(join(folder, 'zhejiang'), { recursive: true })
    const site = JSON.stringify(resolve(root, 'crawlers/zhejiang/gongshu.ts'))
    await writeFile(join(folder, 'zhejiang/gongshu.ts'), `export { default } from ${site}\n`)
    const made = await nianbao('demo', '--archive', archive, '--sites', folder)
    expect(made.code, made.stderr).toBe(0)
    const path = join(archive, 'zhejiang-gongshu', 'reports', String(year), `${street}.json`)
    report = Report.parse(JSON.parse(await readFile(path, 'utf8')))
    const failed = (error: unknown) => void complaints.push(String(error))
    const sites = await loadSites(folder)
    const order = { archive, config: resolve(root, 'config'), sites, clock: () => new Date(), failed }
    served = await serveExplorer(order, { port: 0, host: '127.0.0.1' })
    await publishSite(order, join(home, 'site'))
    files = await staticServer(join(home, 'site'))
    browser = await chromium.launch({
      executablePath: 'path' in found ? found.path : '',
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    })
    // a crawl of replicas, then every page of its reports, while other tests run
  }, 300_000)
  afterAll(async () => {
    await browser.close()
    await served.close()
    files.server.close()
    await rm(home, { recursive: true, force: true })
  })

  const open = async (baseURL: string, javaScriptEnabled: boolean): Promise<Page> => {
    const page = await (await browser.newContext({ baseURL, javaScriptEnabled })).newPage()
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${page.url()}: ${message.text()}`)
    })
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('request', (request) => {
      if (!request.url().startsWith('http://127.0.0.1')) complaints.push(`asked for ${request.url()}`)
    })
    return page
  }

  const fileOf = async (page: Page, link: string): Promise<Uint8Array> => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: link, exact: true }).click(),
    ])
    return readFileSync(await download.path())
  }

  /** The walk from the report on, which is the same with a server and without. */
  async function walkFromReport(page: Page): Promise<void> {
    const cell = page.locator(`[id="figure-${metric}"]`)
    expect(report.figures[metric]).toBeNull()
    expect(await cell.getByRole('link').first().textContent()).toBe('空白')
    await cell.getByRole('link').first().click()
    const evidence = cell.locator('.evidence')
    await evidence.waitFor({ state: 'visible' })
    const { table, row, column, source } = report.cells[metric] ?? { source: '' }
    expect(await evidence.textContent()).toContain(
      `第 ${table ?? ''} 表 · 第 ${row ?? ''} 行 · 第 ${column ?? ''} 列`,
    )
    expect(await evidence.textContent()).toContain(source.slice('sha256:'.length))

    await evidence.getByRole('link', { name: '在原件中查看此格' }).click()
    const marked = page.locator('td:target')
    expect((await marked.textContent())?.trim()).toBe('（此行到此为止）')
    expect(await marked.locator('xpath=..').textContent()).toContain('行政规范性文件')
    await page.getByRole('link', { name: '原件', exact: true }).last().click()
    expect(await page.frameLocator('iframe').locator('table').count()).toBeGreaterThan(2)
    const original = await fileOf(page, '下载未改动的原件')
    expect(`sha256:${hash('sha256', original)}`).toBe(source)

    await page
      .getByRole('link', { name: `米市巷街道 ${year}` })
      .first()
      .click()
    const citation = (await page.locator('.citation').textContent()) ?? ''
    const [from] = report.sources
    for (const part of [report.title, report.published, from?.url, from?.sha256]) {
      expect(part).toBeTruthy()
      expect(citation).toContain(part)
    }

    await page.getByRole('link', { name: '米市巷街道', exact: true }).first().click()
    const bytes = await fileOf(page, '下载此表（CSV）')
    await page.locator('summary').click()
    const shown = await page.locator('details .years td.figure a').allTextContents()
    const doubted = await page.locator('details .years td.figure.doubted').allTextContents()
    expect(doubted.length > 0 && doubted.every((text) => text.trim().endsWith('!'))).toBe(true)
    const sheet = read(bytes, { type: 'array', raw: true }).Sheets['Sheet1'] ?? {}
    const rows = Rows.parse(utils.sheet_to_json(sheet, { raw: false, defval: '' }))
    expect(rows.map(({ value }) => (value === '' ? '空白' : value)).sort()).toEqual(
      shown.map((text) => text.trim()).sort(),
    )
    expect(rows.find((one) => one['id'] === `${street}/${year}` && one['metric'] === metric)).toMatchObject({
      value: '',
      raw: '',
      in_doubt: 'missing-cell',
      source,
    })

    const feed = page.locator('link[rel="alternate"][type="application/atom+xml"]')
    const response = await page.request.get(new URL((await feed.getAttribute('href')) ?? '', page.url()).href)
    expect(response.status()).toBe(200)
    const { title, entries } = strictAtom(await response.body())
    expect(title).toContain('米市巷街道')
    const about = entries.find((entry) => entry.title.includes('缺单元格'))
    expect(about?.link).toMatch(/report\/330105001\/2022\/$/u)
    expect((await page.request.get(new URL(about?.link ?? '', response.url()).href)).status()).toBe(200)
  }

  test('a journalist searches 米市巷, sees what was left blank and where, compares, cites, checks the csv and subscribes', async () => {
    const page = await open(served.url, false)
    await page.goto('./')
    await page.getByLabel('单位、标题或正文中的词').fill('米市巷')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: `米市巷街道 ${year}` }).click()
    await page.getByRole('link', { name: '与其他报告对比' }).click()
    await page
      .getByRole('main')
      .getByRole('link', { name: `小河街道 ${year}` })
      .click()
    const blank = page.locator('td.compared', {
      has: page.locator(`a[href$="${street}/${year}/#figure-${metric}"]`),
    })
    expect(await blank.textContent()).toMatch(/^\s*空白.*→.*\d+.*不计差\s*$/su)
    await blank.getByRole('link').first().click()
    await walkFromReport(page)
    expect(complaints).toEqual([])
  })

  test('the same walk, but for the search, through the published files on any server', async () => {
    const page = await open(files.url, true)
    await page.goto('./')
    for (const name of ['浙江省', '杭州市', '拱墅区'])
      await page.getByRole('main').getByRole('link', { name, exact: true }).first().click()
    await page.getByRole('main').getByRole('link', { name: '米市巷街道', exact: true }).first().click()
    await page
      .getByRole('main')
      .getByRole('link', { name: String(year), exact: true })
      .first()
      .click()
    await page.getByRole('link', { name: `与 ${year - 1} 年对比` }).click()
    const blank = page.locator('td.compared', {
      has: page.locator(`a[href$="${street}/${year}/#figure-${metric}"]`),
    })
    expect(await blank.textContent()).toContain('空白')
    await blank.getByRole('link').last().click()
    await walkFromReport(page)
    expect(complaints).toEqual([])
  })
})
