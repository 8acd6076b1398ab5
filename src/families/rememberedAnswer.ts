import { z } from 'zod'
import { NianbaoError, type FailureCode } from '../errors.ts'
import { Json } from '../model/json.ts'
import { Link, type ListingPage } from '../model/listing.ts'
import type { Page } from '../model/page.ts'
import type { ListingTools, Memory } from './family.ts'
import { fold, isCut, withoutCut } from './links.ts'

/** The answer to a page's script that held the first rows of a list, and the rows that came of it. */
const Remembered = z.strictObject({
  request: z.union([
    z.strictObject({ url: z.string() }),
    z.strictObject({ url: z.string(), method: z.literal('POST'), form: z.record(z.string(), z.string()) }),
    z.strictObject({ url: z.string(), method: z.literal('POST'), json: Json }),
  ]),
  sha256: z.string(),
  column: z.string().nullable(),
  links: z.array(Link),
  declaredTotal: z.int().nullable(),
  more: z.boolean(),
})
type Remembered = z.infer<typeof Remembered>

/** Codes that a redesign can cause: the page is then rendered. All others are of the host and pass through. */
const STALE: ReadonlySet<FailureCode> = new Set([
  'not-found',
  'soft-404',
  'server-error',
  'robots-disallowed',
  'host-not-allowed',
  'truncated-body',
])

/**
 * The first page of a list whose data are the same bytes as when it was last rendered, for one request and without a browser;
 * null when nothing is remembered, or when other bytes come, so that the page must be rendered.
 */
export async function listAsBefore(list: string, tools: ListingTools): Promise<ListingPage | null> {
  const remembered = Remembered.safeParse(tools.remembered).data
  if (remembered === undefined) return null
  const { request, sha256, ...page } = remembered
  try {
    const answer = await tools.get({ ...request, referer: list })
    if (answer.sha256 !== sha256) return null
    return { endpoint: list, page: 1, ...page, fromMemory: true, response: { url: answer.url, sha256 } }
  } catch (error) {
    if (error instanceof NianbaoError && STALE.has(error.code)) return null
    throw error
  }
}

/** What to remember of a first page as rendered: the one answer that holds every title of its rows; null without one. */
export function firstPageOf({ rendered }: Page, { column, links, declaredTotal, more }: ListingPage): Memory {
  const source = rendered?.data.find(({ text }) => holdsAll(text, links))
  if (source === undefined || links.length === 0) return null
  const { url, method, form, json, sha256 } = source
  const sent = method !== 'POST' ? null : json === undefined ? { form: { ...form } } : { json }
  const request = sent === null ? { url } : { url, method: 'POST' as const, ...sent }
  return { request, sha256, column, links: [...links], declaredTotal, more } satisfies Remembered
}

/** Whether every title stands in the strings of a JSON answer. A page as text is none: it is the same while its list changes. */
function holdsAll(text: string, links: readonly Link[]): boolean {
  const strings = stringsOf(text)
  if (strings === null) return false
  const all = fold(strings.join('\n'))
  return links.every(({ title }) => all.includes(isCut(title) ? withoutCut(title) : title))
}

function stringsOf(text: string): readonly string[] | null {
  const found: string[] = []
  try {
    JSON.parse(text, (_key, value: unknown) => {
      if (typeof value === 'string') found.push(value)
      return value
    })
    return found
  } catch {
    return null // no JSON
  }
}
