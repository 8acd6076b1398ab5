/**
 * How well PDFs of made documents are read: `node test/bench/pdfScore.ts [--count N] [--start SEED] [--look NAME] [--keep FOLDER]`.
 * Each document is printed by a browser in a look of its own; figures count as in score.ts. Needs Chromium and a Chinese font.
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
import { pdfLooks } from './pdfLooks.ts'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '48' },
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
const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
const { knowledge } = await loadConfig(new URL('../../config', import.meta.url).pathname)
const read = madeReader(knowledge)
const looks = pdfLooks.filter(({ name }) => values.look === undefined || name === values.look)
const totals = new Map<
  string,
  { right: number; marked: number; silent: number; over: number; identity: number }
>()

for (let index = 0; index < Number(values.count); index += 1) {
  const seed = Number(values.start) + index
  const look = looks[index % looks.length]
  if (look === undefined) throw new Error(`no look is called ${values.look ?? ''}`)
  const dice = random(`pdf:${seed}`)
  const possible = [...oddities.values()].filter((one) => one.containers?.includes('html') ?? true)
  const names = values.plain ? [] : dice.some(possible, dice.int(0, 2)).map(({ name }) => name)
  const one = { container: 'html', seed, oddities: names } as const
  const made = makeCase(one)
  await page.setContent(`${Buffer.from(made.bytes).toString('utf8')}<style>${look.style}</style>`)
  const bytes = await page.pdf({ format: 'A4', ...look.paper })
  if (values.keep !== undefined) {
    mkdirSync(values.keep, { recursive: true })
    writeFileSync(join(values.keep, `${seed}-${look.name.replaceAll(' ', '-')}.pdf`), bytes)
  }
  const report = read({ ...made, name: '附件1.pdf', mediaType: 'application/pdf', bytes })
  const verdict = judge(report, made.truth)
  const total = totals.get(look.name) ?? { right: 0, marked: 0, silent: 0, over: 0, identity: 0 }
  totals.set(look.name, {
    right: total.right + verdict.right,
    marked: total.marked + verdict.marked.length,
    silent: total.silent + verdict.silent.length,
    over: total.over + verdict.overMarked.length,
    identity: total.identity + verdict.identity.length,
  })
  const { silent, wrong, overMarked, identity } = verdict
  if (silent.length + wrong.length + overMarked.length + identity.length > 0)
    print(
      `${look.name} ${caseKey(one)}: silent ${silent.length}, wrong ${wrong.length}, over ${overMarked.length} ${identity.join('; ')} ${silent.slice(0, 3).join(' ')}`,
    )
}
for (const [name, total] of totals) print(`${name.padEnd(16)} ${JSON.stringify(total)}`)
await browser.close()
