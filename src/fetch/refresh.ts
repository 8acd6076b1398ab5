import { decode } from '../model/decodeText.ts'
import type { Evidence } from './evidence.ts'
import { shownPieces } from './shownPieces.ts'

/** Longer pages show something besides. */
const longest = 16_384
/** 正在跳转，请稍候 and the like. */
const fewCharacters = 20

/**
 * Where a page that shows nothing and runs no script sends its reader on the same host (`<meta http-equiv="refresh">`, HTML
 * §4.2.5.3): a redirect that is written in HTML. Null for any other page, and for one that sends to another host, which is a
 * host that moved.
 */
export function refreshedTo({ status, looks, body, answered }: Evidence): string | null {
  if (status !== 200 || looks !== 'html' || body.length > longest) return null
  const { text: source } = decode(body)
  if (/<script\b/iu.test(source)) return null
  const pieces = [...shownPieces(source)]
  const shown = pieces.filter((piece) => !piece.startsWith('<')).join('')
  if (shown.replace(/\s+/gu, '').length >= fewCharacters) return null
  const [to] = pieces
    .flatMap((piece) => URL.parse(addressIn(piece) ?? '#', answered.href) ?? [])
    .filter(({ host, href }) => host === answered.host && withoutHash(href) !== withoutHash(answered.href))
  return to?.href ?? null
}

function addressIn(tag: string): string | null {
  if (!/^<meta\s[^>]*http-equiv\s*=\s*["']?refresh\b/iu.test(tag)) return null
  const content = /\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)')/iu.exec(tag)
  const address = /^\s*\d*(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']+)/iu.exec(
    content?.[1] ?? content?.[2] ?? '',
  )
  return address?.[1]?.replaceAll('&amp;', '&').trim() ?? null
}

function withoutHash(href: string): string {
  return href.split('#', 1)[0] ?? ''
}
