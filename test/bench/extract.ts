/**
 * What `nianbao extract` costs over an archive of 1,000 mixed reports (docx, doc, html, txt, PDF with text; 200 of each): seconds and the
 * most memory, on all cores and on one, and how many cores it kept busy. Memory is that of the process and of
 * those that derive for it. Linux only, where /proc tells it. Run: `node test/bench/extract.ts [reports]`.
 */
import { spawn } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { emptyRun } from '../archive-finished.ts'
import { exchangeOf, factsOf } from '../archive-exchange.ts'
import { openTestArchive } from '../archive-open.ts'
import type { Container } from '../documents/container.ts'
import { makeCase } from '../fixtures/madeCase.ts'
import { commandLine } from '../running/nianbao.ts'
import { processTree, watchMemory } from '../running/watchMemory.ts'

const limit = 800
/** Ticks of /proc/PID/stat in a second, on every Linux. */
const ticks = 100
const perSite = 200
const firstYear = 2019
const years = 5
/** Containers of made documents; the PDFs are those that Chromium and LibreOffice printed. */
const kinds = ['docx', 'doc', 'html', 'text-tabs', 'pdf'] as const satisfies readonly (Container | 'pdf')[]
const syllables = Array.from('永安长乐太平仁和文德昌兴宁康顺庆')
const units = syllables.flatMap((one) => syllables.map((other) => `${one}${other}局`))

const pdfs = globSync(join(import.meta.dirname, '../fixtures/pdf/*.pdf')).map((path) => readFileSync(path))

function documentOf(number: number): { readonly name: string; readonly bytes: Uint8Array } {
  const kind = kinds[number % kinds.length] ?? 'docx'
  if (kind !== 'pdf') return makeCase({ container: kind, oddities: [], seed: number })
  const mark = Buffer.from(`\n% ${number}\n`)
  return { name: '年报.pdf', bytes: Buffer.concat([pdfs[number % pdfs.length] ?? mark, mark]) }
}

/** Each report is of a unit and year that a person gave, so that no two speak of the same. */
async function build(folder: string, reports: number): Promise<void> {
  const archive = await openTestArchive(folder)
  for (let number = 0; number < reports; number += 1) {
    const site = await archive.site(`site-${Math.floor(number / perSite)}`)
    const { name, bytes } = documentOf(number)
    const url = `http://www.host.gov.cn/${number}/${encodeURIComponent(name)}`
    const given = { unit: units[Math.floor(number / years)] ?? null, year: firstYear + (number % years) }
    await site.admit(exchangeOf(url, bytes), factsOf('attachment', { name, given, title: null }))
  }
  await archive.finish()
  await archive.saveRun(emptyRun)
  await archive.close()
}

interface Cost {
  readonly seconds: number
  readonly megabytes: number
  readonly cores: number
  readonly said: string
}

async function extract(folder: string, prefix: readonly string[]): Promise<Cost> {
  const [program = '', ...args] = [...prefix, ...commandLine(['extract', '--archive', folder])]
  const start = performance.now()
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  let used = 0
  const sampler = setInterval(() => {
    void processTree(child.pid ?? 0)
      .then((pids) => Promise.all(pids.map(secondsOf)))
      .then(
        (each) =>
          (used = Math.max(
            used,
            each.reduce((sum, seconds) => sum + seconds, 0),
          )),
      )
  }, 100)
  const { peak, code } = await watchMemory(child)
  clearInterval(sampler)
  const seconds = (performance.now() - start) / 1000
  if (code !== 0) throw new Error(`extract ended with ${String(code)}: ${said}`)
  return { seconds, megabytes: peak / 1024, cores: used / seconds, said: said.trim() }
}

/** Time of the processor that a process with its threads has used; 0 once it is gone. */
async function secondsOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / ticks
}

const reports = Number(process.argv[2] ?? 1000)
const folder = await mkdtemp(join(tmpdir(), 'nianbao-bench-'))
try {
  await build(join(folder, 'archive'), reports)
  const measure = async (name: string, prefix: readonly string[]): Promise<Cost> => {
    const cost = await extract(join(folder, 'archive'), prefix)
    const { seconds, megabytes, cores, said } = cost
    console.log(said.replace(/ in .*;/u, ';'))
    console.log(
      `  ${name}: ${seconds.toFixed(1)} s, at most ${megabytes.toFixed(0)} MB (limit ${limit}), ${cores.toFixed(1)} cores busy`,
    )
    if (megabytes > limit) process.exitCode = 1
    return cost
  }
  const all = await measure(`${availableParallelism()} cores`, [])
  const one = await measure('one core', ['taskset', '-c', '0'])
  console.log(`  ${(one.seconds / all.seconds).toFixed(1)} times as fast as on one core`)
} finally {
  await rm(folder, { recursive: true, force: true })
}
