import type { Capture } from '../model/capture.ts'
import type { Withheld } from '../model/withholding.ts'
import type { HeldFile, SiteHoldings } from './holdings.ts'
import { payloadDigest, type Look } from './warcRecords.ts'

/**
 * The selected lines of a site, each with its payload or with the line that holds it. A look is a revisit only where this very
 * export holds a `response` to the same request with the same payload; what a 304 confirms is the last one before it.
 */
export async function* warcLooks(
  archive: string,
  site: SiteHoldings,
  withheld: Withheld,
): AsyncGenerator<Look> {
  // By request the last line with a response in this export: as many as the site's own index has.
  const responses = new Map<string, number>()
  for await (const capture of site.captures()) {
    const parent = capture.parent === null ? null : await site.capture(capture.parent)
    const via = parent?.final_url ?? null
    const hidden = withheld.of(capture)
    if (hidden !== null) {
      yield { archive, site: site.id, capture, payload: null, original: null, withheld: hidden, via }
      continue
    }
    const key = JSON.stringify([capture.method, capture.url, capture.form])
    const isMade = capture.role === 'picture' || capture.role === 'conversion'
    const isAnswer = capture.role !== 'import' && !isMade
    const before = isAnswer ? responses.get(key) : undefined
    const original = before === undefined ? null : await site.capture(before)
    const again = original !== null && payloadDigest(original) === payloadDigest(capture)
    const confirmed = capture.outcome === 'not-modified'
    const whole = !confirmed && !(capture.outcome === 'unchanged' && again)
    if (whole && isAnswer) responses.set(key, capture.seq)
    yield {
      archive,
      site: site.id,
      capture,
      payload: whole ? await site.original(payloadFile(capture)) : null,
      original: isMade ? parent : whole ? null : confirms(capture, original),
      withheld: null,
      via,
    }
  }
}

/** A 304 names the decoded content that it confirms; the response before it must hold just that. */
const confirms = (capture: Capture, original: Capture | null): Capture | null =>
  original?.sha256 === capture.sha256 ? original : null

const payloadFile = (capture: Capture): HeldFile => capture.encoded ?? capture
