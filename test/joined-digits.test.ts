import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { readFigures, type FiguresReading } from '../src/extract/figures/readFigures.ts'
import { printedNumbers, setFigure } from './documents/edit.ts'
import { joinNeighbours } from './documents/joinNeighbours.ts'
import { judge } from './documents/judge.ts'
import { makeDraft } from './documents/makeDraft.ts'
import { random } from './documents/random.ts'
import { madeReader } from './documents/readMade.ts'
import { writeText } from './documents/writeText.ts'
import { splitWays } from '../src/extract/figures/splitWays.ts'
import { formTable, prepared, textTable } from './figuresTables.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { processorTime } from './running/processorTime.ts'

const [block] = formTable('2021', 'applications').blocks
const columns = block?.columns.map(({ key }) => key) ?? []
const noughts = '0|0|0|0|0|0|0'

/** 申请 of 2021 in flattened text: the rows as given, by key; every other row noughts. */
function applications(rows: Readonly<Record<string, string>>): FiguresReading {
  const printed = (block?.rows ?? []).map(({ key, path }) => `${path.at(-1) ?? ''}|${rows[key] ?? noughts}`)
  const header = ['自然人|法人或其他组织|总计', '商业企业|科研机构|社会公益组织|法律服务机构|其他']
  return readFigures([{ ...textTable(...header, ...printed), blanksLost: true }], prepared)
}
const metricsOf = (row: string): readonly string[] => columns.map((column) => `applications.${row}.${column}`)
const valuesOf = ({ figures }: FiguresReading, row: string) => metricsOf(row).map((metric) => figures[metric])
const absent = columns.map(() => undefined)
const codesOf = ({ findings }: FiguresReading, row: string): readonly string[] =>
  findings
    .filter(({ metrics }) => metrics.some((metric) => metricsOf(row).includes(metric)))
    .map(({ code, severity }) => `${code} ${severity}`)

describe('digits that ran together are split', () => {
  const whole = { total: '151|3|0|0|0|0|154', granted: '151|3|0|0|0|0|154' }

  test('where the sums of row and columns leave one reading', () => {
    const reading = applications({ ...whole, new: '15130000154' })
    expect(valuesOf(reading, 'new')).toEqual([151, 3, 0, 0, 0, 0, 154])
    expect(codesOf(reading, 'new')).toEqual(['split-by-sums info'])
  })

  test('and each figure keeps the run as its raw text, at the place of the run', () => {
    const { evidence } = applications({ ...whole, new: '151|300|0|0|154' })
    const of = (column: string) => evidence[`applications.new.${column}`]
    expect(of('natural_person')).toMatchObject({ raw: '151', column: 2 })
    expect(of('business')).toMatchObject({ raw: '300', column: 3 })
    expect(of('public_interest')).toMatchObject({ raw: '300', column: 3 })
    expect(of('total')).toMatchObject({ raw: '154', column: 6 })
  })

  test('and the finding names those figures alone, and says what became of what', () => {
    const { findings } = applications({ ...whole, new: '151|300|0|0|154' })
    const [found] = findings.filter(({ code }) => code === 'split-by-sums')
    expect(found?.metrics).toEqual(
      ['business', 'public_interest', 'research'].map((column) => `applications.new.${column}`),
    )
    expect(found?.message).toContain('300 is 3 0 0')
  })

  test('in many rows of one table at once, its totals among them', () => {
    const reading = applications({
      new: '2315|16|70|52',
      granted: '12|51|60|0|24',
      'unavailable.not_held': '11|100|0|7|028',
      total: '23|1516|70|52',
    })
    expect(valuesOf(reading, 'granted')).toEqual([12, 5, 1, 6, 0, 0, 24])
    expect(valuesOf(reading, 'unavailable.not_held')).toEqual([11, 10, 0, 0, 7, 0, 28])
    expect(valuesOf(reading, 'total')).toEqual([23, 15, 1, 6, 7, 0, 52])
    expect(valuesOf(reading, 'new')).toEqual([23, 15, 1, 6, 7, 0, 52])
  })

  test('with full-width digits and marks for nothing among them', () => {
    const reading = applications({ ...whole, new: '１５１３|-|-|0|0|154' })
    expect(valuesOf(reading, 'new')).toEqual([151, 3, null, null, 0, 0, 154])
  })

  test('without any sum where they are noughts: a cell never begins with a zero', () => {
    expect(valuesOf(applications({ carried_forward: '0|00|00|00' }), 'carried_forward')).toEqual(
      columns.map(() => 0),
    )
    const forced = applications({ new: '10|0|0002|12', repeated: '0', total: '1' })
    expect(valuesOf(forced, 'new')).toEqual([10, 0, 0, 0, 0, 2, 12])
  })
})

describe('digits that ran together stay marked', () => {
  const marked = (reading: FiguresReading, row: string): void => {
    expect(valuesOf(reading, row)).toEqual(absent)
    expect(codesOf(reading, row)).toEqual(['digits-run-together warning'])
  }

  test('where two rows may change their splits and every sum still holds', () => {
    const sum = '12|14|0|0|0|0|26'
    const reading = applications({
      new: sum,
      total: sum,
      granted: '112|0|0|0|0|13',
      partially_granted: '112|0|0|0|0|13',
    })
    marked(reading, 'granted')
    marked(reading, 'partially_granted')
  })

  test('where only the row adds up and its columns do not', () => {
    marked(
      applications({ new: '151|4|0|0|0|0|155', total: '151|4|0|0|0|0|155', granted: '15130000154' }),
      'granted',
    )
  })

  test('where another reading holds but for one number, which may be the misprint', () => {
    // As printed 属于国家秘密 is 0 0 1 0 2 11 23: 总计 is 9 too large there, and these splits add up all the same.
    const reading = applications({
      new: '2|12|5|22|27|12|80',
      granted: '10310|3|118',
      partially_granted: '0|11122016',
      'denied.state_secret': '001|0|21123',
      'denied.other_law': '1|11|00110|23',
      total: '2|12|5|22|27|12|80',
    })
    marked(reading, 'denied.state_secret')
    marked(reading, 'denied.other_law')
  })

  test('where a row of the form is not there, or twice', () => {
    const header = ['自然人|法人或其他组织|总计', '商业企业|科研机构|社会公益组织|法律服务机构|其他']
    const sum = '151|3|0|0|0|0|154'
    const rows = (block?.rows ?? []).map(({ key, path }) => {
      const cells = { new: '15130000154', granted: sum, total: sum }[key] ?? noughts
      return `${path.at(-1) ?? ''}|${cells}`
    })
    const read = (lines: readonly string[]) =>
      readFigures([{ ...textTable(...header, ...lines), blanksLost: true }], prepared)
    expect(valuesOf(read(rows), 'new')).toEqual([151, 3, 0, 0, 0, 0, 154])
    marked(read(rows.filter((row) => !row.includes('重复申请'))), 'new')
    marked(read([...rows, `4.无正当理由大量反复申请|${noughts}`]), 'new')
  })

  test('where the report may have left its totals blank, as some do', () => {
    // 1 1 2 0 0 0 and 4 together, or 1 12 0 0 0 4 and no total: the columns add up in both.
    const row = '1|12|0|0|0|4'
    const reading = applications({ new: row, total: row, granted: row })
    for (const key of ['new', 'total', 'granted']) expect(valuesOf(reading, key)).toEqual(absent)
    expect(codesOf(reading, 'granted')).toEqual(['digits-run-together warning'])
  })

  test('where a blank that left no trace explains the rows as well', () => {
    // 20 1 5 1 6 0 makes 33, and so do 2 0 15 16 0 with a blank among them.
    const row = '201516|0|33'
    const reading = applications({ new: row, total: row, granted: row })
    marked(reading, 'granted')
  })

  test('where no sum of the form sees them (主动公开)', () => {
    const table = textTable('信息内容|本年制发件数|本年废止件数|现行有效件数', '规章|5845546')
    const reading = readFigures([{ ...table, blanksLost: true }], prepared)
    expect(reading.figures).not.toHaveProperty('proactive.rules.issued')
  })

  test('where they are too many to look at, in no time to speak of', () => {
    const run = '1'.repeat(5000)
    const took = processorTime()
    const rows = Object.fromEntries((block?.rows ?? []).map(({ key }) => [key, run]))
    marked(applications(rows), 'granted')
    expect(took()).toBeLessThan(5000)
  })
})

describe('复议诉讼, where one sum alone sees each cell', () => {
  const review = (figures: string): FiguresReading => {
    const results = '结果维持|结果纠正|其他结果|尚未审结|总计'
    const header = `行政复议|行政诉讼|${results}|未经复议直接起诉|复议后起诉|${results}|${results}`
    return readFigures([{ ...textTable(header, figures), blanksLost: true }], prepared)
  }

  test('is split where the zeros leave one way, and its sums hold', () => {
    expect(Object.values(review('0'.repeat(15)).figures)).toEqual(Array.from({ length: 15 }, () => 0))
    expect(review('1|0|07|8|1|00|0|1|00|00|0').figures).toMatchObject({
      'review.pending': 7,
      'review.total': 8,
      'litigation_direct.total': 1,
    })
  })

  test('stays marked where they leave one way and a sum fails, and where they leave several', () => {
    for (const figures of ['1|0|07|9|1|00|0|1|00|00|0', '1|0|71|9|1|4|0|4|9|1|2|4|1|8']) {
      const reading = review(figures)
      expect(reading.figures).not.toHaveProperty('review.total')
      expect(reading.findings.map(({ code }) => code)).toContain('digits-run-together')
    }
  })
})

describe('the ways of splitting a row', () => {
  const cells = (...digits: readonly string[]) =>
    digits.map((each) => ({ kind: 'digits', digits: each }) as const)
  const steps = 100_000
  const total = [{ left: [0, 1, 2], right: [3] }]
  const waysOf = (...wanted: Parameters<typeof splitWays>) =>
    splitWays(...wanted)?.map(({ values }) => values)

  test('are all that print these digits without a leading zero', () => {
    expect(waysOf(cells('102', '0'), { columns: 3, sums: [], blanks: false, steps })).toEqual([[10, 2, 0]])
    expect(waysOf(cells('1234'), { columns: 3, sums: [], blanks: false, steps })).toEqual([
      [12, 3, 4],
      [1, 23, 4],
      [1, 2, 34],
    ])
  })

  test('are those whose sums hold, blanks that left no trace among them', () => {
    expect(waysOf(cells('2015', '8'), { columns: 4, sums: total, blanks: true, steps })).toEqual([])
    expect(waysOf(cells('210', '12'), { columns: 4, sums: total, blanks: true, steps })).toEqual([
      [2, 10, null, 12],
      [2, null, 10, 12],
      [null, 2, 10, 12],
    ])
  })

  test('are as many as a slow and plain search finds', () => {
    const digits = fc.stringMatching(/^[0-3]{1,4}$/u)
    fc.assert(
      fc.property(fc.array(digits, { minLength: 1, maxLength: 3 }), fc.boolean(), (runs, blanks) => {
        const fast = waysOf(cells(...runs), { columns: 4, sums: total, blanks, steps }) ?? []
        const slow = slowWays(runs, 4, blanks).filter(
          ([a, b, c, sum]) => (a ?? 0) + (b ?? 0) + (c ?? 0) === (sum ?? 0),
        )
        expect(fast.map(String).sort()).toEqual(slow.map(String).sort())
      }),
      { numRuns: 300 },
    )
  })

  /** Every way, by cutting off one piece after the other from the left. */
  function slowWays(runs: readonly string[], columns: number, blanks: boolean): readonly (number | null)[][] {
    const [run, ...others] = runs
    if (columns === 0) return run === undefined ? [[]] : []
    const pieces = [...Array.from(run ?? '').keys()]
      .map((at) => [run?.slice(0, at + 1) ?? '', run?.slice(at + 1) ?? ''] as const)
      .filter(([piece]) => String(Number(piece)) === piece)
    const taken = pieces.flatMap(([piece, rest]) =>
      slowWays(rest === '' ? others : [rest, ...others], columns - 1, blanks).map((way) => [
        Number(piece),
        ...way,
      ]),
    )
    const blank = blanks ? slowWays(runs, columns - 1, blanks).map((way) => [null, ...way]) : []
    return [...taken, ...blank]
  }
})

describe('reports that nobody published', async () => {
  const { knowledge } = await loadConfig(resolve(import.meta.dirname, '../config'))
  const read = madeReader(knowledge)

  /** A report with cells joined by chance and so many printed numbers that contradict their sums. */
  const judged = (seed: number, share: number, misprints: number) => {
    const dice = random(`joined:${seed}`)
    const year = dice.pick([2020, 2022])
    const scale = dice.pick([4, 30, 900])
    const spec = inventReport({ unit: '湖墅街道', division: '杭州市拱墅区', year, seed, scale })
    const plain = makeDraft(spec)
    const numbers = printedNumbers(plain).filter(([metric]) => metric.startsWith('applications'))
    const odd = dice.some(numbers, misprints).reduce((draft, [metric, value]) => {
      const other = value + dice.int(1, 12)
      return setFigure(draft, metric, other, String(other))
    }, plain)
    const { draft, rows } = joinNeighbours(odd, ['applications', 'review_litigation'], share, dice)
    const bytes = Buffer.from(writeText(draft, 'text-one-line'))
    const report = read({
      container: 'text-one-line',
      name: 'a.txt',
      mediaType: 'text/plain',
      bytes,
      truth: draft.truth,
    })
    return { verdict: judge(report, draft.truth), rows }
  }

  test('whatever ran together and whatever was misprinted: no wrong figure without a word', () => {
    const shares = fc.constantFrom(0.02, 0.1, 0.3, 1)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), shares, fc.integer({ min: 0, max: 3 }), (...made) => {
        expect(judged(...made).verdict.silent).toEqual([])
      }),
      { numRuns: 25 },
    )
  })

  test('where all sums hold nearly every joined row of 申请 is read', () => {
    const rows = Array.from({ length: 10 }, (_, seed) => judged(seed, 0.1, 0)).flatMap(
      ({ verdict, rows: all }) =>
        all
          .filter(([metric]) => metric?.startsWith('applications'))
          .map((row) => row.some((metric) => verdict.marked.includes(metric))),
    )
    expect(rows.length).toBeGreaterThan(80)
    expect(rows.filter(Boolean).length / rows.length).toBeLessThan(0.05)
  })
})
