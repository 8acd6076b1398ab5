import { createHash } from 'node:crypto'
import type { Bundle, Conversion, Provenance } from '../model/original.ts'

/** A file of which nothing is known but its name and what a person says: a bundle of one; with what a converter made of it, if one did. */
export function loneBundle(
  bytes: Uint8Array,
  name: string,
  provenance: Provenance,
  conversion: Conversion | null = null,
): Bundle {
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
    ...(conversion !== null && { conversion }),
  } as const
  return { originals: [original], provenance }
}
