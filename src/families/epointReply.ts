import { z } from 'zod'
import type { Link } from '../model/listing.ts'
import { deadLink } from './deadLink.ts'
import { dateIn, printedText, resolveLink } from './links.ts'

/** JSON inside JSON: some installations hand their lists on as text. */
const fromText = (value: unknown): unknown => {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return value // the schema refuses it
  }
}

const Count = z.union([z.number(), z.string().regex(/^\d+$/u).transform(Number)])
const Text = z.string().nullish()
const Row = z.looseObject({
  infourl: Text,
  /** The whole title, where `title` is cut. */
  realtitle: Text,
  title: Text,
})
const Custom = z.looseObject({ data: z.preprocess(fromText, z.array(Row)) })

/** Rows of one page, and how many rows the server says there are; null where it does not. */
export interface EpointRows {
  readonly rows: readonly z.infer<typeof Row>[]
  readonly total: number | null
}

/** The names under which totals were seen or may be (inferred: no reply was at hand), best first. */
const TOTALS = ['total', 'totalcount', 'totalCount', 'count', 'rowcount']

/** The reply of `getgovinfolist`: `{custom: {data: [{infourl, realtitle | title}]}}`. */
export const EpointReply = z
  .looseObject({ custom: z.preprocess(fromText, Custom) })
  .transform(({ custom }): EpointRows => {
    const totals = TOTALS.flatMap((name) => Count.safeParse(custom[name]).data ?? [])
    return { rows: custom.data, total: totals[0] ?? null }
  })

/** The link of a row, dated by whichever of its members is called a date; none for what leads nowhere and is no report. */
export function epointLinks(row: z.infer<typeof Row>, origin: string): readonly Link[] {
  const title = printedText([row.realtitle, row.title].find((one) => (one ?? '').trim() !== '') ?? '')
  const dates = Object.entries(row).flatMap(([name, value]) =>
    /date|time/iu.test(name) && typeof value === 'string' ? (dateIn(value) ?? []) : [],
  )
  const date = dates[0] ?? null
  const url = resolveLink(row.infourl ?? '', `${origin}/`)
  const link = url === null ? deadLink(row.infourl ?? '', title, date) : { url, title, date }
  return link === null ? [] : [link]
}
