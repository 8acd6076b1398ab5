import type { SiteReader } from '../archive/siteReader.ts'
import { titlesWithin } from '../extract/titlesWithin.ts'
import { parseReportTitle } from '../model/reportTitle.ts'
import type { Site } from '../sites/siteFile.ts'
import type { Unassigned } from '../validate/absence.ts'
import type { SiteKnowledge } from '../validate/publications.ts'
import { rememberedLinks, waitingLinks } from './waitingLinks.ts'

/**
 * What the archive, its runs and the site file tell of who published at a site.
 * `waited`: how many links the last run left waiting. Where the index that named them is lost, no look of before counts as complete.
 */
export async function siteKnowledge(
  shelf: SiteReader,
  site: Site,
  {
    reports,
    looks,
    today,
    waited,
  }: Pick<SiteKnowledge, 'reports' | 'looks' | 'today'> & { readonly waited: number },
): Promise<SiteKnowledge> {
  const forgotten = waited > 0 && rememberedLinks(shelf) === null
  return {
    division: site.division,
    whole: site.expect.of === 'division',
    from: site.expect.from,
    least: site.expect.perYear[0],
    reports,
    looks: forgotten ? looks.map((look) => ({ ...look, complete: false, trouble: lost(waited) })) : looks,
    today,
    unassigned: [...waitingAt(shelf), ...(await leftAt(shelf))],
  }
}

const lost = (waited: number): string =>
  `${waited} links waited, and the index that named them was made anew; nianbao crawl finds them again`

function waitingAt(shelf: SiteReader): readonly Unassigned[] {
  return waitingLinks({ shelf }).map(({ url, facts }) => ({ kind: 'waiting', url, ...saidBy(facts.title) }))
}

/**
 * A page whose report is filed can have a file beside it that is another unit's: its title tells whether. Rows are listed under the
 * title of another, so what the originals call themselves counts as well.
 */
async function leftAt(shelf: SiteReader): Promise<readonly Unassigned[]> {
  const left: Unassigned[] = []
  for (const key of shelf.bundleKeys()) {
    const outcome = shelf.outcome(key)
    if (outcome !== null && outcome.ids.length > 0 && outcome.left.length === 0) continue
    const page = await shelf.lastCapture({ url: key })
    const listed = saidBy(page?.capture.title ?? null)
    const others = (await saidWithin(shelf, key)).filter(
      ({ unit, year }) => unit !== listed.unit || year !== listed.year,
    )
    const kind = outcome === null ? 'underived' : others.length > 0 ? 'disagreeing' : 'archived'
    left.push(...[listed, ...others].map((said) => ({ kind, url: key, ...said }) as const))
  }
  return left
}

/** Units and years that the originals of a bundle are entitled with. */
async function saidWithin(
  shelf: SiteReader,
  key: string,
): Promise<readonly Pick<Unassigned, 'unit' | 'year'>[]> {
  const { originals } = await shelf.bundle(key)
  const titles = originals.flatMap(titlesWithin).filter(({ unit }) => unit !== null)
  const said = new Map(titles.map(({ unit, year }) => [`${unit ?? ''} ${year ?? ''}`, { unit, year }]))
  return [...said.values()]
}

function saidBy(title: string | null): Pick<Unassigned, 'unit' | 'year'> {
  const said = title === null ? null : parseReportTitle(title)
  return said?.kind === 'report' ? { unit: said.unit, year: said.year } : { unit: null, year: null }
}
