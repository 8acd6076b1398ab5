import { z } from 'zod'
import type { Link } from '../model/listing.ts'
import { deadLink } from './deadLink.ts'
import { dateIn, printedText, resolveLink } from './links.ts'

/** A count as a number or in digits; null where there is none. */
export const Count = z
  .union([z.number(), z.string().regex(/^\d+$/u).transform(Number)])
  .nullish()
  .transform((count) => count ?? null)

const Time = z.union([z.string(), z.number()]).nullish()
const Row = z.looseObject({
  title: z.string().nullish(),
  url: z.string().nullish(),
  post_url: z.string().nullish(),
  /** 发布, the moment of entry, 成文. */
  display_publish_time: Time,
  create_time: Time,
  date: Time,
})
const Rows = z.looseObject({
  articles: z.array(Row),
  total: Count,
  classify: z.looseObject({ name: z.string().nullish(), post_count: Count }).nullish(),
})
export type Rows = z.infer<typeof Rows>
/** The reply of `api/all/<category>`. */
export const RowsReply = z.union([Rows, z.looseObject({ data: Rows }).transform(({ data }) => data)])

/** The link of a row, of the type `url` (to another site) or not; none for what leads nowhere and is no report. */
export function linksOf(row: z.infer<typeof Row>, base: string): readonly Link[] {
  const address = [row.url, row.post_url].find((one) => (one ?? '').trim() !== '') ?? ''
  const title = printedText(row.title ?? '')
  const date = dateOf(row.display_publish_time) ?? dateOf(row.create_time) ?? dateOf(row.date)
  const url = resolveLink(address, base)
  const link = url === null ? deadLink(address, title, date) : { url, title, date }
  return link === null ? [] : [link]
}

/** A date in words, or seconds or milliseconds since 1970, as a date in China. */
function dateOf(printed: string | number | null | undefined): string | null {
  const [digits, milliseconds] = /^\d{10}(\d{3})?$/u.exec(String(printed ?? '')) ?? []
  if (digits === undefined) return dateIn(String(printed ?? ''))
  const eightHours = 8 * 60 * 60 * 1000
  const time = Number(digits) * (milliseconds === undefined ? 1000 : 1)
  return new Date(time + eightHours).toISOString().slice(0, 10)
}
