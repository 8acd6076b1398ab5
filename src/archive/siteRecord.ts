import { hash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { Low, type Adapter } from 'lowdb'
import { NianbaoError } from '../errors.ts'
import type { Capture } from '../model/capture.ts'
import { decodeLine } from './ledgerLine.ts'
import { readBetween } from './readBetween.ts'
import { lookKey } from './requestKey.ts'
import { applyLine, emptyIndex, type SiteIndex } from './siteIndex.ts'
import { damagedLine, walkLedger, type LedgerPosition } from './walkLedger.ts'

/** A site's ledger with an index that speaks of all its lines: what reading and writing share. */
export interface SiteRecord {
  readonly file: FileHandle
  readonly path: string
  readonly index: Low<SiteIndex>
  /** What was not as a finished run leaves it, in words for people; empty when all was well. */
  readonly recovered: readonly string[]
  /** Bytes at the end of the ledger that index.json knew and that are gone. */
  readonly lost: number
  /** Lines that index.json did not know: written by a run that was killed, perhaps between their bytes and their fsync. */
  readonly unindexed: number
  /** One line, tested; `archive-damaged` names it. */
  lineAt(seq: number): Promise<Capture>
  /** The place after line `seq`. */
  positionAfter(seq: number): Promise<LedgerPosition>
  /** Lets the index speak of the line that follows. */
  take(line: { capture: Capture; hash: string; end: number }): Promise<void>
}

export interface RecordOptions {
  readonly file: FileHandle
  /** For messages. */
  readonly path: string
  /** Bytes of the ledger to read: what a reader sees while another process appends. */
  readonly size: number
  readonly indexFile: Adapter<SiteIndex>
  /** Called with the place where a torn last line begins: a writer cuts it off there, a reader looks away. */
  readonly whenTorn: (at: number) => Promise<void>
}

/**
 * Opens a ledger by its index, reading only what the index does not know: the lines after it. Without an index that
 * fits, the whole ledger is read and the index made anew, with nothing derived and no notes (they might speak of
 * lines that are gone). A bad line is `archive-damaged`, unless it is the last and nobody was told that it is kept.
 */
export async function openRecord(options: RecordOptions): Promise<SiteRecord> {
  const { file, path, size } = options
  const index = new Low(options.indexFile, emptyIndex())
  await index.read()
  const recovered: string[] = []
  const acknowledged = index.data.ledger.bytes
  const lost = Math.max(0, acknowledged - size)
  if (!(await fits(index.data, file, size))) {
    const words = lost > 0 ? `; it ends ${lost} bytes before what index.json knew` : ''
    recovered.push(`${path}: index.json does not fit this ledger and was made anew${words}`)
    index.data = emptyIndex()
  } else if (acknowledged === 0 && size > 0) {
    recovered.push(`${path}: index.json was missing or unreadable and was made anew`)
  }

  const record = { ...recordOf(file, path, index), recovered, lost }
  const indexed = index.data.ledger.lines
  for await (const step of walkLedger(file, index.data.ledger, size)) {
    if (step.kind === 'good') {
      await record.take(step)
      continue
    }
    // Only what a crash can leave is cut off: the end of the file, not whole, and (the index speaks of durable lines
    // only) not what somebody was told is kept.
    const whole = step.kind === 'bad' && step.whole
    if (whole || step.end !== size || size === acknowledged) throw damagedLine(path, step)
    recovered.push(`${path}: line ${step.line} was torn (${size - step.at} bytes)`)
    await options.whenTorn(step.at)
  }
  return { ...record, unindexed: index.data.ledger.lines - indexed }
}

/** Whether the last line that the index knows stands where it says, unaltered. */
async function fits(index: SiteIndex, file: FileHandle, size: number): Promise<boolean> {
  const { lines, bytes, last } = index.ledger
  if (lines === 0) return bytes === 0
  if (bytes > size || index.ends.length !== lines || index.ends.at(-1) !== bytes) return false
  return hash('sha256', await readLine(file, index, lines)) === last
}

/** Lists lead to reports, pictures only show what is said already, and a conversion is nothing without its file: none has a bundle of its own. */
const speaksOfNoReport: ReadonlySet<Capture['role']> = new Set(['listing', 'picture', 'conversion'])
/** What belongs to the bundle of the line that led there. */
const speaksForItsParent: ReadonlySet<Capture['role']> = new Set(['attachment', 'conversion'])

/** The bytes of a line; without its line feed when that is one. */
async function readLine(file: FileHandle, index: SiteIndex, seq: number): Promise<Buffer> {
  const start = seq === 1 ? 0 : (index.ends[seq - 2] ?? 0)
  const bytes = await readBetween(file, start, Math.max(start, index.ends[seq - 1] ?? 0))
  return bytes.at(-1) === 10 ? bytes.subarray(0, -1) : bytes
}

function recordOf(file: FileHandle, path: string, index: Low<SiteIndex>): Omit<SiteRecord, 'recovered' | 'lost' | 'unindexed'> {
  const bundleKeys = new Map<number, string | null>()

  const lineAt = async (seq: number) => {
    const read = decodeLine(await readLine(file, index.data, seq))
    const problem = read.kind === 'bad' ? read.problem : `holds sequence number ${read.capture.seq}`
    if (read.kind === 'good' && read.capture.seq === seq) return read.capture
    throw new NianbaoError('archive-damaged', `${path}: line ${seq}: ${problem}`)
  }
  /** The bundle that a line speaks of: a page's own, for an attachment that of the page that led to it, for a conversion that of its file. */
  const keyOf = async (capture: Capture): Promise<string | null> => {
    const known = bundleKeys.get(capture.seq)
    if (known !== undefined) return known
    const parent = speaksForItsParent.has(capture.role) && capture.parent !== null ? await lineAt(capture.parent) : null
    const inherited = parent === null ? null : await keyOf(parent)
    const key = inherited ?? (speaksOfNoReport.has(capture.role) ? null : lookKey(capture))
    bundleKeys.set(capture.seq, key)
    return key
  }
  /** A second look at the same content for the same bundle is no news; a person's new word on an import is. */
  const isNews = async (capture: Capture, key: string) => {
    if (capture.role === 'import' || capture.outcome === 'new' || capture.outcome === 'changed') return true
    const before = index.data.looks[lookKey(capture)]
    return before === undefined || (await keyOf(await lineAt(before.seq))) !== key
  }

  return {
    file,
    path,
    index,
    lineAt,
    async positionAfter(seq) {
      if (seq === 0) return { lines: 0, bytes: 0, last: emptyIndex().ledger.last }
      const bytes = index.data.ends[seq - 1]
      if (bytes === undefined) throw new Error(`${path} has no line ${seq}`)
      return { lines: seq, bytes, last: hash('sha256', await readLine(file, index.data, seq)) }
    },
    async take(line) {
      const key = await keyOf(line.capture)
      const newsFor = key !== null && (await isNews(line.capture, key)) ? key : null
      applyLine(index.data, { ...line, newsFor })
    },
  }
}
