import { z } from 'zod'
import { NianbaoError } from '../errors.ts'
import type { Json } from '../model/json.ts'
import type { Appetite, ListingPage } from '../model/listing.ts'
import { assignedObjects, isObject } from '../model/scripts.ts'
import { mayHideMore, MOST_PAGES, tooLong } from './endless.ts'
import { EpointReply, epointLinks, type EpointRows } from './epointReply.ts'
import type { Page } from '../model/page.ts'
import type { Family, ListingTools, Suggestion } from './family.ts'
import { jsonOf } from './json.ts'
import { isPastTheEnd } from './pastTheEnd.ts'

const Options = z.strictObject({
  /** `categorynum` of the 年报 category, e.g. `003002007`. */
  category: z.string().regex(/^\w+$/u, 'must be a category number such as 003002007'),
  /** `deptcode` of one department; empty for all of them. */
  department: z
    .string()
    .regex(/^[\w-]*$/u, 'must be a department code')
    .default(''),
  /** Rows to ask for at a time. */
  pageSize: z.int().min(10).max(100).default(50),
})
type Options = z.infer<typeof Options>

/** What `/js/webBuilderCommon.js` says of the site, and the number that its first page has: 0 or 1. */
const Access = z.strictObject({
  api: z.url({ protocol: /^https?$/u }),
  siteGuid: z.string(),
  firstIndex: z.int(),
})
type Access = z.infer<typeof Access>

interface Answer extends EpointRows {
  readonly response: ListingPage['response']
}
interface Opened {
  readonly access: Access
  readonly first: Answer
}

async function ask(
  access: Access,
  pageIndex: number,
  options: Options,
  tools: ListingTools,
): Promise<Answer> {
  const { category, department, pageSize } = options
  const reply = await tools.get({
    url: access.api,
    method: 'POST',
    json: { deptcode: department, categorynum: category, siteGuid: access.siteGuid, pageIndex, pageSize },
    referer: `${tools.origin}/`,
  })
  const rows = jsonOf(reply, EpointReply, 'the reply of getgovinfolist')
  return { ...rows, response: { url: reply.url, sha256: reply.sha256 } }
}

/** What a page that is not there, or facts of a past design, can cause; anything else is the network's and passes through. */
const STALE: ReadonlySet<NianbaoError['code']> = new Set([
  'layout-changed',
  'not-found',
  'soft-404',
  'server-error',
])

/** The first page of the list; null where there is none under that number. */
async function open(access: Access, options: Options, tools: ListingTools): Promise<Opened | null> {
  try {
    const first = await ask(access, access.firstIndex, options, tools)
    return first.rows.length > 0 ? { access, first } : null
  } catch (error) {
    if (error instanceof NianbaoError && STALE.has(error.code)) return null
    throw error
  }
}

async function fromMemory(options: Options, tools: ListingTools): Promise<Opened | null> {
  const remembered = Access.safeParse(tools.remembered)
  return remembered.success ? open(remembered.data, options, tools) : null
}

async function learn(options: Options, tools: ListingTools): Promise<Opened> {
  const script = await tools.get({ url: new URL('/js/webBuilderCommon.js', tools.origin).href })
  const site = assignedObjects(script.text)
    .map(({ value }) => siteInfoIn(value, 0))
    .find((one) => one !== null)
  if (!site) {
    throw new NianbaoError('layout-changed', `${script.url}: no siteInfo with projectName and siteGuid in it`)
  }
  const project = site.projectName.replace(/\/+$/u, '')
  const path = /^(?:https?:)?\/\//iu.test(project) ? project : `/${project.replace(/^\/+/u, '')}`
  const action = `${path === '/' ? '' : path}/rest/lightfrontaction/getgovinfolist`
  const access = { api: new URL(action, script.url).href, siteGuid: site.siteGuid }
  // counted from 0 by some servers and from 1 by others, which answer to 0 with page 1, nothing or an error
  const fromNought = await open({ ...access, firstIndex: 0 }, options, tools)
  if (fromNought !== null) return fromNought
  const fromOne = { ...access, firstIndex: 1 }
  return { access: fromOne, first: await ask(fromOne, 1, options, tools) }
}

interface SiteInfo {
  readonly projectName: string
  readonly siteGuid: string
}

/** `siteInfo`, as it stands or inside another object. */
function siteInfoIn(value: Json, depth: number): SiteInfo | null {
  if (!isObject(value) || depth > 2) return null
  const { projectName, siteGuid } = value
  if (typeof projectName === 'string' && typeof siteGuid === 'string') return { projectName, siteGuid }
  return (
    Object.values(value)
      .map((member) => siteInfoIn(member, depth + 1))
      .find((one) => one !== null) ?? null
  )
}

async function* list(
  options: Options,
  tools: ListingTools,
): AsyncGenerator<ListingPage, void, Appetite | undefined> {
  const known = await fromMemory(options, tools)
  const { access, first } = known ?? (await learn(options, tools))
  const { category, department, pageSize } = options
  const seen = new Set<string>()
  const repeats = ({ rows }: Answer): boolean =>
    rows.flatMap((row) => epointLinks(row, tools.origin)).every(({ url }) => seen.has(url))
  let answer = first
  let most: number | null = null
  let index = access.firstIndex
  for (let page = 1; ; page += 1) {
    const { rows, total, response } = answer
    const links = rows.flatMap((row) => epointLinks(row, tools.origin))
    for (const { url } of links) seen.add(url)
    // a total that lies shows in a page that is full to the last row
    const lacks = total !== null && seen.size < total
    const more = rows.length > 0 && (lacks || rows.length >= pageSize)
    const appetite = yield {
      endpoint: `${access.api}#${category}${department === '' ? '' : `/${department}`}`,
      column: null,
      page,
      links,
      declaredTotal: total,
      more,
      ...(known !== null && { fromMemory: true }),
      response,
    }
    if (page === 1 && links.length > 0) tools.remember(access)
    // a server may cap what it gives at fewer rows than were asked for, and tell no total
    if (appetite === 'enough' || !(more || mayHideMore(links.length, most))) return
    if (page >= MOST_PAGES) throw tooLong(`${access.api}#${category}`, page)
    most = Math.max(most ?? 0, links.length)
    index += 1
    answer = await askOn({ access, index, lacks, last: answer }, options, tools)
    if (index === 1 && answer.rows.length > 0 && repeats(answer)) {
      // 0 and 1 are the same page where counting begins at 1
      index += 1
      answer = await askOn({ access, index, lacks, last: answer }, options, tools)
    }
    if (repeats(answer)) answer = { ...answer, rows: [] }
    if (!more && answer.rows.length === 0) return
  }
}

interface Next {
  readonly access: Access
  readonly index: number
  /** Whether fewer rows came than the server says there are. */
  readonly lacks: boolean
  readonly last: Answer
}

/** The page of this number, without rows where the list is over. */
async function askOn(
  { access, index, lacks, last }: Next,
  options: Options,
  tools: ListingTools,
): Promise<Answer> {
  try {
    return await ask(access, index, options, tools)
  } catch (error) {
    if (isPastTheEnd(error, lacks)) return { ...last, rows: [] }
    throw error
  }
}

/** The category and department that the address of a column asks for. */
function suggest({ url }: Page): Suggestion | null {
  const asked = new Map([...new URL(url).searchParams].map(([name, value]) => [name.toLowerCase(), value]))
  const category = asked.get('categorynum') ?? ''
  const department = asked.get('deptcode') ?? ''
  if (!/^\w+$/u.test(category)) return null
  return { options: { category, ...(department !== '' && { department }) }, guessed: {} }
}

/**
 * 新点 Epoint (EWB). `/js/webBuilderCommon.js` holds `siteInfo{projectName, siteGuid}`;
 * `POST <projectName>/rest/lightfrontaction/getgovinfolist` takes `{deptcode, categorynum, siteGuid, pageIndex, pageSize}` as JSON and
 * gives `custom.data[{infourl, realtitle|title}]`. Seen in public crawlers' code, none of it live; not known: from which number
 * pages count, what the total and the dates are called, whether a category gives those below it as well.
 */
export const epoint = {
  name: 'epoint',
  options: Options,
  detect: ({ url, text }) => /EWB-FRONT|webBuilderCommon\.js/u.test(text) || url.includes('govInfoPub'),
  suggest,
  list,
} satisfies Family<Options>
