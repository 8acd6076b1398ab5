import { z } from 'zod'
import { NianbaoError } from '../errors.ts'
import type { Page } from '../model/page.ts'
import { columnName } from './column.ts'
import { isAbsence } from './columnWalk.ts'
import type { ListingTools } from './family.ts'
import { ajaxParameters, type Group } from './jpageXml.ts'
import { resolveLink } from './links.ts'
import { readReply } from './truecmsReply.ts'

/** How a column's list is asked for; remembered where the page itself holds no row. */
export const Interface = z.strictObject({
  url: z.url({ protocol: /^https?$/u }),
  /** Printed parameters, `columnId` among them. */
  parameters: z.record(z.string(), z.string()),
  /** The column page, after redirects: without it as Referer some hosts answer 404. */
  page: z.string(),
  column: z.string().nullable(),
  /** Rows at a time that the host accepted. */
  size: z.int().positive(),
})
export type Interface = z.infer<typeof Interface>

/** Rows to ask for at a time: where one host gives 50, another is empty or 404 above 20. */
export const SIZES = [50, 20, 10] as const

/** What a host may answer to a number of rows that it does not accept. */
export const REFUSALS: ReadonlySet<NianbaoError['code']> = new Set([
  'not-found',
  'soft-404',
  'server-error',
  'truncated-body',
])

/** How far a walk has come. */
export interface Walk {
  /** Rows passed, repeats included. */
  rows: number
  /** Rows at a time to ask for, until the host accepts one. */
  sizes: readonly number[]
  /** The number that the host accepted first; null while it has answered with no row. */
  accepted: number | null
  readonly seen: Set<string>
}

export const beginning = (sizes: readonly number[]): Walk => ({
  rows: 0,
  sizes,
  accepted: null,
  seen: new Set(),
})

/** The group that holds the row after the first `reached`; without rows at the end; null where the interface is closed. */
export async function ask(
  api: Interface,
  reached: number,
  walk: Walk,
  tools: ListingTools,
): Promise<Group | null> {
  let refusal: NianbaoError | null = null
  let end: Group | null = null
  for (const size of walk.sizes) {
    const start = Math.floor(reached / size) * size // hosts that count pages need whole ones
    try {
      const group = await askFor(api, start, size, tools)
      end = group
      if (group.links.length <= reached - start) continue
      walk.accepted ??= size
      const came = Math.min(size, group.links.length)
      walk.sizes = [came, ...SIZES.filter((smaller) => smaller < came)]
      return { ...group, links: group.links.slice(reached - start) }
    } catch (error) {
      if (!(error instanceof NianbaoError) || !REFUSALS.has(error.code)) throw error
      refusal = error
    }
  }
  if (end !== null) return { ...end, links: [] }
  if (refusal !== null && !isAbsence(refusal)) throw refusal
  return null
}

async function askFor(api: Interface, start: number, size: number, tools: ListingTools): Promise<Group> {
  const url = new URL(api.url)
  const paging = { startrecord: start + 1, endrecord: start + size, perpage: size }
  for (const [name, value] of Object.entries({ ...api.parameters, ...paging, callback: 'cb' })) {
    url.searchParams.set(name, String(value))
  }
  return readReply(await tools.get({ url: url.href, referer: api.page }), api.page)
}

/** With an end within reach: a page may repeat its beginning without one. */
const PRINTED = /["']([^"']{0,500}?messageController\/getMessage\.do[^"']{0,500})["']/iu

/** The interface that a page names: its address, and `columnId` with whatever else the page hands to it. */
export function interfaceIn({ text, url }: Page): Interface | null {
  const printed = PRINTED.exec(text)?.[1]
  const address = printed === undefined ? null : resolveLink(printed.replaceAll('&amp;', '&'), url)
  if (address === null) return null
  const { origin, pathname, searchParams } = new URL(address)
  const parameters = { ...Object.fromEntries(searchParams), ...ajaxParameters(text) }
  const columnId =
    parameters['columnId'] ?? /\bcolumnId['"]?\s*[:=]\s*['"]?([\w-]+)/iu.exec(text)?.[1] ?? null
  if (columnId === null) return null
  return {
    url: `${origin}${pathname}`,
    parameters: { ...parameters, columnId },
    page: url,
    column: columnName(text),
    size: SIZES[0],
  }
}
