/** What of an archive is exported (选择). The parts narrow each other; null or absent is no limit. */
export interface Selection {
  /** Id of a site. */
  readonly site: string | null
  /** Id of a report, `330105001/2022`. */
  readonly report: string | null
  /** Year of report. */
  readonly year: number | null
  /** Ids of several reports, sorted. */
  readonly reports?: readonly string[]
  /** Code of a division of 2, 4, 6 or 9 digits: what lies in it. */
  readonly region?: string
  /** A moment, ISO 8601, UTC: only what changed since (`changedSince.ts`); of the tables alone. */
  readonly since?: string
}

/** Whether every report is selected. */
export const isWhole = (selection: Selection): boolean => wordsOf(selection).length === 0

/** The ids that the selection names; null where it names none. */
export const namedReports = ({ report, reports }: Selection): readonly string[] | null =>
  reports ?? (report === null ? null : [report])

/** Whether a report is selected, by where it lies; whether it changed `since` is another question. */
export const isSelected = (
  selection: Selection,
  { site, id, year }: { readonly site: string; readonly id: string; readonly year: number | null },
): boolean =>
  (selection.site ?? site) === site &&
  (namedReports(selection)?.includes(id) ?? true) &&
  (selection.year ?? year) === year &&
  id.startsWith(selection.region ?? '')

/** The selection in words for people, as it is given on the command line. */
export function selectionWords(selection: Selection): string {
  const words = wordsOf(selection)
  return words.length === 0 ? 'the whole archive' : words.join(' ')
}

function wordsOf(selection: Selection): readonly string[] {
  const { site, year, region, since } = selection
  return [
    ...(site === null ? [] : [`--site ${site}`]),
    ...(namedReports(selection) ?? []).map((report) => `--report ${report}`),
    ...(year === null ? [] : [`--year ${year}`]),
    ...(region === undefined ? [] : [`--region ${region}`]),
    ...(since === undefined ? [] : [`--since ${since}`]),
  ]
}
