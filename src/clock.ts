import { NianbaoError } from './errors.ts'

/** The clock (时钟) of a command: real, or begun at a given moment for rehearsals; it goes on either way. */
export type Clock = () => Date

/** Whether the calendar has the day that a text begins with: Date.parse takes 31 February for 2 March. */
function isDay(text: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}/u.exec(text)?.[0]
  return day === undefined || new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)
}

/** The moment that an option names. `usage` when it is no ISO date or time. */
export function momentOf(text: string, option: string): Date {
  const moment = Date.parse(text)
  if (Number.isNaN(moment) || !isDay(text))
    throw new NianbaoError('usage', `${option} ${text}: not a date (2026-01-31 or 2026-01-31T03:00:00Z)`)
  return new Date(moment)
}

/**
 * @param start ISO date or time, or null for the real clock
 * @throws NianbaoError `usage` when it is neither
 */
export function clockFrom(start: string | null): Clock {
  if (start === null) return () => new Date()
  const begin = momentOf(start, '--now').getTime()
  const opened = Date.now()
  return () => new Date(begin + Date.now() - opened)
}
