import { decode } from '../model/decodeText.ts'
import { headingsIn } from '../model/reportHeadings.ts'
import type { Fault } from './answer.ts'
import type { Evidence, Expectation } from './evidence.ts'
import { isDocument } from './isDocument.ts'
import { faultOfMessage, saysFault } from './wordsFault.ts'

/** Headings of the forms that make a report of a text that comes neither as a page nor as a document. */
const enoughHeadings = 3

/** Characters of an error under the name of a text; longer texts speak of errors among other things. */
const longestMessage = 2048

const namesKind = /\.(?:pdf|docx?|xlsx?|wps|et|ofd|rtf|zip|rar|7z|s?html?)\b/iu
const namesText = /\.(?:json|xml|txt|csv)\b/iu

/**
 * The fault of JSON, XML, text or unknown bytes where a page or a file was expected, or null where they are content: a
 * document of a rarer kind, a text that reads like a report, or what the address names. Anything else is a message, and a
 * fragment of HTML is judged as the page that it would be (`asPage`).
 */
export function strangerFault(
  evidence: Evidence,
  expect: Exclude<Expectation, 'listing'>,
  asPage: (evidence: Evidence) => Fault | null,
): Fault | null {
  const { body, asked, headers } = evidence
  if (isDocument(body)) return null
  const named = `${asked.pathname}${asked.search} ${headers['content-disposition'] ?? ''}`
  if (isBinary(body)) return bytesFault(body, expect === 'page' || namesKind.test(named))
  const { text } = decode(body)
  if (headingsIn(text) >= enoughHeadings) return null
  if (evidence.looks !== 'json' && isFragment(text)) return asPage(evidence)
  if (namesText.test(named) && (text.length > longestMessage || !saysFault(text))) return null
  return faultOfMessage(text)
}

/** Where a document or a page must be, unknown bytes are none; elsewhere they may be of a kind that we do not know. */
function bytesFault(body: Uint8Array, isKnownKind: boolean): Fault | null {
  if (body.every((byte) => byte === body[0])) {
    return { code: 'truncated-body', message: `${body.length} bytes that are all the same` }
  }
  return isKnownKind
    ? { code: 'unreadable-file', message: 'bytes of no kind of document instead of content' }
    : null
}

/** Text has no control characters but white space, the escapes of ISO 2022 and the end mark of DOS; UTF-16 says what it is by its mark. */
function isBinary(body: Uint8Array): boolean {
  const [first, second] = body
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return false
  return body
    .subarray(0, 4096)
    .some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 26 && byte !== 27))
}

/** HTML that begins with words, a comment of the server or UTF-16. A call that hands over an object is none. */
function isFragment(text: string): boolean {
  if (/^\s*(?:[[({]|[\w.$]+\s*\()/u.test(text)) return false
  return /<(?:html|body|br|p|div|table|span|script|a|h\d|center|font)\b[^>]*>/iu.test(text)
}
