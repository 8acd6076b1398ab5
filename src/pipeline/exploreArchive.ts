import { openCatalog } from '../archive/catalog/catalog.ts'
import { isDamaged, removeCatalog } from '../archive/catalog/catalogDatabase.ts'
import type { CatalogReader } from '../archive/catalog/catalogReader.ts'
import type { ListedRow } from '../archive/catalog/catalogRows.ts'
import { readArchive } from '../archive/openArchive.ts'
import { readRuns } from '../archive/readRuns.ts'
import type { Clock } from '../clock.ts'
import { loadConfig } from '../config/loadConfig.ts'
import type { Divisions } from '../model/divisions.ts'
import type { Asked, Found, Holding, Library, ListedReport } from '../model/library.ts'
import { metricsOf } from '../model/metric.ts'
import type { Site } from '../sites/siteFile.ts'
import { exploreBasis } from './exploreBasis.ts'
import type { DecidedNow } from './exploreCatalog.ts'
import { exploreDerived } from './exploreDerived.ts'
import { boundedMemory, remembered } from './exploreMemory.ts'
import { everyPicture } from './explorePictures.ts'
import { refreshExplorer } from './exploreRefresh.ts'
import { exploreOriginals, originalsAtHand } from './exploreOriginals.ts'
import { divisionName, regionOf } from './exploreRegion.ts'
import { exploreLists } from './exploreLists.ts'
import type { Watchable } from './explorePageInputs.ts'
import { readAtOnce, readBesideOthers } from './exploreReading.ts'
import { reportsBeside } from './exploreBeside.ts'
import { exploreReports } from './exploreReports.ts'
import { exploreMoment, exploreState } from './exploreState.ts'
import { newsDesk, type NewsDesk } from './newsDesk.ts'

const unlimited = { code: null, region: null, year: null } as const

/** Where things are, and who hears of a failed look for news. */
export interface ExploreOrder {
  readonly archive: string
  /** The folder of the catalogue, where another thread has it open. */
  readonly catalog?: string
  readonly config: string
  /** Null where nobody will ask for coverage: it is left as it was worked out last. */
  readonly sites: readonly Site[] | null
  readonly clock: Clock
  readonly failed: (error: unknown) => void
}

/** A library that is open, and how to let go of it. */
export interface OpenLibrary extends Watchable {
  readonly newsSince: NewsDesk['since']
  /** `exploreBasis`, and which reports are beside others: every page may lead to one. */
  readonly basis: string
  /** The folder of its catalogue: the archive's, or a temporary one where that cannot be written to. */
  readonly catalog: string
  readonly close: () => Promise<void>
}

/**
 * An archive as the explorer reads it, over its catalogue (docs/decisions/0049), which is brought up to date now and whenever there is news; or
 * left as it is, where another thread has just done that. A catalogue in which the first refresh meets damage is made anew, once.
 */
export async function exploreArchive(
  order: ExploreOrder,
  freshness: Freshness = 'kept fresh',
): Promise<OpenLibrary> {
  try {
    return await openLibrary(order, freshness)
  } catch (error) {
    if (!isDamaged(error) || freshness === 'as it is') throw error
    removeCatalog(order.archive)
    return openLibrary(order, freshness)
  }
}

type Freshness = 'kept fresh' | 'as it is'

async function openLibrary(order: ExploreOrder, freshness: Freshness): Promise<OpenLibrary> {
  const config = await loadConfig(order.config)
  const basis = await exploreBasis(order.config)
  const { divisions, forms } = config.knowledge
  const metrics = forms.flatMap(metricsOf)
  const archive = await readArchive(order.archive)
  const isOfOneMoment = freshness === 'as it is'
  const catalog = openCatalog(order.catalog ?? order.archive, isOfOneMoment ? 'as it is' : 'with care')
  const { reader } = catalog

  const reports = exploreReports(
    order.archive,
    () => state.decided(),
    isOfOneMoment ? { stampOf: () => Promise.resolve(null), readReport: readAtOnce.report } : {},
  )
  const { read } = reports
  const divisionsNow = remembered(() => Promise.resolve(reader.divisions()))
  const holding = remembered(() => holdingOf(order.archive, reader.holding()))
  const codes = remembered(() => Promise.resolve(reader.codes().map((code) => ({ ...code, name: null }))))
  const beside = reportsBeside(reader)
  const derived = exploreDerived(catalog, divisions)
  const lists = exploreLists(catalog.lists, divisions)
  // Each goes over all findings that fit, and pages of one list ask for the same.
  const facets = boundedMemory(lists.findingFacets)
  const acrossFacets = boundedMemory(derived.acrossFacets)
  const desk = newsDesk({
    ...{ catalog: catalog.news, read },
    fates: () => catalog.changes.fates(),
    across: (unit) =>
      unit === null ? catalog.years.list(unlimited, { from: 0, most: -1 }) : catalog.years.ofUnit(unit),
  })
  const pictures = remembered(() => everyPicture(order.archive))
  const originals = (isOfOneMoment ? originalsAtHand : exploreOriginals)({
    ...{ folder: order.archive, reader, read, pictures: pictures.get },
    readOriginal: (isOfOneMoment ? readAtOnce : readBesideOthers).original,
    withheldNow: () => state.decided().withheld,
  })
  const refresh = (decided: DecidedNow) => refreshExplorer(catalog, { ...order, config, basis }, decided)
  const letGo = async (): Promise<void> => {
    catalog.close()
    await archive.close()
  }
  const state = await (isOfOneMoment ? exploreMoment : exploreState)(archive, refresh, {
    changed() {
      for (const each of [
        divisionsNow,
        holding,
        codes,
        facets,
        acrossFacets,
        desk,
        pictures,
        originals,
        beside,
      ])
        each.forget()
    },
    failed: order.failed,
  }).catch(async (error: unknown) => {
    await letGo()
    throw error
  })

  const library: Library = {
    kind: archive.kind,
    created: archive.created,
    ...{ forms, metrics },
    refresh: state.refresh,
    holding: holding.get,
    find: (asked) => Promise.resolve(foundIn(reader, divisions, asked)),
    async region(code) {
      const counts = await divisionsNow.get()
      return regionOf(
        { divisions: () => counts, units: (division) => reader.units(division) },
        divisions,
        code,
      )
    },
    years: () =>
      Promise.resolve(reader.years().map(({ value, reports }) => ({ year: Number(value), reports }))),
    unit: (path) => read(reader.reportsOfUnit(path)),
    report: (path, year) => read(reader.reportsOfYear(path, year)),
    isBeside: beside.has,
    edition: (digest) => read(reader.withEdition(digest)),
    original: originals.original,
    bytes: originals.bytes,
    words: originals.words,
    preview: originals.preview,
    findingCodes: codes.get,
    ...lists,
    ...derived,
    ...{ findingFacets: facets.get, acrossFacets: acrossFacets.get },
    news: desk.of,
  }
  return {
    ...{ library, basis: `${basis} ${beside.digest()}`, catalog: catalog.folder },
    forget() {
      reports.forget()
      originals.forget()
    },
    states: { ...catalog.states, originalHere: originals.originalHere },
    newsSince: desk.since,
    async close() {
      await state.idle()
      await letGo()
    },
  }
}

function foundIn(reader: CatalogReader, divisions: Divisions, asked: Asked): Found {
  const { total, pages, rows, facets } = reader.search(asked)
  const unnamed = (facet: { readonly value: string; readonly reports: number }) => ({ ...facet, name: null })
  return {
    ...{ total, pages },
    reports: rows.map(({ snippet, ...row }) => ({ ...listed(row), snippet })),
    facets: {
      region: facets.region.map((facet) => ({ ...facet, name: divisionName(divisions, facet.value) })),
      year: facets.year.map(unnamed),
      form: facets.form.map(unnamed),
      finding: facets.finding.map(unnamed),
    },
  }
}

function listed(row: ListedRow): ListedReport {
  const { site, id, unitPath, name, place, year, title, published, captured, inDoubt } = row
  return { site, id, unitPath, name, place, year, title, published, captured, inDoubt }
}

async function holdingOf(
  folder: string,
  { reports, units, sites, first, last, captured }: ReturnType<CatalogReader['holding']>,
): Promise<Holding> {
  const run = await newestRun(folder)
  return {
    ...{ reports, units, sites, captured },
    years: first === null || last === null ? null : [first, last],
    lastRun: run === null ? null : { command: run.command, finished: run.finished },
  }
}

async function newestRun(folder: string) {
  for await (const run of readRuns(folder)) return run
  return null
}
