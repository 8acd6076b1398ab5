import { familyOf } from '../families/families.ts'
import type { Source } from '../sites/siteFile.ts'

/** One text for all addresses of an article: scheme and `www.` do not make another one; what else does not, the family knows. */
export function linkKey(url: string, family: Source['family']): string {
  if (!URL.canParse(url)) return url
  return familyOf(family)
    .identity(url)
    .replace(/^https?:\/\/(?:www\.)?/u, '')
}
