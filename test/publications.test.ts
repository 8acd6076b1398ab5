import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Deadlines, dueDate } from '../src/model/deadlines.ts'
import { makeDivisions } from '../src/model/makeDivisions.ts'
import type { FiledReport } from '../src/validate/filedReport.ts'
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
const filed = (
  unit: string,
  name: string,
  year: number,
  published: string | null = null,
  more: Partial<Pick<FiledReport, 'signed' | 'doubts'>> = {},
): FiledReport => ({ unit, name, year, published, signed: null, doubts: [], ...more })

const known: SiteKnowledge = {
  division: '330105',
  whole: true,
  from: 2022,
  least: 0,
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

describe('nobody is accused by our own reading', () => {
  const looks = [complete('2024-03-01')]
  const stateOf = (
    unit: string,
    year: number,
    reports: readonly FiledReport[],
    site: Partial<SiteKnowledge> = {},
  ) => cell(unit, year, { looks, reports, ...site }).state

  test('a stray report of years before the first expected one accuses nobody of those years', () => {
    const reports = [filed('330105001', '米市巷街道', 2016)]
    const cells = publications({ ...known, looks, reports }, { divisions, deadlines })
    expect(
      cells.filter(({ year }) => year < 2022).map(({ unit, year, state }) => [unit, year, state]),
    ).toEqual([['330105001', 2016, 'published']])
  })

  test.each([
    ['市场监督管理局', '市场监管局'],
    ['住房和城乡建设局', '住建局'],
    ['卫生健康局', '卫健局'],
    ['综合行政执法局', '综合行政执法局（城市管理局）'],
    ['司法局（行政复议局）', '司法局'],
  ])('%s that publishes as %s is not missed', (before, now) => {
    const reports = [filed(`330105/${before}`, before, 2022), filed(`330105/${now}`, now, 2023)]
    expect(stateOf(`330105/${before}`, 2023, reports)).toBe('not-known')
  })

  test('two bodies that both published in one year are two, however alike their names', () => {
    const reports = [
      ...[2022, 2023].map((year) => filed('330105/教育局', '教育局', year)),
      filed('330105/教育局办公室', '教育局办公室', 2022),
    ]
    expect(stateOf('330105/教育局办公室', 2023, reports)).toBe('missing')
  })

  test('a report under a body of the street may be that of the street', () => {
    const reports = [filed('330105001/党工委办公室', '党工委办公室', 2023)]
    expect(stateOf('330105001', 2023, reports)).toBe('not-known')
  })

  test('a report whose unit or year its findings doubt may be the one that seems to be missing', () => {
    const misread = [filed('330105/米市巷街办', '米市巷街办', 2023, null, { doubts: ['unit'] })]
    expect(stateOf('330105001', 2023, misread)).toBe('not-known')
    expect(stateOf('330105002', 2023, misread)).toBe('missing')
    const misdated = [filed('330105001', '米市巷街道', 2022, null, { doubts: ['year'] })]
    expect(stateOf('330105001', 2023, misdated)).toBe('not-known')
  })

  test.each(['米市巷衔道', '米市巷', '米市巷街道、湖墅街道'])('an archived page of %s may be it', (unit) => {
    const unassigned = [{ unit, year: 2023, kind: 'archived', url: 'http://x/1' }] as const
    expect(stateOf('330105001', 2023, [], { unassigned })).not.toBe('missing')
    const other = [{ unit: '财政局', year: 2023, kind: 'archived', url: 'http://x/1' }] as const
    expect(stateOf('330105001', 2023, [], { unassigned: other })).toBe('missing')
  })

  test('a page that is put up again after the report was signed in time is not late', () => {
    const reports = [filed('330105001', '米市巷街道', 2023, '2024-06-03', { signed: '2024-01-18' })]
    expect(stateOf('330105001', 2023, reports)).toBe('published')
  })

  test('a day that most reports of a year bear is that of a migration', () => {
    const reports = Array.from({ length: 6 }, (_, index) =>
      filed(`330105/${index}局`, `${index}局`, 2022, '2023-11-10'),
    )
    expect(stateOf('330105/1局', 2022, reports)).toBe('published')
    expect(stateOf('330105/1局', 2022, reports.slice(0, 2))).toBe('late')
  })
})

describe('units of another name or kind', () => {
  const looks = [complete('2024-03-01')]

  test('a street under which the county files a town of the same name is not missed: sites write old names for years', () => {
    const reports = [filed('330105/湖墅镇', '湖墅镇', 2023)]
    expect(cell('330105002', 2023, { looks, reports })).toMatchObject({
      state: 'not-known',
      reason: 'may be what is filed as 330105/湖墅镇/2023 (湖墅镇)',
    })
    expect(cell('330105001', 2023, { looks, reports }).state).toBe('missing')
  })

  test('a street is not missed where its report is filed under the name that it had in an earlier register', () => {
    const renamed = makeDivisions({
      asOf: '2023-10-31',
      editions: [
        { year: 2022, asOf: '2022-10-31' },
        { year: 2023, asOf: '2023-10-31' },
      ],
      rows: [
        { code: '33', name: '浙江省' },
        { code: '3301', name: '杭州市' },
        { code: '330105', name: '拱墅区' },
        { code: '330105002', name: '石桥乡', from: 2022, until: 2022 },
        { code: '330105002', name: '湖墅街道', from: 2023, until: 2023 },
      ],
      aliases: [],
    })
    const reports = [filed('330105/石桥乡', '石桥乡', 2023)]
    const found = publications({ ...known, looks, reports }, { divisions: renamed, deadlines })
    const street = found.find(({ unit, year }) => unit === '330105002' && year === 2023)
    expect(street?.state).toBe('not-known')
  })

  test('a department is no stand-in for a street of like name', () => {
    const reports = [filed('330105/湖墅管理局', '湖墅管理局', 2023)]
    expect(cell('330105002', 2023, { looks, reports }).state).toBe('missing')
  })

  test('parks, farms and forest stations that only statistics count as townships are not expected, streets among their codes are', () => {
    const counted = makeDivisions({
      asOf: '2023-06-30',
      rows: [
        { code: '33', name: '浙江省' },
        { code: '3301', name: '杭州市' },
        { code: '330105', name: '拱墅区' },
        { code: '330105001', name: '米市巷街道' },
        { code: '330105400', name: '机场街道办事处' },
        { code: '330105401', name: '康桥工业园' },
        { code: '330105500', name: '半山原种场' },
      ],
      aliases: [],
    })
    const expected = publications(known, { divisions: counted, deadlines }).flatMap(({ unit, year }) =>
      year === 2023 ? [unit] : [],
    )
    expect(expected).toEqual(['330105', '330105001', '330105400'])
  })

  test('a year of which the site gave fewer reports than it must accuses nobody', () => {
    const reports = [2022, 2023].map((year) => filed('330105001', '米市巷街道', year))
    const more = [filed('330105', '拱墅区', 2022)]
    const site = { looks, least: 2, reports: [...reports, ...more] }
    expect(cell('330105002', 2022, site).state).toBe('missing')
    expect(cell('330105002', 2023, site)).toMatchObject({
      state: 'not-known',
      reason:
        '1 report of 2023 is archived of the site, at least 2 are expected: its listings may have failed us',
    })
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
