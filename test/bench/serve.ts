/**
 * What `nianbao serve` does with a large archive (50,000 reports): milliseconds of searches (words of one, two, three and eight characters,
 * rare and frequent, filters, deep pages) and of pages of every kind, and its memory; in the order of a seed, one after the other, over
 * HTTP. Beside it what a hostile query costs at most. Linux only, where /proc tells memory.
 * Run: `node test/bench/serve.ts [reports] [folder]`; an archive that lies in the folder is used again.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { random } from '../documents/random.ts'
import { commandLine } from '../running/nianbao.ts'
import { inventedArchive, sampleReports, type InventedArchive } from './inventedArchive.ts'

const goals = { search: 100, page: 50, megabytes: 400 }
const rounds = 300

interface Served {
  readonly url: string
  readonly server: ChildProcess
  readonly seconds: number
}

async function serve({ folder, sites }: InventedArchive): Promise<Served> {
  const start = performance.now()
  const [program, ...args] = commandLine(['serve', '--port', '0', '--archive', folder, '--sites', sites])
  const server = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  const url = await new Promise<string>((done, fail) => {
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const found = /at (http:\S+)/u.exec(said)?.[1]
      if (found !== undefined) done(found)
    })
    server.once('close', () => {
      fail(new Error(`serve ended: ${said}`))
    })
  })
  return { url, server, seconds: (performance.now() - start) / 1000 }
}

/** Megabytes of a process: `VmRSS` now, `VmHWM` the most so far. */
const memory = ({ pid }: ChildProcess, what: 'VmRSS' | 'VmHWM'): number =>
  Number(new RegExp(`${what}:\\s+(\\d+)`, 'u').exec(readFileSync(`/proc/${pid ?? 0}/status`, 'utf8'))?.[1]) /
  1024

async function timed(url: string, path: string): Promise<number> {
  const start = performance.now()
  const response = await fetch(new URL(path, url))
  await response.arrayBuffer()
  if (response.status !== 200) throw new Error(`${path}: ${response.status}`)
  return performance.now() - start
}

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN

function report(name: string, times: readonly number[], goal: number | null): void {
  const sorted = times.toSorted((a, b) => a - b)
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(sorted, share))
  const words = [p50, p95, p99, sorted.at(-1)].map((ms) => (ms ?? NaN).toFixed(0).padStart(6)).join(' ')
  console.log(`  ${name.padEnd(34)} ${String(times.length).padStart(5)} × p50 p95 p99 max ${words} ms`)
  if (goal !== null && (p95 ?? NaN) > goal) {
    console.log(`    over the goal: 95 of 100 under ${goal} ms`)
    process.exitCode = 1
  }
}

/** Every request by its kind, mixed: what one leaves warm must not only help its own kind. */
async function measure(
  url: string,
  kinds: ReadonlyMap<string, readonly string[]>,
): Promise<Map<string, number[]>> {
  const dice = random('order')
  const all = [...kinds].flatMap(([kind, paths]) => paths.map((path) => ({ kind, path })))
  const times = new Map([...kinds.keys()].map((kind) => [kind, [] as number[]]))
  for (const { kind, path } of dice.some(all, all.length).toSorted(() => dice.int(0, 1) - 0.5))
    times.get(kind)?.push(await timed(url, path))
  return times
}

const frequent = [
  '公开',
  '信息',
  '营商环境',
  '优化审批流程',
  '政府信息公开工作',
  '行政审批窗口',
  '2023',
  '社会保障',
]

/** In every report: a page behind the last of a search is not there. */
const everywhere = ['公开', '信息', '政府信息公开工作'] as const

async function kindsOf(
  archive: InventedArchive,
  reports: number,
): Promise<{
  readonly searches: ReadonlyMap<string, readonly string[]>
  readonly pages: ReadonlyMap<string, readonly string[]>
}> {
  const dice = random('bench serve')
  const samples = await sampleReports(archive, rounds)
  const search = (words: string, more = ''): string => `/search/?q=${encodeURIComponent(words)}${more}`
  const some = <T>(of: (sample: (typeof samples)[number], at: number) => T): T[] => samples.map(of)
  const cut = (text: string, size: number): string => {
    const letters = /\p{L}{8,}/u.exec(text.slice(dice.int(0, 400)))?.[0] ?? '政府信息公开工作'
    return Array.from(letters).slice(0, size).join('')
  }
  const word = (): string => frequent[dice.int(0, frequent.length - 1)] ?? ''
  return {
    searches: new Map([
      ['two characters of some report', some(({ text }) => search(cut(text, 2)))],
      ['three characters of some report', some(({ text }) => search(cut(text, 3)))],
      ['eight characters of some report', some(({ text }) => search(cut(text, 8)))],
      ['a word of one report (two characters)', some(({ rare }) => search(rare))],
      ['a name of a unit', some(({ unit }) => search(unit))],
      ['frequent words', some(() => search(word()))],
      [
        'frequent word, region, year',
        some(({ division, year }) => search(word(), `&region=${division.slice(0, 2)}&year=${year}`)),
      ],
      [
        'filters without words',
        some(
          ({ division, year }) =>
            `/search/?region=${division.slice(0, 4)}&year=${year}&form=${year < 2021 ? '2019' : '2021'}`,
        ),
      ],
      [
        'deep pages',
        some((_, at) =>
          search(everywhere[at % 3] ?? '', `&page=${1 + ((at * 37) % Math.ceil(reports / 60))}`),
        ),
      ],
      ['one character', some(({ text }) => search(cut(text, 1))).slice(0, 30)],
    ]),
    pages: new Map([
      ['home', some(() => '/').slice(0, 50)],
      ['country, region', ['/region/', ...some(({ division }) => `/region/${division}/`)]],
      ['unit', some(({ division, unit }) => `/unit/${division}/${encodeURIComponent(unit)}/`)],
      [
        'report',
        some(({ division, unit, year }) => `/report/${division}/${encodeURIComponent(unit)}/${year}/`),
      ],
      ['original', some(({ sha256 }) => `/original/${sha256}/`)],
      ['original as we read it', some(({ sha256 }) => `/original/${sha256}/view/`)],
      ['edition', some(({ digest }) => `/edition/${digest}/`)],
      ['document in its frame', some(({ sha256 }) => `/original/${sha256}/document/`)],
      ['year, deep', some((_, at) => `/year/2022/${1 + (at % Math.ceil(reports / 14 / 50))}/`)],
      ['findings', ['/findings/', ...some((_, at) => `/findings/carry-over-differs/${1 + (at % 5)}/`)]],
      ['coverage', ['/coverage/', ...some(({ site }) => `/coverage/${site}/`)]],
      ['changes', some((_, at) => `/changes/${1 + (at % Math.ceil(reports / 200))}/`)],
      ['codebook, status', ['/codebook/', '/status/']],
    ]),
  }
}

/** What somebody might send who wants the server to be busy. */
const hostile: readonly (readonly [string, string])[] = [
  ['10,000 words', Array.from({ length: 10_000 }, (_, at) => `词${at}`).join(' ')],
  [
    '50 single characters',
    Array.from(
      '的是在有和公开信息政府工作年报告要求部门街道办事处行机关法规章制度条例依申请主动数据'.slice(0, 50),
    ).join(' '),
  ],
  ['the same character a hundred times', '公'.repeat(100)],
  ['signs of the query language', '"*^-:{}() NEAR(公开, 10) OR NOT title:公开 '.repeat(4)],
  ['quotes', '"'.repeat(2000)],
]

const [, , count = '50000', given] = process.argv
const place = given ?? (await mkdtemp(join(tmpdir(), 'nianbao-bench-serve-')))
try {
  const begun = performance.now()
  const archive = await inventedArchive(place, Number(count))
  console.log(`archive of ${count} reports: ${((performance.now() - begun) / 1000).toFixed(0)} s`)
  const made = existsSync(join(archive.folder, 'catalog.sqlite'))
  const first = await serve(archive)
  console.log(
    `serve, ${made ? 'catalogue at hand' : 'catalogue made'}: ready after ${first.seconds.toFixed(1)} s, at most ${memory(first.server, 'VmHWM').toFixed(0)} MB`,
  )
  first.server.kill('SIGTERM')
  const { url, server, seconds } = await serve(archive)
  try {
    console.log(`serve again: ready after ${seconds.toFixed(1)} s`)
    const { searches, pages } = await kindsOf(archive, Number(count))
    for (const [goal, kinds] of [
      [goals.search, searches],
      [goals.page, pages],
    ] as const) {
      const times = await measure(url, kinds)
      for (const [kind, all] of times) report(kind, all, null)
      report(kinds === searches ? 'ALL SEARCHES' : 'ALL PAGES', [...times.values()].flat(), goal)
    }
    for (const [name, words] of hostile) {
      const start = performance.now()
      const response = await fetch(new URL(`/search/?q=${encodeURIComponent(words).slice(0, 15_000)}`, url))
      await response.arrayBuffer()
      console.log(`  hostile: ${name}: ${response.status} after ${(performance.now() - start).toFixed(0)} ms`)
    }
    const [now, most] = [memory(server, 'VmRSS'), memory(server, 'VmHWM')]
    console.log(`memory: ${now.toFixed(0)} MB, at most ${most.toFixed(0)} MB (goal ${goals.megabytes})`)
    if (most > goals.megabytes) process.exitCode = 1
  } finally {
    server.kill('SIGTERM')
  }
} finally {
  if (given === undefined) await rm(place, { recursive: true, force: true })
}
