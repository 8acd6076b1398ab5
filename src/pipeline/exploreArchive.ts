import { openCatalog } from '../archive/catalog/catalog.ts'
import type { CatalogReader } from '../archive/catalog/catalogReader.ts'
import type { ListedRow } from '../archive/catalog/catalogRows.ts'
import { readArchive } from '../archive/openArchive.ts'
import { readRuns } from '../archive/readRuns.ts'
import type { Clock } from '../clock.ts'
import { loadConfig } from '../config/loadConfig.ts'
import type { Divisions } from '../model/divisions.ts'
import type { Asked, Found, Holding, Library, ListedReport, OriginalFacts } from '../model/library.ts'
import { metricsOf } from '../model/metric.ts'
import { withheldOriginals, type Withheld } from '../model/withholding.ts'
import type { Site } from '../sites/siteFile.ts'
import { conversionOf } from './exploreConversion.ts'
import { exploreBasis } from './exploreBasis.ts'
import type { DecidedNow } from './exploreCatalog.ts'
import { exploreDerived } from './exploreDerived.ts'
import { remembered } from './exploreMemory.ts'
import { everyPicture, picturesOf } from './explorePictures.ts'
import { refreshExplorer } from './exploreRefresh.ts'
import { asRead, keptExtension, originalBytes, originalPreview, originalWords } from './exploreOriginal.ts'
import { divisionName, regionOf } from './exploreRegion.ts'
import { exploreLists } from './exploreLists.ts'
import type { PageStates } from './explorePageInputs.ts'
import { exploreReports } from './exploreReports.ts'
import { exploreMoment, exploreState } from './exploreState.ts'
import { newsDesk, type NewsDesk } from './newsDesk.ts'

/** Where things are, and who hears of a failed look for news. */
export interface ExploreOrder {
  readonly archive: string
  readonly config: string
  /** Null where nobody will ask for coverage: it is left as it was worked out last. */
  readonly sites: readonly Site[] | null
  readonly clock: Clock
  readonly failed: (error: unknown) => void
}

/** A library that is open, and how to let go of it. */
export interface OpenLibrary {
  readonly library: Library
  readonly newsSince: NewsDesk['since']
  readonly states: PageStates
  /** `exploreBasis`. */
  readonly basis: string
  readonly close: () => Promise<void>
}

/**
 * An archive as the explorer reads it, over its catalogue (docs/decisions/0049), which is brought up to date now and whenever there is news; or
 * left as it is, where another thread has just done that.
 */
export async function exploreArchive(
  order: ExploreOrder,
  freshness: 'kept fresh' | 'as it is' = 'kept fresh',
): Promise<OpenLibrary> {
  const config = await loadConfig(order.config)
  const basis = await exploreBasis(order.config)
  const { divisions, forms } = config.knowledge
  const metrics = forms.flatMap(metricsOf)
  const archive = await readArchive(order.archive)
  const catalog = openCatalog(order.archive)
  const { reader } = catalog

  const read = exploreReports(order.archive, () => state.decided())
  const divisionsNow = remembered(() => Promise.resolve(reader.divisions()))
  const holding = remembered(() => holdingOf(order.archive, reader.holding()))
  const codes = remembered(() => Promise.resolve(reader.codes().map((code) => ({ ...code, name: null }))))
  const derived = exploreDerived(catalog, archive.kind)
  // Rankings and filters go over all of them.
  const coverage = remembered(derived.coverage)
  const across = remembered(() => derived.acrossYears(null))
  const acrossYears = (unit: string | null) => (unit === null ? across.get() : derived.acrossYears(unit))
  const desk = newsDesk({
    ...{ catalog: catalog.news, read },
    changes: derived.changes,
    across: acrossYears,
  })
  const pictures = remembered(() => everyPicture(order.archive))
  const picturesShown = async (rows: Parameters<typeof picturesOf>[0]) =>
    picturesOf(rows, await pictures.get()).filter((picture) => state.decided().withheld.of(picture) === null)
  const refresh = (decided: DecidedNow) => refreshExplorer(catalog, { ...order, config, basis }, decided)
  const letGo = async (): Promise<void> => {
    catalog.close()
    await archive.close()
  }
  const state = await (freshness === 'as it is' ? exploreMoment : exploreState)(archive, refresh, {
    changed() {
      for (const each of [divisionsNow, holding, codes, coverage, across, desk, pictures]) each.forget()
    },
    failed: order.failed,
  }).catch(async (error: unknown) => {
    await letGo()
    throw error
  })

  const readBytes = (original: OriginalFacts) => originalBytes(order.archive, asRead(original))

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
    edition: (digest) => read(reader.withEdition(digest)),
    async original(sha256): Promise<OriginalFacts | null> {
      const rows = reader.original(sha256)
      const [first] = rows
      if (first === undefined) return null
      const { site, media_type, url, captured, capture } = first
      const reports = await read(rows)
      return {
        ...{ sha256, site, media_type: media_type ?? 'application/octet-stream', url, captured, capture },
        extension: await keptExtension(order.archive, site, sha256),
        withheld: withheldAs(sha256, state.decided().withheld),
        pictures: await picturesShown(rows),
        conversion: await conversionOf(
          { archive: order.archive, site },
          sha256,
          reports,
          state.decided().withheld,
        ),
        reports,
      }
    },
    bytes: (original) => originalBytes(order.archive, original),
    words: async (original) => originalWords(await readBytes(original), original),
    preview: async (original) => originalPreview(await readBytes(original), asRead(original)),
    findingCodes: codes.get,
    findings(code, page) {
      const { pages, rows } = reader.findings(code, page)
      const findings = rows.map(({ severity, metrics: named, message, ...row }) => ({
        ...{ severity, message, report: listed(row) },
        metrics: named === '' ? [] : named.split(' '),
      }))
      return Promise.resolve({ pages, findings })
    },
    ...exploreLists(catalog.lists, divisions),
    ...derived,
    ...{ acrossYears, coverage: coverage.get },
    news: desk.of,
  }
  const states: PageStates = {
    ...catalog.states,
    async originalHere(sha256) {
      const rows = reader.original(sha256)
      const [site] = rows
      const pictured = (await picturesShown(rows)).map((picture) => picture.sha256)
      const extension = site === undefined ? null : await keptExtension(order.archive, site.site, sha256)
      return JSON.stringify([extension, withheldAs(sha256, state.decided().withheld), pictured])
    },
  }
  return {
    ...{ library, states, basis },
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

function withheldAs(sha256: string, withheld: Withheld): OriginalFacts['withheld'] {
  const decision = withheld.of({ sha256 })
  return decision === null ? null : (withheldOriginals({ ...withheld, list: [decision] })[0] ?? null)
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
