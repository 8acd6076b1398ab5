import { z } from 'zod'
import type { Asked } from '../../model/library.ts'
import type { Asks } from './asks.ts'

/** A query as an address gives it; what is not of its shape is no limit. */
const Query = z.object({
  words: z.string().trim().min(1).max(100).nullable().catch(null),
  region: z
    .string()
    .regex(/^\d{2,9}$/u)
    .nullable()
    .catch(null),
  year: z
    .string()
    .regex(/^\d{4}$/u)
    .transform(Number)
    .nullable()
    .catch(null),
  form: z
    .string()
    .regex(/^[0-9a-z-]{1,20}$/u)
    .nullable()
    .catch(null),
  finding: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/u)
    .nullable()
    .catch(null),
  page: z.coerce.number().int().min(1).max(2000).catch(1),
})

export const searchAsked = ({ query }: Pick<Asks, 'query'>): Asked =>
  Query.parse({
    words: query('q'),
    ...{ region: query('region'), year: query('year'), form: query('form'), finding: query('finding') },
    page: query('page'),
  })

/** The query of a search: only what limits it. */
export function searchQuery({ words, region, year, form, finding, page }: Asked): string {
  const query = new URLSearchParams({
    ...(words !== null && { q: words }),
    ...(region !== null && { region }),
    ...(year !== null && { year: String(year) }),
    ...(form !== null && { form }),
    ...(finding !== null && { finding }),
    ...(page !== 1 && { page: String(page) }),
  }).toString()
  return query === '' ? '' : `?${query}`
}
