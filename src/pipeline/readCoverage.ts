import { readArchive } from '../archive/openArchive.ts'
import { readRuns } from '../archive/readRuns.ts'
import type { SiteReader } from '../archive/siteReader.ts'
import type { Coverage, SiteCoverage, UnitCoverage } from '../model/coverage.ts'
import type { Tell } from '../model/progress.ts'
import type { Run, SiteRun, Trouble } from '../model/run.ts'
import type { Site } from '../sites/siteFile.ts'
import { waitingLinks } from './waitingLinks.ts'

/** `nianbao status`: what is archived, by site, unit and year, and what is not. */
export async function readCoverage(order: {
  readonly archive: string
  readonly sites: readonly Site[]
  readonly tell: Tell
}): Promise<Coverage> {
  const archive = await readArchive(order.archive)
  try {
    const ids = await archive.sites()
    const { runs, lastAt } = await lastRuns(order.archive, new Set(ids))
    const sites: SiteCoverage[] = []
    for (const id of ids) {
      const site = order.sites.find((known) => known.id === id)
      const shelf = await archive.site(id)
      for (const message of shelf.recovered) order.tell({ kind: 'recovered', site: id, message })
      sites.push(await coverageOf(shelf, site, lastAt.get(id)))
    }
    return { archive: archive.kind, sites, runs }
  } finally {
    await archive.close()
  }
}

/** The last five runs, and the last one at each site, however long ago: its alarms still stand. */
async function lastRuns(
  archive: string,
  sites: ReadonlySet<string>,
): Promise<{ readonly runs: readonly Run[]; readonly lastAt: ReadonlyMap<string, SiteRun> }> {
  const runs: Run[] = []
  const lastAt = new Map<string, SiteRun>()
  for await (const run of readRuns(archive)) {
    if (runs.length < 5) runs.push(run)
    for (const seen of run.sites) if (!lastAt.has(seen.site)) lastAt.set(seen.site, seen)
    if (runs.length === 5 && sites.isSubsetOf(lastAt)) break
  }
  return { runs, lastAt }
}

async function coverageOf(
  shelf: SiteReader,
  site: Site | undefined,
  lastRun: SiteRun | undefined,
): Promise<SiteCoverage> {
  const { units, replaced } = await reportsOf(shelf)
  return {
    site: shelf.id,
    name: site?.name ?? null,
    reports: units.reduce((sum, { years }) => sum + Object.keys(years).length, 0),
    units,
    replaced,
    unread: shelf.bundleKeys().flatMap((key) => unreadOf(shelf, key)),
    waiting: waitingLinks({ shelf }).map(({ url, code, tried }) => ({
      url,
      code,
      message: `last tried ${tried}`,
    })),
    unverified: site?.unverified ?? {},
    alarms: lastRun?.alarms ?? [],
  }
}

async function reportsOf(shelf: SiteReader): Promise<Pick<SiteCoverage, 'units' | 'replaced'>> {
  const replaced: Trouble[] = []
  const units = new Map<
    string,
    { code: string; name: string; years: Record<string, UnitCoverage['years'][string]> }
  >()
  for await (const { id, unit, year, findings, sources } of shelf.reports()) {
    if (id === null || unit.code === null || year === null) continue
    const seen = units.get(unit.code) ?? { code: unit.code, name: unit.name, years: {} }
    const doubted = new Set(findings.flatMap(({ severity, metrics }) => (severity === 'info' ? [] : metrics)))
    seen.years[String(year)] = {
      id,
      inDoubt: doubted.size,
      findings: findings.map(({ code, message }) => `${code}: ${message}`),
    }
    units.set(unit.code, seen)
    for (const { code, severity, message } of findings)
      if (code === 'source-replaced' && severity !== 'info')
        replaced.push({ url: sources[0]?.url ?? id, code, message: `${id}: ${message}` })
  }
  return { units: [...units.values()].sort((a, b) => (a.code < b.code ? -1 : 1)), replaced }
}

function unreadOf(shelf: SiteReader, key: string): readonly Trouble[] {
  const outcome = shelf.outcome(key)
  if (outcome?.unread) return outcome.unread
  if (outcome?.kind === 'unfiled') return [{ url: key, code: 'ambiguous-unit', message: outcome.message }]
  if (outcome?.kind === 'not-extracted') return [{ url: key, code: outcome.code, message: outcome.message }]
  return []
}
