import { z } from 'zod'
import type { Library } from '../../../model/library.ts'
import type { Asks } from '../asks.ts'
import { comparisonList } from '../comparison/comparisonList.ts'
import { findingsAsked } from '../findingsAsked.ts'
import { unreadLimits } from '../limits.ts'
import { askedRanking } from '../rankings/rankingAddress.ts'
import { rankingList } from '../rankings/rankingList.ts'
import { searchAsked } from '../searchAsked.ts'
import { changesList } from './changesList.ts'
import { coverageList, sitesList } from './coverageLists.ts'
import { findingKindsList, findingsList } from './findingLists.ts'
import type { ListFile } from './listFile.ts'
import { notesList, withheldList } from './statusLists.ts'
import { regionList, reportsList, unitList } from './reportLists.ts'

interface ListAddress {
  readonly address: string
  /** Null where there is no such list. */
  readonly make: (library: Library, asks: Asks) => Promise<ListFile | null>
}

/** A file without the limits that its address names would be another list: there is none. */
const unlessUnread =
  (
    names: Parameters<typeof unreadLimits>[1],
    make: (library: Library, asks: Asks) => Promise<ListFile | null>,
  ): ListAddress['make'] =>
  (library, asks) =>
    unreadLimits(asks, names).length > 0 ? Promise.resolve(null) : make(library, asks)

const Code = z.string().regex(/^[a-z0-9-]{1,60}$/u)
const comparisonFile = '/comparison.csv'
const nobody = { words: null, region: null, form: null, finding: null } as const
const unitAt = ({ part }: Asks): string =>
  [part('division'), part('body')].filter((one) => one !== '').join('/')

/** Every list that has a file, by its address beside the page that shows it. What an address names is looked up, and never a path. */
export const lists: readonly ListAddress[] = [
  {
    address: '/search/reports.csv',
    make: unlessUnread(['region', 'year', 'form', 'finding'], (library, asks) =>
      reportsList(library, searchAsked(asks)),
    ),
  },
  {
    address: '/year/:year{\\d{4}}/reports.csv',
    // A year of which nothing is archived has no page.
    make: async (library, { part }) => {
      const list = await reportsList(library, { ...nobody, year: Number(part('year')) })
      return list?.rows.length === 0 ? null : list
    },
  },
  { address: '/region/units.csv', make: (library) => regionList(library, '') },
  {
    address: '/region/:code{\\d{2,9}}/units.csv',
    make: (library, { part }) => regionList(library, part('code')),
  },
  ...['/unit/:division{\\d+}/figures.csv', '/unit/:division{\\d+}/:body/figures.csv'].map((address) => ({
    address,
    make: (library: Library, asks: Asks) => unitList(library, unitAt(asks)),
  })),
  {
    address: `/compare/:pair{.+${comparisonFile.replace('.', '\\.')}}`,
    make: (library, { part }) => comparisonList(library, part('pair').slice(0, -comparisonFile.length)),
  },
  {
    address: '/rankings/:id/:kind/:year/:region/ranking.csv',
    make: (library, asks) => {
      const asked = askedRanking(asks)
      return asked === null ? Promise.resolve(null) : rankingList(library, asked)
    },
  },
  {
    address: '/findings/kinds.csv',
    make: unlessUnread(['region', 'year'], (library, asks) =>
      findingKindsList(library, findingsAsked(asks, null)),
    ),
  },
  {
    address: '/findings/:code/findings.csv',
    make: unlessUnread(['region', 'year'], (library, asks) => {
      const code = Code.safeParse(asks.part('code'))
      return code.success ? findingsList(library, findingsAsked(asks, code.data)) : Promise.resolve(null)
    }),
  },
  { address: '/coverage/sites.csv', make: sitesList },
  {
    address: '/coverage/:site/coverage.csv',
    make: (library, { part }) => coverageList(library, part('site')),
  },
  { address: '/changes/changes.csv', make: changesList },
  { address: '/status/notes.csv', make: notesList },
  { address: '/status/withheld.csv', make: withheldList },
  {
    address: '/codebook/codebook.csv',
    make: ({ metrics }) =>
      Promise.resolve({
        columns: ['metric', 'form', 'table', 'row', 'column', 'unit'],
        rows: metrics.map(({ id, form, table, rowLabel, columnLabel, unit }) => [
          ...[id, form, table, rowLabel, columnLabel, unit],
        ]),
      }),
  },
]
