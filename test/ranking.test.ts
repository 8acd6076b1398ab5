import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import type { ListedReport, RankedReport } from '../src/model/library.ts'
import { metricsOf } from '../src/model/metric.ts'
import type { Publication } from '../src/model/publication.ts'
import { rankedFigures, type RankedFigures } from '../src/model/rankedFigures.ts'
import { rankedMetrics, rankings, type Ranking } from '../src/model/ranking.ts'
import { unitKind } from '../src/model/unitKind.ts'
import { rankUnits, reportKey, type Surroundings } from '../src/publish/explorer/rankings/rankUnits.ts'
import { regionsWithin } from '../src/publish/explorer/rankings/regionsWithin.ts'
import { plainReport } from './comparison-archive.ts'
import { root } from './running/nianbao.ts'

const { knowledge } = await loadConfig(resolve(root, 'config'))

const listed = (unit: string, site = 'a'): ListedReport => ({
  ...{ site, id: `${unit}/2022`, unitPath: unit, name: unit, place: '', year: 2022, title: '' },
  ...{ published: null, captured: null, inDoubt: 0 },
})
const figures = (values: Readonly<Record<string, number | null>>): RankedFigures =>
  Object.fromEntries(Object.entries(values).map(([metric, value]) => [metric, { value }]))
const unit = (code: string, values: RankedFigures, site = 'a'): RankedReport => ({
  ...{ report: listed(code, site), unit: code, figures: values },
})
const nothing: Surroundings = { acrossYears: new Map(), absent: [] }
const part: Ranking = {
  ...{ id: 'p', chinese: '', english: '', above: ['a', 'b'], below: ['t'], shape: 'part', least: 20 },
}
const count: Ranking = { ...part, above: ['a'], below: null, shape: 'count', least: 0 }
const reasons = (ranking: Ranking, reports: readonly RankedReport[], around = nothing) =>
  rankUnits(ranking, reports, around).leftOut.map(({ unit: code, why, metrics }) => [code, why, ...metrics])

describe('Every ranking', () => {
  test('is made of metrics that both forms since 2019 have, and counts no cell twice', () => {
    for (const id of ['2019', '2021']) {
      const known = new Set(
        knowledge.forms
          .filter((form) => form.id === id)
          .flatMap((form) => metricsOf(form).map((one) => one.id)),
      )
      expect(rankedMetrics.filter((metric) => !known.has(metric))).toEqual([])
    }
    for (const { above, below, least, shape, id } of rankings) {
      expect(new Set(above).size).toBe(above.length)
      expect(new Set(below).size).toBe(below?.length ?? 0)
      expect([id, below === null ? shape === 'count' : least >= 10]).toEqual([id, true])
    }
    expect(new Set(rankings.map(({ id }) => id)).size).toBe(rankings.length)
  })
})

describe('Units in order', () => {
  test('have the largest first, share a place when they share a value, and the next place counts them', () => {
    const { placed } = rankUnits(
      count,
      [
        ['1', 5],
        ['2', 9],
        ['3', 5],
        ['4', 0],
      ].map(([code, value]) => unit(String(code), figures({ a: Number(value) }))),
      nothing,
    )
    expect(placed.map(({ place, report, value }) => [place, report.unitPath, value])).toEqual([
      [1, '2', 9],
      [2, '1', 5],
      [2, '3', 5],
      [4, '4', 0],
    ])
  })

  test('are divided by the sum below, in per cent, with the figures that were used', () => {
    const [first] = rankUnits(part, [unit('1', figures({ a: 5, b: 5, t: 40 }))], nothing).placed
    expect(first).toMatchObject({ value: 25, above: 10, below: 40, place: 1 })
    expect(first?.used.map(({ metric, value }) => `${metric} ${value}`)).toEqual(['a 5', 'b 5', 't 40'])
  })

  test('take a correction for what it is and mark it', () => {
    const [first] = rankUnits(count, [unit('1', { a: { value: 7, corrected: true } })], nothing).placed
    expect(first?.used).toEqual([{ metric: 'a', value: 7, corrected: true }])
  })
})

describe('Who is left out, and why, is said of every unit', () => {
  test('too small a divisor', () => {
    expect(reasons(part, [unit('1', figures({ a: 1, b: 1, t: 19 }))])).toEqual([['1', 'small', 't']])
    expect(reasons({ ...part, least: 0 }, [unit('1', figures({ a: 0, b: 0, t: 0 }))])).toEqual([
      ['1', 'small', 't'],
    ])
  })
  test('a blank cell, which is no 0, and one that the document does not have', () => {
    expect(
      reasons(part, [unit('1', figures({ a: null, b: 1, t: 40 })), unit('2', figures({ a: 1, t: 40 }))]),
    ).toEqual([
      ['1', 'blank', 'a'],
      ['2', 'absent', 'b'],
    ])
  })
  test('a figure in doubt, by its own report or by other years of the unit, unless a person corrected it', () => {
    const doubted = unit('1', { a: { value: 9, doubts: ['sum-mismatch'] } })
    const others = [unit('2', figures({ a: 9_000_000 })), unit('3', { a: { value: 9, corrected: true } })]
    const acrossYears = new Map(['2', '3'].map((code) => [reportKey(listed(code)), new Set(['a'])]))
    expect(reasons(count, [doubted, ...others], { ...nothing, acrossYears })).toEqual([
      ['1', 'doubt', 'a'],
      ['2', 'years', 'a'],
    ])
  })
  test('a part that is larger than the whole', () => {
    expect(reasons(part, [unit('1', figures({ a: 30, b: 30, t: 40 }))])).toEqual([
      ['1', 'contradiction', 'a', 'b', 't'],
    ])
    expect(reasons({ ...part, shape: 'rate' }, [unit('1', figures({ a: 30, b: 30, t: 40 }))])).toEqual([])
  })
  test('a report that two sites give differently; one that they give alike is one unit', () => {
    const alike = [unit('1', figures({ a: 3 })), unit('1', figures({ a: 3 }), 'b')]
    expect(rankUnits(count, alike, nothing)).toMatchObject({ placed: [{ value: 3 }], leftOut: [] })
    expect(reasons(count, [unit('1', figures({ a: 3 })), unit('1', figures({ a: 4 }), 'b')])).toEqual([
      ['1', 'sites', 'a'],
    ])
  })
  test('a unit of which no report is there, as coverage has it, and only when it has none here', () => {
    const publication = (code: string, state: Publication['state']): Publication => ({
      ...{ unit: code, name: code, year: 2022, state, expected: null, due: null, looked: null, reason: '' },
    })
    const absent = [publication('1', 'missing'), publication('2', 'missing'), publication('3', 'not-known')]
    expect(reasons(count, [unit('1', figures({ a: 3 }))], { ...nothing, absent })).toEqual([
      ['2', 'missing'],
      ['3', 'unknown'],
    ])
  })
})

describe('The figures that a report gives to rankings', () => {
  const report = plainReport({ unit: '330105001', name: '甲街道', year: 2022, form: '2021' })
  const doubt = { severity: 'warning' as const, message: '' }

  test('are those of its forms, blank where blank, and not there where not there', () => {
    expect(Object.keys(rankedFigures(report)).sort()).toEqual(rankedMetrics)
    const other = { ...report, figures: { 'review.total': null } }
    expect(rankedFigures(other)).toEqual({ 'review.total': { value: null } })
  })

  test('carry what doubts them; a report of which unit or year is in doubt is in doubt altogether', () => {
    const one = rankedFigures({
      ...report,
      findings: [{ ...doubt, code: 'sum-mismatch', metrics: ['review.total'] }],
    })
    expect(Object.entries(one).filter(([, { doubts }]) => doubts !== undefined)).toEqual([
      ['review.total', { value: 30, doubts: ['sum-mismatch'] }],
    ])
    const all = rankedFigures({ ...report, findings: [{ ...doubt, code: 'year-differs', metrics: [] }] })
    expect(Object.values(all).every(({ doubts }) => doubts?.includes('year-differs'))).toBe(true)
  })
})

describe('Units of a kind', () => {
  test('are told by their code alone', () => {
    expect(
      ['33', '3301', '330105', '330105001', '330105/财政局', '33/财政厅', '330105001/甲', 'x', '1', ''].map(
        unitKind,
      ),
    ).toEqual([
      'province',
      'prefecture',
      'county',
      'township',
      'county-body',
      'province-body',
      'township-body',
      null,
      null,
      null,
    ])
  })

  test('are narrowed to the first level at which they are not all in one place', () => {
    const streets = ['330105001', '330105002', '330110001', '230112001']
    expect(regionsWithin('', streets)).toEqual([
      { code: '23', units: 1 },
      { code: '33', units: 3 },
    ])
    expect(regionsWithin('33', streets.slice(0, 3))).toEqual([
      { code: '330105', units: 2 },
      { code: '330110', units: 1 },
    ])
    expect(regionsWithin('330105', streets.slice(0, 2))).toEqual([])
  })
})
