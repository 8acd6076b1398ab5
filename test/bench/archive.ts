/**
 * What keeping costs: time per new report with 200 and with 20,000 reports in the archive (20 sites, a page and an
 * attachment each), interleaved; and time to open. Run: `node test/bench/archive.ts [rounds]`.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Archive } from '../../src/archive/openArchive.ts'
import { openSigner } from '../../src/archive/openSigner.ts'
import type { SiteArchive } from '../../src/archive/siteArchive.ts'
import { exchangeOf, factsOf } from '../archive-exchange.ts'
import { emptyRun } from '../archive-finished.ts'
import { openTestArchive } from '../archive-open.ts'
import { reportOf } from '../archive-report.ts'

const sites = Array.from({ length: 20 }, (_, n) => `site-${n}`)
const newPerSite = 10
const rounds = Number(process.argv[2] ?? 7)
const root = mkdtempSync(join(tmpdir(), 'nianbao-bench-'))
const signer = await openSigner(join(root, 'large'), join(root, 'key.pem'))

async function addReport(site: SiteArchive, number: number): Promise<void> {
  const url = `http://www.host.gov.cn/art/2023/1/13/art_1229_${number}.html`
  const page = exchangeOf(url, `<html>${number}${randomBytes(12_000).toString('base64')}`)
  const { seq } = await site.admit(page, factsOf('page'))
  const file = exchangeOf(url.replace('.html', '.docx'), randomBytes(20_000))
  await site.admit(file, factsOf('attachment', { parent: seq, name: '年报.docx' }))
  const code = String(330105000 + (number % 900))
  const report = reportOf(await site.bundle(url), code, 2000 + Math.floor(number / 900))
  await site.writeReport({ ...report, title: 'x'.repeat(20_000) })
  site.recordDerived(url, { ids: [`${code}/${String(report.year)}`], left: [] })
}

async function addToAll(archive: Archive, first: number, count: number): Promise<void> {
  const addTo = async (id: string) => {
    const site = await archive.site(id)
    for (let n = first; n < first + count; n += 1) await addReport(site, n)
  }
  await Promise.all(sites.map(addTo))
}

/**
 * Milliseconds of one run that adds ten reports to each site, as a night does: opening, adding, finishing, record and checkpoint, and
 * all of it; `processor` is that in time of the processor, which a busy machine and a slow disk do not move as much.
 */
async function run(folder: string, first: number) {
  const start = performance.now()
  const used = process.cpuUsage()
  const archive = await openTestArchive(folder)
  await Promise.all(sites.map((id) => archive.site(id)))
  const opened = performance.now()
  await addToAll(archive, first, newPerSite)
  const added = performance.now()
  await archive.finish()
  const finished = performance.now()
  await archive.saveRun(emptyRun)
  await archive.checkpoint(signer)
  const signed = performance.now()
  await archive.close()
  const { user, system } = process.cpuUsage(used)
  const count = sites.length * newPerSite
  return {
    open: opened - start,
    add: (added - opened) / count,
    finish: (finished - added) / count,
    sign: (signed - finished) / count,
    processor: (user + system) / 1000 / count,
    all: (performance.now() - start) / count,
  }
}

async function build(folder: string, perSite: number): Promise<string> {
  const archive = await openTestArchive(folder)
  await addToAll(archive, 0, perSite)
  await archive.finish()
  await archive.saveRun(emptyRun)
  await archive.checkpoint(signer)
  await archive.close()
  return folder
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN

try {
  const large = await build(join(root, 'large'), 1000)
  const measured: { small: Awaited<ReturnType<typeof run>>; large: Awaited<ReturnType<typeof run>> }[] = []
  for (let round = 0; round < rounds; round += 1) {
    const small = await build(join(root, `small-${round}`), 10)
    measured.push({ small: await run(small, 10), large: await run(large, 1000 + round * newPerSite) })
  }
  for (const what of ['open', 'add', 'finish', 'sign', 'all', 'processor'] as const) {
    const small = median(measured.map((round) => round.small[what]))
    const big = median(measured.map((round) => round.large[what]))
    const ratio = median(measured.map((round) => round.large[what] / round.small[what]))
    const words = {
      open: 'open, whole archive',
      add: 'add, per report',
      finish: 'finish, per report',
      sign: 'record and checkpoint, per report',
      all: 'open to close, per report',
      processor: 'the same in processor time',
    }[what]
    const numbers = `200 reports ${small.toFixed(2)} ms, 20,000 reports ${big.toFixed(2)} ms, ratio ${ratio.toFixed(2)}`
    process.stdout.write(`${words}: ${numbers}\n`)
  }
} finally {
  rmSync(root, { recursive: true })
}
