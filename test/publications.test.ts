import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Deadlines, dueDate } from '../src/model/deadlines.ts'
import { makeDivisions } from '../src/model/makeDivisions.ts'
import { publications, type SiteKnowledge } from '../src/validate/publications.ts'

const deadlines = Deadlines.parse(
  JSON.parse(readFileSync(new URL('../config/deadlines.json', import.meta.url), 'utf8')),
)
const divisions = makeDivisions({
  asOf: '2023-06-30',
  rows: [
    { code: '33', name: '浙江省' },
    { code: '3301', name: '杭州市' },
    { code: '330105', name: '拱墅区' },
    { code: '330105001', name: '米市巷街道' },
    { code: '330105002', name: '湖墅街道' },
  ],
  aliases: [],
})

const complete = (date: string) => ({ date, complete: true, trouble: null })
const partial = (date: string) => ({ date, complete: false, trouble: 'listing-partial' })
const filed = (unit: string, name: string, year: number, published: string | null = null) => ({
  unit,
  name,
  year,
  published,
})

const known: SiteKnowledge = {
  division: '330105',
  whole: true,
  from: 2022,
  reports: [],
  unassigned: [],
  looks: [],
  today: '2024-06-01',
}

/** One cell as `state`, with the rest at hand. */
function cell(unit: string, year: number, site: Partial<SiteKnowledge>) {
  const found = publications({ ...known, ...site }, { divisions, deadlines }).find(
    (one) => one.unit === unit && one.year === year,
  )
  if (found === undefined) throw new Error(`no cell for ${unit} in ${year}`)
  return found
}

describe('who is expected', () => {
  test('every government that the register lists is expected, with the date of the register as the reason', () => {
    expect(cell('330105002', 2023, {}).expected).toEqual({ kind: 'register', asOf: '2023-06-30' })
  })

  test('a department is expected for two years after it published, with the year as the reason, and then no more', () => {
    const reports = [filed('330105/财政局', '财政局', 2020)]
    const cells = publications({ ...known, from: 2020, reports }, { divisions, deadlines })
    const office = cells.filter(({ unit }) => unit === '330105/财政局')
    expect(office.map(({ year, expected }) => [year, expected])).toEqual([
      [2020, null],
      [2021, { kind: 'published', year: 2020 }],
      [2022, { kind: 'published', year: 2020 }],
    ])
  })

  test('a site that does not carry the whole division accuses nobody of whom it never had a report', () => {
    expect(publications({ ...known, whole: false }, { divisions, deadlines })).toEqual([])
  })
})

describe('who was there in a year', () => {
  const editions = [
    { year: 2021, asOf: '2021-10-31' },
    { year: 2022, asOf: '2022-10-31' },
  ]
  const moved = makeDivisions({
    asOf: '2022-10-31',
    editions,
    rows: [
      { code: '33', name: '浙江省' },
      { code: '3301', name: '杭州市' },
      { code: '330103', name: '下城区', until: 2021, from: 2021 },
      { code: '330103001', name: '长庆街道', until: 2021, from: 2021 },
      { code: '330105', name: '拱墅区' },
      { code: '330105014', name: '长庆街道', from: 2022, until: 2022 },
    ],
    aliases: [],
  })
  const statesOf = (site: Partial<SiteKnowledge>) =>
    publications({ ...known, from: 2021, ...site }, { divisions: moved, deadlines }).map(
      ({ unit, year, expected }) => `${unit} ${year} ${expected?.kind ?? 'not expected'}`,
    )

  test('a street is expected only of years in which the register had it there', () => {
    expect(statesOf({}).filter((state) => state.startsWith('330105014'))).toEqual([
      '330105014 2022 register',
      '330105014 2023 register',
    ])
  })

  test('a unit whose code changed is not missed under the old one', () => {
    const reports = [filed('330103001', '长庆街道', 2021), filed('330103/财政局', '财政局', 2021)]
    expect(statesOf({ whole: false, reports })).toEqual([
      '330103/财政局 2021 not expected',
      '330103001 2021 not expected',
    ])
  })
})

describe('what can be said', () => {
  test('a report after its deadline is late, on its last day it is in time', () => {
    const on = (published: string) =>
      cell('330105001', 2023, { reports: [filed('330105001', '米市巷街道', 2023, published)] }).state
    expect(on('2024-01-31')).toBe('published')
    expect(on('2024-02-01')).toBe('late')
    expect(on('2025-01-31')).toBe('late')
  })

  test('a date years after the deadline is that of a rebuilt page, and accuses nobody', () => {
    const reports = [filed('330105001', '米市巷街道', 2023, '2025-03-16')]
    expect(cell('330105001', 2023, { reports, today: '2026-01-01' })).toMatchObject({ state: 'published' })
  })

  test('missing takes a complete look after the deadline, and carries its date', () => {
    const looks = [complete('2024-01-20'), partial('2024-03-01'), complete('2024-02-10')]
    expect(cell('330105001', 2023, { looks })).toMatchObject({ state: 'missing', looked: '2024-02-10' })
  })

  test.each([
    [
      'nobody looked after the deadline',
      { looks: [complete('2024-01-31')] },
      'nobody looked after 2024-01-31',
    ],
    ['every look since was partial', { looks: [partial('2024-03-01')] }, 'not complete'],
    ['it is not due yet', { today: '2024-01-31', looks: [complete('2024-01-30')] }, 'due 2024-01-31'],
    [
      'it is listed and could not be captured',
      {
        looks: [complete('2024-03-01')],
        unassigned: [{ unit: '拱墅区米市巷街道办事处', year: 2023, kind: 'waiting', url: 'http://x/1' }],
      },
      'listed, not captured yet',
    ],
    [
      'a file that nobody could assign may be it',
      {
        looks: [complete('2024-03-01')],
        unassigned: [{ unit: null, year: null, kind: 'archived', url: 'http://x/2' }],
      },
      'may be what could not be assigned',
    ],
  ] satisfies [string, Partial<SiteKnowledge>, string][])('nobody is accused when %s', (_, site, reason) => {
    const { state, reason: said, looked } = cell('330105001', 2023, site)
    expect([state, looked]).toEqual(['not-known', null])
    expect(said).toContain(reason)
  })

  test('an archived file that cannot be read is unreadable, not missing', () => {
    const unassigned = [{ unit: '米市巷街道', year: 2023, kind: 'archived', url: 'http://x/3' }] as const
    expect(cell('330105001', 2023, { unassigned, looks: [complete('2024-03-01')] }).state).toBe('unreadable')
  })

  test('a file of another unit or year clears nobody', () => {
    const unassigned = [
      { unit: '湖墅街道', year: 2023, kind: 'archived', url: 'http://x/4' },
      { unit: '米市巷街道', year: 2022, kind: 'waiting', url: 'http://x/5' },
    ] as const
    expect(cell('330105001', 2023, { unassigned, looks: [complete('2024-03-01')] }).state).toBe('missing')
  })
})

test.each([
  ['330105/财政局', 2023, '2024-01-31'],
  ['330105001', 2023, '2024-01-31'],
  ['330105', 2023, '2024-02-20'],
  ['3301', 2023, '2024-03-10'],
  ['33', 2023, '2024-03-31'],
  ['330105/财政局', 2018, '2019-03-31'],
  ['330105', 2018, '2019-03-31'],
])('the deadline of %s for %i is %s', (unit, year, due) => {
  expect(dueDate(deadlines, unit, year)).toBe(due)
})
