import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { chromium } from 'playwright'
import { describe, expect, test } from 'vitest'
import { seekChromium } from '../src/fetch/browser/chromium.ts'
import { root } from './running/nianbao.ts'

const found = await seekChromium()
if ('missing' in found) process.stderr.write(`explorer-direction.test.ts is left out: ${found.missing}\n`)

const style = resolve(root, 'src/publish/explorer/explorer.css')

describe.skipIf('missing' in found)('A name that turns the direction of writing', () => {
  test('turns its own words, and not ours beside it', async () => {
    const browser = await chromium.launch({
      executablePath: 'path' in found ? found.path : '',
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    })
    try {
      const page = await browser.newPage()
      const turn = '\u202E'
      await page.setContent(`<li><a href="#x">${turn}street</a> <small>1 figure in doubt</small></li>`)
      await page.addStyleTag({ content: readFileSync(style, 'utf8') })
      const left = async (selector: string) => (await page.locator(selector).boundingBox())?.x ?? NaN
      expect(await left('a')).toBeLessThan(await left('small'))
    } finally {
      await browser.close()
    }
  })
})
