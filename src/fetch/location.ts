/**
 * Where a Location header leads: absolute, or null when it is no URL at all. Node hands over header bytes as Latin-1;
 * servers send raw UTF-8 or GBK there, so every byte beyond ASCII is percent-encoded as it came and returns to the
 * server unchanged.
 */
export function resolveLocation(header: string, base: URL): URL | null {
  return URL.parse(encodeBytes(header), base.href)
}

/** A header value with its bytes beyond ASCII percent-encoded. */
export function encodeBytes(header: string): string {
  return header.replace(/[\u0080-\u00ff]/gu, (byte) => encodeByte(byte.charCodeAt(0)))
}

function encodeByte(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
}
