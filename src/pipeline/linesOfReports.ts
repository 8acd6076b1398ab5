import { requestKey } from '../archive/requestKey.ts'
import type { SiteReader } from '../archive/siteReader.ts'
import type { Capture } from '../model/capture.ts'
import type { Report } from '../model/report.ts'

/** The ledger lines of a site that some reports rest on. */
export interface ChosenLines {
  readonly isEmpty: boolean
  captures(): AsyncIterable<Capture>
}

/**
 * Chooses the lines that the reports name as their sources, every other look at the same requests, and the pages and
 * listings that led there. A listing that a 304 confirmed brings the look that it confirms.
 */
export async function linesOfReports(site: SiteReader, reports: AsyncIterable<Report>): Promise<ChosenLines> {
  const lines = new Set<number>()
  const requests = new Set<string>()
  for await (const { sources } of reports) {
    for (const { capture } of sources.flatMap((source) => [
      source,
      ...(source.conversion ? [source.conversion] : []),
    ])) {
      // A report may be newer than the ledger as it was when the site was opened.
      if (capture !== null && capture <= site.lines()) await takeWithParents(site, capture, lines, requests)
    }
  }
  await takeConfirmed(site, lines, requests)
  return {
    isEmpty: lines.size === 0,
    async *captures() {
      for await (const capture of site.captures()) {
        const again =
          capture.role !== 'listing' && capture.role !== 'import' && requests.has(requestKey(capture))
        if (again || lines.has(capture.seq)) yield capture
      }
    },
  }
}

async function takeWithParents(
  site: SiteReader,
  from: number,
  lines: Set<number>,
  requests: Set<string>,
): Promise<void> {
  for (let seq: number | null = from; seq !== null && !lines.has(seq);) {
    const capture: Capture = await site.capture(seq)
    lines.add(seq)
    if (capture.role === 'page' || capture.role === 'attachment') requests.add(requestKey(capture))
    seq = capture.parent
  }
}

async function takeConfirmed(site: SiteReader, lines: Set<number>, requests: Set<string>): Promise<void> {
  const keys = new Set<string>()
  for (const seq of lines) {
    const line = await site.capture(seq)
    if (line.outcome === 'not-modified' && !requests.has(requestKey(line))) keys.add(requestKey(line))
  }
  if (keys.size === 0) return
  const last = new Map<string, number>()
  for await (const capture of site.captures()) {
    const key = requestKey(capture)
    if (!keys.has(key)) continue
    if (capture.outcome !== 'not-modified') last.set(key, capture.seq)
    else if (lines.has(capture.seq)) lines.add(last.get(key) ?? capture.seq)
  }
}
