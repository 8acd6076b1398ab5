import type { Expectation } from '../../fetch/evidence.ts'
import type { Fetcher } from '../../fetch/fetch.ts'
import type { FetchOutcome } from '../../model/exchange.ts'
import type { PageRequest } from '../../model/page.ts'
import { requestKey } from '../../model/recording.ts'

/** Asks a site for something; what was asked before is answered from memory. */
export type Ask = (request: PageRequest, expect: Expectation) => Promise<FetchOutcome>

/** The network of one look at a site: its manners, and no request twice, however often a listing is tried. */
export function askOnce(
  fetcher: Fetcher,
  policy: { readonly hosts: readonly string[]; readonly pace?: number },
): Ask {
  const asked = new Map<string, Promise<FetchOutcome>>()
  return (request, expect) => {
    const key = `${expect} ${requestKey(request)}`
    const known = asked.get(key) ?? fetcher.fetch(request, { ...policy, expect })
    asked.set(key, known)
    return known
  }
}
