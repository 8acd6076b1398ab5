import { createHash, hash } from 'node:crypto'

const tail = /,"check":"([0-9a-f]{64})"\}$/u
const tailLength = ',"check":"'.length + 64 + '"}'.length

/**
 * A JSON object with one member more at its end: `"check"`, the SHA-256 of the text (UTF-8, no white space) before the member
 * was added. Whoever reads it again knows that it is, byte for byte, what was written; no canonical JSON is needed.
 */
export function seal(json: string): string {
  return `${json.slice(0, -1)},"check":"${hash('sha256', json)}"}`
}

/** The text before it was sealed; `unsealed` without a checksum at its end, `altered` when it does not fit. */
export function unseal(
  bytes: Buffer,
):
  | { readonly kind: 'whole'; readonly json: string }
  | { readonly kind: 'unsealed' }
  | { readonly kind: 'altered' } {
  const end = tail.exec(bytes.toString('latin1', Math.max(0, bytes.length - tailLength)))
  if (end === null) return { kind: 'unsealed' }
  const body = bytes.subarray(0, bytes.length - tailLength)
  // The brace that `check` pushed to the end is put back: these are the bytes that were hashed.
  const digest = createHash('sha256').update(body).update('}').digest('hex')
  return digest === end[1] ? { kind: 'whole', json: `${body.toString('utf8')}}` } : { kind: 'altered' }
}
