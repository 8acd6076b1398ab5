import { z } from 'zod'
import type { Asks } from './asks.ts'

const text = (shape: RegExp) => z.string().regex(shape).nullable().catch(null)

/** Limits of a list (条件) as an address gives them; what is not of its shape is no limit. */
const Limits = z.object({
  region: text(/^\d{2,9}$/u),
  year: z
    .string()
    .regex(/^\d{4}$/u)
    .transform(Number)
    .nullable()
    .catch(null),
  form: text(/^[0-9a-z-]{1,20}$/u),
  finding: text(/^[a-z0-9-]{1,60}$/u),
})
type Limits = z.infer<typeof Limits>
type LimitName = keyof Limits

export const limitsAsked = ({ query }: Pick<Asks, 'query'>): Limits =>
  Limits.parse({
    ...{ region: query('region'), year: query('year') },
    ...{ form: query('form'), finding: query('finding') },
  })

/** Limits that an address gives and nobody can read (`year=abc`): whoever shows the list without them says so. */
export function unreadLimits(
  asks: Pick<Asks, 'query'>,
  names: readonly LimitName[],
): readonly { readonly name: LimitName; readonly text: string }[] {
  const limits = limitsAsked(asks)
  return names
    .map((name) => ({ name, text: asks.query(name) }))
    .filter(({ name, text: given }) => given !== '' && limits[name] === null)
}

/** The query of an address, with its question mark; empty where nothing limits. */
export function limitsQuery(limits: Readonly<Record<string, string | number | null>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(limits)) if (value !== null) query.set(name, String(value))
  return query.size === 0 ? '' : `?${query.toString()}`
}
