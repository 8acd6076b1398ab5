import { loadConfig } from '../config/loadConfig.ts'
import { discover } from '../discover/discover.ts'
import type { Discovery } from '../discover/discovery.ts'
import { NianbaoError } from '../errors.ts'
import { families, familyNames } from '../families/families.ts'
import { openFetch, type Fetcher } from '../fetch/fetch.ts'
import type { Get, Page } from '../model/page.ts'
import type { SiteCheck, SourceCheck } from '../model/siteCheck.ts'
import type { Site, Source } from '../sites/siteFile.ts'
import { pageOf } from './pageOf.ts'
import { policyOf } from './works.ts'

/**
 * `nianbao sites check`: a live look at a site with its own manners. Reads every listing to its end, archives nothing, and tells
 * for each source whether its column is alive, which platform it is now, what it lists, and what to change in the site file.
 */
export async function checkSite(
  site: Site,
  order: { readonly config: string; readonly replicas: ReadonlyMap<string, string> },
): Promise<SiteCheck> {
  const config = await loadConfig(order.config)
  const fetcher = openFetch({ config: config.fetch, replicas: order.replicas })
  try {
    const sources: SourceCheck[] = []
    for (const [index, source] of site.sources.entries())
      sources.push(await checkSource(site, index, source, fetcher))
    return { site: site.id, sources, requests: fetcher.statistics().total }
  } finally {
    fetcher.close()
  }
}

async function checkSource(
  site: Site,
  index: number,
  source: Source,
  fetcher: Fetcher,
): Promise<SourceCheck> {
  const pages: Page[] = []
  const get: Get = async (request) => {
    const outcome = await fetcher.fetch(request, { ...policyOf(site), expect: 'listing' })
    if (outcome.kind === 'refused')
      throw new NianbaoError(outcome.code, outcome.message, { cause: outcome.cause })
    const page = pageOf(outcome.exchange)
    pages.push(page)
    return page
  }
  const nothingKept = { remembered: () => null, past: () => null, taken: () => ({}) }
  const found = await Array.fromAsync(
    discover({ ...site, sources: [source] }, { ...nothingKept, get, mode: 'everything', years: null }),
  )
  const detected = detect(pages)
  const listings = found.filter((seen) => seen.kind === 'listing')
  const problems = found.flatMap((seen) =>
    seen.kind === 'alarm' ? [{ code: seen.code, message: seen.message }] : [],
  )
  const byYear = countsOf(listings.map(({ counts }) => counts))
  return {
    source: index,
    family: source.family,
    detected,
    listings: listings.length,
    rows: listings.reduce((sum, { rows }) => sum + rows, 0),
    byYear,
    problems,
    advice: [
      ...familyAdvice(index, source.family, detected),
      ...countAdvice(site, byYear),
      ...verifiedAdvice(site, index, found),
    ],
  }
}

/** The first family, in the order of detection, that recognises a page that was got. */
function detect(pages: readonly Page[]): string | null {
  const html = pages.filter(({ text }) => /<html|<!doctype/iu.test(text.slice(0, 2000)))
  for (const page of html) {
    const name = familyNames.find((family) => families[family].detect(page))
    if (name !== undefined) return name
  }
  return null
}

function familyAdvice(index: number, family: string, detected: string | null): readonly string[] {
  // any list of links looks like a static one, and some vendors' replies are no pages at all
  if (detected === null || detected === family || detected === 'static-list') return []
  return [`sources.${index}.family: its pages look like ${detected}, not ${family}`]
}

function countAdvice({ expect: { from, perYear } }: Site, byYear: SourceCheck['byYear']): readonly string[] {
  const [, most] = perYear
  return Object.entries(byYear).flatMap(([year, count]) =>
    Number(year) >= from && count > most
      ? [`expect.perYear: ${count} reports are listed for ${year}, at most ${most} are expected`]
      : [],
  )
}

/** What a look settles: a source that gave reports, complete and without a problem, is no guess any more. */
function verifiedAdvice(site: Site, index: number, found: readonly Discovery[]): readonly string[] {
  const whole = found.every((seen) => seen.kind !== 'alarm' && (seen.kind !== 'listing' || seen.complete))
  if (!whole || !found.some(({ kind }) => kind === 'candidate')) return []
  return Object.keys(site.unverified)
    .filter((path) => path.startsWith(`sources.${index}.`))
    .map(
      (path) => `unverified['${path}']: it answers with annual reports; look at them, then remove this line`,
    )
}

function countsOf(all: readonly SourceCheck['byYear'][]): SourceCheck['byYear'] {
  const counts: Record<string, number> = {}
  for (const [year, count] of all.flatMap((one) => Object.entries(one)))
    counts[year] = (counts[year] ?? 0) + count
  return counts
}
