import { fold } from '../families/links.ts'
import { decode } from '../model/decodeText.ts'
import { ownName } from './attachmentAddress.ts'

/** Words on a link that name no file. */
const BARE_WORDS =
  /^(?:点击|请|查看|下载|此处|这里|附件|打开|预览|原文|全文|文件|[\d:：.。、\s[\]【】()（）])+$/u

/** A name as it can be printed: without signs of control and of direction, which could pass for another name or command a terminal. */
const clean = (name: string): string => fold(fold(name).replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ''))

/** Name for people: `showname`, the first words around the link that say anything, the file's own name; else null. */
export function nameOf(address: string, words: readonly string[]): string | null {
  const shown = clean(new URL(address).searchParams.get('showname') ?? '')
  if (shown !== '') return shown
  const said = words.map(clean).find((one) => one !== '' && !BARE_WORDS.test(one))
  const own = clean(ownName(address) ?? '')
  return said ?? (own === '' ? null : own)
}

/**
 * The name of a file that was fetched: as its link names it; where that is no more than the address says (often a hash, or
 * nothing), as the server calls it.
 */
export function bestName(
  link: { readonly url: string; readonly name: string | null },
  headers: Readonly<Record<string, string>>,
): string | null {
  const isOwn = link.name === null || (URL.canParse(link.url) && link.name === nameOf(link.url, []))
  const isShown = URL.canParse(link.url) && new URL(link.url).searchParams.has('showname')
  return isOwn && !isShown ? (servedName(headers['content-disposition'] ?? '') ?? link.name) : link.name
}

const EXTENDED = /filename\*\s*=\s*"?([\w-]+)'[^']*'([^;"\s]+)/iu
const PLAIN = /filename\s*=\s*(?:"([^"]*)"|([^;]+))/iu
const MAIL = /^=\?([\w-]+)\?b\?([A-Za-z\d+/=]+)\?=$/iu

/** `filename*` (RFC 8187), else `filename` of Content-Disposition (RFC 6266): servers write it in bytes of any charset. */
function servedName(header: string): string | null {
  const text = decode(Buffer.from(header, 'latin1')).text
  const [, charset = '', encoded = ''] = EXTENDED.exec(text) ?? []
  const extended = encoded === '' ? null : inCharset(bytesOf(encoded), charset)
  const [, quoted, bare] = PLAIN.exec(text) ?? []
  const name = extended ?? plainName((quoted ?? bare ?? '').trim())
  const last = clean(name.split(/[/\\]/u).at(-1) ?? '')
  return last === '' ? null : last
}

function plainName(name: string): string {
  const [, charset = '', base64 = ''] = MAIL.exec(name) ?? []
  if (base64 !== '') return inCharset(Buffer.from(base64, 'base64'), charset) ?? name
  return /%[\da-f]{2}/iu.test(name) ? decode(bytesOf(name)).text : name
}

/** Percent-encoded octets as bytes; what is not encoded is UTF-8. */
const bytesOf = (text: string): Uint8Array =>
  Buffer.concat(
    text
      .split(/(%[\da-f]{2})/iu)
      .map((part, index) => (index % 2 === 1 ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part))),
  )

/** Null for a charset that nobody knows. */
function inCharset(bytes: Uint8Array, charset: string): string | null {
  if (/^gb/iu.test(charset)) return decode(bytes).text
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
