import { decode } from '../model/decodeText.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Page } from '../model/page.ts'

/** An admitted exchange as discovery sees it: decoded, at the URL that answered. */
export function pageOf({ finalUrl, status, responseHeaders, body, sha256 }: Exchange): Page {
  return { url: finalUrl, status, headers: responseHeaders, body, text: decode(body).text, sha256 }
}
