import { isDeepStrictEqual } from 'node:util'
import type { Capture } from '../model/capture.ts'
import type { Bundle, Conversion, Original } from '../model/original.ts'

/** A capture of a bundle, and the first line that brought the same bytes under the same key. */
export interface DistinctCapture {
  readonly capture: Capture
  readonly first: Pick<Capture, 'seq' | 'time'>
  /** The last line that brought a conversion of these bytes; null where none did. */
  readonly conversion: Capture | null
}

/** The captures of one bundle in ledger order, each with its bytes and the URL of the page that led to it. */
export interface BundledCapture extends Omit<DistinctCapture, 'conversion'> {
  readonly parentUrl: string | null
  readonly bytes: Uint8Array
  readonly conversion: { readonly capture: Capture; readonly bytes: Uint8Array } | null
}

/**
 * Which captures of a bundle matter: of those in a row with the same URL and content the first; of an import, where
 * the content is always the same, the first that says of it what the last one says, because a person may have corrected that.
 * Conversions stand by the files that they were made of.
 */
export function distinctCaptures(captures: readonly Capture[]): readonly DistinctCapture[] {
  const conversions = new Map(captures.flatMap((each) => (each.conversion ? [[each.conversion.of, each]] : [])))
  return distinct(captures.filter(({ role }) => role !== 'conversion')).map((each) => ({
    ...each,
    conversion: conversions.get(each.capture.sha256) ?? null,
  }))
}

function distinct(captures: readonly Capture[]): readonly Pick<DistinctCapture, 'capture' | 'first'>[] {
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

function originalOf({ capture, first, parentUrl, bytes, conversion }: BundledCapture): Original {
  if (capture.role === 'listing' || capture.role === 'picture' || capture.role === 'conversion')
    throw new Error(`line ${capture.seq} is a ${capture.role} and no original of a bundle`)
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
    ...(conversion !== null && { conversion: conversionOf(conversion) }),
  }
}

const conversionOf = ({ capture, bytes }: NonNullable<BundledCapture['conversion']>): Conversion => ({
  bytes,
  sha256: capture.sha256,
  by: capture.conversion?.by ?? '',
  captured: capture.time,
  capture: capture.seq,
})

function mediaType(header: string | undefined): string {
  const essence = header?.split(';')[0]?.trim().toLowerCase() ?? ''
  return essence === '' ? 'application/octet-stream' : essence
}
