/** Names by the entry that only that kind holds (ECMA-376, GB/T 33190, ODF). */
const telling: readonly (readonly [entry: RegExp, kind: string])[] = [
  [/^word\//iu, 'docx'],
  [/^xl\//iu, 'xlsx'],
  [/^ppt\//iu, 'PowerPoint presentation (.pptx)'],
  [/^OFD\.xml$/iu, 'OFD'],
  [/^content\.xml$/iu, 'OpenDocument file (.odt, .ods)'],
]

/** What is in a zip, by the names in its central directory: `docx`, `xlsx`, the name of another kind, or `cut off` without one. */
export function zipKind(bytes: Uint8Array): string {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  if (end < 0 || end + 22 > zip.length) return 'cut off'
  const names = entryNames(zip, end)
  if (names === null) return 'cut off'
  return telling.find(([entry]) => names.some((name) => entry.test(name)))?.[1] ?? 'ZIP archive'
}

/** Names of the entries (APPNOTE.TXT 4.3.12), null when the directory is not where its end says. */
function entryNames(zip: Buffer, end: number): readonly string[] | null {
  const count = zip.readUInt16LE(end + 10)
  const names: string[] = []
  let at = zip.readUInt32LE(end + 16)
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || zip.readUInt32LE(at) !== 0x02014b50) return null
    const nameLength = zip.readUInt16LE(at + 28)
    names.push(zip.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/'))
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return names
}
