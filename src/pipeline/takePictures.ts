import type { Capture, CaptureFacts } from '../model/capture.ts'
import { everySource } from '../model/originalsOf.ts'
import { inParallel } from './inParallel.ts'
import { policyOf, type SiteWorks } from './works.ts'

/** Pages of a site at hand; a host is still asked for one thing at a time. */
const width = 2

/**
 * What a reader saw (docs/decisions/0059): of each of these bundles, just derived, whose page this run archived as new or changed and
 * which gives a report, a picture and a PDF, kept as originals of their own. One that fails is named and not tried again.
 */
export async function takePictures(works: SiteWorks, keys: readonly string[]): Promise<void> {
  if (!works.pictures) return
  await inParallel(width, keys, async (key) => {
    const page = await newPage(works, key)
    if (page === null) return
    const failure = works.budget.spent() ?? (await takeOf(works, page))
    if (failure !== null) works.log.trouble({ url: page.url, code: 'no-picture', message: failure })
  })
}

/** The line that brought the page of a bundle in this run, where it is a web page and a report was read from it. */
async function newPage({ shelf, run }: SiteWorks, key: string): Promise<Capture | null> {
  const page = (await shelf.lastCapture({ url: key }))?.capture
  if (page?.role !== 'page' || page.extension !== 'html' || page.run !== run) return null
  // A report names the line that brought a content, never one that found it unchanged.
  for (const id of shelf.outcome(key)?.ids ?? []) {
    const report = await shelf.readReport(id)
    if (report !== null && everySource(report).some(({ capture }) => capture === page.seq)) return page
  }
  return null
}

/** Null when both are safe, else why there is none. */
async function takeOf({ shelf, site, fetcher }: SiteWorks, page: Capture): Promise<string | null> {
  const { url, final_url, response_headers, sha256, seq, source, division, title, date, column } = page
  const body = await shelf.original(page)
  const shown = { url, finalUrl: final_url, responseHeaders: response_headers, body, sha256 }
  const pictured = await fetcher.picture(shown, policyOf(site))
  if (pictured.kind === 'failed') return pictured.message
  const facts: CaptureFacts = {
    ...{ source, parent: seq, division, title, date, column, name: null, given: null },
    role: 'picture',
  }
  for (const picture of pictured.pictures) await shelf.admit(picture, facts)
  return null
}
