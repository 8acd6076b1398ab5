import { hash, randomBytes } from 'node:crypto'

/** SHA-256 (2.16.840.1.101.3.4.2.1) with NULL parameters, as an AlgorithmIdentifier in DER. */
const sha256 = Buffer.from('300d06096086480165030402010500', 'hex')

/**
 * A TimeStampReq (RFC 3161 §2.4.1) for these bytes in DER, about 60 bytes: version 1, SHA-256, the policy where one is asked for, a
 * nonce of 64 bits so that no old reply passes for this one, and the wish for the authority's certificate in the reply.
 */
export function timestampQuery(bytes: Uint8Array, policy: string | null): Buffer {
  const imprint = der(0x30, sha256, der(0x04, hash('sha256', bytes, 'buffer')))
  const nonce = randomBytes(8)
  // An INTEGER is signed and as short as can be: the first byte must be neither 0 nor above 0x7f.
  nonce[0] = ((nonce[0] ?? 0) & 0x3f) | 0x40
  return der(
    0x30,
    der(0x02, Buffer.from([1])),
    imprint,
    ...(policy === null ? [] : [der(0x06, objectIdentifier(policy))]),
    der(0x02, nonce),
    der(0x01, Buffer.from([0xff])),
  )
}

/** An element in DER (X.690 §8.1); nothing in a query is longer than 127 bytes but by a very long policy. */
function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents)
  const { length } = content
  if (length > 0xffff) throw new Error(`${length} bytes are no part of a query`)
  const long = length > 0xff ? [0x82, length >> 8, length & 0xff] : [0x81, length]
  return Buffer.concat([Buffer.from([tag, ...(length < 0x80 ? [length] : long)]), content])
}

/** The content of an OBJECT IDENTIFIER (X.690 §8.19) from its dotted form. */
function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return Buffer.from([first * 40 + second, ...rest].flatMap(base128))
}

function base128(value: number): number[] {
  const bytes = [value % 128]
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) bytes.unshift((left % 128) | 0x80)
  return bytes
}
