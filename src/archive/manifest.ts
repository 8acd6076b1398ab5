import { hash } from 'node:crypto'
import type { Capture } from '../model/capture.ts'
import { durableWrite } from './durableWrite.ts'
import { originalPath } from './originals.ts'
import { bytesIfThere } from './readIfThere.ts'

/** The files that a capture keeps: its body, and the encoded body where the server encoded. */
export function keptFiles(capture: Capture): { sha256: string; size: number; path: string }[] {
  const files = capture.encoded === null ? [capture] : [capture, capture.encoded]
  return files.map(({ sha256, size, extension }) => ({ sha256, size, path: originalPath(sha256, extension) }))
}

/** originals.sha256 as last written: how many ledger lines it covers, and its own SHA-256. */
export interface ManifestState {
  readonly lines: number
  readonly sha256: string
}

export interface ManifestOptions {
  readonly path: string
  readonly temp: string
  readonly known: ManifestState
  readonly lines: number
  /** The captures after ledger line `after`. */
  readonly captures: (after: number) => AsyncIterable<Capture>
}

/**
 * Brings originals.sha256 up to ledger line `lines`: the format of coreutils (`<hash>  <path>`), sorted, complete.
 * Costs the new lines only, unless the file is not as it was left: then it is made again from the whole ledger.
 */
export async function extendManifest(options: ManifestOptions): Promise<ManifestState> {
  const before = bytesIfThere(options.path) ?? Buffer.alloc(0)
  const asLeft = hash('sha256', before) === options.known.sha256
  const found = new Set<string>()
  for await (const capture of options.captures(asLeft ? options.known.lines : 0)) {
    for (const { sha256, path } of keptFiles(capture)) found.add(`${sha256}  ${path}\n`)
  }
  const after = asLeft ? withLines(before, found) : Buffer.from([...found].sort().join(''))
  if (!after.equals(before)) await durableWrite(options.path, after, { temp: options.temp })
  return { lines: options.lines, sha256: hash('sha256', after) }
}

/** Sorted lines with some more put in their places; the text is only searched for these, not taken apart. */
function withLines(text: Buffer, lines: ReadonlySet<string>): Buffer {
  const pieces: Buffer[] = []
  let done = 0
  for (const line of [...lines].sort()) {
    const added = Buffer.from(line)
    const at = placeOf(text, added, done)
    if (text.subarray(at, at + added.length).equals(added)) continue
    pieces.push(text.subarray(done, at), added)
    done = at
  }
  return Buffer.concat([...pieces, text.subarray(done)])
}

/** Where the first line begins that does not come before `line`, from byte `from` on, which begins a line. */
function placeOf(text: Buffer, line: Buffer, from: number): number {
  let [low, high] = [from, text.length]
  while (low < high) {
    const middle = text.lastIndexOf(10, Math.max(low, (low + high) >> 1) - 1) + 1
    const start = Math.max(low, middle)
    const end = text.indexOf(10, start) + 1
    if (Buffer.compare(text.subarray(start, end), line) < 0) low = end
    else high = start
  }
  return low
}
