import { generateKeyPairSync, sign } from 'node:crypto'

/** A private key and a certificate that it signed itself, both PEM, for a server that nobody should trust. */
export function selfSigned(name: string): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(objectId('2a8648ce3d040302')) // ecdsa-with-SHA256, RFC 5758 §3.2
  const subject = sequence(der(0x31, sequence(objectId('550403'), der(0x0c, Buffer.from(name)))))
  const validity = sequence(der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('491231235959Z')))
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  // RFC 5280 §4.1, version 1: serial number, algorithm, issuer, validity, subject, public key
  const body = sequence(der(0x02, Buffer.from([1])), algorithm, subject, validity, subject, spki)
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]))
  const base64 = sequence(body, algorithm, signature).toString('base64')
  return {
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    cert: `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/gu, '$&\n')}\n-----END CERTIFICATE-----\n`,
  }
}

const objectId = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'))
const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, Buffer.concat(parts))

/** One value: tag, length, content (X.690 §8.1). */
function der(tag: number, content: Uint8Array): Buffer {
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}
