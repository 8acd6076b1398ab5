import { decode } from '../model/decodeText.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Page } from '../model/page.ts'
import { markupFault } from './markupFault.ts'

/**
 * An admitted exchange as discovery sees it: decoded, at the URL that answered.
 * @throws NianbaoError `too-large` for markup that no page has
 */
export function pageOf({ finalUrl, status, responseHeaders, body, sha256 }: Exchange): Page {
  const { text } = decode(body)
  const fault = markupFault(text)
  if (fault !== null) throw fault
  return { url: finalUrl, status, headers: responseHeaders, body, text, sha256 }
}
