import type { Request } from 'playwright'
import type { PageRequest } from '../../model/page.ts'

/** A browser's request as ours: GET, a form or JSON by POST. Null for what we have no words for in the ledger. */
export function pageRequestOf(request: Request): PageRequest | null {
  const headers = request.headers()
  const { referer } = headers
  const base = { url: request.url(), ...(referer !== undefined && { referer }) }
  if (request.method() === 'GET') return base
  if (request.method() !== 'POST') return null
  const sent = request.postData() ?? ''
  const type = headers['content-type'] ?? ''
  if (/\bjson\b/iu.test(type)) return { ...base, method: 'POST', json: sent }
  if (sent !== '' && !/^application\/x-www-form-urlencoded\b/iu.test(type)) return null
  const form = new URLSearchParams(sent)
  const names = [...form.keys()]
  return new Set(names).size === names.length
    ? { ...base, method: 'POST', form: Object.fromEntries(form) }
    : null
}
