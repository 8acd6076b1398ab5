import type { Capture } from '../model/capture.ts'
import type { Picturing } from '../model/exchange.ts'
import type { PageRequest } from '../model/page.ts'

type Asked = PageRequest | Pick<Capture, 'url' | 'method' | 'form' | 'json'>

/**
 * Names a request for good: the URL, or for POST the method, URL and what was posted (a form never begins as JSON does); a page
 * as rendered goes by its step, too.
 */
export function requestKey(request: Asked): string {
  if ('render' in request) return renderedKey(request.url, request.render.step ?? 1)
  if (request.method !== 'POST') return request.url
  if (request.json !== undefined) return `POST ${request.url} ${JSON.stringify(request.json)}`
  return `POST ${request.url} ${new URLSearchParams(request.form ?? {}).toString()}`
}

const renderedKey = (url: string, step: number): string => `rendered ${step} ${url}`

/** Names a picture of the page that line `page` brought. */
export const pictureKey = (as: Picturing['as'], page: number): string => `picture ${as} ${page}`

/** Names what a converter made of the file with this SHA-256. */
export const conversionKey = (of: string): string => `conversion ${of}`

/** What tells which look a capture is. */
type Looked = Pick<Capture, 'role' | 'url' | 'method' | 'form' | 'json' | 'sha256' | 'parent'> & {
  readonly browser?:
    | { readonly kind: 'passed' }
    | { readonly kind: 'rendered'; readonly step: number }
    | Pick<Picturing, 'kind' | 'as'>
    | undefined
  readonly conversion?: Capture['conversion']
}

/**
 * Names what a capture is a look at. An import is a look at its file: it must not pass for an answer of the host
 * that it is said to come from; no more must a page that a browser made, a picture of one, or a conversion.
 */
export function lookKey(capture: Looked): string {
  if (capture.role === 'import') return `import:${capture.sha256}`
  if (capture.conversion !== undefined) return conversionKey(capture.conversion.of)
  if (capture.browser?.kind === 'pictured') return pictureKey(capture.browser.as, capture.parent ?? 0)
  if (capture.browser?.kind === 'rendered') return renderedKey(capture.url, capture.browser.step)
  return requestKey(capture)
}
