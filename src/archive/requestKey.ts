import type { Capture } from '../model/capture.ts'
import type { PageRequest } from '../model/page.ts'

type Asked = PageRequest | Pick<Capture, 'url' | 'method' | 'form' | 'json'>

/** Names a request for good: the URL, or for POST the method, URL and what was posted (a form never begins as JSON does). */
export function requestKey(request: Asked): string {
  if (request.method !== 'POST') return request.url
  if (request.json !== undefined) return `POST ${request.url} ${JSON.stringify(request.json)}`
  return `POST ${request.url} ${new URLSearchParams(request.form ?? {}).toString()}`
}

/**
 * Names what a capture is a look at. An import is a look at its file: it must not pass for an answer of the host
 * that it is said to come from.
 */
export function lookKey(capture: Pick<Capture, 'role' | 'url' | 'method' | 'form' | 'json' | 'sha256'>): string {
  return capture.role === 'import' ? `import:${capture.sha256}` : requestKey(capture)
}
