import { hash } from 'node:crypto'
import type { SiteArchive } from '../archive/siteArchive.ts'
import type { Clock } from '../clock.ts'
import { convertible, type Convertible } from '../extract/convertible.ts'
import type { Converter } from '../extract/engines/officeEngine.ts'
import type { Capture, CaptureFacts } from '../model/capture.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Original } from '../model/original.ts'
import type { Trouble } from '../model/run.ts'
import { failedConversions } from './failedConversions.ts'

/** What converting needs, and who hears of a file that could not be. */
export interface ConvertTools {
  readonly shelf: SiteArchive
  /** Null where nobody asked for conversions, or none can be made here: then nothing happens. */
  readonly converter: Converter | null
  readonly clock: Clock
  /** Why no more time may be taken; null while it may. */
  readonly spent: () => string | null
  readonly trouble: (trouble: Trouble) => void
}

/**
 * Converts the originals of these bundles that no reader of ours reads and an office suite does, each once (docs/decisions/0061): the result is
 * archived as a file of its own, bound to the bytes that it was made of, and the bundle waits to be derived. One that fails is named, and
 * tried again by another version of the converter only.
 */
export async function convertUnread(tools: ConvertTools, keys: readonly string[]): Promise<void> {
  const { shelf, converter, spent } = tools
  if (converter === null) return
  const waiting = new Set(shelf.underived(keys))
  for (const key of keys) {
    if (!waiting.has(key) && !leftUnread(shelf, key)) continue
    for (const original of (await shelf.bundle(key)).originals) {
      const kind = original.conversion === undefined ? convertible(original.bytes) : null
      if (kind === null || original.capture === null) continue
      if (spent() !== null) return
      await convertOne({ ...tools, converter }, await shelf.capture(original.capture), original, kind)
    }
  }
}

const leftUnread = (shelf: SiteArchive, key: string): boolean =>
  shelf.outcome(key)?.left.some(({ code }) => code === 'unreadable-file') === true

/** The same file may have come by another address before: what was made of it then is bound to this one, too. */
async function convertOne(
  { shelf, converter, clock, trouble }: ConvertTools & { readonly converter: Converter },
  source: Capture,
  { bytes }: Original,
  kind: Convertible,
): Promise<void> {
  const admit = (body: Uint8Array, by: string): Promise<Capture> =>
    shelf.admit(exchangeOf(source, body, by, clock().toISOString()), factsOf(source))
  const kept = await shelf.conversion(source.sha256)
  if (kept?.conversion !== undefined) {
    await admit(await shelf.original(kept), kept.conversion.by)
    return
  }
  const failed = failedConversions(shelf)
  if (failed.by(source.sha256) === converter.name) return
  const converted = await converter.convert(bytes, kind)
  if (converted.kind === 'converted') {
    await admit(converted.bytes, converter.name)
    return
  }
  failed.note(source.sha256, converter.name)
  trouble({ url: source.url, code: 'no-converter', message: converted.message })
}

/** Nobody was asked: status 0 and no headers say so in the ledger. */
const exchangeOf = (
  { url, final_url, sha256: of }: Capture,
  body: Uint8Array,
  by: string,
  time: string,
): Exchange => ({
  ...{ url, finalUrl: final_url, method: 'GET', form: null, hops: [], status: 0 },
  ...{ requestHeaders: {}, responseHeaders: {} },
  ...{ body, sha256: hash('sha256', body), encoded: null },
  ...{ time, conversion: { of, by } },
})

const factsOf = ({ seq, source, division, title, date, column, name }: Capture): CaptureFacts => ({
  ...{ role: 'conversion', source, parent: seq, division, title, date, column, name, given: null },
})
