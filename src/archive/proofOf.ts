import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { NianbaoError } from '../errors.ts'
import type { Capture } from '../model/capture.ts'
import { everySource } from '../model/originalsOf.ts'
import type { Report } from '../model/report.ts'
import { readArchiveFile } from './archiveFolder.ts'
import { checkpointNumbers, newestCheckpoint, soundCheckpoint, type SignedCheckpoint } from './checkpointFiles.ts'
import { auditPath, leafHash, rootOf, treeOf } from './merkle.ts'
import { reportPath } from './reportFile.ts'
import type { SiteReader } from './siteReader.ts'
import { readStamp } from './timestamps.ts'
import { ledgerStart, walkGoodLedger } from './walkLedger.ts'

/** A ledger line with its way up to the signed root. */
export interface ProvenLine {
  /** Its number in the ledger, from 1. */
  readonly seq: number
  /** Without its line feed. */
  readonly line: Buffer
  /** RFC 6962 §2.1.1, in lower-case hex, the lowest first. */
  readonly path: readonly string[]
}

/** Everything that proves one report (证明): what was published, where the ledger says so, and who signed the ledger. */
export interface Proof {
  readonly kind: 'live' | 'replica'
  readonly id: string
  readonly site: string
  readonly originals: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  /** The lines of those originals that were made of others: pictures, on which nothing rests, and conversions, from which it was read. */
  readonly made: readonly Capture[]
  readonly lines: readonly ProvenLine[]
  readonly checkpoint: SignedCheckpoint
  /** What an authority says of its time; null where none was asked. */
  readonly stamp: ReturnType<typeof readStamp>
  /** The checkpoints before it in which one key names the next. */
  readonly rotations: readonly SignedCheckpoint[]
  /** Who signed the first checkpoint. */
  readonly firstKey: string
}

/**
 * The proof of a report that `site` has: the originals of all its editions, the ledger lines that brought them and the pages that led
 * there, the last line that confirms each original, the pictures of its pages, what was read in place of a file that was converted, and the newest checkpoint. `no-checkpoint` where that one does not know a line yet.
 */
export async function proofOf(archive: string, site: SiteReader, report: Report): Promise<Proof> {
  const { id } = report
  const sources = everySource(report)
  const conversions = sources.flatMap(({ conversion }) => conversion ?? [])
  const checkpoint = await newestCheckpoint(archive)
  const signed = checkpoint?.checkpoint.ledgers.get(site.id)
  const captures = linesOf(sources)
  const converted = linesOf(conversions)
  if (id === null) throw new Error('a report without an id is not filed')
  if (checkpoint === null || signed === undefined || Math.max(...captures, ...converted) > signed.lines)
    throw new NianbaoError('no-checkpoint', `${archive}/${site.id}: no checkpoint covers ${id} yet; run nianbao checkpoint`)

  const path = join(archive, site.id, 'captures.jsonl')
  const ledger = await readLedger(path, signed.lines)
  if (rootOf(treeOf(ledger.leaves)) !== signed.root)
    throw new NianbaoError('archive-damaged', `${path}: it is not the one that was signed; nianbao verify tells more`)
  const stranger = [...sources, ...conversions].find(({ sha256, capture }) => ledger.about[(capture ?? 0) - 1]?.sha256 !== sha256)
  if (stranger !== undefined || sources.length === 0) {
    const message = `${archive}/${site.id}/${reportPath(id)}: no ledger line speaks of its source ${stranger?.sha256 ?? '(it names none)'}`
    throw new NianbaoError('archive-damaged', `${message}; nianbao verify tells more`)
  }
  const hashes = new Set(sources.map(({ sha256 }) => sha256))
  const pictures = (await Promise.all(captures.map((seq) => site.pictures(seq))))
    .flat()
    .filter(({ seq }) => seq <= signed.lines)
  const proven = [...captures, ...converted, ...pictures.map(({ seq }) => seq)]
  const lines = linesFor(ledger, proven, hashes).map((seq) => ({
    seq,
    line: ledger.lines[seq - 1] ?? Buffer.alloc(0),
    path: auditPath(ledger.leaves, seq - 1).map((hash) => hash.toString('hex')),
  }))
  return {
    kind: checkpoint.checkpoint.kind,
    id,
    site: site.id,
    originals: await originalsOf(site, proven),
    made: [...pictures, ...(await Promise.all(converted.map((seq) => site.capture(seq))))],
    lines,
    checkpoint,
    stamp: readStamp(archive, checkpoint.checkpoint.number),
    rotations: await rotationsBefore(archive, checkpoint),
    firstKey: (await readArchiveFile(archive)).public_key ?? checkpoint.checkpoint.key,
  }
}

const linesOf = (named: readonly { readonly capture: number | null }[]): number[] =>
  named.flatMap(({ capture }) => (capture === null ? [] : [capture]))

/** Of the signed lines, in their order. */
interface Ledger {
  readonly lines: readonly Buffer[]
  readonly leaves: readonly Buffer[]
  readonly about: readonly { readonly sha256: string; readonly parent: number | null }[]
}

async function readLedger(path: string, upTo: number): Promise<Ledger> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const lines: Buffer[] = []
    const about: { sha256: string; parent: number | null }[] = []
    for await (const { bytes, capture } of walkGoodLedger(file, path, ledgerStart, size)) {
      if (lines.length === upTo) break
      lines.push(bytes)
      about.push({ sha256: capture.sha256, parent: capture.parent })
    }
    return { lines, leaves: lines.map(leafHash), about }
  } finally {
    await file.close()
  }
}

/** The lines that brought the originals, those that led there, and the last look at each original. */
function linesFor({ about }: Ledger, captures: readonly number[], hashes: ReadonlySet<string>): number[] {
  const lastLooks = [...hashes].map((sha256) => about.findLastIndex((line) => line.sha256 === sha256) + 1)
  const wanted = new Set<number>()
  for (const start of [...captures, ...lastLooks]) {
    for (let seq: number | null = start; seq !== null && !wanted.has(seq); seq = about[seq - 1]?.parent ?? null)
      wanted.add(seq)
  }
  return [...wanted].sort((a, b) => a - b)
}

async function originalsOf(site: SiteReader, captures: readonly number[]): Promise<Proof['originals']> {
  const found = new Map<string, Uint8Array>()
  for (const seq of captures) {
    const capture = await site.capture(seq)
    found.set(`${capture.sha256}.${capture.extension}`, await site.original(capture))
  }
  return [...found].map(([name, bytes]) => ({ name, bytes })).sort((a, b) => (a.name < b.name ? -1 : 1))
}

async function rotationsBefore(archive: string, { checkpoint }: SignedCheckpoint): Promise<SignedCheckpoint[]> {
  const rotations: SignedCheckpoint[] = []
  for (const number of await checkpointNumbers(archive)) {
    if (number >= checkpoint.number) continue
    const earlier = await soundCheckpoint(archive, number)
    if (earlier.checkpoint.nextKey !== null) rotations.push(earlier)
  }
  return rotations
}
