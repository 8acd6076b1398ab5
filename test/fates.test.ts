import { describe, expect, test } from 'vitest'
import type { Address, AddressLook, Missing } from '../src/model/history.ts'
import { absenceNow, fatesOf } from '../src/validate/fates.ts'
import { nightlyEvidence } from '../src/validate/nightlyEvidence.ts'
import type { ListedLinks, SiteRun } from '../src/model/run.ts'

const seen = (time: string): AddressLook => ({ kind: 'seen', time, edition: 1, capture: 1 })
const missing = (time: string, how: Missing = 'not-found'): AddressLook => ({ kind: 'missing', time, how })
const address = (url: string, ...looks: readonly AddressLook[]): Address => ({ url, role: 'page', looks })
const [one, two, three, four, five] = ['01', '02', '03', '04', '05'].map(
  (day) => `2023-02-${day}T03:00:00.000Z`,
) as [string, string, string, string, string]
const told = (...addresses: readonly Address[]): readonly string[] =>
  fatesOf(addresses).map((fate) => `${fate.kind} ${fate.time.slice(8, 10)}`)

describe('What became of a report', () => {
  test.each<[string, string, readonly string[]]>([
    ['23 hours and 59 minutes', '2023-02-03T02:59:59.000Z', []],
    ['24 hours, though the timer began a second early', '2023-02-03T03:00:00.000Z', ['disappeared 03']],
  ])('after two looks %s apart', (_apart, second, expected) => {
    expect(told(address('a', seen(one), missing('2023-02-02T03:00:00.900Z'), missing(second)))).toEqual(
      expected,
    )
  })

  test('a look in between that saw it begins the count anew', () => {
    const looks = [seen(one), missing(two), seen('2023-02-02T09:00:00.000Z'), missing(three)]
    expect(told(address('a', ...looks))).toEqual([])
    expect(told(address('a', ...looks, missing(four)))).toEqual(['disappeared 04'])
  })

  test('it is told once, and again only after it was back', () => {
    const gone = [seen(one), missing(two), missing(three), missing(four)]
    expect(told(address('a', ...gone))).toEqual(['disappeared 03'])
    const again = [seen('2023-02-04T09:00:00.000Z'), missing(five), missing('2023-02-06T03:00:00.000Z')]
    expect(told(address('a', ...gone, ...again))).toEqual(['disappeared 03', 'returned 04', 'disappeared 06'])
  })

  test('another address that nobody looked at since says neither moved nor disappeared until it is looked at', () => {
    const gone = address('a', seen(one), missing(two), missing(three))
    expect(told(gone, address('b', seen(one)))).toEqual([])
    expect(told(gone, address('b', seen(one), seen(four)))).toEqual(['moved 04'])
    expect(told(gone, address('b', seen(one), missing(four), missing(five)))).toEqual(['disappeared 05'])
  })

  test('one that moved and is gone from there too disappeared, and one that turns up elsewhere is back', () => {
    const old = address('a', seen(one), missing(two), missing(three))
    const next = address('b', seen(two), missing(four), missing(five))
    expect(told(old, next)).toEqual(['moved 03', 'disappeared 05'])
    expect(told(old, next, address('c', seen('2023-02-07T03:00:00.000Z')))).toEqual([
      ...['moved 03', 'disappeared 05', 'returned 07'],
    ])
  })

  test('one that asks for a login is locked, which is no removal, and is told once until it is back', () => {
    const locked = [seen(one), missing(two, 'login'), missing(three, 'refused'), missing(four, 'login')]
    expect(told(address('a', ...locked))).toEqual(['locked 03'])
    const back = [...locked, seen('2023-02-04T09:00:00.000Z')]
    expect(told(address('a', ...back))).toEqual(['locked 03', 'returned 04'])
    expect(fatesOf([address('a', ...locked)])[0]).toMatchObject({ how: 'login', first_missed: two })
    expect(absenceNow(address('a', ...locked))).toMatchObject({ how: 'login', first_missed: two })
  })

  test('one that is removed behind its login is gone after two looks that say so', () => {
    const locked = [seen(one), missing(two, 'login'), missing(three, 'login'), missing(four)]
    expect(told(address('a', ...locked))).toEqual(['locked 03'])
    expect(told(address('a', ...locked, missing(five)))).toEqual(['locked 03', 'disappeared 05'])
  })

  test('one of which an address is gone and another asks for a login is locked; where one still gives it, it is not', () => {
    const gone = address('a', seen(one), missing(two), missing(three))
    const locked = address('b', seen(one), missing(two, 'login'), missing(three, 'login'))
    expect(told(gone, locked)).toEqual(['locked 03'])
    expect(told(locked, address('c', seen(one), seen(four)))).toEqual([])
  })

  test('says the most telling way in which it was missed, and when it was last seen and first missed', () => {
    const gone = address(
      'a',
      seen(one),
      missing(two, 'unlisted'),
      missing(three, 'not-found'),
      missing(four, 'unlisted'),
    )
    const absence = { last_seen: one, first_missed: two, how: 'not-found' }
    expect(absenceNow(gone)).toEqual(absence)
    expect(fatesOf([gone])).toEqual([{ kind: 'disappeared', time: three, url: 'a', ...absence }])
  })
})

describe('What the records of runs prove', () => {
  const night = (started: string, links: readonly Partial<ListedLinks>[], more: Partial<SiteRun> = {}) =>
    [
      { run: started, started },
      {
        ...{ site: 's', candidates: 0, ignored: {}, captured: { new: 0, changed: 0, unchanged: 0 } },
        ...{ reports: 0, unread: [], troubles: [], alarms: [], waiting: 0 },
        listings: [
          {
            endpoint: 'e',
            complete: true,
            unchanged: false,
            rows: 3,
            declared: null,
            walked: started.slice(0, 10),
          },
        ],
        links: links.map((change) => ({ source: 'trs {}', anew: false, listed: [], left: [], ...change })),
        ...more,
      },
    ] as const
  const first = night(one, [{ anew: true, listed: ['a', 'b'] }])

  test('a link is off its list from the night on which it left, until it is listed again', () => {
    const { offList } = nightlyEvidence([
      first,
      night(two, [{ left: ['a'] }]),
      night(three, [{}]),
      night(four, [{ listed: ['a'] }]),
    ])
    expect([...offList]).toEqual([
      [
        'a',
        [
          { time: two, since: two },
          { time: three, since: two },
        ],
      ],
    ])
  })

  test('that an address asked for a login or refused, by its status and where it led', () => {
    const blocked = { code: 'blocked' as const, message: '' }
    const troubles = [
      { ...blocked, url: 'http://a/1.html', status: 401 },
      { ...blocked, url: 'http://a/2.html', status: 403 },
      { ...blocked, url: 'http://a/3.html', status: 200, final_url: 'http://a/user/login.do?to=3' },
      { ...blocked, url: 'http://a/4.html' },
    ]
    const { missed } = nightlyEvidence([first, night(two, [], { troubles })])
    expect([...missed].map(([url, [miss]]) => [url.slice(9, 10), miss?.how])).toEqual([
      ...[
        ['1', 'login'],
        ['2', 'refused'],
        ['3', 'login'],
      ],
    ])
  })

  test('a link that another source lists is not off its list', () => {
    const other = { source: 'ucap {}', anew: true, listed: ['a'] }
    expect(nightlyEvidence([first, night(two, [{ left: ['a'] }, other])]).offList.size).toBe(0)
  })

  test('what an index that was lost did not see leave has left all the same', () => {
    const { offList } = nightlyEvidence([first, night(three, [{ anew: true, listed: ['b'] }])])
    expect([...offList.keys()]).toEqual(['a'])
  })

  test.each<[string, Partial<SiteRun>]>([
    ['no listing was read', { listings: [] }],
    [
      'a listing was not read to its end',
      { listings: [{ endpoint: 'e', complete: false, unchanged: false, rows: 3, declared: 9 }] },
    ],
    ['the host moved', { alarms: [{ code: 'host-moved', endpoint: null, message: '', fails: false }] }],
    ['the layout changed', { alarms: [{ code: 'layout-changed', endpoint: 'e', message: '', fails: true }] }],
  ])('nothing, of a night on which %s', (_what, more) => {
    const troubles = [{ url: 'http://a/1.html', code: 'not-found' as const, message: '' }]
    const proof = (facts: Partial<SiteRun>) =>
      nightlyEvidence([first, night(two, [{ left: ['a'] }], { troubles, ...facts })])
    expect([proof({}).missed.size, proof({}).offList.size]).toEqual([1, 1])
    expect([proof(more).missed.size, proof(more).offList.size]).toEqual([0, 0])
  })

  test('that a link is off its list, not of a night whose listings are only known of an earlier day', () => {
    const listings = [
      { endpoint: 'e', complete: true, unchanged: true, rows: 3, declared: null, walked: '2023-02-01' },
    ]
    const { offList } = nightlyEvidence([first, night(two, [{ left: ['a'] }], { listings })])
    expect(offList.size).toBe(0)
  })
})
