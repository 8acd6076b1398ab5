/**
 * GB18030 for tests (GB 18030-2022, two-byte area only). Node decodes it but does not encode it, so the table is the
 * decoder turned round.
 */
function reverseTable(): ReadonlyMap<string, readonly [number, number]> {
  const decoder = new TextDecoder('gb18030')
  const table = new Map<string, readonly [number, number]>()
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue
      const character = decoder.decode(Uint8Array.of(lead, trail))
      if (Array.from(character).length === 1 && character !== '\ufffd' && !table.has(character))
        table.set(character, [lead, trail])
    }
  return table
}

const table = reverseTable()

/** Text to GB18030 bytes; null when a character is outside the two-byte area (a no-break space, a rare name). */
export function encodeGb18030Text(text: string): Uint8Array | null {
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    const pair = code < 0x80 ? [code] : table.get(character)
    if (pair === undefined) return null
    bytes.push(...pair)
  }
  return Uint8Array.from(bytes)
}

/** HTML to GB18030 bytes; what the two-byte area lacks is written as a numeric reference, as old CMSs do. */
export function encodeGb18030(html: string): Uint8Array {
  const references = Array.from(html, (character) => {
    const code = character.codePointAt(0) ?? 0
    return code < 0x80 || table.has(character) ? character : `&#${code};`
  })
  return encodeGb18030Text(references.join('')) ?? Uint8Array.of()
}
