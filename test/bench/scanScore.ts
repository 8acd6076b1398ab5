/**
 * How well scans of made documents are read: `node test/bench/scanScore.ts [--count N] [--start SEED] [--look NAME] [--plain] [--keep FOLDER]`.
 * A browser prints each document, PDFium draws it, and a look makes a scan of it; figures count as in score.ts.
 * Needs Chromium and a Chinese font.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import { loadConfig } from '../../src/config/loadConfig.ts'
import { findChromium } from '../../src/fetch/browser/findChromium.ts'
import { judge } from '../documents/judge.ts'
import { oddities } from '../documents/oddities.ts'
import { random } from '../documents/random.ts'
import { madeReader } from '../documents/readMade.ts'
import { caseKey, makeCase } from '../fixtures/madeCase.ts'
import { browserJpeg } from '../scans/browserJpeg.ts'
import {
  pdfOfPictures,
  scannedPages,
  storedPlain,
  type ScanImage,
  type StoredImage,
} from '../scans/madeScan.ts'
import { scanLooks } from '../scans/scanLooks.ts'
import { pdfLooks } from './pdfLooks.ts'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '22' },
    start: { type: 'string', default: '1' },
    look: { type: 'string' },
    plain: { type: 'boolean', default: false },
    keep: { type: 'string' },
  },
})
const print = (line: string): void => void process.stdout.write(`${line}\n`)

const found = await findChromium(process.env, () => Promise.resolve(chromium.executablePath()))
if ('missing' in found) throw new Error(found.missing)
const browser = await chromium.launch({ args: ['--no-sandbox'], executablePath: found.path })
const page = await browser.newPage()
const { knowledge } = await loadConfig(new URL('../../config', import.meta.url).pathname)
const read = madeReader(knowledge)
const looks = scanLooks.filter(({ name }) => values.look === undefined || name === values.look)
const prints = pdfLooks.filter(({ name }) => name !== 'no lines')
const totals = new Map<
  string,
  {
    files: number
    right: number
    marked: number
    silent: number
    over: number
    identity: number
    seconds: number
  }
>()

/** As JPEG by the browser, which is the one encoder at hand that cameras and scanners resemble. */
async function stored(image: ScanImage, quality: number | undefined): Promise<StoredImage> {
  if (quality === undefined) return storedPlain(image)
  return { ...image, filter: 'DCTDecode', bytes: await browserJpeg(page, image, quality) }
}

for (let index = 0; index < Number(values.count); index += 1) {
  const seed = Number(values.start) + index
  const look = looks[index % looks.length]
  if (look === undefined) throw new Error(`no look is called ${values.look ?? ''}`)
  const dice = random(`scan:${seed}`)
  const paper = prints[dice.int(0, prints.length - 1)] ?? prints[0]
  const possible = [...oddities.values()].filter((one) => one.containers?.includes('html') ?? true)
  const names = values.plain ? [] : dice.some(possible, dice.int(0, 1)).map(({ name }) => name)
  const one = { container: 'html', seed, oddities: names } as const
  const made = makeCase(one)
  await page.setContent(`${Buffer.from(made.bytes).toString('utf8')}<style>${paper?.style ?? ''}</style>`)
  const printed = await page.pdf({ format: 'A4', ...paper?.paper })
  const images: StoredImage[] = []
  for (const image of await scannedPages(printed, look, `scan:${seed}`))
    images.push(await stored(image, look.jpeg))
  const bytes = pdfOfPictures(images)
  if (values.keep !== undefined) {
    mkdirSync(values.keep, { recursive: true })
    writeFileSync(join(values.keep, `${seed}-${look.name.replaceAll(' ', '-')}.pdf`), bytes)
  }
  const started = performance.now()
  const report = read({ ...made, name: '附件1.pdf', mediaType: 'application/pdf', bytes })
  const seconds = (performance.now() - started) / 1000
  const verdict = judge(report, made.truth)
  const { silent, marked, overMarked, identity } = verdict
  const total = totals.get(look.name) ?? {
    files: 0,
    right: 0,
    marked: 0,
    silent: 0,
    over: 0,
    identity: 0,
    seconds: 0,
  }
  totals.set(look.name, {
    files: total.files + 1,
    right: total.right + verdict.right,
    marked: total.marked + marked.length,
    silent: total.silent + silent.length,
    over: total.over + overMarked.length,
    identity: total.identity + identity.length,
    seconds: Math.round(total.seconds + seconds),
  })
  print(
    `${look.name}, ${paper?.name ?? ''} ${caseKey(one)}: right ${verdict.right}, marked ${marked.length}, silent ${silent.length}, over ${overMarked.length}, ${images.length} pages, ${seconds.toFixed(1)} s ${identity.join('; ')} ${silent
      .slice(0, 4)
      .map(
        (metric) => `${metric} ${String(report?.figures[metric])} for ${String(made.truth.figures[metric])}`,
      )
      .join(' ')}`,
  )
}
for (const [name, total] of totals) print(`${name.padEnd(12)} ${JSON.stringify(total)}`)
print(`at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
await browser.close()
