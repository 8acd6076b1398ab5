import { damagedFile } from './damagedFile.ts'

/** Parts in parts in parts: a page lies two deep at most. */
const deepest = 8

/**
 * The page in a saved web archive (网页存档, .mht, also Word's .doc “as a single file”): the bytes of its first part of HTML,
 * decoded from Base64 or quoted-printable (RFC 2557, RFC 2045 §6); parts are looked into 8 deep, a bound of our own. Pictures and
 * sheets beside it are not read. Throws `unreadable-file` when there is none or it is cut off.
 */
export function pageOfWebArchive(bytes: Uint8Array): Buffer {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const page = pageIn(text.replace(/^\s+/u, ''), 0)
  if (page === null) throw damagedFile('it is a saved web archive without a page')
  return page
}

function pageIn(part: string, depth: number): Buffer | null {
  const blank = /\r?\n\r?\n/u.exec(part)
  if (blank === null || depth > deepest) return null
  // A header goes on in lines that begin with white space (RFC 5322 §2.2.3).
  const head = part.slice(0, blank.index).replaceAll(/\r?\n[ \t]+/gu, ' ')
  const body = part.slice(blank.index + blank[0].length)
  const type = valueOf(head, 'Content-Type')
  if (/^multipart\//iu.test(type)) return pageInParts(body, boundaryOf(type), depth)
  return /^text\/html\b/iu.test(type) ? decoded(body, valueOf(head, 'Content-Transfer-Encoding')) : null
}

function pageInParts(body: string, boundary: string | null, depth: number): Buffer | null {
  if (!boundary) return null
  const parts = `\n${body}`.split(`\n--${boundary}`)
  for (const [index, part] of parts.entries()) {
    // Before the first boundary is nothing, behind the last one the end.
    if (index === 0 || part.startsWith('--')) continue
    const page = pageIn(part.replace(/^[ \t]*\r?\n/u, ''), depth + 1)
    if (page === null) continue
    if (index === parts.length - 1) throw damagedFile('it is a saved web archive that is cut off')
    return page
  }
  return null
}

const valueOf = (head: string, name: string): string =>
  new RegExp(`^${name}:[ \\t]*(.*)$`, 'imu').exec(head)?.[1]?.trim() ?? ''

const boundaryOf = (type: string): string | null => {
  const found = /boundary\s*=\s*(?:"([^"]*)"|([^;\s]+))/iu.exec(type)
  return found?.[1] ?? found?.[2] ?? null
}

function decoded(body: string, encoding: string): Buffer {
  if (/^base64$/iu.test(encoding)) return Buffer.from(body, 'base64')
  if (!/^quoted-printable$/iu.test(encoding)) return Buffer.from(body, 'latin1')
  const joined = body.replaceAll(/=[ \t]*\r?\n/gu, '')
  const plain = joined.replaceAll(/=([0-9A-Fa-f]{2})/gu, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  )
  return Buffer.from(plain, 'latin1')
}
