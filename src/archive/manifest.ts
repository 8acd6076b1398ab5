import { hash } from 'node:crypto'
import type { Capture } from '../model/capture.ts'
import { durableWrite } from './durableWrite.ts'
import { originalPath } from './originals.ts'
import { readIfThere } from './readIfThere.ts'

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
  const text = (await readIfThere(options.path)) ?? ''
  const asLeft = hash('sha256', text) === options.known.sha256
  const lines = new Set(asLeft ? text.split('\n').filter((line) => line !== '') : [])
  for await (const capture of options.captures(asLeft ? options.known.lines : 0)) {
    for (const { sha256, path } of keptFiles(capture)) lines.add(`${sha256}  ${path}`)
  }
  const written = [...lines]
    .sort()
    .map((line) => `${line}\n`)
    .join('')
  if (written !== text) await durableWrite(options.path, written, { temp: options.temp })
  return { lines: options.lines, sha256: hash('sha256', written) }
}
