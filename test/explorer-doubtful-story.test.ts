import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { seekChromium } from '../src/fetch/browser/chromium.ts'
import { serveExplorer, type Served } from '../src/pipeline/exploreServe.ts'
import { config } from './explorer-archive.ts'
import { spoiledArchive } from './explorer/spoiledArchive.ts'

const found = await seekChromium()
if ('missing' in found)
  process.stderr.write(`explorer-doubtful-story.test.ts is left out: ${found.missing}\n`)

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const Violations = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }))

describe.skipIf('missing' in found)('A journalist who reads reports with something wrong in them', () => {
  let home = ''
  let served: Served
  let browser: Browser
  const complaints: string[] = []

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'nianbao-doubtful-'))
    const archive = join(home, 'archive')
    await spoiledArchive(archive, { most: 1 })
    const failed = (error: unknown) => void complaints.push(String(error))
    const order = { archive, config, sites: [], clock: () => new Date('2026-11-21T02:00:00.000Z'), failed }
    served = await serveExplorer(order, { port: 0, host: '127.0.0.1' })
    browser = await chromium.launch({
      executablePath: 'path' in found ? found.path : '',
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    })
  }, 60_000)
  afterAll(async () => {
    await browser.close()
    await served.close()
    rmSync(home, { recursive: true, force: true })
  })

  test.each([
    ['', 390],
    ['/en', 1280],
  ])(
    'has pages that anybody can use, in each language, narrow and wide: %s/, %i pixels',
    async (root, width) => {
      const context = await browser.newContext({ viewport: { width, height: 900 } })
      const page = await context.newPage()
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(`${page.url()}: ${message.text()}`)
      })
      page.on('pageerror', (error) => complaints.push(String(error)))
      for (const path of [
        ...['/report/330105001/2022/', '/compare/330105001/2013/330105001/2022/', '/findings/sum-mismatch/'],
        ...['/findings/missing-table/', '/search/?q=%E6%B2%A1%E6%9C%89'],
      ]) {
        await page.goto(new URL(root + path, served.url).href)
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), path).toBe(0)
        await page.evaluate(axe)
        const found = Violations.parse(await page.evaluate('axe.run().then(({ violations }) => violations)'))
        expect(found, path).toEqual([])
      }
      await context.close()
      expect(complaints.splice(0)).toEqual([])
    },
    120_000,
  )
})
