import type { CountsByYear, Discovery } from '../../discover/discovery.ts'
import { NianbaoError } from '../../errors.ts'
import { familyOf } from '../../families/families.ts'
import type { Divisions } from '../../model/divisions.ts'
import type { Page } from '../../model/page.ts'
import type { SiteCheck } from '../../model/siteCheck.ts'
import type { Site } from '../../sites/siteFile.ts'
import { expectationOf } from './expectationOf.ts'
import { ownerOf, type Owner } from './ownerOf.ts'
import type { Vendor } from './vendorOf.ts'

/** A page with the address that was asked for. */
export interface Got {
  readonly asked: string
  readonly page: Page
}

/** The options that the family of today would take, where the pages are of another than the site file says. */
export function familyAdvice(index: number, family: string, vendor: Vendor | null): readonly string[] {
  if (vendor === null || vendor.family === family || vendor.family === 'static-list') return []
  const suggestion = familyOf(vendor.family).suggest(vendor.page)
  const instead =
    suggestion === null
      ? ''
      : `; ${JSON.stringify({ family: vendor.family, ...suggestion.options })} may list them`
  return [`sources.${index}.family: its pages look like ${vendor.family}, not ${family}${instead}`]
}

/** A site that answers at another host or scheme than its file says has moved, or is about to. */
export function movedAdvice(site: Site, index: number, got: readonly Got[]): readonly string[] {
  const moved = got.find(
    ({ asked, page }) => URL.canParse(asked) && new URL(asked).origin !== new URL(page.url).origin,
  )
  if (moved === undefined) return []
  const [before, now] = [new URL(moved.asked), new URL(moved.page.url)]
  const what = before.host === now.host ? 'scheme' : 'hosts'
  return [`${what}: ${moved.asked} of source ${index} answers at ${now.href}; let ${site.id} name that`]
}

/** What to do with a line of `unverified` that a look bears out: a replica is made from the site file and settles nothing. */
const settling: Readonly<Record<SiteCheck['kind'], string>> = {
  live: 'remove this line',
  replica: 'the same on the live site would settle this line',
}

/** What a look settles: a source that gave reports, complete and without a problem, is no guess any more. */
export function settledBySource(
  site: Site,
  index: number,
  found: readonly Discovery[],
  kind: SiteCheck['kind'],
): readonly string[] {
  const whole = found.every((seen) => seen.kind !== 'alarm' && (seen.kind !== 'listing' || seen.complete))
  if (!whole || !found.some(({ kind }) => kind === 'candidate')) return []
  return Object.keys(site.unverified)
    .filter((path) => path === `sources.${index}` || path.startsWith(`sources.${index}.`))
    .map(
      (path) => `unverified['${path}']: it answers with annual reports; look at them, then ${settling[kind]}`,
    )
}

/** Bounds that the counts of a whole look would keep, or that the present ones are kept. */
export function expectAdvice(
  site: Site,
  byYear: CountsByYear,
  outOfBounds: boolean,
  kind: SiteCheck['kind'],
): readonly string[] {
  const { from, perYear } = expectationOf(byYear)
  const counted = Object.entries(byYear).map(([year, count]) => `${year}: ${count}`)
  const earlier = Object.keys(byYear).some((year) => Number(year) < site.expect.from)
  return [
    ...(earlier ? [`expect.from: reports are listed from ${from} on; it says ${site.expect.from}`] : []),
    ...(outOfBounds
      ? [
          `expect.perYear: listed are ${counted.join(', ')}; where that is all there is, [${perYear.join(', ')}] holds it`,
        ]
      : Object.keys(site.unverified)
          .filter((path) => path === 'expect' || path.startsWith('expect.'))
          .map((path) => `unverified['${path}']: every year due is in bounds; ${settling[kind]}`)),
  ]
}

/** Whether the site calls itself the government that its file says. A page that names none says nothing against it. */
export function ownerAdvice(
  site: Site,
  pages: readonly Page[],
  divisions: Divisions,
  kind: SiteCheck['kind'],
): readonly string[] {
  const owner = pages.map((page) => toldOwner(page, divisions)).find((told) => told !== null)
  if (owner === undefined) return []
  const { division, told } = owner
  if (division.code !== site.division)
    return [
      `division: the site calls itself ${told ?? ''} (${division.code}); its file says ${site.division}`,
    ]
  return ['division', 'name']
    .filter((path) => Object.hasOwn(site.unverified, path))
    .map((path) => `unverified['${path}']: the site calls itself ${told ?? ''}; ${settling[kind]}`)
}

function toldOwner(page: Page, divisions: Divisions): Owner | null {
  try {
    return ownerOf(page, null, divisions)
  } catch (error) {
    if (error instanceof NianbaoError && error.code === 'usage') return null
    throw error
  }
}
