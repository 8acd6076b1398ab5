import { createHash } from 'node:crypto'
import type { Bundle, Provenance } from '../model/original.ts'

/** A file of which nothing is known but its name and what a person says: a bundle of one. */
export function loneBundle(bytes: Uint8Array, name: string, provenance: Provenance): Bundle {
  const original = {
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    role: 'file',
    mediaType: 'application/octet-stream',
    name,
    url: null,
    captured: null,
    capture: null,
    parentUrl: null,
    listTitle: null,
    listDate: null,
    column: null,
  } as const
  return { originals: [original], provenance }
}
