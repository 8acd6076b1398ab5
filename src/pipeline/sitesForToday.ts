import { familyOf } from '../families/families.ts'
import { whyNoBrowser } from '../fetch/browser/chromium.ts'
import type { Site } from '../sites/siteFile.ts'

/**
 * The sites that this machine can crawl, and one line that names the others: those that need a browser where none starts.
 * For `demo`, which is to work everywhere; a crawl fails such a site (`no-browser`).
 */
export async function sitesForToday(
  sites: readonly Site[],
): Promise<{ readonly sites: readonly Site[]; readonly leftOut: string | null }> {
  const needsBrowser = ({ sources }: Site): boolean =>
    sources.some(({ family }) => familyOf(family).needsBrowser)
  const needing = sites.filter(needsBrowser)
  const why = needing.length === 0 ? null : await whyNoBrowser()
  if (why === null) return { sites, leftOut: null }
  const leftOut = `left out for want of a browser: ${needing.map(({ id }) => id).join(', ')} (${why})`
  return { sites: sites.filter((site) => !needsBrowser(site)), leftOut }
}
