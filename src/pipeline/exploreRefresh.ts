import { hash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Catalog } from '../archive/catalog/catalog.ts'
import { fileStamp } from '../archive/catalog/fileStamp.ts'
import { tailFile } from '../archive/indexFile.ts'
import { readArchive, type ArchiveReader } from '../archive/openArchive.ts'
import { readRuns } from '../archive/readRuns.ts'
import type { Clock } from '../clock.ts'
import type { Config } from '../config/loadConfig.ts'
import { NianbaoError } from '../errors.ts'
import { evidenceOfFindings } from '../model/findingEvidence.ts'
import type { Run } from '../model/run.ts'
import type { Site } from '../sites/siteFile.ts'
import { systemCode } from '../systemRefusal.ts'
import { refreshCatalog, type DecidedNow } from './exploreCatalog.ts'
import { refreshChanges } from './exploreChanges.ts'
import { refreshCoverage } from './exploreCoverage.ts'
import { exploreReports } from './exploreReports.ts'
import { refreshYears } from './exploreYears.ts'
import { runsAt, withoutQuotations } from './readCoverage.ts'
import { runsBySite, type RunsBySite } from './runsBySite.ts'
import { allWithheldAddresses, type WithheldAddresses } from './withheldAddresses.ts'
import { withheldWithNews } from './withhold.ts'

/** What a refresh of the catalogue is worked out from, besides the archive. */
export interface RefreshOrder {
  readonly archive: string
  /** Null: coverage is left as it is, for who knows the sites. */
  readonly sites: readonly Site[] | null
  readonly config: Pick<Config, 'knowledge' | 'deadlines'>
  /** `exploreBasis`. */
  readonly basis: string
  readonly clock: Clock
  /** Hears of a site that is damaged: the others go on, and what was worked out of it stays. */
  readonly failed: (error: unknown) => void
}

/**
 * Brings a catalogue up to date: reports first, then what is worked out from several of them, each only where what it is worked out from
 * differs. True where something changed.
 */
export async function refreshExplorer(
  catalog: Catalog,
  order: RefreshOrder,
  decided: DecidedNow,
): Promise<boolean> {
  // Opened anew: what is open sees a site as it was then.
  const archive = await readArchive(order.archive)
  try {
    const reports = await refreshCatalog(
      catalog,
      archive,
      decided,
      evidenceOfFindings(order.config.knowledge.forms),
    )
    const withheld = JSON.stringify(decided.withheld.list)
    const { read } = exploreReports(order.archive, () => decided, { most: 1 })
    const { config, basis } = order
    const years = await refreshYears(catalog, { knowledge: config.knowledge, basis, withheld, read })
    const sites = await refreshSites(catalog, archive, { ...order, withheld, decided }).catch(toldTo(order))
    return reports || years || sites
  } finally {
    await archive.close()
  }
}

/** A refusal of ours, damage above all, is told; anything else is a fault of this program. */
const toldTo =
  ({ failed }: Pick<RefreshOrder, 'failed'>) =>
  (error: unknown): true => {
    if (!(error instanceof NianbaoError)) throw error
    failed(error)
    return true
  }

interface SitesOrder extends RefreshOrder {
  readonly withheld: string
  readonly decided: DecidedNow
}

async function refreshSites(catalog: Catalog, archive: ArchiveReader, order: SitesOrder): Promise<boolean> {
  const ids = await archive.sites()
  catalog.changes.keepOnly(ids)
  catalog.coverage.keepOnly(ids)
  const common = hash(
    'sha256',
    JSON.stringify([order.basis, order.withheld, await runsStamp(order.archive), today(order)]),
  )
  const stale: StaleSite[] = []
  for (const id of ids) {
    const changes = await filesStamp(order.archive, id, common)
    const coverage = order.sites && hash('sha256', JSON.stringify([changes, siteOf(order.sites, id) ?? null]))
    const behind = {
      changes: catalog.changes.stamp(id) === changes ? null : changes,
      coverage: catalog.coverage.stamp(id) === coverage ? null : coverage,
    }
    if (behind.changes !== null || behind.coverage !== null) stale.push({ id, behind })
  }
  if (stale.length === 0 && catalog.coverage.collection() !== null) return false
  const told = await toldByRuns(archive, order)
  for (const site of stale)
    await refreshSite(catalog, archive, { ...order, ...told, ...site }).catch(toldTo(order))
  const runs = told.records.slice(0, 5).map((run) => withoutQuotations(run, told.hidden))
  catalog.coverage.setCollection({ runs, withheld: await withheldWithNews(archive) })
  return true
}

const today = ({ clock }: RefreshOrder): string => clock().toISOString().slice(0, 10)

/** A site of which something is to be worked out again; null for what holds. */
interface StaleSite {
  readonly id: string
  readonly behind: { readonly changes: string | null; readonly coverage: string | null }
}

const siteOf = (sites: readonly Site[], id: string): Site | undefined => sites.find((site) => site.id === id)

interface ToldByRuns {
  /** Newest first. */
  readonly records: readonly Run[]
  readonly runs: RunsBySite
  readonly hidden: WithheldAddresses
}

async function toldByRuns(archive: ArchiveReader, { decided }: SitesOrder): Promise<ToldByRuns> {
  return {
    records: await Array.fromAsync(readRuns(archive.folder)),
    runs: await runsBySite(archive.folder),
    hidden: await allWithheldAddresses(archive, decided.withheld),
  }
}

/** A site is opened by itself and let go of: its index is large. */
async function refreshSite(
  catalog: Catalog,
  { folder, kind }: ArchiveReader,
  order: SitesOrder & ToldByRuns & StaleSite,
): Promise<void> {
  const { id, behind, records, runs, withheld, hidden, config } = order
  const archive = await readArchive(folder)
  try {
    const shelf = await archive.site(id)
    if (behind.changes !== null)
      await refreshChanges(catalog, shelf, { stamp: behind.changes, runs, withheld })
    if (behind.coverage === null) return
    const site = siteOf(order.sites ?? [], id)
    const seen = { site, kind, hidden, runs: runsAt(records, id), today: today(order) }
    await refreshCoverage(catalog, shelf, { ...seen, stamp: behind.coverage, config })
  } finally {
    await archive.close()
  }
}

/** Differs when the ledger or the index (which names what waits) of a site differ, or what is common to all. */
async function filesStamp(archive: string, id: string, common: string): Promise<string> {
  const files = ['captures.jsonl', 'index.json', tailFile].map((name) => fileStamp(join(archive, id, name)))
  return hash('sha256', JSON.stringify([common, await Promise.all(files)]))
}

async function runsStamp(archive: string): Promise<readonly string[]> {
  const names = await readdir(join(archive, 'runs')).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  })
  return names.sort()
}
