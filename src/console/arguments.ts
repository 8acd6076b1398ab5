import { NianbaoError } from '../errors.ts'

/** `2008-2025` or `2019` as the set of years. `usage` when it is neither. */
export function parseYears(text: string): ReadonlySet<number> {
  const [from, to = from, ...others] = text.split('-').map(parseYear)
  if (from === undefined || to === undefined || to < from || others.length > 0)
    throw new NianbaoError('usage', `${text}: give a year of report or a span, such as 2008-2025`)
  return new Set(Array.from({ length: to - from + 1 }, (_, index) => from + index))
}

/** A year of report. `usage` when it is none. */
export function parseYear(text: string): number {
  if (!/^20\d{2}$/u.test(text))
    throw new NianbaoError('usage', `${text}: give a year of report, such as 2022`)
  return Number(text)
}

/** The id of a report. `usage` when it is none. */
export function parseReportId(text: string): string {
  if (!/^\d{2,9}(\/.+)?\/20\d{2}$/u.test(text))
    throw new NianbaoError(
      'usage',
      `${text}: give the id of a report, such as 330105001/2022 or 330105/财政局/2022`,
    )
  return text
}

/** The code of a division; 330000 and 330100 as the 33 and 3301 of the register. `usage` when it is none. */
export function parseRegion(text: string): string {
  if (!/^\d{2}(\d{2}(\d{2}(\d{3})?)?)?$/u.test(text))
    throw new NianbaoError(
      'usage',
      `${text}: give the code of a division, such as 33, 3301, 330105 or 330105001`,
    )
  return text.length === 6 ? text.replace(/(00)+$/u, '') : text
}

/** `5%` as 0.05. `usage` when it is no share. */
export function parsePercent(text: string): number {
  const share = Number(text.replace(/%$/u, '')) / 100
  if (!(share > 0 && share <= 1)) throw new NianbaoError('usage', `${text}: give a share, such as 5%`)
  return share
}

/** A whole number above nought. `usage` when it is none. */
export function parseLimit(text: string): number {
  if (!/^[1-9]\d{0,8}$/u.test(text))
    throw new NianbaoError('usage', `${text}: give a whole number above nought`)
  return Number(text)
}

/** A figure as printed, in the unit of the form; `blank` is null. `usage` when it is neither. */
export function parseFigure(text: string): number | null {
  if (text === 'blank') return null
  if (!/^-?\d{1,15}(?:\.\d{1,6})?$/u.test(text))
    throw new NianbaoError(
      'usage',
      `${text}: give a number in plain digits, such as 60 or 25.1, or blank for a blank cell`,
    )
  return Number(text)
}
