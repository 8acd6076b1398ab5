import { NianbaoError } from '../errors.ts'

/** A day or a moment (UTC where it names no zone) as ISO 8601 in UTC, as ledgers write it. `usage` when it is neither. */
export function parseSince(text: string): string {
  const parts = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/u.exec(text)
  const zone = parts?.[2] === undefined || parts[5] !== undefined ? '' : 'Z'
  const moment = Date.parse(`${text}${zone}`)
  // Date.parse takes 31 February for 2 March.
  const day = parts?.[1]
  const isDay =
    day !== undefined && !Number.isNaN(moment) && new Date(Date.parse(day)).toISOString().startsWith(day)
  if (!isDay)
    throw new NianbaoError('usage', `${text}: give a date, such as 2026-01-31 or 2026-01-31T03:00:00Z`)
  return new Date(moment).toISOString()
}
