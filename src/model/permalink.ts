import { hash } from 'node:crypto'

/** Letters, digits and the brackets of names: safe as one segment of a URL and as the name of a file anywhere. */
const plainName = /^[\p{L}\p{N}（）]{1,60}$/u

/**
 * A unit's place in addresses (永久链接): `330105001`, `330105/财政局`; a body whose name is no safe file name by `~` and sixteen digits of its
 * SHA-256. Not percent-encoded.
 */
export function unitPath(code: string): string {
  const slash = code.indexOf('/')
  if (slash < 0) return code
  const body = code.slice(slash + 1)
  return `${code.slice(0, slash)}/${plainName.test(body) ? body : `~${hash('sha256', body).slice(0, 16)}`}`
}
