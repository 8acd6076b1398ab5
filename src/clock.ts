import { NianbaoError } from './errors.ts'

/** The clock (时钟) of a command: real, or begun at a given moment for rehearsals; it goes on either way. */
export type Clock = () => Date

/**
 * @param start ISO date or time, or null for the real clock
 * @throws NianbaoError `usage` when it is neither
 */
export function clockFrom(start: string | null): Clock {
  if (start === null) return () => new Date()
  const begin = Date.parse(start)
  if (Number.isNaN(begin))
    throw new NianbaoError('usage', `--now ${start}: not a date (2026-01-31 or 2026-01-31T03:00:00Z)`)
  const opened = Date.now()
  return () => new Date(begin + Date.now() - opened)
}
