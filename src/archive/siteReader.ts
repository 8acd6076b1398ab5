import { join } from 'node:path'
import { NianbaoError } from '../errors.ts'
import type { Capture } from '../model/capture.ts'
import type { Json } from '../model/json.ts'
import type { Validators } from '../model/exchange.ts'
import type { Bundle } from '../model/original.ts'
import type { PageRequest } from '../model/page.ts'
import type { LedgerHead } from '../model/run.ts'
import type { Report } from '../model/report.ts'
import { bundleOf, distinctCaptures, type DistinctCapture } from './bundleOf.ts'
import type { Derivations } from './derivations.ts'
import { originalPath, readOriginal } from './originals.ts'
import { readReport, readReportIds, readReports } from './reports.ts'
import { conversionKey, pictureKey, requestKey } from './requestKey.ts'
import type { DerivedOutcome, Look } from './siteIndex.ts'
import type { SiteRecord } from './siteRecord.ts'
import { walkGoodLedger } from './walkLedger.ts'

/** The last look at a request in full. */
export interface LastCapture extends Look {
  readonly capture: Capture
  /** Of the content that is kept, for a conditional request. */
  readonly validators: Validators
}

/** What a file of the store is named by: a capture, or its `encoded`. */
export type KeptFile = Pick<Capture, 'sha256' | 'extension'>

/** One site's part of an archive, for reading. A bundle's key is its page's request, or names an import's file. */
export interface SiteReader {
  readonly id: string
  /** What opening found torn or lost and mended (a reader: looked past), in words for people. */
  readonly recovered: readonly string[]
  /** Lines of the ledger, which is the `seq` of the last one. */
  lines(): number
  /** Where the ledger ends. */
  head(): LedgerHead
  /** The last look at a request, from the index alone; null when there was none. */
  lastLook(request: PageRequest): Look | null
  /** Every request (its `requestKey`: the URL, but for POST; `import:<sha256>` for an import) with its last look. */
  lastLooks(): Iterable<readonly [key: string, look: Look]>
  /** The last look in full; null when there was none. */
  lastCapture(request: PageRequest): Promise<LastCapture | null>
  capture(seq: number): Promise<Capture>
  /** The pictures that were taken of the page that line `page` brought, from the index alone. */
  pictures(page: number): Promise<readonly Capture[]>
  /** The last line of a conversion of the file with this SHA-256, whatever bundle it is for; null where none is kept. */
  conversion(of: string): Promise<Capture | null>
  /** The ledger after line `after`, tested line by line: chain, checksum, schema. `archive-damaged` names the line. */
  captures(after?: number): AsyncIterable<Capture>
  /** The ledger's bytes up to its last line here, untested. */
  ledger(): AsyncIterable<Uint8Array>
  originalPath(file: KeptFile): string
  /** The bytes, tested against their hash; `archive-damaged` names the file. */
  original(file: KeptFile): Promise<Uint8Array>
  /** Keys of all bundles in the order in which the ledger first speaks of them. */
  bundleKeys(): string[]
  /** Keys of the bundles that ledger lines after `seq` brought something new for. */
  bundlesSince(seq: number): string[]
  /** Those of all bundles (or of `keys`) whose newest content was never derived, or not durably. */
  underived(keys?: readonly string[]): string[]
  /** When the first was captured of what nothing was derived from yet (ISO 8601, UTC); null where all is read. */
  unreadSince(): Promise<string | null>
  /** Every distinct content of a page and its attachments, or one import. */
  bundle(key: string): Promise<Bundle>
  /** What became of a bundle; null while it was not derived. */
  outcome(key: string): DerivedOutcome | null
  /** The bundles that a report was made from. */
  bundlesOf(reportId: string): string[]
  note(name: string): Json | null
  readReport(id: string): Promise<Report | null>
  /** Ids of all reports in the order of their files, without reading more of them. `archive-damaged` names a file that has none. */
  reportIds(): AsyncIterable<string>
  /** All reports in the order of their files. `archive-damaged` names a file that is no report. */
  reports(): AsyncIterable<Report>
}

export function siteReader(id: string, folder: string, record: SiteRecord, derivations: Derivations): SiteReader {
  const index = () => record.index.data
  const entries = () => Object.entries(index().bundles)

  const bytesOf = ({ sha256, extension }: KeptFile) => readOriginal(folder, sha256, extension)

  async function bundled({ capture, first, conversion }: DistinctCapture) {
    const parent = capture.role === 'attachment' && capture.parent !== null ? capture.parent : null
    return {
      ...{ capture, first },
      parentUrl: parent === null ? null : (await record.lineAt(parent)).url,
      bytes: await bytesOf(capture),
      conversion: conversion === null ? null : { capture: conversion, bytes: await bytesOf(conversion) },
    }
  }

  return {
    id,
    recovered: record.recovered,
    lines: () => index().ledger.lines,
    head: () => ({ lines: index().ledger.lines, last: index().ledger.last }),
    lastLook: (request) => index().looks[requestKey(request)] ?? null,
    lastLooks: () => Object.entries(index().looks),
    async lastCapture(request) {
      const look = index().looks[requestKey(request)]
      if (look === undefined) return null
      const headers = (await record.lineAt(look.body)).response_headers
      const validators = { etag: headers['etag'] ?? null, lastModified: headers['last-modified'] ?? null }
      return { ...look, capture: await record.lineAt(look.seq), validators }
    },
    capture: (seq) => record.lineAt(seq),
    pictures(page) {
      const looks = (['png', 'pdf'] as const).flatMap((as) => index().looks[pictureKey(as, page)] ?? [])
      return Promise.all(looks.map(({ seq }) => record.lineAt(seq)))
    },
    async conversion(of) {
      const look = index().looks[conversionKey(of)]
      return look === undefined ? null : record.lineAt(look.seq)
    },
    async *captures(after = 0) {
      const size = index().ledger.bytes
      const from = await record.positionAfter(after)
      for await (const step of walkGoodLedger(record.file, record.path, from, size)) yield step.capture
    },
    async *ledger() {
      const { bytes } = index().ledger
      // Without `end` a stream goes on to the end of the file, which a writer may have moved.
      if (bytes > 0) yield* record.file.createReadStream({ start: 0, end: bytes - 1, autoClose: false }) as AsyncIterable<Buffer>
    },
    originalPath: (file) => join(folder, originalPath(file.sha256, file.extension)),
    original: bytesOf,
    bundleKeys: () => Object.keys(index().bundles),
    bundlesSince: (seq) => entries().flatMap(([key, { captures }]) => ((captures.at(-1) ?? 0) > seq ? [key] : [])),
    underived: (keys = Object.keys(index().bundles)) => keys.filter((key) => derivations.isBehind(key)),
    async unreadSince() {
      const behind = entries().flatMap(([key]) => derivations.firstBehind(key) ?? [])
      return behind.length === 0 ? null : (await record.lineAt(Math.min(...behind))).time
    },
    async bundle(key) {
      const entry = index().bundles[key]
      if (entry === undefined) throw new NianbaoError('usage', `${id}: nothing is archived under ${key}`)
      const captures = await Promise.all(entry.captures.map((seq) => record.lineAt(seq)))
      return bundleOf(await Promise.all(distinctCaptures(captures).map(bundled)))
    },
    outcome: (key) => derivations.outcome(key),
    bundlesOf: (reportId) => derivations.bundlesOf(reportId),
    note: (name) => index().notes[name] ?? null,
    readReport: (reportId) => readReport(folder, reportId),
    reportIds: () => readReportIds(folder),
    reports: () => readReports(folder),
  }
}
