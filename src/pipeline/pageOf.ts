import { decode } from '../model/decodeText.ts'
import type { Browsing, Exchange } from '../model/exchange.ts'
import type { Page, Rendered } from '../model/page.ts'
import { markupFault } from '../model/markupFault.ts'

/**
 * An admitted exchange as discovery sees it: decoded, at the URL that answered.
 * @throws NianbaoError `too-large` for markup that no page has
 */
export function pageOf(exchange: Exchange): Page {
  const { finalUrl, status, responseHeaders, body, sha256, browser } = exchange
  const { text } = decode(body)
  const fault = markupFault(text)
  if (fault !== null) throw fault
  const page = { url: finalUrl, status, headers: responseHeaders, body, text, sha256 }
  return browser?.kind === 'rendered' ? { ...page, rendered: renderedOf(browser) } : page
}

function renderedOf({ shown, parts, unasked }: Extract<Browsing, { kind: 'rendered' }>): Rendered {
  const data = parts.map(({ url, method, form, json, body, sha256 }) => ({
    ...{ url, method, sha256, text: decode(body).text },
    ...(form !== null && { form }),
    ...(json !== undefined && { json }),
  }))
  return { shown, data, unasked }
}
