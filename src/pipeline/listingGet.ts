import { NianbaoError } from '../errors.ts'
import { looksLike } from '../fetch/magic.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Json } from '../model/json.ts'
import type { Get } from '../model/page.ts'
import { pageOf } from './pageOf.ts'
import { isAnotherSite, siteMarkOf } from './siteMark.ts'
import { policyOf, type SiteWorks } from './works.ts'

/** The network as discovery sees it, and what it has brought so far. */
export interface ListingGet {
  /** Admitted pages, decoded; a refusal is thrown with its code, and so is a page of another site. */
  readonly get: Get
  /** Why a page that was got is no listing of this site, or null; what is not is kept among the refused. */
  readonly doubt: (exchange: Exchange) => Promise<NianbaoError | null>
  /** What was got last. */
  readonly last: () => Exchange | null
  /** Notes for the next run: what each page calls its site. */
  readonly notes: () => readonly (readonly [string, Json])[]
}

/** `take` is given every admitted exchange. */
export function listingGet(works: SiteWorks, take: (exchange: Exchange) => void): ListingGet {
  const { fetcher, site, shelf, log } = works
  const marks = new Map<string, string>()
  let last: Exchange | null = null

  async function refuse(exchange: Exchange, error: NianbaoError): Promise<NianbaoError> {
    await shelf.refuse(exchange, error.code)
    return error
  }

  return {
    async get(request) {
      const spent = works.budget.spent()
      if (spent !== null) throw new NianbaoError('budget-spent', spent)
      const outcome = await fetcher.fetch(request, { ...policyOf(site), expect: 'listing' })
      if (outcome.kind === 'refused') {
        if (outcome.exchange) await shelf.refuse(outcome.exchange, outcome.code)
        throw new NianbaoError(outcome.code, outcome.message, { cause: outcome.cause })
      }
      const { exchange } = outcome
      const page = pageOf(exchange)
      const now = isHtml(exchange) ? siteMarkOf(page.text) : null
      const before = markBefore(works, exchange)
      if (now !== null && before !== null && isAnotherSite(before, now)) {
        throw await refuse(exchange, anotherSite(exchange, before, now))
      }
      if (now !== null) marks.set(noteKey(exchange), now)
      for (const trouble of page.rendered?.unasked ?? []) log.trouble(trouble)
      last = exchange
      take(exchange)
      return page
    },
    async doubt(exchange) {
      // A page that scripts make is the same for every address before they run.
      if (!isHtml(exchange) || exchange.method !== 'GET' || exchange.browser?.kind === 'rendered') return null
      const before = markBefore(works, exchange)
      if (before !== null && siteMarkOf(pageOf(exchange).text) === null) {
        return refuse(exchange, anotherSite(exchange, before, null))
      }
      const outcome = await fetcher.doubt(exchange, policyOf(site))
      if (outcome.kind !== 'refused') return null
      return refuse(exchange, new NianbaoError(outcome.code, outcome.message, { cause: outcome.cause }))
    },
    last: () => last,
    notes: () => [...marks],
  }
}

/** By address, not by host: a shared host has a mark for each part of it. */
function noteKey({ url }: Exchange): string {
  const { origin, pathname } = new URL(url)
  return `mark ${origin}${pathname}`
}

/** What a person wrote down goes before what was seen. */
function markBefore({ site, shelf }: SiteWorks, exchange: Exchange): string | null {
  const seen = shelf.note(noteKey(exchange))
  return typeof seen === 'string' ? (site.siteMark ?? seen) : null
}

function anotherSite({ url }: Exchange, before: string, now: string | null): NianbaoError {
  const { host } = new URL(url)
  const says =
    now === null
      ? `calls itself nothing any more (it was ${before}) and lists nothing that it listed`
      : `calls itself ${now} and was ${before}; if it is the same body's, write siteMark: '${now}' in the site file`
  return new NianbaoError('site-differs', `${host} ${says}. It may belong to somebody else now: look at it`)
}

function isHtml({ body }: Exchange): boolean {
  return looksLike(body) === 'html'
}
