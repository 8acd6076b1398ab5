import type { Capture } from '../model/capture.ts'
import type { Bundle, Original } from '../model/original.ts'

/** The captures of one bundle in ledger order, each with its bytes and the URL of the page that led to it. */
export interface BundledCapture {
  readonly capture: Capture
  readonly parentUrl: string | null
  readonly bytes: Uint8Array
}

/**
 * Which captures of a bundle matter: of those in a row with the same URL and content the first; of an import, where
 * the content is always the same, the last, because a person may have corrected what they said of it.
 */
export function distinctCaptures(captures: readonly Capture[]): readonly Capture[] {
  const last = captures.at(-1)
  if (last?.role === 'import') return [last]
  const latest = new Map<string, string>()
  return captures.filter(({ url, sha256 }) => {
    const news = latest.get(url) !== sha256
    latest.set(url, sha256)
    return news
  })
}

/** The bundle as later stages take it, all from the ledger; the newest capture decides on its provenance. */
export function bundleOf(captures: readonly BundledCapture[]): Bundle {
  const newest = captures.at(-1)?.capture
  return {
    originals: captures.map(originalOf),
    provenance: {
      siteDivision: newest?.division ?? null,
      givenUnit: newest?.given?.unit ?? null,
      givenYear: newest?.given?.year ?? null,
    },
  }
}

function originalOf({ capture, parentUrl, bytes }: BundledCapture): Original {
  if (capture.role === 'listing' || capture.role === 'picture')
    throw new Error(`line ${capture.seq} is a ${capture.role} and belongs to no bundle`)
  return {
    bytes,
    sha256: capture.sha256,
    role: capture.role,
    mediaType: mediaType(capture.response_headers['content-type']),
    name: capture.name,
    url: capture.url,
    captured: capture.time,
    capture: capture.seq,
    parentUrl,
    listTitle: capture.title,
    listDate: capture.date,
    column: capture.column,
  }
}

function mediaType(header: string | undefined): string {
  const essence = header?.split(';')[0]?.trim().toLowerCase() ?? ''
  return essence === '' ? 'application/octet-stream' : essence
}
