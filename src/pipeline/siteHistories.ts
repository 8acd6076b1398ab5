import type { SiteReader } from '../archive/siteReader.ts'
import { linkKey } from '../discover/linkKey.ts'
import { familyNames, type FamilyName } from '../families/families.ts'
import type { Capture } from '../model/capture.ts'
import type { Address, AddressLook, History } from '../model/history.ts'
import type { Report, Source } from '../model/report.ts'
import type { Run, SiteRun } from '../model/run.ts'
import { credibleMisses, type SiteLook } from '../validate/credibleMisses.ts'
import { historyOf } from '../validate/historyOf.ts'
import { nightlyEvidence, type NightlyEvidence } from '../validate/nightlyEvidence.ts'

/** What the ledger says of the looks at a site, in its order. */
interface Ledger {
  readonly byUrl: ReadonlyMap<string, readonly Capture[]>
  readonly bySeq: ReadonlyMap<number, Capture>
}

/** What the looks at a site prove: of single addresses, and which misses are of an address and not of the site. */
interface Proof extends NightlyEvidence {
  readonly isCredible: (run: string, url: string) => boolean
  readonly families: readonly FamilyName[]
}

/** What the history of a report needs of it. */
type Alive = Pick<Report, 'id' | 'unit' | 'year' | 'title' | 'editions' | 'sources'>

/** A site's ledger, and its reports as far as their histories go. */
interface Shelf extends Pick<SiteReader, 'id' | 'captures'> {
  reports():
    AsyncIterable<Pick<Report, 'editions' | 'sources'>> | Iterable<Pick<Report, 'editions' | 'sources'>>
}

/**
 * Prepares the histories of a site's reports, from its ledger and the records of its runs (oldest first) alone. The ledger is read
 * once; of a site of 1,000 reports it is some MB.
 */
export async function siteHistories(
  shelf: Shelf,
  runs: readonly (readonly [Run, SiteRun])[],
): Promise<(report: Alive) => History | null> {
  const evidence = nightlyEvidence(runs)
  const ledger = await looksByAddress(shelf)
  const families = familiesOf(evidence)
  const looks = siteLooks(ledger, await namedOriginals(shelf), evidence, families)
  const proof: Proof = { ...evidence, families, isCredible: credibleMisses(looks) }
  return ({ id, unit, year, title, editions, sources }) => {
    if (id === null || year === null) return null
    const named = editions.flatMap((edition) => edition.sources ?? [])
    // A report of older rules names its sources only as they are now.
    const all = named.length > 0 ? named : sources
    const parents = parentsOf(all, ledger.bySeq)
    const addresses = addressesOf(all).map(({ url, role }): Address => {
      const captures = ledger.byUrl.get(url) ?? []
      const seen = looksAt(captures, editions, proof)
      const pages = [url, ...(parents.get(url) ?? [])]
      return { url, role, looks: inOrder([...seen, ...missedAt(url, seen, pages, proof)]) }
    })
    return historyOf({ id, site: shelf.id, unit: unit.name, year, title, editions, addresses })
  }
}

/** SHA-256 of every original that gave a report. */
async function namedOriginals(shelf: Shelf): Promise<ReadonlySet<string>> {
  const named = new Set<string>()
  for await (const { editions, sources } of shelf.reports()) {
    const all = [...sources, ...editions.flatMap((edition) => edition.sources ?? [])]
    for (const { sha256 } of all) named.add(sha256)
  }
  return named
}

/** Every look at an address that gave a report at some time, for all reports of the site. */
function siteLooks(
  { byUrl, bySeq }: Ledger,
  named: ReadonlySet<string>,
  { missed, offList, trusted }: NightlyEvidence,
  families: readonly FamilyName[],
): readonly SiteLook[] {
  return [...byUrl].flatMap(([url, captures]) => {
    const [first] = captures
    if (first?.role !== 'page' && first?.role !== 'attachment') return []
    const { role } = first
    const parent = role === 'attachment' ? bySeq.get(first.parent ?? 0)?.url : undefined
    const keys = [url, ...(parent === undefined ? [] : [parent])].flatMap((page) =>
      families.map((family) => linkKey(page, family)),
    )
    const off = new Set(keys.flatMap((key) => (offList.get(key) ?? []).map(({ time }) => time)))
    return [
      ...captures.flatMap(({ run, time, sha256 }): SiteLook[] => {
        if (named.has(sha256)) return [{ run, time, url, role, kind: 'there' }]
        return trusted.has(run) ? [{ run, time, url, role, kind: 'missing' }] : []
      }),
      ...(missed.get(url) ?? []).map(({ run, time }): SiteLook => {
        return { run, time, url, role, kind: off.has(time) ? 'unlisted' : 'missing' }
      }),
    ]
  })
}

async function looksByAddress(shelf: Shelf): Promise<Ledger> {
  const byUrl = new Map<string, Capture[]>()
  const bySeq = new Map<number, Capture>()
  for await (const capture of shelf.captures()) {
    if (capture.role !== 'page' && capture.role !== 'attachment') continue
    bySeq.set(capture.seq, capture)
    const known = byUrl.get(capture.url)
    if (known) known.push(capture)
    else byUrl.set(capture.url, [capture])
  }
  return { byUrl, bySeq }
}

/** Addresses that gave the report; what a person imported is no address. */
function addressesOf(
  sources: readonly Source[],
): readonly { readonly url: string; readonly role: Source['role'] }[] {
  const roles = new Map<string, Source['role']>()
  for (const { url, role } of sources)
    if (url !== null && role !== 'import' && !roles.has(url)) roles.set(url, role)
  return [...roles].map(([url, role]) => ({ url, role }))
}

/** Of a file also the pages that link it: what leaves a list is the page. */
function parentsOf(
  sources: readonly Source[],
  bySeq: ReadonlyMap<number, Capture>,
): ReadonlyMap<string, readonly string[]> {
  const parents = new Map<string, readonly string[]>()
  for (const { url, role, capture } of sources) {
    const parent = role === 'attachment' ? bySeq.get(capture ?? 0)?.parent : null
    const page = bySeq.get(parent ?? 0)?.url
    if (url !== null && page !== undefined) parents.set(url, [...(parents.get(url) ?? []), page])
  }
  return parents
}

/** The looks that brought content: of an edition, or of something else, which only counts in a run whose listings answered. */
function looksAt(
  captures: readonly Capture[],
  editions: Report['editions'],
  { trusted, isCredible }: Proof,
): readonly AddressLook[] {
  let before: { readonly sha256: string; readonly edition: number } | null = null
  const looks: AddressLook[] = []
  for (const { seq, sha256, time, run, url } of captures) {
    // The same content again is the same edition, but where it was told as a new one: it speaks again.
    const isSame =
      before?.sha256 === sha256 &&
      !editions.slice(before.edition + 1).some((one) => isAgain(one, sha256, time))
    const edition: number =
      isSame && before !== null ? before.edition : editionOf({ seq, sha256, time }, editions)
    before = { sha256, edition }
    if (edition !== -1) looks.push({ kind: 'seen', time, edition: edition + 1, capture: seq })
    else if (trusted.has(run) && isCredible(run, url))
      looks.push({ kind: 'missing', time, how: 'other-content' })
  }
  return looks
}

const isAgain = (
  { first_seen, sources }: Report['editions'][number],
  sha256: string,
  time: string,
): boolean => first_seen <= time && sources?.some((source) => source.sha256 === sha256) === true

/** The edition that names this capture; else the newest by then that names these bytes, which came back. -1: none does. */
function editionOf(
  { seq, sha256, time }: Pick<Capture, 'seq' | 'sha256' | 'time'>,
  editions: Report['editions'],
): number {
  const named = editions.findIndex(({ sources }) => sources?.some(({ capture }) => capture === seq))
  if (named !== -1) return named
  const like = (edition: Report['editions'][number]): boolean =>
    edition.sources?.some((source) => source.sha256 === sha256) ?? true
  const current = editions.findLastIndex((edition) => edition.first_seen <= time && like(edition))
  return current === -1 ? editions.findIndex(like) : current
}

/** Nights on which the address answered that nothing is there, or on which no list named it and it was not seen since it left them. */
function missedAt(
  url: string,
  seen: readonly AddressLook[],
  pages: readonly string[],
  { missed, offList, families, isCredible }: Proof,
): readonly AddressLook[] {
  const keys = new Set(pages.flatMap((page) => families.map((family) => linkKey(page, family))))
  const off = [...keys]
    .flatMap((key) => offList.get(key) ?? [])
    .filter(
      ({ time, since }) =>
        !seen.some((look) => look.kind === 'seen' && look.time >= since && look.time <= time),
    )
  return [
    ...(missed.get(url) ?? [])
      .filter(({ run }) => isCredible(run, url))
      .map(({ time, how }): AddressLook => ({ kind: 'missing', time, how })),
    ...off.map(({ time }): AddressLook => ({ kind: 'missing', time, how: 'unlisted' })),
  ]
}

const inOrder = (looks: readonly AddressLook[]): readonly AddressLook[] =>
  [...looks].sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))

/** A `sourceKey` begins with the name of its family; sources of families that are no more have no keys to compare. */
function familiesOf({ sources }: NightlyEvidence): readonly FamilyName[] {
  const names = new Set([...sources].map((source) => source.split(' ')[0]))
  return familyNames.filter((name) => names.has(name))
}
