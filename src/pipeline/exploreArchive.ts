import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { openCatalog } from '../archive/catalog/catalog.ts'
import type { Place } from '../archive/catalog/catalogReader.ts'
import type { ListedRow } from '../archive/catalog/catalogRows.ts'
import { decisionFile } from '../archive/decisionFile.ts'
import { readArchive } from '../archive/openArchive.ts'
import { readReport } from '../archive/reports.ts'
import { readRuns } from '../archive/readRuns.ts'
import { withheldFile } from '../archive/withheldFile.ts'
import type { Clock } from '../clock.ts'
import { loadConfig } from '../config/loadConfig.ts'
import type { Holding, Library, ListedReport, OriginalFacts, SitedReport } from '../model/library.ts'
import { metricsOf } from '../model/metric.ts'
import { publicReport } from '../model/publicReport.ts'
import { reviewedReport } from '../model/reviewedReport.ts'
import { withheldOriginals } from '../model/withholding.ts'
import type { Site } from '../sites/siteFile.ts'
import { systemCode } from '../systemRefusal.ts'
import { refreshCatalog, type DecidedNow } from './exploreCatalog.ts'
import { keptExtension, originalBytes, originalPreview, originalWords } from './exploreOriginal.ts'
import { divisionName, regionOf } from './exploreRegion.ts'
import { readChanges } from './readChanges.ts'
import { readCoverage } from './readCoverage.ts'
import { yearFindings } from './yearFindings.ts'

/** Where things are. */
export interface ExploreOrder {
  readonly archive: string
  readonly config: string
  readonly sites: readonly Site[]
  readonly clock: Clock
}

/** So long an answer may be older than the archive; what is withheld is never shown, not for a moment. */
const freshFor = 60_000

/** An archive as the explorer reads it, over its catalogue, and how to let go of it. */
export async function exploreArchive(
  order: ExploreOrder,
): Promise<{ readonly library: Library; readonly close: () => Promise<void> }> {
  const { knowledge } = await loadConfig(order.config)
  const { divisions, forms } = knowledge
  const archive = await readArchive(order.archive)
  const catalog = openCatalog(order.archive)
  const { reader } = catalog
  let decided: DecidedNow = { withheld: await archive.withheld(), decisions: await archive.decisions() }
  let seen = ''
  let looked = -Infinity
  let running: Promise<void> | null = null
  const kept = new Map<string, Promise<unknown>>()

  /** Worked out at most once for each state of the archive. */
  const once = <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const known = kept.get(name) as Promise<T> | undefined
    const made = known ?? work()
    kept.set(name, made)
    made.catch(() => kept.delete(name))
    return made
  }

  const look = async (stamp: string): Promise<void> => {
    decided = { withheld: await archive.withheld(), decisions: await archive.decisions() }
    const changed = await refreshCatalog(catalog, archive, decided)
    if (changed || stamp !== seen) kept.clear()
    seen = stamp
    looked = performance.now()
  }

  const reportAt = async ({ site, id }: Place): Promise<SitedReport[]> => {
    const report = await readReport(join(order.archive, site), id)
    if (report === null) return []
    return [{ site, report: publicReport(reviewedReport(site, report, decided.decisions), decided.withheld) }]
  }
  const reportsAt = async (places: readonly Place[]): Promise<readonly SitedReport[]> =>
    (await Promise.all(places.map(reportAt))).flat()

  const library: Library = {
    kind: archive.kind,
    forms,
    metrics: forms.flatMap(metricsOf),
    async refresh() {
      const stamp = await decisionsStamp(order.archive)
      const stale = performance.now() - looked > freshFor
      if (stamp === seen && !stale) return
      if (stamp !== seen && running !== null) await running
      running ??= look(stamp).finally(() => {
        running = null
      })
      // Only what must not be shown is waited for; for news the next page is soon enough.
      if (stamp !== seen) await running
      else running.catch(() => undefined)
    },
    holding: () => once('holding', () => holdingOf(order.archive, reader.holding())),
    find(asked) {
      const { total, pages, rows, facets } = reader.search(asked)
      const region = facets.region.map((facet) => ({ ...facet, name: divisionName(divisions, facet.value) }))
      const unnamed = (facet: { value: string; reports: number }) => ({ ...facet, name: null })
      return Promise.resolve({
        total,
        pages,
        reports: rows.map(({ snippet, ...row }) => ({ ...listed(row), snippet })),
        facets: {
          region,
          year: facets.year.map(unnamed),
          form: facets.form.map(unnamed),
          finding: facets.finding.map(unnamed),
        },
      })
    },
    region: (code) => Promise.resolve(regionOf(reader, divisions, code)),
    years: () =>
      Promise.resolve(reader.years().map(({ value, reports }) => ({ year: Number(value), reports }))),
    unit: (path) => reportsAt(reader.reportsOfUnit(path)),
    report: (path, year) => reportsAt(reader.reportsOfYear(path, year)),
    edition: (digest) => reportsAt(reader.withEdition(digest)),
    async original(sha256): Promise<OriginalFacts | null> {
      const rows = reader.original(sha256)
      const [first] = rows
      if (first === undefined) return null
      const { site, media_type, url, captured, capture } = first
      const [withheld] = withheldOriginals({
        ...decided.withheld,
        list: [decided.withheld.of({ sha256 })].flatMap((one) => one ?? []),
      })
      return {
        ...{ sha256, site, media_type: media_type ?? 'application/octet-stream', url, captured, capture },
        extension: await keptExtension(order.archive, site, sha256),
        withheld: withheld ?? null,
        reports: await reportsAt(rows),
      }
    },
    bytes: (original) => originalBytes(order.archive, original),
    words: async (original) => originalWords(await originalBytes(order.archive, original), original),
    preview: async (original) => originalPreview(await originalBytes(order.archive, original), original),
    findingCodes: () =>
      Promise.resolve(
        reader.codes().map(({ value, reports, severity }) => ({ value, reports, severity, name: null })),
      ),
    findings(code, page) {
      const { pages, rows } = reader.findings(code, page)
      const findings = rows.map(({ severity, metrics, message, ...row }) => ({
        ...{ severity, message, report: listed(row) },
        metrics: metrics === '' ? [] : metrics.split(' '),
      }))
      return Promise.resolve({ pages, findings })
    },
    acrossYears: () =>
      once('acrossYears', () => Array.fromAsync(yearFindings(archive, knowledge, () => true))),
    coverage: () => once('coverage', () => readCoverage({ ...order, tell: () => undefined })),
    changes: () =>
      once('changes', async () => {
        const { changes } = await readChanges({ archive: order.archive, since: new Date(0), found: true })
        return changes.toReversed()
      }),
  }
  await look(await decisionsStamp(order.archive))
  return {
    library,
    async close() {
      await running
      catalog.close()
      await archive.close()
    },
  }
}

const listed = ({ number: _, ...row }: ListedRow): ListedReport => row

/** Differs when a person decided something: both files are only ever replaced whole. */
async function decisionsStamp(folder: string): Promise<string> {
  const stamps = await Promise.all(
    [withheldFile, decisionFile].map(async (name) => {
      try {
        const { ino, size, mtimeNs } = await stat(join(folder, name), { bigint: true })
        return `${ino} ${size} ${mtimeNs}`
      } catch (error) {
        if (systemCode(error) === 'ENOENT') return ''
        throw error
      }
    }),
  )
  return stamps.join(' ')
}

async function holdingOf(
  folder: string,
  {
    reports,
    units,
    sites,
    first,
    last,
    captured,
  }: ReturnType<ReturnType<typeof openCatalog>['reader']['holding']>,
): Promise<Holding> {
  const { value: run } = await readRuns(folder).next()
  return {
    ...{ reports, units, sites, captured },
    years: first === null || last === null ? null : [first, last],
    lastRun: run === undefined ? null : { command: run.command, finished: run.finished },
  }
}
