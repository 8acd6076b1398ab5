import { unitPath } from '../../model/permalink.ts'
import type { ListedReport } from '../../model/library.ts'
import type { Report } from '../../model/report.ts'

/** Address of a report (永久链接); with a site where several have it and it is not the first. */
export const reportAddress = ({ unitPath: unit, year }: Pick<ListedReport, 'unitPath' | 'year'>): string =>
  `/report/${unit}/${year}/`

/** The same for the report itself, which has an id where it is listed. */
export function addressOf({ unit, year }: Pick<Report, 'unit' | 'year'>): string {
  return reportAddress({ unitPath: unitPath(unit.code ?? ''), year: year ?? 0 })
}

/** The same for an id (`330105/财政局/2022`) that is all that is known. */
export function addressOfId(id: string): string {
  const slash = id.lastIndexOf('/')
  return `/report/${unitPath(id.slice(0, slash))}/${id.slice(slash + 1)}/`
}

export const unitAddress = (code: string): string => `/unit/${unitPath(code)}/`

/** Where the page of a report says what is remarkable about it. */
export const findingsAnchor = 'findings'

/** Where it has the rows that no form has. */
export const localRowsAnchor = 'local-rows'

/** Name of the fragment that a figure's evidence has on the page of its report. */
export const figureAnchor = (metric: string): string => `figure-${metric}`
