import type { Discovery } from '../../discover/discovery.ts'
import { NianbaoError } from '../../errors.ts'
import { extractor, type Extraction } from '../../extract/extract.ts'
import type { Expected } from '../../model/expected.ts'
import type { Knowledge } from '../../model/knowledge.ts'
import type { Original } from '../../model/original.ts'
import type { Get, Page } from '../../model/page.ts'
import type { RecordedExchange, Recording } from '../../model/recording.ts'
import type { Site } from '../../sites/siteFile.ts'
import { formOf } from '../figuresLine.ts'
import { filesOf, type FilesOfPage } from '../filesOf.ts'
import { firstLook } from './firstLook.ts'
import { replay } from './replayGet.ts'

/** What a recording gives today. */
export interface Replayed {
  /** With nobody's word that they read it. */
  readonly expected: Expected
  /** Recorded requests that nobody makes any more. */
  readonly unasked: readonly string[]
}

/**
 * Lists a site from its recording and reads the sampled pages, without a network: the same in `sites record`, which writes
 * it down, and in the test, which compares.
 * @throws Error naming a request that was not recorded
 */
export async function replaySite(site: Site, recording: Recording, knowledge: Knowledge): Promise<Replayed> {
  const replayed = replay(recording)
  const { get } = replayed
  const found = await firstLook(site, get)
  const sampled: Expected['sampled'][number][] = []
  for (const exchange of recording.index.exchanges) {
    if (exchange.role !== 'report' && exchange.role !== 'trap') continue
    sampled.push(await readSample(exchange, found, { site, recording, knowledge, get }))
  }
  const expected: Expected = {
    schema: 'nianbao/expected@1',
    site: site.id,
    read_by: null,
    listings: found.flatMap((seen) => (seen.kind === 'listing' ? [listingLine(seen)] : [])),
    candidates: found.flatMap((seen) => (seen.kind === 'candidate' ? [candidateLine(seen)] : [])),
    ignored: found.flatMap((seen) =>
      seen.kind === 'ignored' ? [{ reason: seen.reason, title: seen.link.title, url: seen.link.url }] : [],
    ),
    alarms: found.flatMap((seen) =>
      seen.kind === 'alarm' ? [{ code: seen.code, endpoint: seen.endpoint, message: seen.message }] : [],
    ),
    sampled,
  }
  return { expected, unasked: replayed.unasked() }
}

type Of<Kind extends Discovery['kind']> = Extract<Discovery, { kind: Kind }>

const listingLine = (seen: Of<'listing'>): Expected['listings'][number] => {
  const { source, endpoint, column, rows, declaredTotal: declared, complete, counts } = seen
  return { source, endpoint, column, rows, declared, complete, counts }
}

const candidateLine = ({ year, unit, link, column }: Of<'candidate'>): Expected['candidates'][number] => {
  const { title, date, url } = link
  return { year, unit, title, date, column, url }
}

interface Reading {
  readonly site: Site
  readonly recording: Recording
  readonly knowledge: Knowledge
  readonly get: Get
}

/** A sampled page and its files through the extraction, as a crawl would bundle them. */
async function readSample(
  { url }: RecordedExchange,
  found: readonly Discovery[],
  { site, recording, knowledge, get }: Reading,
): Promise<Expected['sampled'][number]> {
  const listed = found.find(
    (seen) => (seen.kind === 'candidate' || seen.kind === 'ignored') && seen.link.url === url,
  )
  if (listed?.kind !== 'candidate' && listed?.kind !== 'ignored')
    throw new Error(`${site.id}: ${url} was sampled, and is not listed any more`)
  const originals: Original[] = []
  const refused: string[] = []
  const take = async (
    address: string,
    facts: Pick<Original, 'role' | 'name' | 'parentUrl'>,
  ): Promise<Page | null> => {
    const page = await get({ url: address }).catch(codeOf)
    if (typeof page === 'string') refused.push(page)
    else originals.push(originalOf(address, page, listed, facts, originals.length + 1))
    return typeof page === 'string' ? null : page
  }
  const page = await take(url, { role: 'page', name: null, parentUrl: null })
  const { files, fault } =
    page === null || listed.kind === 'ignored' ? noFiles : filesOfSample(url, page, recording)
  if (fault !== null) refused.push(fault.code)
  for (const file of files) await take(file.url, { role: 'attachment', name: file.name, parentUrl: url })

  const provenance = { siteDivision: site.division, givenUnit: null, givenYear: null }
  const { reports, refused: unread }: Extraction = extractor(knowledge)({ originals, provenance })
  return {
    url,
    reports: reports.map(({ id, forms, figures }) => ({
      id,
      form: formOf(forms),
      figures: Object.keys(figures).length,
    })),
    refused: [...refused, ...unread.map(({ code }) => code)],
  }
}

/** The refusal that was recorded; an unrecorded request is thrown on. */
function codeOf(error: unknown): string {
  if (error instanceof NianbaoError) return error.code
  throw error
}

const noFiles: FilesOfPage = { files: [], fault: null }

/** Files are looked for in pages only. */
function filesOfSample(url: string, page: Page, { index }: Recording): FilesOfPage {
  const exchange = index.exchanges.find((one) => one.url === url)
  const isHtml = exchange !== undefined && 'body' in exchange.answer && exchange.answer.body.endsWith('.html')
  return isHtml ? filesOf(page) : noFiles
}

function originalOf(
  url: string,
  { body, sha256, headers }: Page,
  { link, column }: Of<'candidate'> | Of<'ignored'>,
  facts: Pick<Original, 'role' | 'name' | 'parentUrl'>,
  capture: number,
): Original {
  return {
    ...facts,
    url,
    bytes: body,
    sha256,
    mediaType: headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? 'application/octet-stream',
    captured: null,
    capture,
    listTitle: link.title,
    listDate: link.date,
    column,
  }
}
