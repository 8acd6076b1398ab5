import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { FailureCode } from '../errors.ts'
import type { Capture, CaptureFacts } from '../model/capture.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Json } from '../model/json.ts'
import type { Report } from '../model/report.ts'
import { captureOf } from './captureOf.ts'
import { createDerivations } from './derivations.ts'
import type { DiskFault } from './diskFault.ts'
import { createAppender } from './ledgerAppender.ts'
import { extendManifest } from './manifest.ts'
import { createOriginals } from './originals.ts'
import { keepRefused, pruneRefused } from './refused.ts'
import { createReports } from './reports.ts'
import { lookKey, requestKey } from './requestKey.ts'
import { saveNowAndThen } from './saveNowAndThen.ts'
import type { DerivedOutcome } from './siteIndex.ts'
import { markUnfinished, unmark } from './unfinished.ts'
import type { SiteRecord } from './siteRecord.ts'
import { siteReader, type SiteReader } from './siteReader.ts'

/** One site's part of an archive, for its one writer. */
export interface SiteArchive extends SiteReader {
  /** Keeps an admitted exchange; resolves when original and ledger line are durable. */
  admit(exchange: Exchange, facts: CaptureFacts): Promise<Capture>
  /** Notes that the content that is kept was confirmed (304); resolves when the ledger line is durable. */
  confirm(exchange: Exchange, facts: CaptureFacts): Promise<Capture>
  /** Keeps a refused body for a while, apart from the originals. */
  refuse(exchange: Exchange, code: FailureCode): Promise<void>
  /** Kept in the index: lost with it, so nothing may hang on it that a new crawl does not find again. */
  setNote(name: string, value: Json): void
  /** Files a report under its id (which must not be null). */
  writeReport(report: Report): Promise<void>
  /** The same for a report that is text already, as `reportText` makes it. */
  writeReportText(id: string, text: string): Promise<void>
  removeReport(id: string): Promise<void>
  /** Notes what was derived from a bundle as `bundle(key)` last gave it; needed before it counts as derived. */
  recordDerived(key: string, outcome: DerivedOutcome): void
  /** Lets `finish` write originals.sha256 anew from the whole ledger, whatever lies there. */
  rebuildLists(): void
  /** Makes everything derived durable, brings originals.sha256 and index.json up to date, and closes the site. */
  finish(): Promise<void>
  /** Closes the site as it is: what was acknowledged is kept, what is derived is derived again. */
  abandon(): Promise<void>
}

export interface SiteArchiveOptions {
  readonly id: string
  readonly folder: string
  readonly temp: string
  readonly fault: DiskFault
  readonly now: () => Date
  readonly run: string
  readonly refusedKeptDays: number
}

export function siteArchive(record: SiteRecord, options: SiteArchiveOptions): SiteArchive {
  const { folder, temp, fault, now } = options
  const derivations = createDerivations(() => record.index.data)
  const reader = siteReader(options.id, folder, record, derivations)
  const originals = createOriginals({ site: folder, temp, fault, beforeFirst: () => markUnfinished(folder, temp) })
  const reports = createReports(folder, temp, fault)
  const derivedFrom = new Map<string, number>()
  // A run that was cut off may leave all in order but the list of originals.
  const { manifest: listed, ledger } = record.index.data
  let changed = record.recovered.length > 0 || listed.lines < ledger.lines

  const save = () => fault.guard(join(folder, 'index.json'), () => record.index.write())
  const saveIfTime = saveNowAndThen(save)
  const appender = createAppender({
    file: record.file,
    path: record.path,
    fault,
    position: () => record.index.data.ledger,
    async committed(line) {
      await record.take(line)
      changed = true
      await saveIfTime()
    },
  })
  const contentNow = async (key: string) => {
    const look = record.index.data.looks[key]
    return look === undefined ? null : record.lineAt(look.seq)
  }

  return {
    ...reader,
    async admit(exchange, facts) {
      fault.check()
      const [extension, encodedExtension] = await Promise.all([
        originals.store(exchange.body, exchange.sha256),
        exchange.encoded === null ? '' : originals.store(exchange.encoded.bytes, exchange.encoded.sha256),
      ])
      const key = lookKey({ ...exchange, ...facts })
      return appender.append({
        key,
        async compose(seq, prev) {
          const before = await contentNow(key)
          const known = before?.sha256 === exchange.sha256 ? 'unchanged' : 'changed'
          const outcome = before === null ? 'new' : known
          const content = { outcome, sha256: exchange.sha256, size: exchange.body.length, extension } as const
          return captureOf({ seq, prev, run: options.run, exchange, facts, content, encodedExtension })
        },
      })
    },
    async confirm(exchange, facts) {
      fault.check()
      const key = requestKey(exchange)
      return appender.append({
        key,
        async compose(seq, prev) {
          const before = await contentNow(key)
          if (before === null) throw new Error(`${key} was confirmed and is not archived`)
          const { sha256, size, extension } = before
          const content = { outcome: 'not-modified', sha256, size, extension } as const
          return captureOf({ seq, prev, run: options.run, exchange, facts, content, encodedExtension: '' })
        },
      })
    },
    refuse: (exchange, code) =>
      fault.guard(join(folder, 'refused'), () => keepRefused(folder, temp, exchange, code, now())),
    setNote(name, value) {
      if (isDeepStrictEqual(record.index.data.notes[name], value)) return
      // A copy: what is saved is told from what was saved before by its identity.
      record.index.data.notes[name] = structuredClone(value)
      changed = true
    },
    async bundle(key) {
      const upTo = record.index.data.bundles[key]?.captures.at(-1)
      const bundle = await reader.bundle(key)
      if (upTo !== undefined) derivedFrom.set(key, upTo)
      return bundle
    },
    writeReport: (report) => reports.write(report),
    writeReportText: (id, text) => reports.writeText(id, text),
    removeReport: (id) => reports.remove(id),
    recordDerived(key, outcome) {
      const upTo = derivedFrom.get(key)
      if (upTo === undefined) throw new Error(`${key} was not read before it was derived`)
      derivations.record(key, upTo, outcome)
      changed = true
    },
    rebuildLists() {
      record.index.data.manifest = { lines: 0, sha256: '' }
      changed = true
    },
    async finish() {
      await appender.idle()
      fault.check()
      if (changed) {
        await reports.settle()
        derivations.settle()
        const { manifest, ledger } = record.index.data
        const path = join(folder, 'originals.sha256')
        const extended = { path, temp, known: manifest, lines: ledger.lines, captures: (after: number) => reader.captures(after) }
        record.index.data.manifest = await fault.guard(path, () => extendManifest(extended))
        await save()
      }
      await fault.guard(join(folder, 'refused'), () => pruneRefused(folder, options.refusedKeptDays, now()))
      await fault.guard(folder, () => unmark(folder))
      await record.file.close()
    },
    async abandon() {
      await appender.idle()
      await record.file.close()
    },
  }
}
