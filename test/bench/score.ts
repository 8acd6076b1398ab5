/**
 * How well the extractor reads made documents: `node test/bench/score.ts [--count N] [--start SEED] [--prints N] [--scans N] [--only CASE]`.
 * A case is `container:oddity+oddity:seed`, as printed. Right, marked, silent and over-marked count figures. A browser prints `--prints`
 * PDFs with text, and `--scans` of each kind of scan (scanScore.ts tries every scanner); without one their rows are left out and named.
 */
import { parseArgs } from 'node:util'
import { loadConfig } from '../../src/config/loadConfig.ts'
import type { Report } from '../../src/model/report.ts'
import { type Container, containers } from '../documents/container.ts'
import { judge, type Verdict } from '../documents/judge.ts'
import type { MadeDocument } from '../documents/makeDocument.ts'
import { madeReader } from '../documents/readMade.ts'
import { oddities } from '../documents/oddities.ts'
import { random } from '../documents/random.ts'
import type { Truth } from '../documents/truth.ts'
import { makeCase, type MadeCase } from '../fixtures/madeCase.ts'
import {
  choosePrinted,
  openPrinter,
  printedContainers,
  type PrintedCase,
  type PrintedContainer,
} from './printedCases.ts'

type Case = MadeCase | PrintedCase

interface Result {
  readonly key: string
  readonly container: Container | PrintedContainer
  readonly verdict: Verdict
  /** Milliseconds for reading, without making. */
  readonly took: number
}

const print = (line: string): void => void process.stdout.write(`${line}\n`)

/** Containers in turn, each with 0 to 3 oddities that can happen in it. */
function chooseCases(start: number, count: number): readonly MadeCase[] {
  return Array.from({ length: count }, (_, i): MadeCase => {
    const seed = start + i
    const dice = random(`choice:${seed}`)
    const container = containers[i % containers.length] ?? 'docx'
    const possible = [...oddities.values()].filter((one) => one.containers?.includes(container) ?? true)
    return { container, seed, oddities: dice.some(possible, dice.int(0, 3)).map(({ name }) => name) }
  })
}

function parseCase(key: string): Case {
  const [name, names, seed] = key.split(':')
  const container = [...containers, ...printedContainers].find((one) => one === name)
  if (container === undefined || names === undefined || !/^\d+$/u.test(seed ?? ''))
    throw new Error(
      `--only ${key}: not container:oddity+oddity:seed; containers: ${[...containers, ...printedContainers].join(' ')}`,
    )
  return { container, oddities: names.split('+').filter((one) => one !== ''), seed: Number(seed) }
}

function run(
  read: ReturnType<typeof madeReader>,
  one: Case,
  made: MadeDocument,
): Result & { readonly report: Report | null; readonly truth: Truth } {
  const { truth } = made
  const base = {
    key: [one.container, one.oddities.join('+'), one.seed].join(':'),
    container: one.container,
    truth,
  }
  const start = performance.now()
  try {
    const report = read(made)
    return { ...base, report, took: performance.now() - start, verdict: judge(report, truth) }
  } catch (error) {
    // A crash is the extractor's defect; the others are still counted.
    const verdict = judge(null, truth)
    const crash = error instanceof Error ? error.message : String(error)
    return { ...base, report: null, took: 0, verdict: { ...verdict, identity: [`threw: ${crash}`] } }
  }
}

const sum = (results: readonly Result[], of: (verdict: Verdict) => number): number =>
  results.reduce((total, { verdict }) => total + of(verdict), 0)

function line(name: string, results: readonly Result[]): string {
  const cells = [
    results.length,
    sum(results, ({ right }) => right),
    sum(results, ({ marked }) => marked.length),
    sum(results, ({ silent }) => silent.length),
    sum(results, ({ wrong }) => wrong.length),
    sum(results, ({ overMarked }) => overMarked.length),
    sum(results, ({ contradictionNamed }) => (contradictionNamed ? 0 : 1)),
    sum(results, ({ identity }) => identity.length),
  ]
  const took = results.reduce((total, one) => total + one.took, 0) / Math.max(1, results.length)
  return (
    name.padEnd(22) + cells.map((cell) => String(cell).padStart(8)).join('') + took.toFixed(1).padStart(8)
  )
}

const heads = ['files', 'right', 'marked', 'silent', 'wrong', 'over', 'unnamed', 'identity', 'ms/file']

function printTable(results: readonly Result[]): void {
  print(' '.repeat(22) + heads.map((head) => head.padStart(8)).join(''))
  const byContainer = Map.groupBy(results, ({ container }) => container)
  for (const container of [...containers, ...printedContainers]) {
    const its = byContainer.get(container)
    if (its !== undefined) print(line(container, its))
  }
  print(line('all', results))
}

const fault = ({ silent, wrong, overMarked, contradictionNamed, identity }: Verdict): number =>
  silent.length * 1000 +
  wrong.length * 10 +
  overMarked.length +
  (contradictionNamed ? 0 : 50) +
  identity.length * 20

function printWorst(results: readonly Result[]): void {
  const bad = results
    .filter(({ verdict }) => fault(verdict) > 0)
    .sort((a, b) => fault(b.verdict) - fault(a.verdict))
  for (const { key, verdict } of bad.slice(0, 25)) {
    const { silent, wrong, overMarked, contradictionNamed, identity } = verdict
    const named = contradictionNamed ? '' : ', contradiction not named'
    print(
      `${key}  silent ${silent.length}, wrong ${wrong.length}, over ${overMarked.length}${named} ${identity.join('; ')}`,
    )
  }
}

function printOne({ key, verdict, truth, report }: ReturnType<typeof run>): void {
  print(`${key}: ${verdict.right} right; ${verdict.identity.join('; ')}`)
  for (const kind of ['silent', 'marked', 'overMarked'] as const)
    for (const metric of verdict[kind])
      print(
        `${kind} ${metric}: printed ${String(truth.figures[metric])}, read ${String(report?.figures[metric])}`,
      )
  for (const { severity, code, message } of report?.findings ?? []) print(`${severity} ${code} ${message}`)
}

const isPrinted = (one: Case): one is PrintedCase => printedContainers.some((name) => name === one.container)

/** What a browser has to print; where there is none, their names and why. */
async function runPrinted(
  read: ReturnType<typeof madeReader>,
  cases: readonly PrintedCase[],
): Promise<readonly ReturnType<typeof run>[]> {
  if (cases.length === 0) return []
  const printer = await openPrinter()
  if ('missing' in printer) {
    print(`not measured, for want of a browser: ${printedContainers.join(', ')} (${printer.missing})`)
    return []
  }
  const results: ReturnType<typeof run>[] = []
  for (const one of cases) results.push(run(read, one, await printer.make(one)))
  await printer.close()
  return results
}

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '300' },
    start: { type: 'string', default: '1' },
    prints: { type: 'string', default: '20' },
    scans: { type: 'string', default: '2' },
    only: { type: 'string' },
  },
})
const { knowledge } = await loadConfig(new URL('../../config', import.meta.url).pathname)
const read = madeReader(knowledge)
if (values.only !== undefined) {
  const one = parseCase(values.only)
  for (const result of isPrinted(one) ? await runPrinted(read, [one]) : [run(read, one, makeCase(one))])
    printOne(result)
} else {
  const start = Number(values.start)
  const results = chooseCases(start, Number(values.count)).map((one) => run(read, one, makeCase(one)))
  const printed = printedContainers.flatMap((container) =>
    choosePrinted(container, start, Number(container === 'pdf' ? values.prints : values.scans)),
  )
  const all = [...results, ...(await runPrinted(read, printed))]
  printTable(all)
  printWorst(all)
}
