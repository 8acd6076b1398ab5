import { z } from 'zod'
import type { Asks } from './asks.ts'
import { changesPage } from './changesPage.ts'
import { codebookPage } from './codebookPage.ts'
import { comparisonChoice } from './comparison/comparisonChoice.ts'
import { comparisonPage } from './comparison/comparisonPage.ts'
import { coveragePage, siteCoveragePage } from './coveragePage.ts'
import { downloadsPage } from './downloads/downloadsPage.ts'
import { editionPage } from './editionPage.ts'
import { findingsPage, findingPage } from './findingsPage.ts'
import { homePage } from './homePage.ts'
import type { Page } from './layout.ts'
import { originalPage } from './originalPage.ts'
import { askedRanking } from './rankings/rankingAddress.ts'
import { rankingPage } from './rankings/rankingPage.ts'
import { rankingsPage } from './rankings/rankingsPage.ts'
import { regionPage } from './regionPage.ts'
import { reportPage } from './reportPage.ts'
import type { Scene } from './scene.ts'
import { searchPage } from './searchPage.ts'
import { statusPage } from './statusPage.ts'
import { unitPage } from './unitPage.ts'
import { viewPage } from './viewPage.ts'
import { yearPage } from './yearPage.ts'

interface Address {
  readonly address: string
  /** Null where there is no such page. */
  readonly make: (scene: Scene, asks: Asks) => Promise<Page | null>
}

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/u)
const SiteId = z.string().regex(/^[a-z0-9][a-z0-9-]*$/u)
const Year = z.string().regex(/^\d{4}$/u)
const Division = z.string().regex(/^(?:\d{2}|\d{4}|\d{6}|\d{9})$/u)
/** A body's name is looked up, never part of a path. */
const Body = z.string().max(200)
const Number_ = z.string().regex(/^[1-9]\d{0,5}$/u)
const Code = z.string().regex(/^[a-z0-9-]{1,60}$/u)

/** Makes a page where a part is what it must be. */
const when = <T>(
  schema: z.ZodType<T>,
  value: string,
  make: (value: T) => Promise<Page | null>,
): Promise<Page | null> => {
  const read = schema.safeParse(value)
  return read.success ? make(read.data) : Promise.resolve(null)
}

const unitOf = ({ part }: Asks): string =>
  part('body') === '' ? part('division') : `${part('division')}/${part('body')}`
const Unit = z.union([
  Division,
  z
    .string()
    .regex(/^\d{2,9}\/[^/]+$/u)
    .and(Body),
])

async function oneReport(scene: Scene, asks: Asks): Promise<Page | null> {
  return when(Unit, unitOf(asks), (unit) =>
    when(Year, asks.part('year'), async (year) => {
      const found = await scene.library.report(unit, Number(year))
      const site = asks.part('site').replace(/^at-/u, '')
      const chosen = site === '' ? found[0] : found.find((each) => each.site === site)
      return chosen === undefined
        ? null
        : reportPage(
            scene,
            chosen,
            found.filter((each) => each !== chosen),
          )
    }),
  )
}

const oneUnit = (scene: Scene, asks: Asks): Promise<Page | null> =>
  when(Unit, unitOf(asks), (unit) => unitPage(scene, unit))

const numbered = (asks: Asks, make: (page: number) => Promise<Page | null>): Promise<Page | null> =>
  when(Number_, asks.part('page') === '' ? '1' : asks.part('page'), (page) => make(Number(page)))

/** Every page of the explorer by its address. */
export const pages: readonly Address[] = [
  { address: '/', make: homePage },
  { address: '/search/', make: searchPage },
  { address: '/region/', make: (scene) => regionPage(scene, '') },
  {
    address: '/region/:code/',
    make: (scene, { part }) => when(Division, part('code'), (code) => regionPage(scene, code)),
  },
  ...['/year/:year/', '/year/:year/:page/'].map((address) => ({
    address,
    make: (scene: Scene, asks: Asks) =>
      when(Year, asks.part('year'), (year) => numbered(asks, (page) => yearPage(scene, Number(year), page))),
  })),
  { address: '/unit/:division{\\d+}/', make: oneUnit },
  { address: '/unit/:division{\\d+}/:body/', make: oneUnit },
  { address: '/report/:division{\\d+}/:year{\\d+}/', make: oneReport },
  { address: '/report/:division{\\d+}/:year{\\d+}/:site{at-[^/]+}/', make: oneReport },
  { address: '/report/:division{\\d+}/:body/:year{\\d+}/', make: oneReport },
  { address: '/report/:division{\\d+}/:body/:year{\\d+}/:site{at-[^/]+}/', make: oneReport },
  {
    address: '/edition/:digest/',
    make: (scene, { part }) => when(Sha256, part('digest'), (digest) => editionPage(scene, digest)),
  },
  {
    address: '/original/:sha256/',
    make: (scene, { part }) => when(Sha256, part('sha256'), (hash) => originalPage(scene, hash)),
  },
  {
    address: '/original/:sha256/view/',
    make: (scene, { part }) => when(Sha256, part('sha256'), (hash) => viewPage(scene, hash)),
  },
  { address: '/findings/', make: findingsPage },
  ...['/findings/:code/', '/findings/:code/:page/'].map((address) => ({
    address,
    make: (scene: Scene, asks: Asks) =>
      when(Code, asks.part('code'), (code) => numbered(asks, (page) => findingPage(scene, asks, code, page))),
  })),
  { address: '/coverage/', make: coveragePage },
  {
    address: '/coverage/:site/',
    make: (scene, { part }) => when(SiteId, part('site'), (site) => siteCoveragePage(scene, site)),
  },
  { address: '/changes/', make: (scene) => changesPage(scene, 1) },
  { address: '/changes/:page/', make: (scene, asks) => numbered(asks, (page) => changesPage(scene, page)) },
  { address: '/compare/', make: comparisonChoice },
  {
    address: '/compare/:pair{.+/}',
    make: (scene, { part }) => comparisonPage(scene, part('pair').slice(0, -1)),
  },
  { address: '/rankings/', make: rankingsPage },
  ...['/rankings/:id/:kind/:year/:region/', '/rankings/:id/:kind/:year/:region/:page/'].map((address) => ({
    address,
    make: (scene: Scene, asks: Asks) =>
      numbered(asks, (page) => {
        const asked = askedRanking(asks)
        return asked === null ? Promise.resolve(null) : rankingPage(scene, asked, page)
      }),
  })),
  { address: '/codebook/', make: (scene) => Promise.resolve(codebookPage(scene)) },
  { address: '/downloads/', make: downloadsPage },
  { address: '/status/', make: statusPage },
]
