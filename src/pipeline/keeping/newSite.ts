import type { Clock } from '../../clock.ts'
import { loadConfig } from '../../config/loadConfig.ts'
import { NianbaoError } from '../../errors.ts'
import { openFetch } from '../../fetch/fetch.ts'
import { loadSites } from '../../sites/loadSites.ts'
import { provinceFolder } from '../../sites/provinceFolder.ts'
import { siteLiteral, type NewSiteFacts } from '../../sites/siteFileText.ts'
import { Site } from '../../sites/siteFile.ts'
import { siteFilePath, writeSiteFile } from '../../sites/writeSiteFile.ts'
import { askOnce } from './askOnce.ts'
import { countsOf } from './countsOf.ts'
import { expectationOf } from './expectationOf.ts'
import { findColumn, type FoundColumn } from './findColumn.ts'
import { keepRecording, type Kept } from './keepRecording.ts'
import { ownerOf, type Owner } from './ownerOf.ts'
import { recordSite, type Recorded } from './recordSite.ts'
import { tryListing, type Listed } from './tryListing.ts'

export interface NewSiteOrder {
  /** Address of a column of annual reports, or of one report in it. */
  readonly url: string
  /** Code of the division, where a person knows better than the page. */
  readonly division: string | null
  /** Name of the file, where the host's own name will not do. */
  readonly name: string | null
  /** Folders of the site files, of `config/`, and of the recordings. */
  readonly sites: string
  readonly config: string
  readonly out: string
  readonly replicas: ReadonlyMap<string, string>
  readonly clock: Clock
}

export interface NewSite {
  readonly file: string
  readonly family: string
  /** What a person should know or look at, a line each. */
  readonly notes: readonly string[]
  readonly kept: Kept
}

/**
 * `nianbao sites new URL`: looks at a column of annual reports, tells platform and owner, lists it, and writes the site file, the
 * recording and the expected listing that a person must read. Nothing is written unless all of it was found.
 */
export async function newSite(order: NewSiteOrder): Promise<NewSite> {
  const { fetch, knowledge } = await loadConfig(order.config)
  const fetcher = openFetch({ config: fetch, replicas: order.replicas })
  const recorded = order.clock().toISOString().slice(0, 10)
  const kind = order.replicas.size > 0 ? 'replica' : 'live'
  try {
    const given = webAddress(order.url)
    await refuseKnownHost(given.host, order.sites)
    const ask = askOnce(fetcher, { hosts: withTwin(given.host) })
    const column = await findColumn(given.href, ask)
    const { host } = new URL(column.page.url)
    const owner = ownerOf(column.page, order.division, knowledge.divisions)
    const id = await freeId(order, owner, host)

    const facts = firstFacts(id, owner, column)
    const siteOf = (source: NewSiteFacts['source']): Site => checked({ ...facts, source })
    const listed = await tryListing(column.page, siteOf, ask)
    const complete: NewSiteFacts = {
      ...facts,
      source: listed,
      expect: expectationOf(countsOf(listed.found)),
      unverified: {
        ...unverifiedOf(column, owner, listed, kind),
        'expect.perYear': `counted once, on ${recorded}`,
      },
    }
    const site = checked(complete)
    const made = await recordSite(site, { ask, kind, recorded, knowledge })
    const file = await writeSiteFile(order.sites, complete)
    const kept = await keepRecording(order.out, made)
    return { file, family: listed.family, notes: notesOf(column, listed, made, site), kept }
  } finally {
    fetcher.close()
  }
}

function webAddress(text: string): URL {
  const url = URL.parse(text)
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url
  throw new NianbaoError('usage', `${text}: not the address of a page (http://… or https://…)`)
}

/** The same site stands with and without `www.`; nothing else is fetched before a person allows it. */
const withTwin = (host: string): readonly string[] => [
  host,
  host.startsWith('www.') ? host.slice('www.'.length) : `www.${host}`,
]

async function refuseKnownHost(host: string, folder: string): Promise<void> {
  const known = (await loadSites(folder)).find(({ hosts }) =>
    withTwin(host).some((one) => hosts.includes(one)),
  )
  if (known === undefined) return
  const message = `${host} is a host of ${known.id} already; add a source to ${siteFilePath(folder, known.id)}`
  throw new NianbaoError('usage', message)
}

async function freeId({ name, sites }: NewSiteOrder, { division }: Owner, host: string): Promise<string> {
  const province = provinceFolder(division.code)
  if (province === null)
    throw new NianbaoError('usage', `--division ${division.code}: of no province we know`)
  if (name !== null && !/^[a-z0-9]+(?:-[a-z0-9]+)*$/u.test(name))
    throw new NianbaoError('usage', `--name ${name}: names the file; lower-case letters, digits and - only`)
  const labels = host.replace(/:\d+$/u, '').split('.')
  const own = labels.filter((label) => !/^(?:www|gov|cn|com|org|net)$/u.test(label)).join('-')
  const id = `${province}-${name ?? own}`
  if (!(await loadSites(sites)).some((site) => site.id === id)) return id
  throw new NianbaoError(
    'usage',
    `${siteFilePath(sites, id)}: is there already and is not overwritten; choose another --name`,
  )
}

/** A host or a path that no site file can hold is told before anything is written. */
function checked(facts: NewSiteFacts): Site {
  const { success, data, error } = Site.safeParse(siteLiteral(facts))
  if (success) return data
  const [issue] = error.issues
  const message = `no site file can say this: ${issue?.path.join('.') ?? 'site'}: ${issue?.message ?? ''}`
  throw new NianbaoError('usage', message, { cause: error })
}

const firstFacts = (
  id: string,
  { division, name }: Owner,
  { page }: FoundColumn,
): Omit<NewSiteFacts, 'source'> => ({
  id,
  name,
  division: division.code,
  hosts: withTwin(new URL(page.url).host),
  scheme: page.url.startsWith('https:') ? 'https' : 'http',
  expect: { from: 2008, perYear: [0, 1] },
  unverified: {},
})

/** All that was derived and seen by nobody; the address that a person gave is no guess. */
function unverifiedOf(
  { page, report }: FoundColumn,
  { told }: Owner,
  { options, guessed }: Listed,
  kind: 'live' | 'replica',
): Readonly<Record<string, string>> {
  const named = Object.entries(options).find(([, value]) => value === page.url)?.[0]
  return {
    ...(kind === 'replica' && { 'sources.0': 'seen on a replica, never live' }),
    ...(told !== null && { division: `by the name of the site, ${told}` }),
    ...(report !== null &&
      named !== undefined && { [`sources.0.${named}`]: 'the column that a report links' }),
    ...Object.fromEntries(Object.entries(guessed).map(([option, why]) => [`sources.0.${option}`, why])),
  }
}

function notesOf(
  { page, report }: FoundColumn,
  { options }: Listed,
  { recording }: Recorded,
  site: Site,
): readonly string[] {
  const outside = recording.index.exchanges.flatMap(({ url, answer }) =>
    'refused' in answer && answer.refused === 'host-not-allowed' ? [new URL(url).host] : [],
  )
  return [
    ...(report === null ? [] : [`${report} is a report; its column is ${page.url}`]),
    ...(options['descend'] === undefined
      ? []
      : [`columns below it are listed too: descend ${options['descend']}`]),
    ...[...new Set(outside)].map(
      (host) =>
        `files lie at ${host}: where it is official, add it to hosts and run nianbao sites record ${site.id}`,
    ),
  ]
}
