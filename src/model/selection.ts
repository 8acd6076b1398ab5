/** What of an archive is exported (选择). The parts narrow each other; null is no limit. */
export interface Selection {
  /** Id of a site. */
  readonly site: string | null
  /** Id of a report, `330105001/2022`. */
  readonly report: string | null
  /** Year of report. */
  readonly year: number | null
}

export const isWhole = ({ site, report, year }: Selection): boolean =>
  site === null && report === null && year === null

/** Whether a report is selected, by where it lies. */
export const isSelected = (
  selection: Selection,
  { site, id, year }: { readonly site: string; readonly id: string; readonly year: number },
): boolean =>
  (selection.site ?? site) === site && (selection.report ?? id) === id && (selection.year ?? year) === year

/** The selection in words for people, as it is given on the command line. */
export function selectionWords({ site, report, year }: Selection): string {
  const words = [
    ...(site === null ? [] : [`--site ${site}`]),
    ...(report === null ? [] : [`--report ${report}`]),
    ...(year === null ? [] : [`--year ${year}`]),
  ]
  return words.length === 0 ? 'the whole archive' : words.join(' ')
}
