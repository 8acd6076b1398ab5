import { familyOf } from '../families/families.ts'
import type { Source } from '../sites/siteFile.ts'

/**
 * One text for all addresses of an article: scheme, `www.` and the session of whoever asks (`;jsessionid=…`, Jakarta Servlet 6.0
 * §7.1.3) do not make another one; what else does not, the family knows.
 */
export function linkKey(url: string, family: Source['family']): string {
  if (!URL.canParse(url)) return url
  return familyOf(family)
    .identity(url.replace(/;jsessionid=[^/?#;]*/iu, ''))
    .replace(/^https?:\/\/(?:www\.)?/u, '')
}
