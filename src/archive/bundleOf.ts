import { isDeepStrictEqual } from 'node:util'
import type { Capture } from '../model/capture.ts'
import type { Bundle, Original } from '../model/original.ts'

/** A capture of a bundle, and the first line that brought the same bytes under the same key. */
export interface DistinctCapture {
  readonly capture: Capture
  readonly first: Pick<Capture, 'seq' | 'time'>
}

/** The captures of one bundle in ledger order, each with its bytes and the URL of the page that led to it. */
export interface BundledCapture extends DistinctCapture {
  readonly parentUrl: string | null
  readonly bytes: Uint8Array
}

/**
 * Which captures of a bundle matter: of those in a row with the same URL and content the first; of an import, where
 * the content is always the same, the first that says of it what the last one says, because a person may have corrected that.
 */
export function distinctCaptures(captures: readonly Capture[]): readonly DistinctCapture[] {
  const [first, last] = [captures[0], captures.at(-1)]
  if (first !== undefined && last?.role === 'import') {
    const capture = captures.find((each) => isDeepStrictEqual(wordOn(each), wordOn(last))) ?? last
    return [{ capture, first }]
  }
  const latest = new Map<string, string>()
  return captures.flatMap((capture) => {
    const { url, sha256 } = capture
    const news = latest.get(url) !== sha256
    latest.set(url, sha256)
    return news ? [{ capture, first: capture }] : []
  })
}

/** What a person said of a file. */
const wordOn = ({ url, name, title, date, column, division, given, response_headers }: Capture) => ({
  ...{ url, name, title, date, column, division, given, response_headers },
})

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

function originalOf({ capture, first, parentUrl, bytes }: BundledCapture): Original {
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
    run: capture.run,
    ...(first.seq !== capture.seq && { first: { captured: first.time, capture: first.seq } }),
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
