/** What a body is by its first bytes, as far as judging an answer needs it. */
export type Looks = 'empty' | 'html' | 'xml' | 'json' | 'pdf' | 'zip' | 'ole' | 'rtf' | 'image' | 'other'

const signatures: readonly (readonly [Looks, RegExp])[] = [
  ['pdf', /^%PDF-/u],
  ['zip', /^PK(?:\u0003\u0004|\u0005\u0006)/u],
  ['ole', /^\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1/u],
  ['rtf', /^\{\\rtf/u],
  ['image', /^(?:\u0089PNG\r\n|GIF8[79]a|\u00ff\u00d8\u00ff|BM[^]{4}\0\0\0\0|RIFF[^]{4}WEBP)/u],
  ['json', /^\s*[[{]\s*(?:["[\]{}\d-]|true|false|null)/u],
  ['html', /^\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b/iu],
  ['xml', /^\s*<(?:\?xml|!doctype)\b/iu],
  ['html', /^\s*<(?:!--|[a-z][a-z\d]*[\s/>])/iu],
]

/** Judges by magic bytes, never by name or announced type. A byte order mark is passed over. */
export function looksLike(bytes: Uint8Array): Looks {
  if (bytes.length === 0) return 'empty'
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).toString('latin1')
  const text = head.replace(/^\u00ef\u00bb\u00bf/u, '')
  const plain = withoutComments(text)
  const found = signatures.find(([, signature]) => signature.test(plain))?.[0]
  return found ?? (plain === text ? 'other' : 'html')
}

/** Comments at the beginning say nothing; one by one, because a pattern over several goes back through all their ends. */
function withoutComments(text: string): string {
  let from = 0
  for (;;) {
    const begin = /^\s*<!--/u.exec(text.slice(from, from + 64))?.[0]
    const end = begin === undefined ? -1 : text.indexOf('-->', from + begin.length - 2)
    if (end < 0) return text.slice(from)
    from = end + 3
  }
}
