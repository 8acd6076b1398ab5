/**
 * GB18030 for tests (GB 18030-2022, two-byte area only). Node decodes it but does not encode it, so the table is the
 * decoder turned round. A character outside the two-byte area is written as a numeric reference, as old CMSs do.
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

/** HTML text to GB18030 bytes. */
export function encodeGb18030(html: string): Uint8Array {
  const bytes: number[] = []
  for (const character of html) {
    const code = character.codePointAt(0) ?? 0
    const pair = table.get(character)
    if (code < 0x80) bytes.push(code)
    else if (pair === undefined) for (const digit of `&#${code};`) bytes.push(digit.charCodeAt(0))
    else bytes.push(...pair)
  }
  return Uint8Array.from(bytes)
}
