import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { figureStandings, type FigureStanding } from '../src/model/figureStanding.ts'
import { metricsOf } from '../src/model/metric.ts'
import { withheldText } from '../src/model/withoutWords.ts'
import { compareFigures, isSame } from '../src/publish/explorer/comparison/compareFigures.ts'
import { compareTables } from '../src/publish/explorer/comparison/compareTables.ts'
import { compareText, compareWords } from '../src/publish/explorer/comparison/compareText.ts'
import {
  comparisonAddress,
  readPair,
  readSide,
} from '../src/publish/explorer/comparison/comparisonAddress.ts'
import { plainReport } from './comparison-archive.ts'
import { root } from './running/nianbao.ts'

const { knowledge } = await loadConfig(resolve(root, 'config'))
const { forms } = knowledge
const number = (value: number, more: object = {}): FigureStanding => ({
  ...{ kind: 'number', value, doubts: [], corrected: false },
  ...more,
})
const blank: FigureStanding = { kind: 'blank', doubts: [], corrected: false }
const absent: FigureStanding = { kind: 'absent' }
const unsigned = { signed: false }

describe('A figure in two reports', () => {
  test('differs by right less left, in per cent only where the left is no small number', () => {
    expect(compareFigures(number(20), number(25), unsigned)).toMatchObject({ delta: 5, percent: 25 })
    expect(compareFigures(number(19), number(25), unsigned)).toMatchObject({ delta: 6, percent: null })
    expect(compareFigures(number(0), number(25), unsigned)).toMatchObject({ delta: 25, percent: null })
    expect(compareFigures(number(90), number(60), unsigned)).toMatchObject({ delta: -30, percent: -33.3 })
    expect(compareFigures(number(90), number(60), { signed: true }).percent).toBeNull()
  })

  test('of which one is blank or absent has no difference: neither is 0', () => {
    for (const nothing of [blank, absent])
      for (const [left, right] of [
        [nothing, number(5)],
        [number(0), nothing],
        [nothing, nothing],
      ] as const)
        expect(compareFigures(left, right, unsigned)).toMatchObject({ delta: null, percent: null })
    expect(isSame(compareFigures(blank, number(0), unsigned))).toBe(false)
    expect(isSame(compareFigures(blank, absent, unsigned))).toBe(false)
    expect(isSame(compareFigures(blank, blank, unsigned))).toBe(true)
  })

  test('of which one is in doubt makes the difference doubtful', () => {
    const doubted = number(5, { doubts: ['sum-mismatch'] })
    expect(compareFigures(doubted, number(5), unsigned)).toMatchObject({ delta: 0, inDoubt: true })
    expect(compareFigures(number(5), number(6), unsigned).inDoubt).toBe(false)
  })

  test('in 万元 differs by what is printed, without the noise of binary fractions', () => {
    expect(compareFigures(number(25.1), number(25.4), unsigned).delta).toBe(0.3)
    expect(compareFigures(number(0.1), number(0.3), unsigned).delta).toBe(0.2)
  })
})

describe('How a figure stands', () => {
  const report = plainReport({ unit: '330105001', name: '甲街道', year: 2022, form: '2021' })
  const metric = 'applications.new.total'
  const decided = { number: 1, by: '李', time: '2026-11-21T01:02:03.000Z', reason: 'misread', metric }

  test('is what was extracted, with the warnings that doubt it', () => {
    const finding = { code: 'sum-mismatch' as const, metrics: [metric], message: '' }
    const standing = figureStandings({ ...report, findings: [{ ...finding, severity: 'warning' }] })
    expect(standing(metric)).toEqual(number(report.figures[metric] ?? 0, { doubts: ['sum-mismatch'] }))
    expect(
      figureStandings({ ...report, findings: [{ ...finding, severity: 'info' }] })(metric),
    ).toMatchObject({
      doubts: [],
    })
    expect(standing('no.such.metric')).toEqual(absent)
  })

  test('is settled by a correction that is in force, and by no other', () => {
    const findings = [
      { code: 'sum-mismatch' as const, severity: 'warning' as const, metrics: [metric], message: '' },
    ]
    const corrected = (outdated: boolean) =>
      figureStandings({ ...report, findings, corrections: [{ ...decided, value: 7, outdated }] })(metric)
    expect(corrected(false)).toEqual(number(7, { corrected: true }))
    expect(corrected(true)).toMatchObject({ corrected: false, doubts: ['sum-mismatch'] })
  })
})

describe('Tables of two reports', () => {
  const of = (form: '2019' | '2021', year: number) =>
    plainReport({ unit: '330105001', name: '甲街道', year, form })

  test('of one form are compared cell by cell, every one of them', () => {
    const tables = compareTables(of('2021', 2021), of('2021', 2022), forms)
    expect(tables.map(({ key }) => key)).toEqual(['proactive', 'applications', 'review_litigation'])
    const compared = tables.flatMap(({ figures }) => [...figures.keys()]).sort()
    const form = forms.find(({ id }) => id === '2021')
    expect(compared).toEqual((form === undefined ? [] : metricsOf(form)).map(({ id }) => id).sort())
    expect(tables.flatMap(({ apart }) => apart)).toEqual([])
  })

  test('of different forms are compared in the rows that both have; the rest is named, on both sides', () => {
    const [left, right] = [of('2019', 2020), of('2021', 2022)]
    const tables = compareTables(left, right, forms)
    for (const { layout, figures, apart, key } of tables) {
      const shown = new Set(
        (layout?.blocks ?? []).flatMap((block) => block.rows.map((row) => `${key} ${row.key}`)),
      )
      for (const { metric, side } of apart) {
        expect(figures.has(metric.id)).toBe(false)
        expect((side === 'left' ? left : right).figures).toHaveProperty([metric.id])
      }
      expect(shown.size).toBeGreaterThan(0)
    }
    const apart = tables.flatMap(({ apart: each }) => each.map(({ side, metric }) => `${side} ${metric.id}`))
    expect(apart).toContain('left proactive.rules.made')
    expect(apart).toContain('right proactive.rules.issued')
    expect(tables.every(({ figures }) => !figures.has('proactive.rules.made'))).toBe(true)
    const all = tables.flatMap((table) => [
      ...table.figures.keys(),
      ...table.apart.map(({ metric }) => metric.id),
    ])
    expect(new Set(all)).toEqual(new Set([...Object.keys(left.figures), ...Object.keys(right.figures)]))
  })

  test('that only one report has are not compared at all', () => {
    const left = { ...of('2021', 2021), forms: {} }
    const tables = compareTables(left, of('2021', 2022), forms)
    expect(tables.map(({ layout, left: form, figures }) => [layout, form, figures.size])).toEqual(
      tables.map(() => [null, null, 0]),
    )
    expect(tables).toHaveLength(3)
  })
})

describe('The difference of two texts', () => {
  const words = (before: string, after: string) =>
    compareWords(before, after).map(({ kind, text }) => `${{ same: '=', gone: '-', new: '+' }[kind]}${text}`)

  test('is a whole number where a number changed, and leaves the sentences around it', () => {
    expect(
      words('甲。全年收到申请 2691 件，办结 3 件。乙。', '甲。全年收到申请 1454 件，办结 3 件。乙。'),
    ).toEqual(['=甲。', '=全年收到申请 ', '-2691', '+1454', '= 件，办结 3 件。', '=乙。'])
  })

  test('of a sentence that another replaced is both sentences, not a mixture of them', () => {
    expect(words('甲。严格执行审查制度，定期清理。', '甲。落实专人负责，不得上网。')).toEqual([
      '=甲。',
      '-严格执行审查制度，定期清理。',
      '+落实专人负责，不得上网。',
    ])
  })

  test('gives back both texts, whatever they are', () => {
    const texts = [
      '',
      '。',
      '甲',
      '甲。\n\n乙！丙',
      '“甲。”乙；；',
      '𠮷野家。'.repeat(3),
      'a\r\nb',
      `${'啊'.repeat(50)}。`,
    ]
    for (const before of texts)
      for (const after of texts) {
        const pieces = compareWords(before, after)
        const side = (without: 'gone' | 'new') =>
          pieces.flatMap(({ kind, text }) => (kind === without ? [] : [text])).join('')
        expect(side('new')).toBe(before)
        expect(side('gone')).toBe(after)
      }
  })

  test('is bounded for texts that share nothing or have no end', () => {
    const long = (letter: string) => Array.from({ length: 20_000 }, (_, at) => `${letter}${at}。`).join('')
    const noEnd = (letter: string) => letter.repeat(300_000)
    for (const text of [long, noEnd]) {
      const [before, after] = [text('甲'), text('乙')]
      expect(compareWords(before, after)).toEqual([
        { kind: 'gone', text: before },
        { kind: 'new', text: after },
      ])
    }
  })

  test('goes by section, names one that only one report has, and tells nothing of withheld words', () => {
    const section = (key: 'overview' | 'problems' | 'other', text: string) => ({ key, heading: '', text })
    const report = plainReport({ unit: '330105001', name: '甲街道', year: 2022, form: '2021' })
    const left = { ...report, sections: [section('overview', '一。'), section('problems', '二。')] }
    const right = { ...report, sections: [section('overview', withheldText), section('other', '三。')] }
    expect(compareText(left, right)).toEqual([
      { key: 'overview', kind: 'withheld', pieces: [] },
      { key: 'problems', kind: 'left-only', pieces: [{ kind: 'gone', text: '二。' }] },
      { key: 'other', kind: 'right-only', pieces: [{ kind: 'new', text: '三。' }] },
    ])
  })
})

describe('The address of a comparison', () => {
  test('names any two reports, of governments and bodies, and of one site where several have it', () => {
    const street = { unitPath: '330105001', year: 2021, site: null }
    const bureau = { unitPath: '330105/财政局', year: 2022, site: 'zhejiang-gongshu' }
    for (const [left, right] of [
      [street, bureau],
      [bureau, street],
      [street, { ...street, year: 2022 }],
      [bureau, { ...bureau, site: null }],
    ] as const) {
      const address = comparisonAddress(left, right)
      expect(readPair(address.slice('/compare/'.length, -1))).toEqual([left, right])
    }
    expect(comparisonAddress(street, bureau)).toBe(
      '/compare/330105001/2021/330105/财政局/2022/at-zhejiang-gongshu/',
    )
  })

  test('of anything else is none', () => {
    for (const text of ['', '330105001/2021', '330105001/20x1/330105001/2022', '../../etc/passwd', '1/2/3/4'])
      expect(readPair(text)).toBeNull()
    expect(readSide('330105/../x/2022')).toBeNull()
  })
})
