import { readArchive } from '../archive/openArchive.ts'
import { readUndelivered } from '../archive/outboxFile.ts'
import { readRuns } from '../archive/readRuns.ts'
import type { SiteReader } from '../archive/siteReader.ts'
import type { Clock } from '../clock.ts'
import { loadConfig } from '../config/loadConfig.ts'
import { NianbaoError } from '../errors.ts'
import type { Coverage, SiteCoverage, UnitCoverage } from '../model/coverage.ts'
import { publicReport } from '../model/publicReport.ts'
import type { Tell } from '../model/progress.ts'
import type { Run, SiteRun } from '../model/run.ts'
import type { Withheld } from '../model/withholding.ts'
import type { YearFinding, YearFindingCount } from '../model/yearFinding.ts'
import { sourceKey, type Site } from '../sites/siteFile.ts'
import type { FiledReport } from '../validate/filedReport.ts'
import { publications, type SiteKnowledge } from '../validate/publications.ts'
import { looksOf } from './looksOf.ts'
import { siteKnowledge } from './siteKnowledge.ts'
import { allWithheldAddresses, withoutQuotationOf, type WithheldAddresses } from './withheldAddresses.ts'
import { withheldWithNews } from './withhold.ts'
import { waitingLinks } from './waitingLinks.ts'
import { yearFindings } from './yearFindings.ts'

/** `nianbao status`: what is archived, by site, unit and year, and what is not. */
export async function readCoverage(order: {
  readonly archive: string
  readonly sites: readonly Site[]
  /** Ids of sites; all that the archive has where none is named. */
  readonly only?: readonly string[]
  readonly config: string
  readonly clock: Clock
  readonly tell: Tell
}): Promise<Coverage> {
  const { knowledge, deadlines } = await loadConfig(order.config)
  const rules = { divisions: knowledge.divisions, deadlines }
  const today = order.clock().toISOString().slice(0, 10)
  const archive = await readArchive(order.archive)
  try {
    const ids = chosen(await archive.sites(), order.only ?? [])
    const records = await Array.fromAsync(readRuns(order.archive))
    const across = await countedBySite(yearFindings(archive, knowledge, ({ site }) => ids.includes(site)))
    const withheld = await archive.withheld()
    const hidden = await allWithheldAddresses(archive, withheld)
    const sites: SiteCoverage[] = []
    for (const id of ids) {
      const site = order.sites.find((known) => known.id === id)
      const shelf = await archive.site(id)
      for (const message of shelf.recovered) order.tell({ kind: 'recovered', site: id, message })
      const reports = await reportsOf(shelf, withheld)
      const seen = { shelf, site, today, runs: runsAt(records, id), kind: archive.kind, reports, hidden }
      sites.push({ ...(await coverageOf(seen, rules)), acrossYears: across.get(id) ?? [] })
    }
    const news = await withheldWithNews(archive)
    return {
      archive: archive.kind,
      sites,
      withheld: news,
      undelivered: await readUndelivered(order.archive),
      runs: records.slice(0, 5).map((run) => withoutQuotations(run, hidden)),
    }
  } finally {
    await archive.close()
  }
}

/** The record of a run as it may be shown. */
export const withoutQuotations = (run: Run, hidden: WithheldAddresses): Run => ({
  ...run,
  sites: run.sites.map((seen) => ({
    ...seen,
    unread: seen.unread.map((trouble) => withoutQuotationOf(trouble, hidden.get(seen.site))),
  })),
})

function chosen(known: readonly string[], only: readonly string[]): readonly string[] {
  const strange = only.find((id) => !known.includes(id))
  if (strange !== undefined) throw new NianbaoError('usage', `nothing is archived of a site ${strange}`)
  return only.length === 0 ? known : only
}

type RunAt = readonly [run: Run, seen: SiteRun]

/** Every run at a site, newest first. */
export const runsAt = (runs: readonly Run[], site: string): readonly RunAt[] =>
  runs.flatMap((run) => run.sites.filter((seen) => seen.site === site).map((seen): RunAt => [run, seen]))

/** A site, and everything that its coverage is worked out from. */
export interface SiteSeen {
  readonly shelf: SiteReader
  readonly site: Site | undefined
  readonly runs: readonly RunAt[]
  readonly kind: 'live' | 'replica'
  readonly today: string
  readonly reports: readonly HeldReport[]
  readonly hidden: WithheldAddresses
}

export async function coverageOf(
  seen: SiteSeen,
  rules: Parameters<typeof publications>[1],
): Promise<Omit<SiteCoverage, 'acrossYears'>> {
  const { shelf, site, runs, reports, hidden } = seen
  const units = unitsOf(reports)
  return {
    site: shelf.id,
    name: site?.name ?? null,
    reports: units.reduce((sum, { years }) => sum + Object.keys(years).length, 0),
    units,
    publications: site === undefined ? [] : publications(await knowledgeOf(seen, site), rules),
    unread: shelf
      .bundleKeys()
      .flatMap((key) => shelf.outcome(key)?.left ?? [])
      .map((left) => withoutQuotationOf(left, hidden.get(shelf.id))),
    waiting: waitingLinks({ shelf }).map(({ url, code, tried }) => ({
      url,
      code,
      message: `last tried ${tried}`,
    })),
    unverified: site?.unverified ?? {},
    // of the last run at the site, however long ago: its alarms still stand
    alarms: runs[0]?.[1].alarms ?? [],
  }
}

function knowledgeOf({ shelf, runs, kind, today, reports }: SiteSeen, site: Site): Promise<SiteKnowledge> {
  const columns = {
    unverified: kind === 'live' && Object.keys(site.unverified).some((path) => path.startsWith('sources')),
    sources: site.sources.map(sourceKey),
  }
  const looks = runs.flatMap(([run, at]) => looksOf(run, at, columns))
  return siteKnowledge(shelf, site, { reports, looks, today, waited: runs[0]?.[1].waiting ?? 0 })
}

/** A report with an id, as far as coverage cares. */
export interface HeldReport extends FiledReport {
  readonly id: string
  readonly inDoubt: number
  readonly findings: readonly string[]
}

async function reportsOf(shelf: SiteReader, withheld: Withheld): Promise<readonly HeldReport[]> {
  const held: HeldReport[] = []
  for await (const report of shelf.reports()) {
    const { id, unit, year, published, signed, findings } = publicReport(report, withheld)
    if (id === null || unit.code === null || year === null) continue
    const doubted = new Set(findings.flatMap(({ severity, metrics }) => (severity === 'info' ? [] : metrics)))
    held.push({
      id,
      unit: unit.code,
      name: unit.name,
      year,
      published,
      signed: signed ?? null,
      doubts: doubtsOf(findings),
      inDoubt: doubted.size,
      findings: findings.map(({ code, message }) => `${code}: ${message}`),
    })
  }
  return held
}

/** Counts alone are kept: an archive may have more findings across years than reports. */
async function countedBySite(
  findings: AsyncIterable<YearFinding>,
): Promise<ReadonlyMap<string, readonly YearFindingCount[]>> {
  const counts = new Map<string, Map<string, YearFindingCount>>()
  for await (const { site, code, severity } of findings) {
    const ofSite = counts.get(site) ?? new Map<string, YearFindingCount>()
    const kind = `${code} ${severity}`
    ofSite.set(kind, { code, severity, findings: (ofSite.get(kind)?.findings ?? 0) + 1 })
    counts.set(site, ofSite)
  }
  return new Map(
    [...counts].map(([site, kinds]) => [
      site,
      [...kinds].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, count]) => count),
    ]),
  )
}

/** What findings doubt of a report's identity. */
export function doubtsOf(findings: readonly { readonly code: string }[]): readonly ('unit' | 'year')[] {
  const codes = new Set(findings.map(({ code }) => code))
  return [
    ...(codes.has('ambiguous-unit') ? (['unit'] as const) : []),
    ...(codes.has('ambiguous-year') || codes.has('year-differs') ? (['year'] as const) : []),
  ]
}

function unitsOf(reports: readonly HeldReport[]): readonly UnitCoverage[] {
  const byUnit = Map.groupBy(reports, ({ unit }) => unit)
  return [...byUnit]
    .map(([code, held]) => ({
      code,
      name: held[0]?.name ?? code,
      years: Object.fromEntries(
        held.map(({ year, id, inDoubt, findings }) => [String(year), { id, inDoubt, findings }]),
      ),
    }))
    .sort((a, b) => (a.code < b.code ? -1 : 1))
}
