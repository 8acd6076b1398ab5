import { unitPath } from '../../model/permalink.ts'
import type { Library, ListedReport, SitedReport } from '../../model/library.ts'

/** Address of a unit's report of a year (永久链接): of several sites that have it the first speaks. */
export const reportAddress = ({ unitPath: unit, year }: Pick<ListedReport, 'unitPath' | 'year'>): string =>
  `/report/${unit}/${year}/`

/** The same for an id (`330105/财政局/2022`). */
export function addressOfId(id: string): string {
  const slash = id.lastIndexOf('/')
  return `/report/${unitPath(id.slice(0, slash))}/${id.slice(slash + 1)}/`
}

/** Address of the report that one site has: it names the site where another one's comes first. */
export const addressAt = (library: Beside, site: string, id: string): string =>
  addressOfId(id) + (library.isBeside(site, id) ? `at-${site}/` : '')

/** What tells a report from that of another site. */
export type Beside = Pick<Library, 'isBeside'>

/** The same for a report in a list. */
export const listedAddress = (library: Beside, { site, id }: Pick<ListedReport, 'site' | 'id'>): string =>
  addressAt(library, site, id)

/** The same for the report itself, which has an id where it is listed. */
export const sitedAddress = (library: Beside, { site, report }: SitedReport): string =>
  addressAt(library, site, report.id ?? '')

export const unitAddress = (code: string): string => `/unit/${unitPath(code)}/`

/** Where the page of a report says what is remarkable about it. */
export const findingsAnchor = 'findings'

/** Where it has the rows that no form has. */
export const localRowsAnchor = 'local-rows'

/** Name of the fragment that a figure's evidence has on the page of its report. */
export const figureAnchor = (metric: string): string => `figure-${metric}`
