import { z } from 'zod'

/** Which kind of unit a deadline binds: a government by its level, or a body (部门) of one. */
const Level = z.enum(['province', 'city', 'county', 'township', 'body'])
type Level = z.infer<typeof Level>

const Deadline = z
  .strictObject({
    level: Level,
    /** First and last year of report that it binds; null for no end. */
    years: z.tuple([z.int(), z.int().nullable()]).readonly(),
    /** Month and day of the year after the year of report: the last day on which publication is in time. */
    due: z.string().regex(/^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/u, 'must be month and day, as 01-31'),
    /** The rule that says so. */
    source: z.string().min(1),
  })
  .readonly()

/** `config/deadlines.json`: until when reports must be published (公布期限), by level and year of report, with the rule. */
export const Deadlines = z.array(Deadline).min(1).readonly()
export type Deadlines = z.infer<typeof Deadlines>

/** The level of a unit by its code: `330105001` a township, `330105/财政局` a body. */
function levelOf(unit: string): Level {
  if (unit.includes('/')) return 'body'
  if (unit.length <= 2) return 'province'
  if (unit.length <= 4) return 'city'
  return unit.length <= 6 ? 'county' : 'township'
}

/** The last day (ISO date) on which a unit's report of a year is in time, or null where no rule is configured. */
export function dueDate(deadlines: Deadlines, unit: string, year: number): string | null {
  const level = levelOf(unit)
  const rule = deadlines.find(
    ({ level: bound, years: [first, last] }) =>
      bound === level && year >= first && (last === null || year <= last),
  )
  return rule === undefined ? null : `${year + 1}-${rule.due}`
}
