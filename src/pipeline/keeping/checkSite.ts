import type { Clock } from '../../clock.ts'
import { loadConfig } from '../../config/loadConfig.ts'
import { expectations } from '../../discover/expectations.ts'
import { NianbaoError } from '../../errors.ts'
import { openFetch } from '../../fetch/fetch.ts'
import type { Divisions } from '../../model/divisions.ts'
import type { Get, Page } from '../../model/page.ts'
import type { SiteCheck, SourceCheck } from '../../model/siteCheck.ts'
import type { Site, Source } from '../../sites/siteFile.ts'
import { pageOf } from '../pageOf.ts'
import { policyOf } from '../works.ts'
import { askOnce, type Ask } from './askOnce.ts'
import { countsOf, sumOf } from './countsOf.ts'
import {
  expectAdvice,
  familyAdvice,
  movedAdvice,
  ownerAdvice,
  settledBySource,
  type Got,
} from './checkAdvice.ts'
import { firstLook } from './firstLook.ts'
import { vendorOf } from './vendorOf.ts'

/**
 * `nianbao sites check`: a live look at a site with its own manners. Reads every listing to its end, archives nothing, and tells
 * for each source whether its column is alive, which platform it is now and what it lists; for the site whether each year's count
 * is in bounds; and what to change in the site file, down to the lines of `unverified` that are settled.
 */
export async function checkSite(
  site: Site,
  order: { readonly config: string; readonly replicas: ReadonlyMap<string, string>; readonly clock: Clock },
): Promise<SiteCheck> {
  const { fetch, knowledge } = await loadConfig(order.config)
  const kind = order.replicas.size > 0 ? 'replica' : 'live'
  const fetcher = openFetch({ config: fetch, replicas: order.replicas })
  try {
    const ask = askOnce(fetcher, policyOf(site))
    const looks: Look[] = []
    for (const [index, source] of site.sources.entries())
      looks.push(await lookAt({ site, kind, ask }, index, source))
    return {
      ...judge({ site, kind }, looks, order.clock().toISOString().slice(0, 10), knowledge.divisions),
      kind,
      requests: fetcher.statistics().total,
    }
  } finally {
    fetcher.close()
  }
}

/** One source looked at: what is told of it, and every page that it took. */
interface Look {
  readonly check: SourceCheck
  readonly got: readonly Got[]
}

interface Checked {
  readonly site: Site
  readonly kind: SiteCheck['kind']
}

async function lookAt(
  { site, kind, ask }: Checked & { readonly ask: Ask },
  index: number,
  source: Source,
): Promise<Look> {
  const got: Got[] = []
  const get: Get = async (request) => {
    const outcome = await ask(request, 'listing')
    if (outcome.kind === 'refused')
      throw new NianbaoError(outcome.code, outcome.message, { cause: outcome.cause })
    const page = pageOf(outcome.exchange)
    got.push({ asked: request.url, page })
    return page
  }
  const found = await firstLook({ ...site, sources: [source] }, get, site.sources)
  const pages = got.map(({ page }) => page)
  const vendor = vendorOf(pages)
  const listings = found.filter((seen) => seen.kind === 'listing')
  const check = {
    source: index,
    family: source.family,
    detected: vendor?.family ?? null,
    listings: listings.length,
    rows: listings.reduce((sum, { rows }) => sum + rows, 0),
    byYear: countsOf(found),
    problems: found.flatMap((seen) =>
      seen.kind === 'alarm' ? [{ code: seen.code, message: seen.message }] : [],
    ),
    advice: [
      ...familyAdvice(index, source.family, vendor),
      ...movedAdvice(site, index, got),
      ...settledBySource(site, index, found, kind),
    ],
  }
  return { check, got }
}

const isOfItsFamily = ({ family, detected }: SourceCheck): boolean =>
  detected === null || detected === family || detected === 'static-list'

function judge(
  { site, kind }: Checked,
  looks: readonly Look[],
  today: string,
  divisions: Divisions,
): Omit<SiteCheck, 'kind' | 'requests'> {
  const sources = looks.map(({ check }) => check)
  const byYear = sumOf(sources.map((source) => source.byYear))
  const whole = sources.every(({ problems }) => problems.length === 0)
  const outOfBounds = expectations(site, byYear, today, null)
  // what another platform left of a list is no reason to expect less
  const isTrusted = whole && (outOfBounds.length === 0 || sources.every(isOfItsFamily))
  const pages: readonly Page[] = looks.flatMap(({ got }) => got.map(({ page }) => page))
  return {
    site: site.id,
    sources,
    byYear,
    outOfBounds: outOfBounds.map(({ code, message, fails }) => ({ code, message, fails })),
    advice: [
      ...(isTrusted ? expectAdvice(site, byYear, outOfBounds.length > 0, kind) : []),
      ...ownerAdvice(site, pages, divisions, kind),
    ],
  }
}
