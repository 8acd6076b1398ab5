/** The secret of a receiver as Standard Webhooks write it: `whsec_` and base64 of 24 to 64 bytes. Null for what is none. */
export function webhookKey(secret: string): Uint8Array | null {
  const [, text] = /^whsec_([A-Za-z0-9+/]+={0,2})$/u.exec(secret) ?? []
  if (text === undefined) return null
  const key = Buffer.from(text, 'base64')
  return key.length >= 24 && key.length <= 64 ? key : null
}
