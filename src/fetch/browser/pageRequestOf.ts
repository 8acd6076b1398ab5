import type { Request } from 'playwright'
import { Json } from '../../model/json.ts'
import type { PageRequest } from '../../model/page.ts'
import { withoutSecrets } from '../target.ts'

/** A browser's request as ours: GET, a form or JSON by POST. Null for what we have no words for in the ledger. */
export function pageRequestOf(request: Request): PageRequest | null {
  const headers = request.headers()
  const { referer } = headers
  // Written as `walk` writes it, which Chromium does not do to the letter.
  const url = URL.parse(request.url())
  if (url === null) return null
  const base = { url: withoutSecrets(url).href, ...(referer !== undefined && { referer }) }
  if (request.method() === 'GET') return base
  if (request.method() !== 'POST') return null
  const sent = request.postData() ?? ''
  const type = headers['content-type'] ?? ''
  if (/\bjson\b/iu.test(type)) {
    const json = jsonIn(sent)
    return json === undefined ? null : { ...base, method: 'POST', json }
  }
  if (sent !== '' && !/^application\/x-www-form-urlencoded\b/iu.test(type)) return null
  const form = new URLSearchParams(sent)
  const names = [...form.keys()]
  return new Set(names).size === names.length
    ? { ...base, method: 'POST', form: Object.fromEntries(form) }
    : null
}

function jsonIn(text: string): Json | undefined {
  try {
    return Json.parse(JSON.parse(text))
  } catch {
    return undefined // what calls itself JSON and is none
  }
}
