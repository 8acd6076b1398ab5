/**
 * Digits that ran together in flattened text: how many rows are read right, how many stay marked, and how many are wrong without a word
 * (none may): `node test/bench/joined.ts [--count REPORTS] [--start SEED]`. Reports differ in size, in how many cells ran together, in blanks,
 * and in how many printed numbers contradict their sums. Measured for docs/decisions/0051.
 */
import { parseArgs } from 'node:util'
import { loadConfig } from '../../src/config/loadConfig.ts'
import * as cells from '../documents/cellOddities.ts'
import type { Container } from '../documents/container.ts'
import * as contradictions from '../documents/contradictionOddities.ts'
import type { Draft } from '../documents/draft.ts'
import { printedNumbers, setFigure } from '../documents/edit.ts'
import { joinNeighbours } from '../documents/joinNeighbours.ts'
import { judge } from '../documents/judge.ts'
import { makeDraft } from '../documents/makeDraft.ts'
import { type Random, random } from '../documents/random.ts'
import { madeReader } from '../documents/readMade.ts'
import { writeText } from '../documents/writeText.ts'
import { inventReport } from '../fixtures/inventReport.ts'

type Change = (draft: Draft, dice: Random) => Draft

/** Misprints of so many numbers of tables 3 and 4: a digit more, less or changed, or a few more counted. */
const misprints =
  (count: number): Change =>
  (draft, dice) =>
    dice
      .some(
        printedNumbers(draft).filter(([metric]) => !metric.startsWith('proactive')),
        count,
      )
      .reduce((odd, [metric, value]) => {
        const other = dice.pick([
          value + dice.int(1, 9),
          value * 10 + dice.int(0, 9),
          Math.floor(value / 10),
          Math.max(0, value - dice.int(1, 9)),
        ])
        return setFigure(odd, metric, other, String(other))
      }, draft)

/** So many noughts of tables 3 and 4 left blank. */
const blanks =
  (count: number): Change =>
  (draft, dice) =>
    dice
      .some(
        printedNumbers(draft).filter(([metric, value]) => value === 0 && !metric.startsWith('proactive')),
        count,
      )
      .reduce((odd, [metric]) => setFigure(odd, metric, null, ''), draft)

const oddity =
  ({ apply }: { readonly apply: typeof cells.emptyCells.apply }): Change =>
  (draft, dice) =>
    apply(draft, dice, 'text-one-line')

const lies: Readonly<Record<string, Change>> = {
  'all sums hold': (draft) => draft,
  'a wrong row total': oddity(contradictions.wrongRowTotal),
  'a wrong column total': oddity(contradictions.wrongColumnTotal),
  'wrong carry-forward': oddity(contradictions.wrongCarryForward),
  'a review total of 0': oddity(contradictions.zeroReviewTotal),
  '1 misprint': misprints(1),
  '2 misprints': misprints(2),
  '3 misprints': misprints(3),
  '8 misprints': misprints(8),
}
const gaps: Readonly<Record<string, Change>> = {
  'no blanks': (draft) => draft,
  '2 blanks': blanks(2),
  '30 blanks': blanks(30),
  'noughts blank': oddity(cells.mostNoughtsBlank),
  'totals blank': oddity(cells.blankTotals),
}
const shares = [0.02, 0.08, 0.25, 1]

const { values } = parseArgs({
  options: { count: { type: 'string', default: '1000' }, start: { type: 'string', default: '0' } },
})
const { knowledge } = await loadConfig(new URL('../../config', import.meta.url).pathname)
const read = madeReader(knowledge)
const counts = new Map<string, { right: number; marked: number; silent: number; rows: number }>()
const silent: string[] = []
let slowest = 0

function count(seed: number): void {
  const dice = random(`joined:${seed}`)
  const lie = dice.pick(Object.keys(lies) as [string, ...string[]])
  // Half of all without blanks, which are the rule.
  const gap = dice.chance(0.5) ? 'no blanks' : dice.pick(Object.keys(gaps) as [string, ...string[]])
  const share = dice.pick(shares as [number, ...number[]])
  const year = dice.pick([2020, 2022])
  const scale = dice.pick([4, 30, 900])
  const sparsity = dice.pick([0.2, 0.5, 0.8, 0.95])
  const spec = inventReport({ unit: '湖墅街道', division: '杭州市拱墅区', year, seed, scale, sparsity })
  const plain = makeDraft(spec)
  const odd = gaps[gap]?.(lies[lie]?.(plain, dice) ?? plain, dice) ?? plain
  const { draft, rows } = joinNeighbours(odd, ['applications', 'review_litigation'], share, dice)
  const container = dice.pick<Container>(['text-one-line', 'text-token-per-line'])
  const bytes = Buffer.from(writeText(draft, container))
  const start = performance.now()
  const report = read({ container, name: 'a.txt', mediaType: 'text/plain', bytes, truth: draft.truth })
  slowest = Math.max(slowest, performance.now() - start)
  const verdict = judge(report, draft.truth)
  const ofReport = rows.map((metrics) => {
    if (metrics.some((metric) => verdict.silent.includes(metric))) return 'silent'
    return metrics.some((metric) => verdict.marked.includes(metric)) ? 'marked' : 'right'
  })
  // A wrong split may also show in a row beside.
  if (verdict.silent.length > 0) silent.push(`${seed} ${lie}, ${gap}, ${share}: ${verdict.silent.join(' ')}`)
  for (const key of [lie, gap, `share ${share}`, `scale ${scale}`, `noughts ${sparsity}`, 'all']) {
    const sum = counts.get(key) ?? { right: 0, marked: 0, silent: 0, rows: 0 }
    for (const each of ofReport) sum[each] += 1
    sum.rows += rows.length
    counts.set(key, sum)
  }
}

for (let seed = Number(values.start); seed < Number(values.start) + Number(values.count); seed += 1)
  count(seed)
for (const [key, { right, marked, silent: wrong, rows }] of counts)
  process.stdout.write(`${key.padEnd(24)} rows ${rows}  right ${right}  marked ${marked}  silent ${wrong}\n`)
process.stdout.write(`${silent.slice(0, 20).join('\n')}\nslowest ${slowest.toFixed(0)} ms\n`)
process.exitCode = silent.length > 0 ? 1 : 0
