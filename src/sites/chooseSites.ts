import { NianbaoError } from '../errors.ts'
import type { Site } from './siteFile.ts'

/**
 * The sites with these ids, or all when none is named.
 * @throws NianbaoError `usage` naming an id that no site file has
 */
export function chooseSites(sites: readonly Site[], ids: readonly string[]): readonly Site[] {
  const unknown = ids.find((id) => !sites.some((site) => site.id === id))
  if (unknown !== undefined)
    throw new NianbaoError('usage', `${unknown}: no site file has this id; see nianbao sites list`)
  return ids.length === 0 ? sites : sites.filter(({ id }) => ids.includes(id))
}
