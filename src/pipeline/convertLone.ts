import { hash } from 'node:crypto'
import { convertible } from '../extract/convertible.ts'
import type { Converter } from '../extract/engines/officeEngine.ts'
import type { Conversion } from '../model/original.ts'

/** What a converter made of a file outside any archive, or why nothing; null for a file that is not to be converted. */
export type LoneConversion =
  | { readonly kind: 'converted'; readonly conversion: Conversion }
  | { readonly kind: 'failed'; readonly message: string }
  | null

/** Converts a file that a person names, if no reader of ours reads its kind (docs/decisions/0061). */
export async function convertLone(bytes: Uint8Array, { name, convert }: Converter): Promise<LoneConversion> {
  const kind = convertible(bytes)
  if (kind === null) return null
  const converted = await convert(bytes, kind)
  if (converted.kind === 'failed') return converted
  const made = converted.bytes
  return {
    kind: 'converted',
    conversion: { bytes: made, sha256: hash('sha256', made), by: name, captured: null, capture: null },
  }
}
